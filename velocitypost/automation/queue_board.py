"""What stands in the coming turns of a queue: read from the ledger of publications, which alone is true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from velocitypost.automation.queues import Queue, Taking, Turn, taking_id
from velocitypost.automation.queues_store import TakingStore
from velocitypost.core.clock import Clock
from velocitypost.publishing.model import Publication, State
from velocitypost.publishing.store import PublicationStore

# How long a post that took a turn may be on its way onto the calendar; after this whoever took it is taken for dead.
ON_ITS_WAY = timedelta(minutes=2)
_AT_A_TIME = timedelta(days=28)
_GONE = frozenset({State.CANCELLED.value, State.FAILED.value})


@dataclass(frozen=True)
class Held:
    """A post that stands at a time. `accounts` are the connections that it goes through."""

    post_id: str
    text: str
    state: str
    accounts: tuple[str, ...]
    origin: str


@dataclass(frozen=True)
class Window:
    """A stretch of a queue's time: who took which turn, and what really stands at each instant."""

    queue: Queue
    takings: Mapping[datetime, Taking]
    standing: Mapping[datetime, Mapping[str, Held]]

    def held(self, at: datetime) -> Held | None:
        """What stands there: the post that took the turn, else one through the same accounts at the same time."""
        there, taking = self.standing.get(at, {}), self.takings.get(at)
        if taking is not None and taking.post_id in there:
            return there[taking.post_id]
        served = set(self.queue.connection_ids)
        return next((held for held in there.values() if served & set(held.accounts)), None)

    def is_free(self, at: datetime, now: datetime) -> bool:
        """Whether a post may take the turn."""
        taking = self.takings.get(at)
        return self.held(at) is None and not (taking and on_its_way(taking, now))

    def own(self, at: datetime) -> bool:
        """Whether what stands there took the turn itself."""
        taking = self.takings.get(at)
        return taking is not None and taking.post_id in self.standing.get(at, {})


class Board:
    """Reads; changes nothing."""

    def __init__(
        self, takings: TakingStore, publications: PublicationStore, clock: Clock, *, horizon: timedelta
    ) -> None:
        """`horizon` is how far ahead posts line up."""
        self._takings = takings
        self._publications = publications
        self._clock = clock
        self.horizon = horizon

    def window(self, queue: Queue, since: datetime, until: datetime) -> Window:
        """Everything of a queue in this stretch."""
        takings = {taking.at: taking for taking in self._takings.between(queue.id, since, until)}
        rows = self._publications.calendar(queue.workspace_id, since, until)
        standing: dict[datetime, dict[str, Held]] = {}
        for row in rows:
            if row["state"] not in _GONE and row["position"] == 0:
                at = standing.setdefault(row["due_at"], {})
                at[row["post_id"]] = _held(row, at.get(row["post_id"]))
        return Window(queue, takings, standing)

    def free(self, queue: Queue) -> Iterator[Turn]:
        """The turns that a post may take, the next one first, read as they are asked for."""
        since = now = self._clock.now()
        while since < now + self.horizon:
            until = min(since + _AT_A_TIME, now + self.horizon)
            window = self.window(queue, since, until)
            # The ends of two stretches must not leave out what lies on the seam.
            for turn in queue.turns(since - timedelta(microseconds=1) if since > now else now, until):
                if window.is_free(turn.at, now):
                    yield turn
            since = until

    def is_vacant(self, taking: Taking) -> bool:
        """Whether the turn that this one took is free again."""
        if not taking.placed and on_its_way(taking, self._clock.now()):
            return False
        return not stands_at(self._publications.of_posts([taking.post_id]), taking.at)

    def turn_of(self, queue: Queue, at: datetime) -> Turn | None:
        """The turn at this instant; None where no slot means it any more."""
        return next(iter(queue.turns(at - timedelta(seconds=1), at + timedelta(seconds=1))), None)

    def standing(self, queue: Queue) -> list[Taking]:
        """Who stands in line, in the order of the turns."""
        now = self._clock.now()
        takings = self._takings.between(queue.id, now, now + 2 * self.horizon)
        of_post: dict[str, list[Publication]] = {}
        for publication in self._publications.of_posts([taking.post_id for taking in takings]):
            of_post.setdefault(publication.post_id, []).append(publication)
        return [taking for taking in takings if stands_at(of_post.get(taking.post_id, []), taking.at)]

    def fresh(self, queue: Queue, at: datetime, post_id: str, *, evergreen_id: str = "") -> Taking:
        """A taking that nobody knows of yet."""
        return Taking(
            id=taking_id(queue.id, at),
            queue_id=queue.id,
            workspace_id=queue.workspace_id,
            at=at,
            post_id=post_id,
            taken_at=self._clock.now(),
            evergreen_id=evergreen_id,
            recycled_once=bool(evergreen_id),
        )

    def take(self, taking: Taking) -> Taking | None:
        """Takes the turn for `taking`, as the only one who does; None where somebody else has it."""
        if self._takings.insert(taking):
            return taking
        known = self._takings.find(taking.id)
        if known is None or not self.is_vacant(known):
            return None
        mine = replace(taking, recycled_once=known.recycled_once or taking.recycled_once, version=known.version + 1)
        return mine if self._takings.change(mine) else None


def on_its_way(taking: Taking, now: datetime) -> bool:
    """Whether its post is just being put onto the calendar."""
    return not taking.placed and not taking.withdrawn and taking.taken_at > now - ON_ITS_WAY


def stands_at(publications: Sequence[Publication], at: datetime) -> bool:
    """Whether any of these is to go out at this instant, or went."""
    return any(p.due_at == at and p.state.value not in _GONE for p in publications)


def _held(row: Mapping[str, Any], known: Held | None) -> Held:
    accounts = (*known.accounts, row["connection_id"]) if known else (row["connection_id"],)
    text = known.text if known else row["draft"]["text"]
    return Held(row["post_id"], text, row["state"], accounts, row.get("origin") or "")
