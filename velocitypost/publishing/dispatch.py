"""From due rows to workers: fair between workspaces, and no platform holds up the others.

Redis holds hints only: which publications were handed over lately. If it is wiped, some are handed over twice, and
the claim in the database lets one worker through.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from velocitypost.core.cache import AtOnce, Cache, CacheError, Errands, PubSub
from velocitypost.core.clock import Clock
from velocitypost.core.log import get_logger
from velocitypost.publishing.store import Due, PublicationStore

log = get_logger(__name__)
_KEY = "dispatched:"
_BELL = "publishing:due-now"
_SEEN_AT_ONCE = 2000
_IN_ONE_MESSAGE = 16
_LOOKS_EVERY = timedelta(seconds=1)
_LONGEST_SHARE_OF_LOOKING = 5
_HINT_SECONDS = 15.0


class Hints:
    """What workers hold at the moment, as far as Redis remembers."""

    def __init__(self, cache: Cache, errands: Errands | None = None) -> None:
        self._cache = cache
        self._errands = errands or AtOnce(cache)

    def note(self, items: Iterable[Due], now: datetime) -> None:
        """These were handed over."""
        until = now.timestamp() + _HINT_SECONDS
        with self._cache.pipeline(transaction=False) as pipe:
            for item in items:
                pipe.zadd(_KEY + item.platform, {item.id: until})
            pipe.execute()

    def held(self, platforms: Iterable[str], now: datetime) -> dict[str, set[str]]:
        """The ids that workers hold, by platform."""
        names = list(platforms)
        with self._cache.pipeline(transaction=False) as pipe:
            for platform in names:
                pipe.zremrangebyscore(_KEY + platform, "-inf", now.timestamp())
                pipe.zrange(_KEY + platform, 0, -1)
            members = pipe.execute()[1::2]
        return {platform: {str(member) for member in held} for platform, held in zip(names, members, strict=True)}

    def done(self, publication_id: str, platform: str) -> None:
        """A worker is through with it, for now; or it never reached one."""
        self._errands.run(("ZREM", _KEY + platform, publication_id))

    def forget(self) -> None:
        """A worker starts: perhaps in the place of one that died, whose publications must not be waited for."""
        try:
            for key in self._cache.scan_iter(_KEY + "*"):
                self._cache.delete(key)
        except CacheError:
            log.warning("dispatch_hints_not_forgotten")


class Bell:
    """Wakes the clockwork between two ticks. A ring that is lost costs a second."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._ears: PubSub = cache.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]

    def ring(self) -> None:
        """Something is due now."""
        try:
            self._cache.publish(_BELL, "")
        except CacheError:
            log.warning("bell_not_heard")

    def wait(self, seconds: float) -> None:
        """Returns when it rings, at the latest after `seconds`."""
        try:
            if not self._ears.subscribed:
                self._ears.subscribe(_BELL)
            self._ears.get_message(timeout=seconds)
        except (CacheError, OSError):
            self._ears.reset()
            time.sleep(seconds)


class Dispatch:
    """Hands over what is due, at most `room` publications at a time, at most three quarters of them to one platform.

    What was found due is remembered for a second: to ask for thousands of rows takes a while. A row that changed
    meanwhile is left alone by whoever gets it.
    """

    def __init__(
        self,
        store: PublicationStore,
        hints: Hints,
        clock: Clock,
        *,
        room: int,
        send: Callable[[Sequence[Due]], None],
        seen_at_once: int = _SEEN_AT_ONCE,
    ) -> None:
        """`send` puts some publications before the workers, as one message."""
        self._store = store
        self._hints = hints
        self._clock = clock
        self._room = room
        self._share = max(1, room * 3 // 4)
        self._send = send
        self._seen_at_once = seen_at_once
        self._waiting: list[Due] = []
        self._look_at = clock.now()

    def tick(self) -> bool:
        """Hands over what there is room for. Whether due publications remain that no worker holds."""
        now = self._clock.now()
        if not self._waiting or now >= self._look_at:
            self._look(now)
        if not self._waiting:
            return False
        held = self._hints.held({item.platform for item in self._waiting}, now)
        chosen = choose(self._waiting, held, room=self._room, share=self._share)
        gone = {item.id for item in chosen}.union(*held.values())
        self._waiting = [item for item in self._waiting if item.id not in gone]
        self._hand_over(chosen, now)
        return bool(self._waiting)

    def _look(self, now: datetime) -> None:
        began = time.monotonic()
        self._waiting = self._store.due(now, most=self._seen_at_once)
        if len(self._waiting) == self._seen_at_once:
            # More than can be seen: who came due last must not wait until somebody's thousands are out.
            seen = {item.id for item in self._waiting}
            latest = self._store.due(now, most=self._seen_at_once // 4, latest=True)
            self._waiting += [item for item in reversed(latest) if item.id not in seen]
        took = timedelta(seconds=time.monotonic() - began)
        self._look_at = now + max(_LOOKS_EVERY, took * _LONGEST_SHARE_OF_LOOKING)

    def _hand_over(self, chosen: Sequence[Due], now: datetime) -> None:
        if chosen:
            self._hints.note(chosen, now)
        for start in range(0, len(chosen), _IN_ONE_MESSAGE):
            try:
                self._send(chosen[start : start + _IN_ONE_MESSAGE])
            except Exception:
                for unsent in chosen[start:]:
                    self._hints.done(unsent.id, unsent.platform)
                raise


def choose(due: Sequence[Due], held: dict[str, set[str]], *, room: int, share: int) -> list[Due]:
    """What to hand over next: in turn by workspace, the longest waiting of each first.

    `held` are the ids that workers hold, by platform; `room` is how many they may hold in all, `share` how many of
    one platform.
    """
    counts = {platform: len(ids) for platform, ids in held.items()}
    queues: dict[str, deque[Due]] = defaultdict(deque)
    for item in due:
        if item.id not in held.get(item.platform, ()):
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
