"""Each service in its own dialect, and each way of failing to the error that says what to do next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velocitypost.core.clock import ManualClock
from velocitypost.core.http import Outbound
from velocitypost.generation.engines.chat import ChatEngine
from velocitypost.generation.engines.engine import (
    Answer,
    Ask,
    BadAnswer,
    Busy,
    Down,
    EngineError,
    Refused,
    TooLong,
    Turn,
    WrongKey,
)
from velocitypost.generation.engines.services import GROQ, LOCAL, MISTRAL, OPENAI, JsonMode, Service

SCHEMA = {"type": "object", "properties": {"post_1": {"type": "string"}}}
ASK = Ask((Turn("system", "You write."), Turn("user", "Bread")), SCHEMA, 300, creativity=50, seed=7)
MEMBERS = st.sampled_from(
    ["choices", "delta", "message", "content", "finish_reason", "usage", "error", "code", "detail", "prompt_tokens"]
)
Answering = Callable[[httpx2.Request], httpx2.Response]


class Wire:
    """A service that answers as it is told and keeps what it was asked."""

    def __init__(self, answer: Answering) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.requests: list[httpx2.Request] = []
        self._answer = answer
        self.outbound = Outbound(transport=httpx2.MockTransport(self._handle))

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if request.content:
            self.bodies.append(json.loads(request.content))
        return self._answer(request)


def engine(
    wire: Wire, clock: ManualClock, service: Service = MISTRAL, model: str = "", mode: JsonMode = "schema"
) -> ChatEngine:
    return ChatEngine(service, "https://host.test", model or service.default_model, wire.outbound, clock, mode)


def said(pieces: Iterator[str | Answer]) -> tuple[str, Answer]:
    found = list(pieces)
    assert isinstance(found[-1], Answer)
    return "".join(piece for piece in found if isinstance(piece, str)), found[-1]


def whole(text: str = "{}", finish: str = "stop", **usage: int) -> httpx2.Response:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return httpx2.Response(200, json={"choices": [choice], "usage": usage or None})


def streamed(*pieces: str, end: bool = True, usage: dict[str, int] | None = None) -> httpx2.Response:
    lines: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]} for piece in pieces
    ]
    if end:
        lines.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": usage or {}})
    body = "".join(f"data: {json.dumps(line)}\n\n" for line in lines) + ("data: [DONE]\n\n" if end else "")
    return httpx2.Response(200, content=body.encode(), headers={"content-type": "text/event-stream"})


def asked(clock: ManualClock, service: Service, **more: Any) -> dict[str, Any]:
    wire = Wire(lambda _request: whole())
    said(engine(wire, clock, service, **more).ask(ASK, "secret", within=5))
    return wire.bodies[0]


def test_mistral_is_asked_in_its_own_words(clock: ManualClock) -> None:
    body = asked(clock, MISTRAL)
    assert (body["model"], body["max_tokens"], body["random_seed"]) == ("mistral-small-latest", 300, 7)
    assert (body["stream"], body["temperature"]) == (True, 0.5)
    assert not {"stream_options", "seed", "max_completion_tokens"} & body.keys()
    assert body["response_format"]["json_schema"] == {"name": "posts", "schema": SCHEMA, "strict": True}


def test_groq_is_not_asked_to_stream_what_follows_a_schema(clock: ManualClock) -> None:
    body = asked(clock, GROQ)
    assert "stream" not in body
    assert (body["max_completion_tokens"], body["seed"], body["reasoning_effort"]) == (300, 7, "low")


def test_openais_newest_models_are_asked_without_what_they_refuse(clock: ManualClock) -> None:
    body = asked(clock, OPENAI)
    assert not {"temperature", "max_tokens", "seed"} & body.keys()
    assert (body["reasoning_effort"], body["stream_options"]) == ("none", {"include_usage": True})
    assert "temperature" not in asked(clock, OPENAI, model="gpt-7-that-nobody-knows")


def test_a_server_of_ones_own_is_shown_the_form_where_it_takes_no_schema(clock: ManualClock) -> None:
    body = asked(clock, LOCAL, mode="object")
    assert body["response_format"] == {"type": "json_object"}
    assert '{"post_1": "\\u2026"}' in body["messages"][0]["content"]
    assert "response_format" not in asked(clock, LOCAL, mode="none")


def test_the_key_goes_along_and_a_server_without_one_gets_none(clock: ManualClock) -> None:
    wire = Wire(lambda _request: whole())
    said(engine(wire, clock).ask(ASK, "secret", within=5))
    said(engine(wire, clock).ask(ASK, "", within=5))
    assert [request.headers.get("authorization") for request in wire.requests] == ["Bearer secret", None]


def test_a_stream_is_handed_on_piece_by_piece_with_its_tokens(clock: ManualClock) -> None:
    wire = Wire(lambda _request: streamed('{"post', '_1": 1}', usage={"prompt_tokens": 11, "completion_tokens": 5}))
    text, answer = said(engine(wire, clock).ask(ASK, "secret", within=5))
    assert text == answer.text == '{"post_1": 1}'
    assert (answer.tokens_in, answer.tokens_out, answer.counted, answer.whole) == (11, 5, True, True)


def test_tokens_that_nobody_told_are_estimated_and_marked(clock: ManualClock) -> None:
    _, answer = said(engine(Wire(lambda _request: whole("x" * 300)), clock).ask(ASK, "secret", within=5))
    assert not answer.counted
    assert answer.tokens_out >= 100


def test_an_answer_cut_off_by_its_length_is_not_whole(clock: ManualClock) -> None:
    _, answer = said(engine(Wire(lambda _request: whole("{", "length")), clock).ask(ASK, "secret", within=5))
    assert not answer.whole


def test_an_answer_in_chunks_is_read_too(clock: ManualClock) -> None:
    chunks: Any = [{"type": "thinking", "thinking": []}, {"type": "text", "text": "Hello"}]
    text, _ = said(engine(Wire(lambda _request: whole(chunks)), clock).ask(ASK, "secret", within=5))
    assert text == "Hello"


def _told(status: int, body: Any = None, **headers: str) -> Answering:
    return lambda _request: httpx2.Response(status, json=body or {}, headers=headers)


def _given(answer: httpx2.Response, _request: httpx2.Request) -> httpx2.Response:
    return answer


def _dead(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("no route", request=request)


def _silent(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ReadTimeout("silence", request=request)


OPENAIS = {"error": {"message": "…", "type": "invalid_request_error", "param": None, "code": "context_length_exceeded"}}
MISTRALS = {"object": "error", "message": "Invalid model: x", "type": "invalid_model", "param": None, "code": "1500"}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (_told(401, {"detail": "Unauthorized"}), WrongKey),
        (_told(403), WrongKey),
        (_told(429, {"error": {"code": "insufficient_quota"}}), WrongKey),
        (_told(429), Busy),
        (_told(503, None, **{"retry-after": "3"}), Busy),
        (_told(503), Down),
        (_told(500), Down),
        (_told(400, OPENAIS), TooLong),
        (_told(413), TooLong),
        (_told(400, MISTRALS), Refused),
        (_told(422, {"detail": [{"msg": "Extra inputs are not permitted"}]}), Refused),
        (_told(400, {"error": {"code": "json_validate_failed"}}), BadAnswer),
        (_dead, Down),
        (_silent, Down),
        (lambda _request: httpx2.Response(200, content=b"<html>"), Down),
        (lambda _request: httpx2.Response(200, json=[1]), Down),
        (lambda _request: streamed("half", end=False), Down),
        (
            lambda _request: httpx2.Response(
                200, content=b'data: {"error": {"message": "oh"}}\n\n', headers={"content-type": "text/event-stream"}
            ),
            Down,
        ),
    ],
)
def test_each_failure_says_what_to_do_next(answer: Answering, error: type[EngineError], clock: ManualClock) -> None:
    with pytest.raises(EngineError) as caught:
        said(engine(Wire(answer), clock).ask(ASK, "secret", within=5))
    assert type(caught.value) is error
    assert caught.value.reason.endswith(".")


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7.0), ("0.4", 1.0), ("Mon, 02 Mar 2026 09:00:30 GMT", 30.0), ("soon", None)]
)
def test_the_time_to_come_back_is_heard_in_every_form(header: str, seconds: float | None, clock: ManualClock) -> None:
    with pytest.raises(Busy) as caught:
        said(engine(Wire(_told(429, None, **{"retry-after": header})), clock).ask(ASK, "secret", within=5))
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize("header", ["inf", "nan", "-3", "9" * 40, "1e9", "0.", "²", "Mon, 99 Mar 2026"])
def test_a_time_that_is_none_is_not_believed(header: str, clock: ManualClock) -> None:
    answer = httpx2.Response(429, json={}, headers=[(b"retry-after", header.encode("latin-1"))])
    with pytest.raises(Busy) as caught:
        said(engine(Wire(partial(_given, answer)), clock).ask(ASK, "secret", within=5))
    assert caught.value.retry_after is None


def test_nobody_is_waited_for_longer_than_a_day(clock: ManualClock) -> None:
    for header in ("999999999", "Mon, 02 Mar 2099 09:00:30 GMT"):
        with pytest.raises(Busy) as caught:
            said(engine(Wire(_told(429, None, **{"retry-after": header})), clock).ask(ASK, "secret", within=5))
        assert caught.value.retry_after == 86_400


STRANGE = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(MEMBERS, inner, max_size=4),
    max_leaves=12,
)


@given(STRANGE, st.sampled_from([200, 400, 429, 503]), st.booleans())
@settings(max_examples=200)
def test_whatever_a_server_says_is_an_answer_or_a_failure_in_words(body: Any, status: int, events: bool) -> None:
    text = json.dumps(body)
    headers = {"content-type": "text/event-stream" if events else "application/json"}
    content = f"data: {text}\n\ndata: [DONE]\n\n" if events else text
    wire = Wire(lambda _request: httpx2.Response(status, content=content.encode(), headers=headers))
    with suppress(EngineError):
        said(engine(wire, ManualClock(datetime(2026, 3, 2, tzinfo=UTC))).ask(ASK, "secret", within=5))


def test_an_answer_nested_without_an_end_is_no_answer(clock: ManualClock) -> None:
    deep = b"[" * 200_000
    event = httpx2.Response(200, content=b"data: " + deep, headers={"content-type": "text/event-stream"})
    for answer in (event, httpx2.Response(200, content=deep)):
        with pytest.raises(Down):
            said(engine(Wire(partial(_given, answer)), clock).ask(ASK, "secret", within=5))


def test_a_stream_that_trickles_past_its_time_is_given_up(clock: ManualClock) -> None:
    with pytest.raises(Down, match="longer than"):
        said(engine(Wire(lambda _request: streamed("a", "b")), clock).ask(ASK, "secret", within=-1))


def test_checking_a_key_asks_for_the_models(clock: ManualClock) -> None:
    wire = Wire(lambda _request: httpx2.Response(200, json={"data": []}))
    engine(wire, clock).check("secret")
    assert (wire.requests[0].method, wire.requests[0].url.path) == ("GET", "/v1/models")
    with pytest.raises(WrongKey):
        engine(Wire(_told(401)), clock).check("secret")
