"""A post fitted to the accounts it goes through: one draft each, and everything that speaks against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from velocitypost.connections.model import Connection
from velocitypost.content.model import PostMedia, Writing
from velocitypost.contract.capabilities import Platform, Publishes
from velocitypost.contract.types import Attachment, Cost, Draft, Problem
from velocitypost.media.model import Media
from velocitypost.publishing.model import DraftFile, DraftRow


@dataclass(frozen=True)
class Check:
    """What one account's platform would make of a post: its count, its cost, its problems.

    `parts` holds the count of each follow-up.
    """

    connection: Connection
    count: int
    limit: int
    rule: str
    parts: tuple[int, ...]
    problems: tuple[Problem, ...]
    cost: Cost | None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def fit(writing: Writing, files: Mapping[str, Media]) -> list[DraftRow]:
    """The drafts of a post's parts, in their order. `files` holds every file the post names."""
    first = DraftRow(writing.text, _files(writing.media, files), writing.options)
    return [first, *(DraftRow(part.text, _files(part.media, files)) for part in writing.follow_ups)]


def check(platform: Platform, connection: Connection, drafts: Sequence[DraftRow]) -> Check:
    """Everything to be said of these drafts before they are sent."""
    plain = [_draft(draft) for draft in drafts]
    problems = list(platform.check(plain[0]))
    for number, draft in enumerate(plain[1:], start=2):
        problems += [_in_part(number, problem) for problem in platform.check(draft)]
    if not isinstance(platform, Publishes):
        problems.append(
            Problem("error", "options", "cannot_publish", f"{platform.spec.name} lets no other program post.")
        )
    if len(drafts) > 1 and not platform.spec.limits.threads:
        problems.append(Problem("error", "follow_ups", "no_threads", f"{platform.spec.name} has no threads."))
    return Check(
        connection=connection,
        count=platform.measure(drafts[0].text),
        limit=platform.spec.limits.text_max,
        rule=platform.spec.limits.count_rule,
        parts=tuple(platform.measure(draft.text) for draft in drafts[1:]),
        problems=tuple(problems),
        cost=_total([platform.cost(draft) for draft in plain]),
    )


def _files(media: Sequence[PostMedia], files: Mapping[str, Media]) -> tuple[DraftFile, ...]:
    return tuple(
        DraftFile(
            media_id=item.media_id,
            kind=files[item.media_id].kind,
            mime=files[item.media_id].mime,
            bytes=files[item.media_id].bytes,
            width=files[item.media_id].width,
            height=files[item.media_id].height,
            alt=item.alt or files[item.media_id].alt,
        )
        for item in media
    )


def _draft(row: DraftRow) -> Draft:
    attachments = tuple(
        Attachment(f.media_id, f.kind, f.mime, f.bytes, f.width, f.height, alt=f.alt)  # type: ignore[arg-type]
        for f in row.files
    )
    return Draft(row.text, attachments, options=row.options)


def _in_part(number: int, problem: Problem) -> Problem:
    return Problem(problem.severity, "follow_ups", problem.code, f"Part {number}: {problem.message}")


def _total(costs: Sequence[Cost | None]) -> Cost | None:
    from decimal import Decimal

    priced = [cost for cost in costs if cost is not None]
    if not priced:
        return None
    amount = sum((Decimal(cost.amount) for cost in priced), Decimal(0))
    return Cost(str(amount), priced[0].currency, max(priced, key=lambda cost: Decimal(cost.amount)).note)
