"""Live changes for open pages, as server-sent events."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Flask, Response, current_app, request
from pydantic import BaseModel, Field

from velocitypost.core.cache import Cache
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.streams import Stream, Streams, TooManyStreams

HEARTBEAT_SECONDS = 15.0
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


class StreamQuery(BaseModel):
    """Where the page was when its connection broke."""

    after: str = Field("", max_length=60, description="The id of the last change that was seen")


@routes.get(
    "/stream",
    operation_id="streamChanges",
    summary="Changes in my workspace, as server-sent events",
    responses={
        200: {"description": "`event: change` with JSON data", "content": {"text/event-stream": {}}},
        **problems("too_many_requests"),
    },
)
def stream_changes(query: StreamQuery) -> Response:
    """Goes on after the change with the mark `after`. `event: reset` says that it is not known any more: read anew."""
    streams: Streams = current_app.extensions[_KEY]
    who = viewer()
    try:
        stream = streams.open(who)
    except TooManyStreams:
        raise Problem(
            "too_many_requests",
            "Too many pages are open for live changes. Close some, or load the page again to see what is new.",
            retry_after=30,
        ) from None
    after = request.headers.get("Last-Event-ID") or query.after
    missed = product().live.since(who.workspace_id, after) if after else []
    answer = Response(_events(streams, stream, missed, product().sessions.is_open), mimetype="text/event-stream")
    answer.call_on_close(lambda: streams.close(stream))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def _events(
    streams: Streams, stream: Stream, missed: list[tuple[str, str]] | None, is_open: Callable[[str], bool]
) -> Iterator[str]:
    yield f"retry: {_RECONNECT_AFTER_MILLISECONDS}\n: connected\n\n"
    if missed is None:
        yield "event: reset\ndata: {}\n\n"
    seen = set()
    for mark, change in missed or ():
        seen.add(mark)  # it may come by the subscription, too, which stood already
        yield _event(mark, change)
    while not (stream.over or streams.stopping):
        told = stream.next_change(within=HEARTBEAT_SECONDS)
        if told is None:
            if not is_open(stream.viewer.session_id):
                return
            yield ": still here\n\n"
        elif told[0] not in seen:
            yield _event(*told)


def _event(mark: str, change: str) -> str:
    return f"id: {mark}\nevent: change\ndata: {change}\n\n"
