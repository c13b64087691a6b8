"""One Redis subscription for the process, fanned out to the open pages of each workspace.

A stream is only a hint: whoever (re)connects reads everything anew. So whenever changes may have been missed,
because Redis went away or a page reads too slowly, its stream is ended and the page connects again.
"""

from __future__ import annotations

import contextlib
import threading
from collections import defaultdict
from collections.abc import Callable
from queue import Empty, Full, Queue

from velocitypost.accounts.model import Viewer
from velocitypost.core.cache import Cache, CacheError
from velocitypost.core.log import get_logger
from velocitypost.notifications.live import CHANNEL

log = get_logger(__name__)

PER_USER_MAX = 8
_WAITING_MAX = 200
_POLL_SECONDS = 1.0
_RECONNECT_SECONDS = (0.5, 1.0, 2.0, 5.0)


class TooManyStreams(Exception):
    """This process holds as many streams as may be."""


class Stream:
    """One open page. `over` says that it must connect again, because it missed something."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.over = False
        self._changes: Queue[tuple[str, str] | None] = Queue(_WAITING_MAX)

    def next_change(self, *, within: float) -> tuple[str, str] | None:
        """The next change as its mark and JSON text, or None after `within` seconds, or at once when it is over."""
        try:
            return self._changes.get(timeout=within)
        except Empty:
            return None

    def put(self, mark: str, change: str) -> None:
        try:
            self._changes.put_nowait((mark, change))
        except Full:
            self.over = True

    def end(self) -> None:
        """It must connect again; whoever waits is woken."""
        self.over = True
        with contextlib.suppress(Full):
            self._changes.put_nowait(None)


class Streams:
    """The open streams of this process, at most `most`."""

    def __init__(self, cache: Cache, *, most: int) -> None:
        self._cache = cache
        self._most = most
        self._lock = threading.Lock()
        self._open: dict[str, list[Stream]] = defaultdict(list)
        self._listener: threading.Thread | None = None
        self._listening = threading.Event()
        self._stopping: Callable[[], bool] = lambda: False

    def stop_when(self, stopping: Callable[[], bool]) -> None:
        """Everything ends within about a second after `stopping()` turns true."""
        self._stopping = stopping

    @property
    def stopping(self) -> bool:
        return self._stopping()

    def wait_until_listening(self, seconds: float) -> bool:
        """Whether the subscription stood within this time."""
        return self._listening.wait(seconds)

    def join(self, seconds: float) -> None:
        """Waits for the subscription to end."""
        if self._listener is not None:
            self._listener.join(seconds)

    def open(self, viewer: Viewer) -> Stream:
        """A new stream. A person who has many gives up the oldest, mostly that of a page just left. Raises
        `TooManyStreams` where the process holds as many as may be.
        """
        stream = Stream(viewer)
        with self._lock:
            everyone = [other for streams in self._open.values() for other in streams]
            own = [other for other in everyone if other.viewer.user_id == viewer.user_id]
            if len(own) >= PER_USER_MAX:
                own[0].end()
                self._open[own[0].viewer.workspace_id].remove(own[0])
            elif len(everyone) >= self._most:
                raise TooManyStreams
            self._open[viewer.workspace_id].append(stream)
            if self._listener is None or not self._listener.is_alive():
                self._listener = threading.Thread(target=self._listen, name="live-changes", daemon=True)
                self._listener.start()
        return stream

    def close(self, stream: Stream) -> None:
        """Forgets it. One that is gone already is no error."""
        workspace_id = stream.viewer.workspace_id
        with self._lock:
            left = [other for other in self._open.pop(workspace_id, ()) if other is not stream]
            if left:
                self._open[workspace_id] = left

    def deliver(self, workspace_id: str, mark: str, change: str) -> None:
        """Gives `change` to every stream of the workspace."""
        with self._lock:
            streams = list(self._open.get(workspace_id, ()))
        for stream in streams:
            stream.put(mark, change)

    def _listen(self) -> None:
        failures = 0
        while not self.stopping:
            try:
                self._subscribe(after_failure=failures > 0)
            except (CacheError, OSError, ValueError) as error:  # ValueError: a connection closed under our hands
                if self._listening.is_set():
                    failures = 0
                    self._listening.clear()
                if failures == 0:
                    log.warning("live_changes_away", error=type(error).__name__)
                threading.Event().wait(_RECONNECT_SECONDS[min(failures, len(_RECONNECT_SECONDS) - 1)])
                failures += 1
        self._listening.clear()
        self._end_all()

    def _subscribe(self, *, after_failure: bool) -> None:
        with self._cache.pubsub(ignore_subscribe_messages=True) as subscription:  # type: ignore[no-untyped-call]
            subscription.psubscribe(CHANNEL + "*")
            subscription.get_message(timeout=_POLL_SECONDS)
            if after_failure:
                log.info("live_changes_back")
                self._end_all()
            self._listening.set()
            while not self.stopping:
                message = subscription.get_message(timeout=_POLL_SECONDS)
                if message is not None:
                    mark, _, change = message["data"].partition(" ")
                    self.deliver(message["channel"].removeprefix(CHANNEL), mark, change)

    def _end_all(self) -> None:
        with self._lock:
            for streams in self._open.values():
                for stream in streams:
                    stream.end()
