"""Whatever a service sends, a text is written or it is said why not: within bounds, books settled, no key told."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from tests.unit.generation.engines import Books, good, order, written
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.core.http import Outbound
from velocitypost.generation.engines import chat
from velocitypost.generation.engines.chat import ChatEngine
from velocitypost.generation.engines.engine import Answer, Ask, Down, EngineError, Turn
from velocitypost.generation.engines.pictures import PictureEngine
from velocitypost.generation.engines.relay import NotWritten
from velocitypost.generation.engines.services import GROQ, MISTRAL, OPENAI

SECRET = "sk-very-secret-0123456789"
ASK = Ask((Turn("user", "Bread"),), {"type": "object", "properties": {}}, 300)
EVENTS = {"content-type": "text/event-stream"}
STRANGE = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers(-(10**40), 10**40)
    | st.sampled_from(["", "\ud83d", "\udc00 x", "\x00", "stop", "content_filter", good(1), "{" * 40]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["text", "type", "error"]), inner),
    max_leaves=5,
)
PLACES: tuple[tuple[str | int, ...], ...] = (
    ("choices",),
    ("choices", 0),
    ("choices", 0, "message"),
    ("choices", 0, "message", "content"),
    ("choices", 0, "message", "refusal"),
    ("choices", 0, "finish_reason"),
    ("usage",),
    ("usage", "prompt_tokens"),
    ("usage", "completion_tokens"),
    ("error",),
)


def whole(text: str = "{}") -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"choices": [choice], "usage": {"prompt_tokens": 9, "completion_tokens": 9}}


def replaced(body: Any, place: tuple[str | int, ...], value: Any) -> Any:
    at = body
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    return body


def engine(answer: httpx2.Response, *, key: str = "one") -> ChatEngine:
    service = {"one": MISTRAL, "two": GROQ, "openai": OPENAI}[key]
    outbound = Outbound(transport=httpx2.MockTransport(lambda _request: answer))
    return ChatEngine(
        service, "https://host.test", service.default_model, outbound, ManualClock(datetime(2026, 3, 2, tzinfo=UTC))
    )


def asked(answer: httpx2.Response, *, within: float = 5.0) -> list[str | Answer]:
    return list(engine(answer).ask(ASK, SECRET, within=within))


@given(
    place=st.sampled_from(PLACES),
    value=STRANGE,
    status=st.sampled_from([200, 200, 200, 400, 429, 500]),
    way=st.sampled_from(["json", "events", "mislabelled"]),
    cut=st.floats(0.5, 1.0),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_with_anything_in_any_place_is_written_from_or_said_to_be_unusable(
    database: Database, redis: Cache, place: tuple[str | int, ...], value: Any, status: int, way: str, cut: float
) -> None:
    clock = ManualClock(datetime(2026, 3, 2, tzinfo=UTC))
    books = Books(database, redis, clock, keys={"mistral": SECRET})
    text = json.dumps(replaced(whole(good(1)), place, value))
    body = (text if way == "json" else f"data: {text}\r\rdata: [DONE]\r\r").encode()
    headers = EVENTS if way == "events" else {"content-type": "application/json"}
    answer = httpx2.Response(status, content=body[: int(len(body) * cut)], headers=headers)
    books.breaker.succeeded("mistral")
    reasons: tuple[str, ...] = ()
    try:
        assert written(books.relay(engine(answer)), order(1), patience=0.0)[1].text.encode()
    except NotWritten as failure:
        reasons = failure.reasons
    assert all(reason.endswith(".") and SECRET not in reason for reason in reasons)
    month = books.ledger.month("w", None)
    assert month.holds == {}
    assert 0 <= month.tokens < 10**12


def test_an_answer_without_end_is_not_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b'data: {"choices": []}\n\n' * 4_000

    monkeypatch.setattr(chat, "_BYTES_MOST", 1024 * 1024)
    plain: dict[str, str] = {}
    for status, headers in ((200, EVENTS), (200, plain), (500, EVENTS)):
        with pytest.raises(Down, match="no answer"):
            asked(httpx2.Response(status, content=endless(), headers=headers))
    assert taken < 60


@pytest.mark.parametrize("headers", [EVENTS, {}])
def test_one_that_only_keeps_the_line_open_is_given_up_in_time(headers: dict[str, str]) -> None:
    def comments() -> Iterator[bytes]:
        while True:
            time.sleep(0.01)
            yield b": still here\n\n"

    began = time.monotonic()
    with pytest.raises(Down, match="longer than"):
        asked(httpx2.Response(200, content=comments(), headers=headers), within=0.2)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "spoken",
    [
        replaced(whole("Half of a te"), ("choices", 0, "finish_reason"), "content_filter"),
        replaced(whole(""), ("choices", 0, "message"), {"content": None, "refusal": "I cannot help with that."}),
    ],
    ids=["content filter", "refusal"],
)
def test_what_its_safety_rules_hold_back_goes_to_the_next_engine_at_once(
    database: Database, redis: Cache, clock: ManualClock, spoken: Any
) -> None:
    books = Books(database, redis, clock, keys={"openai": SECRET, "groq": SECRET})
    first, second = (
        engine(httpx2.Response(200, json=spoken), key="openai"),
        engine(httpx2.Response(200, json=whole(good(1))), key="two"),
    )
    assert written(books.relay(first, second), order(1))[1].engine == "groq"
    calls = books.usage.calls("w", before=None, most=5)
    assert [(call.engine, call.outcome, call.counted) for call in reversed(calls)] == [
        ("openai", "refused", True),
        ("groq", "ok", True),
    ]


def test_a_character_that_comes_in_halves_is_whole_and_a_lone_half_is_a_sign() -> None:
    pieces = ["a \ud83d", "\ude00 b", " \ud83d", "c", "\ude00", "d \ud83d"]
    lines: list[Any] = [{"choices": [{"delta": {"content": piece}, "finish_reason": None}]} for piece in pieces]
    lines.append({"choices": [{"delta": {}, "finish_reason": "stop"}]})
    body = "".join(f"data: {json.dumps(line)}\n\n" for line in lines)
    *text, _ = asked(httpx2.Response(200, content=body.encode(), headers=EVENTS))
    assert "".join(map(str, text)) == "a 😀 b \ufffdc\ufffdd "


def test_an_unusable_answer_with_half_a_character_can_be_asked_about(
    database: Database, redis: Cache, clock: ManualClock
) -> None:
    books = Books(database, redis, clock, keys={"mistral": SECRET})
    body = json.dumps(whole("no \udc00 object")).encode()
    with pytest.raises(NotWritten, match="answered twice"):
        written(books.relay(engine(httpx2.Response(200, content=body))), order(1))


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_a_service_that_repeats_the_key_does_not_get_it_into_the_log(status: int) -> None:
    told = {"error": {"message": f"Incorrect API key provided: {SECRET}", "code": "invalid_api_key"}}
    with capture_logs() as logged, pytest.raises(EngineError) as caught:
        asked(httpx2.Response(status, json=told))
    assert logged
    assert SECRET not in f"{logged} {caught.value}"


@pytest.mark.parametrize(
    "body",
    [
        {"data": [{"b64_json": "AAAA"}], "usage": {"input_tokens": 10**40, "output_tokens": "many"}},
        {"data": [{"b64_json": "AAAA"}], "usage": [1]},
        {"data": [{"b64_json": 7}]},
        {"data": {"b64_json": "AAAA"}},
        {"data": [{"b64_json": "ä"}]},
        [],
        "picture",
    ],
)
def test_an_answer_that_is_no_picture_is_a_failure_in_words_and_its_tokens_can_be_kept(body: Any) -> None:
    drawing = engine(httpx2.Response(200, json=body), key="openai")
    pictures = PictureEngine(drawing, "gpt-image-2", drawing.outbound)
    drawn, told = None, ""
    try:
        drawn = pictures.draw("A lighthouse", "square", SECRET, within=5)
    except Down as failure:
        told = str(failure)
    assert drawn or told == "OpenAI answered with something that is no picture."
    if drawn:
        assert (drawn.answer.tokens_in, drawn.answer.tokens_out, drawn.answer.counted) == (0, 0, False)


def test_an_engine_that_rested_and_then_refuses_is_there_again(
    database: Database, redis: Cache, clock: ManualClock
) -> None:
    books = Books(database, redis, clock, keys={"mistral": SECRET})
    for _ in range(5):
        books.breaker.failed("mistral", clock.now())
    clock.advance(16)
    refusing = books.relay(engine(httpx2.Response(422, json={})))
    with pytest.raises(NotWritten, match="refuses"):
        written(refusing, order(1), patience=0.0)
    assert books.breaker.wait("mistral", "installation", clock.now()) == 0.0
