"""What would happen to a row: its accounts found, its text held against their platforms, its day against the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from velocitypost.billing.allowance import PlanLimit
from velocitypost.billing.rooms import PostRoom
from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.content.campaigns import NAME_MOST as CAMPAIGN_NAME_MOST
from velocitypost.content.labels import tags_of
from velocitypost.content.model import (
    ATTACHMENTS_MOST,
    BadWriting,
    FollowUp,
    PostMedia,
    Tailored,
    Writing,
    clean,
)
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.registry import Registry, UnknownPlatform
from velocitypost.core.clock import Clock
from velocitypost.core.fetching import CannotFetch, checked
from velocitypost.core.ids import is_id
from velocitypost.core.trail import digest
from velocitypost.media.model import Kind, Media, NoSuchMedia
from velocitypost.media.service import MediaService
from velocitypost.publishing import fitting
from velocitypost.publishing.spreadsheets.accounts import AccountNames, NoSuchAccount
from velocitypost.publishing.spreadsheets.columns import Column
from velocitypost.publishing.spreadsheets.dates import Order
from velocitypost.publishing.spreadsheets.model import Checked, Defaults, Outcome, RowProblem
from velocitypost.publishing.spreadsheets.reading import Reading, reading

_FILMS = re.compile(r"\.(mp4|m4v|mov|webm|mkv)$", re.IGNORECASE)
_GIFS = re.compile(r"\.gif$", re.IGNORECASE)
_PAPERS = re.compile(r"\.pdf$", re.IGNORECASE)
_OWN = re.compile(r"/media/(media_[0-9a-z]{26})/original$")
# What can be said of files that nobody has seen yet: how many of which kind.
_COUNTED = frozenset({"media_required", "mixed_media", "no_media_in_follow_up", "too_many_files"})
_COLUMN_OF: Mapping[str, Column] = {
    "text": "text",
    "media": "media",
    "alt": "alt_text",
    "follow_ups": "first_comment",
    "connection_ids": "accounts",
}


@dataclass(frozen=True)
class Meant:
    """A row as a post: all that `publishing` needs, but for files that are still elsewhere.

    `media` are the addresses of its files in their order, `alts` what they show.
    """

    checked: Checked
    reading: Reading
    accounts: tuple[Connection, ...]
    media: tuple[str, ...]

    def writing(self, files: Sequence[PostMedia], registry: Registry, seen: Mapping[str, Media]) -> Writing:
        """With its files at hand: the link goes where each account's platform takes it best."""
        said = self.reading
        plain = Writing(
            text=said.text,
            media=tuple(files),
            connection_ids=tuple(account.id for account in self.accounts),
            follow_ups=tuple(FollowUp(part) for part in said.further),
        )
        return _with_link(plain, said.link, self.accounts, registry, seen)


class Checker:
    """Looks at the rows of one file. `base_url` is our own, whose files need not be fetched."""

    def __init__(
        self,
        connections: ConnectionService,
        media: MediaService,
        registry: Registry,
        room: PostRoom,
        clock: Clock,
        *,
        base_url: str,
    ) -> None:
        self._connections = connections
        self._media = media
        self._registry = registry
        self._room = room
        self._clock = clock
        self._base_url = base_url

    def platform_of(self, name: str) -> str | None:
        """The key of a platform by one of its names; None where there is none."""
        bare = re.sub(r"[^a-z0-9]+", "", name.casefold())
        for platform in self._registry:
            if bare in (platform.spec.key, re.sub(r"[^a-z0-9]+", "", platform.spec.name.casefold())):
                return platform.spec.key
        try:
            return self._registry.get({"twitterx": "x", "xtwitter": "x"}.get(bare, bare)).spec.key
        except UnknownPlatform:
            return None

    def rows(
        self,
        workspace_id: str,
        rows: Sequence[tuple[int, Mapping[Column, str]]],
        defaults: Defaults,
        *,
        order: Order,
        campaigns: Sequence[str],
        within_plan: bool,
    ) -> list[Meant]:
        """What each row means, by its number and cells, and whether its day has room for it beside those above.

        `campaigns` are the names of those there are, folded.
        """
        names = AccountNames(self._connections.list(workspace_id), self.platform_of)
        reckon = self._room.foresee(workspace_id)
        alike: Counter[str] = Counter()
        found = []
        for position, (number, cells) in enumerate(rows):
            meant = self._row(workspace_id, number, cells, defaults, order, names, campaigns)
            if within_plan and meant.checked.outcome == "schedule" and meant.checked.at is not None:
                try:
                    reckon(meant.checked.at)
                except PlanLimit as full:
                    meant = with_problem(meant, RowProblem("date", "error", str(full)))
            base = meant.checked.key
            alike[base] += 1
            key = digest([base, alike[base]]) if alike[base] > 1 else base
            if alike[base] > 1:
                meant = with_problem(
                    meant, RowProblem("text", "warning", "The same post stands in a row above it, too.")
                )
            found.append(replace(meant, checked=replace(meant.checked, position=position, key=key)))
        return found

    def own_file(self, address: str) -> str | None:
        """The id of a file of our own library, where the address is that of one."""
        parts = urlsplit(address)
        ours = urlsplit(self._base_url)
        match = _OWN.search(parts.path)
        if match is None or (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc):
            return None
        return match[1] if is_id(match[1], "media") else None

    def check(self, writing: Writing, accounts: Sequence[Connection], files: Mapping[str, Media]) -> list[RowProblem]:
        """What the accounts' platforms say to it."""
        found = []
        for account in accounts:
            platform = self._registry.get(account.platform)
            drafts = fitting.fit(writing, files, account, platform)
            for problem in fitting.check(platform, account, drafts).problems:
                unseen = any(not files[item.media_id].workspace_id for item in writing.media)
                counted = problem.code in _COUNTED or problem.code.startswith("too_many")
                if unseen and problem.field in ("media", "alt") and not counted:
                    continue
                column = _COLUMN_OF.get(problem.field, "accounts")
                found.append(RowProblem(column, problem.severity, problem.message, account.id))
        return found

    # ---- inside

    def _row(
        self,
        workspace_id: str,
        number: int,
        cells: Mapping[Column, str],
        defaults: Defaults,
        order: Order,
        names: AccountNames,
        campaigns: Sequence[str],
    ) -> Meant:
        said = reading(cells, zone=defaults.zone, order=order, now=self._clock.now())
        problems = list(said.problems)
        accounts = _accounts(cells.get("accounts", ""), defaults, names, problems)
        media = self._addresses(workspace_id, said, problems)
        _labels(said, campaigns, problems)
        outcome: Literal["schedule", "draft", "leave_out"] = "schedule" if said.wish == "schedule" else "draft"
        if said.wish == "out":
            outcome = "leave_out"
            problems.append(RowProblem("state", "warning", "It is out already, so it is not brought in again."))
        elif said.wish == "draft" and (cells.get("date") or cells.get("time")):
            problems.append(RowProblem("state", "warning", "It comes in as a draft; its date is not kept."))
        meant = Meant(
            Checked(
                position=0,
                number=number,
                cells=dict(cells),
                outcome=outcome,
                problems=(),
                key=_key(workspace_id, said, accounts),
                connection_ids=tuple(account.id for account in accounts),
                local=said.when.local if said.when else None,
                zone=said.when.zone if said.when else "",
                at=said.when.at if said.when else None,
            ),
            said,
            tuple(accounts),
            media,
        )
        if not accounts and said.wish == "schedule" and not any(one.column == "accounts" for one in problems):
            problems.append(RowProblem("accounts", "error", "Name an account, or choose accounts for all rows."))
        problems += self._content(workspace_id, meant)
        if any(problem.severity == "error" for problem in problems) and outcome != "leave_out":
            return replace(meant, checked=replace(meant.checked, outcome="refuse", problems=_sorted(problems)))
        return replace(meant, checked=replace(meant.checked, problems=_sorted(problems)))

    def _addresses(self, workspace_id: str, said: Reading, problems: list[RowProblem]) -> tuple[str, ...]:
        found = []
        for address in said.media:
            try:
                found.append(checked(address))
                if (media_id := self.own_file(address)) is not None:
                    self._media.get(workspace_id, media_id)
            except CannotFetch as error:
                problems.append(RowProblem("media", "error", f"“{address[:60]}”: {error}"))
            except NoSuchMedia:
                problems.append(RowProblem("media", "error", "This file is not in your library any more."))
        if len(found) > ATTACHMENTS_MOST:
            problems.append(RowProblem("media", "error", f"A post holds at most {ATTACHMENTS_MOST} files."))
        if said.link:
            try:
                checked(said.link)
            except CannotFetch as error:
                problems.append(RowProblem("link", "error", str(error)))
        return tuple(found[:ATTACHMENTS_MOST])

    def _content(self, workspace_id: str, meant: Meant) -> list[RowProblem]:
        """What can be said of its text, and of files that are not here yet by how many there are of which kind."""
        said = meant.reading
        files = {address: self._foreseen(workspace_id, address) for address in meant.media}
        items = [
            PostMedia(address, alt) for address, alt in zip(meant.media, _padded(said.alts, meant.media), strict=True)
        ]
        writing = meant.writing(items, self._registry, files)
        if not said.text.strip() and not meant.media and not said.link:
            return [RowProblem("text", "error", "There is neither a text nor a file in this row.")]
        try:
            clean(writing)
        except BadWriting as bad:
            column = _COLUMN_OF.get(bad.field.split(".")[0], "text")
            return [RowProblem(column, "error", str(bad))]
        told = self.check(writing, meant.accounts, files)
        if said.wish == "schedule":
            return told
        # A draft is not sent yet: what a platform would refuse can still be mended.
        return [replace(problem, severity="warning") for problem in told]

    def _foreseen(self, workspace_id: str, address: str) -> Media:
        """The file, or one such as its address lets us expect, which is nobody's."""
        if (media_id := self.own_file(address)) is not None:
            try:
                return self._media.get(workspace_id, media_id)
            except NoSuchMedia:
                pass
        return _stand_in(address, self._clock.now())


def _accounts(cell: str, defaults: Defaults, names: AccountNames, problems: list[RowProblem]) -> list[Connection]:
    try:
        return names.all(cell) if cell.strip() else names.of_ids(defaults.connection_ids)
    except NoSuchAccount as error:
        problems.append(RowProblem("accounts", "error", str(error)))
        return []


def with_problem(meant: Meant, problem: RowProblem) -> Meant:
    """With one more problem, which refuses the row where it is an error."""
    outcome: Outcome = "refuse" if problem.severity == "error" else meant.checked.outcome
    problems = _sorted([*meant.checked.problems, problem])
    return replace(meant, checked=replace(meant.checked, outcome=outcome, problems=problems))


def column_of_field(field: str) -> Column:
    """The column that a field of a post stands in."""
    return _COLUMN_OF.get(field.split(".")[0], "text")


def _labels(said: Reading, campaigns: Sequence[str], problems: list[RowProblem]) -> None:
    try:
        tags_of(said.tags)
    except BadWriting as bad:
        problems.append(RowProblem("tags", "error", str(bad)))
    if len(said.campaign) > CAMPAIGN_NAME_MOST:
        message = f"A campaign's name has at most {CAMPAIGN_NAME_MOST} characters."
        problems.append(RowProblem("campaign", "error", message))
    elif said.campaign and said.campaign.casefold() not in campaigns:
        problems.append(RowProblem("campaign", "warning", f"A campaign “{said.campaign}” is made for it."))


def _with_link(
    writing: Writing, link: str, accounts: Sequence[Connection], registry: Registry, files: Mapping[str, Media]
) -> Writing:
    """Some platforms take a link beside the text and show it as such; for the others it stands below the text."""
    if not link or link in writing.text:
        return writing
    beside = {account.id for account in accounts if _takes_link(writing, link, account, registry, files)}
    below = replace(writing, text=f"{writing.text}\n\n{link}".strip())
    if not beside:
        return below
    with_option = replace(writing, options={**writing.options, "link": link})
    if len(beside) == len(accounts):
        return with_option
    options = with_option.options
    own = {account_id: Tailored(text=writing.text) for account_id in beside}
    for account in accounts:
        if account.id not in beside and _has_link_option(registry.get(account.platform)):
            own[account.id] = Tailored(options={"link": None})
    return replace(below, options=options, tailored=own)


def _has_link_option(platform: Platform) -> bool:
    return any(option.key == "link" and option.kind == "link" for option in platform.spec.options)


def _takes_link(
    writing: Writing, link: str, account: Connection, registry: Registry, files: Mapping[str, Media]
) -> bool:
    platform = registry.get(account.platform)
    if not _has_link_option(platform):
        return False
    drafts = fitting.fit(replace(writing, options={"link": link}), files, account, platform)
    errors = fitting.check(platform, account, drafts).errors
    return not any((problem.option or "").startswith("link") for problem in errors)


def _stand_in(address: str, now: datetime) -> Media:
    path = urlsplit(address).path
    kind: Kind = "image"
    mime = "image/jpeg"
    for pattern, other, its in (
        (_FILMS, "video", "video/mp4"),
        (_GIFS, "gif", "image/gif"),
        (_PAPERS, "document", "application/pdf"),
    ):
        if pattern.search(path):
            kind, mime = other, its  # type: ignore[assignment]
    return Media(
        id=address,
        workspace_id="",
        uploaded_by="",
        kind=kind,
        mime=mime,
        bytes=1,
        sha256="",
        width=1080,
        height=1080,
        alt="",
        name="",
        created_at=now,
        seconds=30.0 if kind == "video" else None,
    )


def _padded(alts: Sequence[str], media: Sequence[str]) -> list[str]:
    return [*alts, *[""] * len(media)][: len(media)]


def _key(workspace_id: str, said: Reading, accounts: Sequence[Connection]) -> str:
    when = [said.when.local, said.when.zone] if said.when else None
    parts = [workspace_id, said.text.strip(), said.media, said.link, said.further, when]
    return digest([*parts, sorted(account.id for account in accounts)])


def _sorted(problems: Sequence[RowProblem]) -> tuple[RowProblem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: one.severity != "error"))
