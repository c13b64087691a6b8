"""Posts as a CSV file, in the columns that an import reads: what goes out here comes in again as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.content.campaigns import Campaigns
from velocitypost.content.model import Post, PostMedia
from velocitypost.content.service import ContentService
from velocitypost.publishing.model import Publication, State
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.spreadsheets.accounts import name_of
from velocitypost.publishing.spreadsheets.columns import COLUMNS, TITLES, Column, guarded
from velocitypost.publishing.spreadsheets.reading import PARTS, joined_alts

_AT_ONCE = 200
_DRAFT = "draft"
# The first of these that a publication of it is in says how a post stands.
_WORST_FIRST = (
    State.UNCONFIRMED,
    State.FAILED,
    State.PUBLISHING,
    State.PROCESSING,
    State.SCHEDULED,
    State.PUBLISHED,
)
STATES = (_DRAFT, *(state.value for state in _WORST_FIRST))


@dataclass(frozen=True)
class Range:
    """Which posts: those due from `since` (inclusive) to `until` (exclusive), of these states; None and empty: all.

    A draft counts by the moment when it was written.
    """

    since: datetime | None = None
    until: datetime | None = None
    states: frozenset[str] = frozenset()

    def holds(self, post: Post, state: str) -> bool:
        at = post.planned.at if post.planned else post.created_at
        if self.states and state not in self.states:
            return False
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


class Export:
    """Reads a workspace's posts a few hundred at a time. `base_url` is where the files of the library lie."""

    def __init__(
        self,
        content: ContentService,
        publishing: PublishingService,
        connections: ConnectionService,
        campaigns: Campaigns,
        *,
        base_url: str,
    ) -> None:
        self._content = content
        self._publishing = publishing
        self._connections = connections
        self._campaigns = campaigns
        self._base_url = base_url.rstrip("/")

    def pieces(self, workspace_id: str, wanted: Range) -> Iterator[str]:
        """The file, piece by piece: a row for each post, those written last first."""
        accounts = {one.id: one for one in self._connections.list(workspace_id)}
        campaigns = {one.id: one.name for one in self._campaigns.all(workspace_id)}
        yield "\ufeff" + _written([[TITLES[column] for column in COLUMNS]])
        before: str | None = None
        while True:
            posts, before = self._content.page(workspace_id, before=before, most=_AT_ONCE)
            publications = self._publishing.of_posts(posts)
            rows = []
            for post in posts:
                state = _state(publications[post.id])
                if wanted.holds(post, state):
                    cells = self._cells(post, publications[post.id], state, accounts, campaigns)
                    rows.append([guarded(cells.get(column, "")) for column in COLUMNS])
            if rows:
                yield _written(rows)
            if before is None:
                return

    def _cells(
        self,
        post: Post,
        publications: Sequence[Publication],
        state: str,
        accounts: Mapping[str, Connection],
        campaigns: Mapping[str, str],
    ) -> dict[Column, str]:
        link = str(post.options.get("link") or "")
        local = post.planned.local if post.planned else ""
        return {
            "date": local[:10],
            "time": local[11:16],
            "time_zone": post.planned.zone if post.planned else "",
            "text": _text(post, link),
            "accounts": "\n".join(_names(post, publications, accounts)),
            "media": "\n".join(self._address(item) for item in post.media),
            "alt_text": joined_alts([item.alt for item in post.media]),
            "link": link,
            "first_comment": PARTS.join(part.text for part in post.follow_ups),
            "tags": ", ".join(post.tags),
            "campaign": campaigns.get(post.campaign_id or "", ""),
            "state": state,
        }

    def _address(self, item: PostMedia) -> str:
        return f"{self._base_url}/media/{item.media_id}/original"


def template() -> str:
    """A file with the columns, and two rows that show how they are meant."""
    rows: list[dict[Column, str]] = [
        {
            "date": "2026-12-01",
            "time": "09:30",
            "time_zone": "Europe/Berlin",
            "text": "Warm bread at seven. First come, first served.",
            "accounts": "x, linkedin",
            "media": "https://example.com/bread.jpg",
            "alt_text": "A loaf of rye bread on a wooden table",
            "tags": "bread, morning",
            "campaign": "Winter",
            "state": "scheduled",
        },
        {
            "text": "How our sourdough is made",
            "accounts": "x",
            "link": "https://example.com/sourdough",
            "first_comment": "The recipe is in the link.",
            "state": "draft",
        },
    ]
    head = [TITLES[column] for column in COLUMNS]
    return "\ufeff" + _written([head, *([row.get(column, "") for column in COLUMNS] for row in rows)])


def _written(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _state(publications: Sequence[Publication]) -> str:
    states = {publication.state for publication in publications}
    return next((state.value for state in _WORST_FIRST if state in states), _DRAFT)


def _text(post: Post, link: str) -> str:
    """Without the link that an import put below it for the accounts that show none."""
    return post.text.removesuffix(f"\n\n{link}") if link else post.text


def _names(post: Post, publications: Sequence[Publication], accounts: Mapping[str, Connection]) -> Iterator[str]:
    """An account that is not connected any more is named as its publications knew it."""
    known = {one.connection_id: f"{one.platform}:{one.username}" for one in publications}
    for connection_id in post.connection_ids:
        if connection_id in accounts:
            yield name_of(accounts[connection_id])
        elif connection_id in known:
            yield known[connection_id]
