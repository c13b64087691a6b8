"""How often short links are followed: counted in Redis as it happens, kept in MongoDB some seconds later.

A click costs one command in Redis and no write of the database. If Redis is lost, the clicks of the last seconds are
lost with it: then a count is too small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from velocitypost.content.short_links import ShortLink
from velocitypost.core.cache import Cache, CacheError, Errands
from velocitypost.core.ids import new_id

_COUNTED = "clicks"
_GATHERINGS = "clicks:gatherings"
_TURN = "clicks:turn"
_TURN_SECONDS = 60


@dataclass(frozen=True)
class DayOfLink:
    """How often a link was followed on a day of UTC."""

    code: str
    day: str
    count: int


class ClickRows(Protocol):
    """Where counts are kept."""

    def add(self, link: ShortLink, counts: Mapping[str, int], *, gathering: str) -> None: ...

    def of_post(self, post_id: str) -> list[DayOfLink]: ...


class LinkRows(Protocol):
    """The links that were followed."""

    def find_many(self, codes: Iterable[str]) -> list[ShortLink]: ...


class Clicks:
    """Counts them, and keeps the counts."""

    def __init__(self, rows: ClickRows, links: LinkRows, cache: Cache, errands: Errands) -> None:
        self._rows = rows
        self._links = links
        self._cache = cache
        self._errands = errands

    def note(self, link: ShortLink, at: datetime) -> None:
        """Somebody followed it. Never raises, never waits for the database."""
        self._errands.run(("HINCRBY", _COUNTED, f"{link.id}|{at.date().isoformat()}", 1))

    def of_post(self, post_id: str) -> list[DayOfLink]:
        """What was kept of the links of a post, in the order of days."""
        return self._rows.of_post(post_id)

    def keep_counted(self) -> int:
        """Keeps what was counted since the last time, and what a keeper that died left behind; how many clicks."""
        if not self._cache.set(_TURN, "taken", nx=True, ex=_TURN_SECONDS):
            return 0
        try:
            self._gather()
            left = sorted(str(one) for one in self._cache.smembers(_GATHERINGS))
            return sum(self._keep(gathering) for gathering in left)
        finally:
            self._cache.delete(_TURN)

    def _gather(self) -> None:
        """Sets aside what was counted, under a name of its own, so that it can be told whether it was kept."""
        if not self._cache.exists(_COUNTED):
            return
        name = f"{_COUNTED}:{new_id('gathering')}"
        # Its name first: were the process to die between the two, clicks under an unknown name would be lost.
        self._cache.sadd(_GATHERINGS, name)
        try:
            self._cache.rename(_COUNTED, name)
        except CacheError:
            self._cache.srem(_GATHERINGS, name)

    def _keep(self, gathering: str) -> int:
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for name, count in self._cache.hgetall(gathering).items():
            code, _, day = str(name).partition("|")
            counts[code][day] = int(count)
        for link in self._links.find_many(counts):
            self._rows.add(link, counts[link.id], gathering=gathering)
        self._cache.delete(gathering)
        self._cache.srem(_GATHERINGS, gathering)
        return sum(sum(days.values()) for days in counts.values())
