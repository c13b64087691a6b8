"""The threads of a worker process that bring publications out."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from velocitypost.core.log import get_logger
from velocitypost.publishing.delivery import Delivery
from velocitypost.publishing.dispatch import Hints
from velocitypost.publishing.model import Publication
from velocitypost.publishing.store import PublicationStore

log = get_logger(__name__)


class Hands:
    """At most three quarters of them are busy for one platform: one that is down does not hold up the others."""

    def __init__(self, store: PublicationStore, delivery: Delivery, hints: Hints, *, threads: int) -> None:
        self._store = store
        self._delivery = delivery
        self._hints = hints
        self._threads = threads
        self._share = max(1, threads * 3 // 4)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="publish")
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Publication]] = defaultdict(deque)
        self._busy: Counter[str] = Counter()
        self._held: set[str] = set()
        self.ending = False

    def take(self, items: Sequence[tuple[str, str]]) -> None:
        """Sees to these (publication id, platform) as soon as there are hands free. Does not wait for that.

        What waits here already does not come to wait twice, though the clockwork may hand it over again.
        """
        try:
            found = self._store.find_many([publication_id for publication_id, _ in items])
        except Exception:
            for publication_id, platform in items:
                self._hints.done(publication_id, platform)
            raise
        with self._lock:
            for publication in found:
                if publication.id not in self._held:
                    self._held.add(publication.id)
                    self._waiting[publication.platform].append(publication)
            self._put_to_work()

    def finish(self) -> None:
        """Waits for what has begun. What has not begun stays due in the database."""
        with self._lock:
            self.ending = True
        self._pool.shutdown(wait=True)

    def _put_to_work(self) -> None:
        for platform, waiting in self._waiting.items():
            while waiting and self._has_hands_for(platform):
                self._busy[platform] += 1
                self._pool.submit(self._bring_out, waiting.popleft())

    def _has_hands_for(self, platform: str) -> bool:
        return not self.ending and self._busy[platform] < self._share and self._busy.total() < self._threads

    def _bring_out(self, publication: Publication) -> None:
        try:
            self._delivery.advance(publication)
        except Exception as error:
            log.warning(
                "delivery_broke_off",
                publication=publication.id,
                reason=type(error).__name__,
                detail=str(error)[:200],
            )
        finally:
            # First, so that no fault of the cache can keep a hand from the next one.
            with self._lock:
                self._busy[publication.platform] -= 1
                self._held.discard(publication.id)
                self._put_to_work()
            self._hints.done(publication.id, publication.platform)
