"""From due rows to workers: fair between workspaces, and no platform holds up the others.

Redis holds hints only: which publications were handed over lately. If it is wiped, some are handed over twice, and
the claim in the database lets one worker through.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from velocitypost.core.cache import Cache, CacheError
from velocitypost.core.clock import Clock
from velocitypost.core.log import get_logger
from velocitypost.publishing.store import Due, PublicationStore

log = get_logger(__name__)
_KEY = "dispatched:"
_SEEN_AT_ONCE = 2000
_HINT_SECONDS = 60.0


class Dispatch:
    """Hands over what is due, at most `room` publications at a time, at most three quarters of them to one platform."""

    def __init__(
        self,
        store: PublicationStore,
        cache: Cache,
        clock: Clock,
        *,
        room: int,
        send: Callable[[str], None],
    ) -> None:
        self._store = store
        self._cache = cache
        self._clock = clock
        self._room = room
        self._share = max(1, room * 3 // 4)
        self._send = send

    def tick(self) -> bool:
        """Hands over what there is room for. Whether due publications remain."""
        now = self._clock.now()
        due = self._store.due(now, most=_SEEN_AT_ONCE)
        if not due:
            return False
        under_way = self._under_way({item.platform for item in due}, now)
        chosen = choose(due, under_way, room=self._room, share=self._share)
        for item in chosen:
            self._note(item, now)
            self._send(item.id)
        return len(due) > len(chosen)

    def hand_over(self, publication_ids: Sequence[str]) -> None:
        """Sends these at once, without waiting for the next tick."""
        for publication_id in publication_ids:
            self._send(publication_id)

    def done(self, publication_id: str, platform: str) -> None:
        """A worker is through with it, for now."""
        try:
            self._cache.zrem(_KEY + platform, publication_id)
        except CacheError:
            log.warning("dispatch_hint_lost", publication=publication_id)

    def _under_way(self, platforms: Iterable[str], now: datetime) -> dict[str, set[str]]:
        """What each platform's workers hold, as far as Redis remembers."""
        held: dict[str, set[str]] = {}
        for platform in platforms:
            self._cache.zremrangebyscore(_KEY + platform, "-inf", now.timestamp())
            held[platform] = set(self._cache.zrange(_KEY + platform, 0, -1))
        return held

    def _note(self, item: Due, now: datetime) -> None:
        self._cache.zadd(_KEY + item.platform, {item.id: now.timestamp() + _HINT_SECONDS})


def choose(due: Sequence[Due], under_way: dict[str, set[str]], *, room: int, share: int) -> list[Due]:
    """What to hand over next: in turn by workspace, the longest waiting of each first.

    `under_way` are the ids that workers hold, by platform; `room` is how many they may hold in all, `share` how
    many of one platform.
    """
    counts = {platform: len(ids) for platform, ids in under_way.items()}
    queues: dict[str, deque[Due]] = defaultdict(deque)
    for item in due:
        if item.id not in under_way.get(item.platform, ()):
            queues[item.workspace_id].append(item)
    chosen: list[Due] = []
    total = sum(counts.values())
    while queues and total < room:
        for workspace_id in list(queues):
            item = queues[workspace_id].popleft()
            if not queues[workspace_id]:
                del queues[workspace_id]
            if counts.get(item.platform, 0) >= share:
                continue
            counts[item.platform] = counts.get(item.platform, 0) + 1
            chosen.append(item)
            total += 1
            if total >= room:
                break
    return chosen
