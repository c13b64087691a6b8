"""What a plan has room for, counted so that no number of requests at once slips over.

A count is a set of members in one row, changed by compare-and-set. Who dies between taking a place and using it
leaves a place that nobody uses: where a row is full, those are found out and given free.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from velocitypost.billing.plans import UNLIMITED
from velocitypost.billing.store import AllowanceStore, Places
from velocitypost.core.clock import Clock

Kind = Literal["posts_per_day", "platforms", "domains"]
_TRIES_AGAINST_RACES = 200
_ON_ITS_WAY = timedelta(minutes=2)


class Full(Exception):
    """There is no place left: `used` of `limit` are taken."""

    def __init__(self, used: int, limit: int) -> None:
        super().__init__(f"{used} of {limit}")
        self.used = used
        self.limit = limit


class PlanLimit(Exception):
    """The plan has no room for this. The text says what is used, when there is room again, what the next plan gives.

    `resets_at` is None where nothing but another plan or a place given free helps; `next_plan` None in the largest.
    """

    def __init__(
        self,
        message: str,
        *,
        kind: Kind,
        used: int,
        limit: int,
        resets_at: datetime | None = None,
        next_plan: str | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.used = used
        self.limit = limit
        self.resets_at = resets_at
        self.next_plan = next_plan


class Allowances:
    """Takes places, gives them free, and counts them."""

    def __init__(self, store: AllowanceStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def take(self, key: str, member: str, *, most: int, still: Callable[[frozenset[str]], frozenset[str]]) -> bool:
        """Takes a place for `member`, who may hold it already. Whether it is new. Raises `Full`.

        `still` is asked, where all places are taken, which members really use theirs; who took one just now is left
        alone, because its use may be on its way.
        """
        if most == UNLIMITED:
            return False
        for _ in range(_TRIES_AGAINST_RACES):
            places = self._store.find(key) or Places(key)
            if member in places.members:
                return False
            members = places.members
            if len(members) >= most:
                members = self._used(members, still)
                if len(members) >= most:
                    raise Full(len(members), most)
            if self._store.change(places, {**members, member: self._clock.now()}):
                return True
        raise Full(most, most)

    def free(self, key: str, member: str) -> None:
        """Gives the member's place free. One that holds none is no error."""
        for _ in range(_TRIES_AGAINST_RACES):
            places = self._store.find(key)
            if places is None or member not in places.members:
                return
            if self._store.change(places, {m: at for m, at in places.members.items() if m != member}):
                return

    def _used(
        self, members: Mapping[str, datetime], still: Callable[[frozenset[str]], frozenset[str]]
    ) -> dict[str, datetime]:
        since = self._clock.now() - _ON_ITS_WAY
        settled = frozenset(member for member, at in members.items() if at < since)
        gone = settled - still(settled) if settled else frozenset()
        return {member: at for member, at in members.items() if member not in gone}

    def taken(self, key: str) -> int:
        """How many places are taken."""
        places = self._store.find(key)
        return len(places.members) if places else 0
