"""Live changes for open pages: one Redis subscription for the process, fanned out to each workspace's streams.

A stream is only a hint: whoever (re)connects reads everything anew. So whenever changes may have been missed,
because Redis went away or a page reads too slowly, its stream is ended and the page connects again.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue

from flask import Flask, Response, current_app

from velocitypost.accounts.model import Viewer
from velocitypost.core.cache import Cache, CacheError
from velocitypost.core.log import get_logger
from velocitypost.notifications.live import CHANNEL
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem

log = get_logger(__name__)

HEARTBEAT_SECONDS = 15.0
PER_USER_MAX = 8
_WAITING_MAX = 200
_POLL_SECONDS = 1.0
_RECONNECT_SECONDS = (0.5, 1.0, 2.0, 5.0)
_KEY = "velocitypost.streams"

routes = api_blueprint("live", prefix="/api", about="Changes as they happen")


class _Stream:
    """One open page."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.changes: Queue[str] = Queue(_WAITING_MAX)
        self.over = threading.Event()


class Streams:
    """The open streams of this process. `most` bounds them, because each holds one of the server's threads."""

    def __init__(self, cache: Cache, *, most: int) -> None:
        self._cache = cache
        self._most = most
        self._lock = threading.Lock()
        self._open: dict[str, list[_Stream]] = defaultdict(list)
        self._listener: threading.Thread | None = None
        self._stopping: Callable[[], bool] = lambda: False

    def stop_when(self, stopping: Callable[[], bool]) -> None:
        """Every stream ends within about a second after `stopping()` turns true."""
        self._stopping = stopping

    @property
    def stopping(self) -> bool:
        return self._stopping()

    def open(self, viewer: Viewer) -> _Stream:
        """A new stream. Raises `Problem` where there are too many already."""
        with self._lock:
            everyone = [stream for streams in self._open.values() for stream in streams]
            mine = sum(stream.viewer.user_id == viewer.user_id for stream in everyone)
            if mine >= PER_USER_MAX or len(everyone) >= self._most:
                raise Problem(
                    "too_many_requests",
                    "Too many pages are open for live changes. Close some, or load the page again to see what is new.",
                    retry_after=30,
                )
            stream = _Stream(viewer)
            self._open[viewer.workspace_id].append(stream)
            self._ensure_listener()
        return stream

    def close(self, stream: _Stream) -> None:
        with self._lock:
            streams = self._open[stream.viewer.workspace_id]
            if stream in streams:
                streams.remove(stream)
            if not streams:
                del self._open[stream.viewer.workspace_id]

    def _ensure_listener(self) -> None:
        if self._listener is None or not self._listener.is_alive():
            self._listener = threading.Thread(target=self._listen, name="live-changes", daemon=True)
            self._listener.start()

    def _listen(self) -> None:
        failures = 0
        while not self.stopping:
            try:
                with self._cache.pubsub(ignore_subscribe_messages=True) as subscription:  # type: ignore[no-untyped-call]
                    subscription.psubscribe(CHANNEL + "*")
                    if failures:
                        log.info("live_changes_back")
                        self._end_all()
                        failures = 0
                    while not self.stopping:
                        message = subscription.get_message(timeout=_POLL_SECONDS)
                        if message is not None:
                            self._deliver(message["channel"].removeprefix(CHANNEL), message["data"])
            except (CacheError, OSError) as error:
                if not failures:
                    log.warning("live_changes_away", error=type(error).__name__)
                wait = _RECONNECT_SECONDS[min(failures, len(_RECONNECT_SECONDS) - 1)]
                failures += 1
                threading.Event().wait(wait)

    def _deliver(self, workspace_id: str, change: str) -> None:
        with self._lock:
            streams = list(self._open.get(workspace_id, ()))
        for stream in streams:
            try:
                stream.changes.put_nowait(change)
            except Full:
                stream.over.set()

    def _end_all(self) -> None:
        with self._lock:
            for streams in self._open.values():
                for stream in streams:
                    stream.over.set()


def install(app: Flask, cache: Cache, *, most: int) -> None:
    """Gives `app` its streams."""
    app.extensions[_KEY] = Streams(cache, most=most)


@routes.get(
    "/stream",
    operation_id="streamChanges",
    summary="Changes in my workspace, as server-sent events",
    responses={
        200: {"description": "`event: change` with JSON data", "content": {"text/event-stream": {}}},
        **problems("too_many_requests"),
    },
)
def stream_changes() -> Response:
    """After each (re)connect read what you show anew: what happened in between is not repeated."""
    streams: Streams = current_app.extensions[_KEY]
    is_open = product().sessions.is_open
    stream = streams.open(viewer())
    answer = Response(_events(streams, stream, is_open), mimetype="text/event-stream")
    answer.call_on_close(lambda: streams.close(stream))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def _events(streams: Streams, stream: _Stream, is_open: Callable[[str], bool]) -> Iterator[str]:
    yield "retry: 2000\n: connected\n\n"
    silent = 0.0
    while not stream.over.is_set() and not streams.stopping:
        try:
            change = stream.changes.get(timeout=_POLL_SECONDS)
        except Empty:
            silent += _POLL_SECONDS
            if silent >= HEARTBEAT_SECONDS:
                if not is_open(stream.viewer.session_id):
                    return
                silent = 0.0
                yield ": still here\n\n"
        else:
            yield f"event: change\ndata: {change}\n\n"
