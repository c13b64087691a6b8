"""A post fitted to the accounts it goes through: one draft each, and everything that speaks against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from velocitypost.connections.model import Connection
from velocitypost.content.model import PostMedia, Writing
from velocitypost.content.post_links import SentLink
from velocitypost.contract.capabilities import Platform, Publishes
from velocitypost.contract.spec import Limits
from velocitypost.contract.types import Attachment, Cost, Draft, Problem
from velocitypost.media.model import Media
from velocitypost.media.recipes import Recipe, foretold, recipe_for
from velocitypost.publishing.model import DraftFile, DraftRow


@dataclass(frozen=True)
class Check:
    """What one account's platform would make of a post: its count, its cost, its problems.

    `parts` holds the count of each follow-up, `texts` and `links` what is sent, of the post itself first.
    """

    connection: Connection
    count: int
    limit: int
    rule: str
    parts: tuple[int, ...]
    problems: tuple[Problem, ...]
    cost: Cost | None
    texts: tuple[str, ...] = ()
    links: tuple[SentLink, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def fit(writing: Writing, files: Mapping[str, Media], account: Connection, platform: Platform) -> list[DraftRow]:
    """The drafts of a post's parts for one account, in their order. `files` holds every file the post names."""
    own = writing.for_account(account.id)
    known = {option.key: option for option in platform.spec.options} | {"format": None}
    options = {key: value for key, value in own.options.items() if key in known}
    further = {key: value for key, value in options.items() if (option := known[key]) and option.every_part}
    limits = _limits(platform, account, own, files, options)
    first = DraftRow(own.text, _files(own.media, files, limits), options)
    usual = platform.spec.limits
    return [first, *(DraftRow(part.text, _files(part.media, files, usual), further) for part in own.follow_ups)]


def check(platform: Platform, connection: Connection, drafts: Sequence[DraftRow]) -> Check:
    """Everything to be said of these drafts before they are sent."""
    plain = [_draft(draft, connection, follows=position > 0) for position, draft in enumerate(drafts)]
    problems = list(platform.check(plain[0]))
    for number, draft in enumerate(plain[1:], start=2):
        problems += [_in_part(number, problem) for problem in platform.check(draft)]
    if not isinstance(platform, Publishes):
        problems.append(
            Problem("error", "options", "cannot_publish", f"{platform.spec.name} lets no other program post.")
        )
    if len(drafts) > 1 and platform.limits_for(plain[0]).follow_ups == "none":
        message = (
            f"{platform.spec.name} has neither threads nor comments that we could write. Remove the further parts."
        )
        problems.append(Problem("error", "follow_ups", "no_threads", message))
    return Check(
        connection=connection,
        count=platform.measure(drafts[0].text),
        limit=platform.limits_for(plain[0]).text_max,
        rule=platform.spec.limits.count_rule,
        parts=tuple(platform.measure(draft.text) for draft in drafts[1:]),
        problems=tuple(problems),
        cost=_total([platform.cost(draft) for draft in plain]),
        texts=tuple(draft.text for draft in drafts),
        links=tuple(dict.fromkeys(link for draft in drafts for link in draft.links)),
    )


def _limits(
    platform: Platform, account: Connection, own: Writing, files: Mapping[str, Media], options: Mapping[str, Any]
) -> Limits:
    """What the first part may be, by its format, which may follow from its files."""
    usual = platform.spec.limits
    seen = {item.media_id: files[item.media_id] for item in own.media}
    films = {media_id: recipe_for(media, usual) if media.kind == "gif" else None for media_id, media in seen.items()}
    kinds = tuple(attachment(_file(item, seen[item.media_id], films[item.media_id])) for item in own.media)
    return platform.limits_for(Draft(own.text, kinds, options=options, facts=account.facts))


def _files(media: Sequence[PostMedia], files: Mapping[str, Media], limits: Limits) -> tuple[DraftFile, ...]:
    return tuple(
        _file(item, files[item.media_id], recipe_for(files[item.media_id], limits, item.focus)) for item in media
    )


def _file(item: PostMedia, media: Media, recipe: Recipe | None) -> DraftFile:
    told = foretold(media, recipe)
    return DraftFile(
        media_id=item.media_id,
        kind=told.kind,
        mime=told.mime,
        bytes=told.bytes,
        width=told.width,
        height=told.height,
        alt=item.alt or media.alt,
        seconds=told.seconds,
        fps=told.fps,
        pages=media.pages,
        name=media.name,
        recipe=asdict(recipe) if recipe else None,
    )


def attachment(file: DraftFile, **ways: Any) -> Attachment:
    """The file as a platform takes it; `ways` are the ways to its bytes."""
    return Attachment(
        id=file.media_id,
        kind=file.kind,  # type: ignore[arg-type]
        mime=file.mime,
        bytes=file.bytes,
        width=file.width,
        height=file.height,
        seconds=file.seconds,
        alt=file.alt,
        fps=file.fps,
        pages=file.pages,
        name=file.name,
        **ways,
    )


def _draft(row: DraftRow, account: Connection, *, follows: bool) -> Draft:
    return Draft(
        row.text,
        tuple(attachment(file) for file in row.files),
        reply_to="the part before" if follows else None,
        options=row.options,
        facts=account.facts,
    )


def _in_part(number: int, problem: Problem) -> Problem:
    return replace(problem, field="follow_ups", message=f"Part {number}: {problem.message}", part=number)


def _total(costs: Sequence[Cost | None]) -> Cost | None:
    from decimal import Decimal

    priced = [cost for cost in costs if cost is not None]
    if not priced:
        return None
    amount = sum((Decimal(cost.amount) for cost in priced), Decimal(0))
    return Cost(str(amount), priced[0].currency, max(priced, key=lambda cost: Decimal(cost.amount)).note)
