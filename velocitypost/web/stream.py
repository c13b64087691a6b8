"""Live changes for open pages, as server-sent events."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Flask, Response, current_app

from velocitypost.core.cache import Cache
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.streams import Stream, Streams, TooManyStreams

HEARTBEAT_SECONDS = 15.0
_POLL_SECONDS = 1.0
_RECONNECT_AFTER_MILLISECONDS = 2000
_KEY = "velocitypost.streams"

routes = api_blueprint("live", prefix="/api", about="Changes as they happen")


def install(app: Flask, cache: Cache, *, most: int) -> None:
    """Gives `app` its streams, at most `most`, because each holds one of the server's threads."""
    app.extensions[_KEY] = Streams(cache, most=most)


def stop_when(app: Flask, stopping: Callable[[], bool]) -> None:
    """Ends every stream of `app` within about a second after `stopping()` turns true."""
    streams: Streams = app.extensions[_KEY]
    streams.stop_when(stopping)


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
    try:
        stream = streams.open(viewer())
    except TooManyStreams:
        raise Problem(
            "too_many_requests",
            "Too many pages are open for live changes. Close some, or load the page again to see what is new.",
            retry_after=30,
        ) from None
    answer = Response(_events(streams, stream, product().sessions.is_open), mimetype="text/event-stream")
    answer.call_on_close(lambda: streams.close(stream))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def _events(streams: Streams, stream: Stream, is_open: Callable[[str], bool]) -> Iterator[str]:
    yield f"retry: {_RECONNECT_AFTER_MILLISECONDS}\n: connected\n\n"
    silent = 0.0
    while not (stream.over or streams.stopping):
        change = stream.next_change(within=_POLL_SECONDS)
        if change is not None:
            yield f"event: change\ndata: {change}\n\n"
            continue
        silent += _POLL_SECONDS
        if silent >= HEARTBEAT_SECONDS:
            if not is_open(stream.viewer.session_id):
                return
            silent = 0.0
            yield ": still here\n\n"
