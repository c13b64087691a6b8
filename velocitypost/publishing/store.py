"""Publications in MongoDB: the durable queue. Every change is compare-and-set on the row's version."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from velocitypost.core.database import AlreadyThere, Database, Document, Index, Replacements, Shape, collection
from velocitypost.publishing.model import Publication, State

_SHAPE = Shape(Publication)
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
_END = datetime(9999, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_KEPT_SECONDS = 100 * 24 * 3600
_NEXT_MOST = 100
_CONFIRMED_BY = ("answer", "look", "person")


@dataclass(frozen=True)
class Due:
    """A publication that the clockwork must hand to a worker."""

    id: str
    workspace_id: str
    platform: str
    wake_at: datetime


class Planned(NamedTuple):
    """The wall-clock time of a publication, and the moment that this meant when it was scheduled."""

    id: str
    local: str
    zone: str
    fold: Literal[0, 1] | None
    due_at: datetime


class Sent(NamedTuple):
    """When a publication went out, and how long after its time.

    In milliseconds, `at` since 1970: there are many of them, and a moment costs ten times as much as a number.
    """

    platform: str
    at: int
    late: int


class PublicationStore:
    """Finds what is due by one index on `wake_at`, which settled and held rows do not have."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "publications",
            [
                Index(("wake_at",)),
                Index(("workspace_id", "due_at")),
                Index(("post_id", "connection_id", "position"), unique=True),
                Index(("connection_id", "due_at")),
                Index(("metrics_at",)),
                Index(("state", "due_at")),
                Index(("workspace_id", "result.confirmed_by", "result.published_at")),
            ],
        )

        self._replacements = Replacements(self._rows)

    def insert(self, publications: Sequence[Publication]) -> None:
        """Adds the rows that are not there yet: to repeat it is safe."""
        for publication in publications:
            try:
                self._rows.insert_one(_SHAPE.to_row(publication))
            except AlreadyThere:
                continue

    def find(self, publication_id: str) -> Publication | None:
        row = self._rows.find_one({"_id": publication_id})
        return _SHAPE.from_row(row) if row else None

    def find_many(self, publication_ids: Sequence[str]) -> list[Publication]:
        """Those that are there, in no order."""
        return [_SHAPE.from_row(row) for row in self._rows.find({"_id": {"$in": list(publication_ids)}})]

    def of_posts(self, post_ids: Sequence[str]) -> list[Publication]:
        """All of these posts, in the order of their accounts and parts."""
        rows = self._rows.find({"post_id": {"$in": list(post_ids)}})
        return sorted(map(_SHAPE.from_row, rows), key=lambda p: (p.post_id, p.connection_id, p.position))

    def numbers_of(self, post_ids: Sequence[str]) -> list[Document]:
        """Of each publication of these posts, where it stands and what was last counted."""
        return list(self._rows.find({"post_id": {"$in": list(post_ids)}}, {"post_id": 1, "state": 1, "metrics": 1}))

    def save(self, publication: Publication) -> Publication | None:
        """Replaces the row if it still has `publication.version`, and gives it with its new version; else None."""
        saved = replace(publication, version=publication.version + 1)
        return saved if self._replacements.replace(_SHAPE.to_row(saved)) else None

    def due(self, now: datetime, *, most: int, latest: bool = False) -> list[Due]:
        """What must be looked at by now: those that wait longest, the longest first, or the `latest`, those first."""
        rows = self._rows.find(
            {"wake_at": {"$gt": _BEGINNING, "$lte": now}}, {"workspace_id": 1, "platform": 1, "wake_at": 1}
        )
        return [
            Due(row["_id"], row["workspace_id"], row["platform"], row["wake_at"])
            for row in rows.sort("wake_at", -1 if latest else 1).limit(most)
        ]

    def calendar(self, workspace_id: str, since: datetime, until: datetime) -> list[Document]:
        """The raw rows due in the range, in order.

        Whole and sorted here: to leave parts out and to sort costs the embedded database more than to send everything.
        """
        rows = self._rows.find({"workspace_id": workspace_id, "due_at": {"$gte": since, "$lt": until}})
        return sorted(rows, key=itemgetter("due_at"))

    def held(self, workspace_id: str, code: str) -> list[Publication]:
        """The scheduled rows of a workspace that wait for this reason."""
        rows = self._rows.find({"workspace_id": workspace_id, "state": State.SCHEDULED.value, "hold.code": code})
        return [_SHAPE.from_row(row) for row in rows]

    def held_by_connection(self, connection_id: str) -> list[Publication]:
        """The scheduled rows that wait for their account to be connected again."""
        rows = self._rows.find({"connection_id": connection_id, "state": "scheduled", "hold.code": "reconnect"})
        return [_SHAPE.from_row(row) for row in rows]

    def scheduled(self, workspace_id: str) -> list[Publication]:
        """What has not begun in this workspace."""
        rows = self._rows.find({"workspace_id": workspace_id, "state": State.SCHEDULED.value})
        return [_SHAPE.from_row(row) for row in rows]

    def is_sending(self, workspace_id: str, now: datetime) -> bool:
        """Whether a worker has one of this workspace's in its hands."""
        having = {"workspace_id": workspace_id, "state": State.PUBLISHING.value, "claim.until": {"$gt": now}}
        return self._rows.find_one(having, {"_id": 1}) is not None

    def cancelled_by(self, workspace_id: str, batch: str) -> list[Publication]:
        rows = self._rows.find({"workspace_id": workspace_id, "cancelled_by": batch})
        return [_SHAPE.from_row(row) for row in rows]

    def is_recorded(self, connection_id: str, platform_post_id: str, *, but: str) -> bool:
        """Whether this live post is known as the outcome of another publication of the account."""
        found = self._rows.find_one(
            {
                "connection_id": connection_id,
                "result.platform_post_id": platform_post_id,
                "_id": {"$ne": but},
            },
            {"_id": 1},
        )
        return found is not None

    def metrics_due(self, now: datetime, *, most: int) -> list[Publication]:
        rows = self._rows.find({"metrics_at": {"$gt": _BEGINNING, "$lte": now}}).sort("metrics_at", 1).limit(most)
        return [_SHAPE.from_row(row) for row in rows]

    def set_metrics(self, publication_id: str, metrics: dict[str, Any] | None, next_at: datetime | None) -> None:
        """Metrics change nothing that a compare-and-set guards, so they leave the version alone."""
        self._rows.update_one({"_id": publication_id}, {"$set": {"metrics": metrics, "metrics_at": next_at}})

    def uses_media(self, workspace_id: str, media_id: str) -> bool:
        """Whether a publication that is not settled carries this file."""
        found = self._rows.find_one(
            {
                "workspace_id": workspace_id,
                "draft.files.media_id": media_id,
                "state": {"$in": ["scheduled", "publishing", "processing", "unconfirmed"]},
            },
            {"_id": 1},
        )
        return found is not None

    def each(self, workspace_id: str | None) -> Iterator[tuple[str, Publication | None]]:
        """Every publication of this workspace, or of all: its id, and None where it cannot be read."""
        for row in self._rows.find({} if workspace_id is None else {"workspace_id": workspace_id}):
            yield row["_id"], _SHAPE.read(row)

    def each_of_post(self, post_id: str) -> list[tuple[str, Publication | None]]:
        """The post's, in the order of their accounts and parts, in the same way."""
        rows = list(self._rows.find({"post_id": post_id}))
        rows.sort(key=lambda row: (str(row["connection_id"]), str(row["position"]), row["_id"]))
        return [(row["_id"], _SHAPE.read(row)) for row in rows]

    def planned_after(self, moment: datetime) -> Iterator[Planned]:
        """What is scheduled by the wall clock for after `moment`, of all workspaces."""
        rows = self._rows.find(
            {"state": State.SCHEDULED.value, "due_at": {"$gt": moment, "$lte": _END}},
            {"local": 1, "zone": 1, "fold": 1, "due_at": 1, "by_the_clock": 1},
        )
        for row in rows:
            if row["by_the_clock"]:
                yield Planned(row["_id"], row["local"], row["zone"], row["fold"], row["due_at"])

    def sent(self, workspace_id: str, confirmed_by: str, *, since: datetime) -> list[Sent]:
        """The posts and first parts of threads that went out since then and were confirmed in this way."""
        rows = self._rows.find(
            {
                "workspace_id": workspace_id,
                "result.confirmed_by": confirmed_by,
                "result.published_at": {"$gte": since},
            },
            {"platform": 1, "due_at": 1, "position": 1, "result.published_at": 1},
        )
        return [_sent(row) for row in rows if row["position"] == 0]

    def holds_of_due(self, now: datetime, workspace_id: str | None) -> list[str | None]:
        """For each publication that is due and has not begun, of this workspace or of all: why it is held, or None."""
        rows = self._in_state(State.SCHEDULED, now, workspace_id)
        return [row["hold"]["code"] if row.get("hold") else None for row in rows]

    def went_out(self, workspace_id: str, *, since: datetime) -> list[Document]:
        """The live posts and first parts of threads since then, the oldest first: what a list of them shows."""
        shown = {"platform": 1, "position": 1, "metrics": 1, "draft.text": 1, "result.published_at": 1}
        rows: list[Document] = []
        for confirmed_by in _CONFIRMED_BY:
            where = {
                "workspace_id": workspace_id,
                "result.confirmed_by": confirmed_by,
                "result.published_at": {"$gte": since},
            }
            rows += [row for row in self._rows.find(where, shown) if row["position"] == 0]
        return sorted(rows, key=lambda row: row["result"]["published_at"])

    def count_out(self, workspace_id: str) -> int:
        """How many publications of this workspace are live."""
        found = 0
        for confirmed_by in _CONFIRMED_BY:
            where = {
                "workspace_id": workspace_id,
                "result.confirmed_by": confirmed_by,
                "result.published_at": {"$gte": _BEGINNING},
            }
            found += self._rows.count_documents(where)
        return found

    def next_due(self, workspace_id: str, now: datetime) -> list[Document]:
        """The scheduled ones among the next, in order: when each is due, through which account, and what made it."""
        where = {"workspace_id": workspace_id, "due_at": {"$gte": now}}
        shown = {"due_at": 1, "state": 1, "connection_id": 1, "origin": 1}
        rows = self._rows.find(where, shown).sort("due_at", 1).limit(_NEXT_MOST)
        return [row for row in rows if row["state"] == State.SCHEDULED.value]

    def count_posts(self, workspace_id: str, since: datetime, until: datetime) -> int:
        """How many posts are due in the range, or went out in it; a post that goes to several accounts counts once."""
        where = {"workspace_id": workspace_id, "due_at": {"$gte": since, "$lt": until}}
        rows = self._rows.find(where, {"post_id": 1, "state": 1})
        return len({row["post_id"] for row in rows if row["state"] not in (State.CANCELLED, State.FAILED)})

    def count_in(self, state: State, workspace_id: str | None) -> int:
        """How many publications of this workspace, or of all, stand so. For states that few are in at a time."""
        return sum(1 for _ in self._in_state(state, _END, workspace_id))

    def _in_state(self, state: State, until: datetime, workspace_id: str | None) -> Iterable[Document]:
        # With the workspace in the filter the embedded database would read every row of the state.
        rows = self._rows.find(
            {"state": state.value, "due_at": {"$gt": _BEGINNING, "$lte": until}}, {"workspace_id": 1, "hold.code": 1}
        )
        return (row for row in rows if workspace_id in (None, row["workspace_id"]))


@dataclass(frozen=True)
class Stretch:
    """The lateness of what one workspace sent from `since` (inclusive) until `through` (exclusive)."""

    workspace_id: str
    since: datetime
    through: datetime
    sent: tuple[Sent, ...]


class StretchStore:
    """Stretches of a past that does not change any more. They can be made anew from the publications at any time."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "punctuality",
            [
                Index(("workspace_id", "through")),
                Index(("through",), expire_after_seconds=_KEPT_SECONDS),
            ],
        )

    def of(self, workspace_id: str, *, since: datetime) -> list[Stretch]:
        """Those that reach beyond `since`."""
        return [
            Stretch(workspace_id, row["since"], row["through"], tuple(_unpacked(row["sent"])))
            for row in self._rows.find({"workspace_id": workspace_id, "through": {"$gt": since}})
        ]

    def insert(self, stretch: Stretch) -> None:
        """Keeps it, unless another one that begins at the same time is there already."""
        row: Document = {
            "_id": f"{stretch.workspace_id}:{stretch.since.isoformat()}",
            "workspace_id": stretch.workspace_id,
            "since": stretch.since,
            "through": stretch.through,
            "sent": _packed(stretch.sent),
        }
        try:
            self._rows.insert_one(row)
        except AlreadyThere:
            return


def milliseconds(moment: datetime) -> int:
    """Since 1970."""
    return (moment - _EPOCH) // _MILLISECOND


def _sent(row: Document) -> Sent:
    at = row["result"]["published_at"]
    return Sent(row["platform"], milliseconds(at), max(0, (at - row["due_at"]) // _MILLISECOND))


def _packed(sent: Iterable[Sent]) -> Document:
    """By platform, moment and lateness in turn, in milliseconds.

    As bytes, because a list of numbers costs the embedded database ten times as long to read.
    """
    columns: dict[str, array[int]] = {}
    for one in sent:
        column = columns.setdefault(one.platform, array("q"))
        column.append(one.at)
        column.append(one.late)
    return {platform: _little_endian(column).tobytes() for platform, column in columns.items()}


def _unpacked(packed: Document) -> Iterable[Sent]:
    for platform, stored in packed.items():
        column = _little_endian(array("q", stored))
        for at, late in zip(column[::2], column[1::2], strict=True):
            yield Sent(platform, at, late)


def _little_endian(column: array[int]) -> array[int]:
    if sys.byteorder == "big":
        column.byteswap()
    return column
