"""The twins of the services that have language models: they answer what was asked, and refuse in their own words."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from typing import Any

import httpx2
import jsonschema
import pytest
from PIL import Image

from tests.sandbox.model_caller import (
    GROQ,
    HOUSES,
    MISTRAL,
    OPENAI,
    SCHEMA,
    Callers,
    House,
    ModelCaller,
    schema_format,
    streamed_text,
)
from tests.sandboxed import Sandbox

COMPLETE = "POST */chat/completions"


@pytest.fixture
def at(sandbox: Sandbox) -> Iterator[Callers]:
    """Makes a caller of a house."""
    callers = Callers(sandbox)
    yield callers
    callers.close()


@pytest.fixture(params=HOUSES, ids=lambda house: house.key)
def caller(request: pytest.FixtureRequest, at: Callers) -> ModelCaller:
    return at(request.param)


# ---- what they answer


def test_an_answer_speaks_of_what_was_asked_and_is_the_same_again(caller: ModelCaller) -> None:
    first = caller.text()
    assert first == caller.text()
    assert {"sourdough", "bread", "slow", "mornings"} & set(first.lower().replace(",", "").replace(".", "").split())


def test_another_request_gets_another_answer(caller: ModelCaller) -> None:
    other = [{"role": "user", "content": "Lighthouses in winter"}]
    assert caller.text() != caller.text(messages=other)


def test_an_answer_fits_the_schema_that_was_given(caller: ModelCaller) -> None:
    value = json.loads(caller.text(response_format=schema_format()))
    jsonschema.validate(value, SCHEMA)
    assert value["first_text"]["text"] != value["second_text"]["text"]


def test_every_kind_of_schema_is_followed(at: Callers) -> None:
    schema = {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": ["news", "tip"]},
            "fixed": {"const": 3},
            "count": {"type": "integer", "minimum": 4},
            "share": {"type": "number"},
            "sure": {"type": "boolean"},
            "maybe": {"type": ["string", "null"]},
            "either": {"anyOf": [{"$ref": "#/$defs/line"}, {"type": "null"}]},
            "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}, "minItems": 4, "maxItems": 4},
            "short": {"type": "string", "maxLength": 20},
        },
        "$defs": {"line": {"type": "string"}},
        "required": ["kind", "fixed", "count", "share", "sure", "maybe", "either", "lines", "short"],
    }
    shape = {"type": "json_schema", "json_schema": {"name": "all", "schema": schema}}
    jsonschema.validate(json.loads(at(MISTRAL).text(response_format=shape)), schema)


def test_a_bound_that_the_prompt_names_for_a_text_is_kept(at: Callers) -> None:
    talk = [{"role": "user", "content": "Bread and time\n\nfirst_text: at most 60 characters."}]
    value = json.loads(at(MISTRAL).text(messages=talk, response_format=schema_format()))
    assert len(value["first_text"]["text"]) <= 60 < len(value["second_text"]["text"])


def test_json_without_a_schema_follows_the_example_in_the_prompt(caller: ModelCaller) -> None:
    talk = [{"role": "user", "content": 'Bread. Answer with JSON such as {"a": {"text": "…", "tags": ["…"]}}'}]
    value = json.loads(caller.text(messages=talk, response_format={"type": "json_object"}))
    assert set(value) == {"a"}
    assert isinstance(value["a"]["tags"], list)


@pytest.mark.parametrize("house", [MISTRAL, OPENAI], ids=lambda house: house.key)
def test_a_stream_says_the_same_as_the_whole(at: Callers, house: House) -> None:
    caller = at(house)
    events = caller.events(response_format=schema_format())
    assert len(events) > 5
    assert streamed_text(events) == caller.text(response_format=schema_format())
    assert [e["choices"][0]["finish_reason"] for e in events if e["choices"]][-1] == "stop"


def test_tokens_are_told_as_each_service_tells_them(at: Callers) -> None:
    assert at(MISTRAL).events()[-1]["usage"]["total_tokens"] > 0
    assert all("usage" not in event for event in at(OPENAI).events())
    asked = at(OPENAI).events(stream_options={"include_usage": True})
    assert (asked[-1]["choices"], asked[-1]["usage"]["prompt_tokens"] > 0) == ([], True)
    assert at(GROQ).events()[-1]["x_groq"]["usage"]["completion_tokens"] > 0


def test_an_answer_ends_where_its_tokens_end(caller: ModelCaller) -> None:
    choice = caller.complete(**{caller.house.bound: 10}).json()["choices"][0]
    assert choice["finish_reason"] == "length"
    assert len(choice["message"]["content"]) <= 40


def test_the_models_are_listed(caller: ModelCaller) -> None:
    listed = caller.client.get("/models").json()
    assert listed["object"] == "list"
    assert caller.house.model in [model["id"] for model in listed["data"]]


# ---- what they refuse, each in its words


def test_a_wrong_key_is_refused(at: Callers) -> None:
    answers = {house.key: at(house, key="sk-wrong-key-1234").complete() for house in HOUSES}
    assert {answer.status_code for answer in answers.values()} == {401}
    assert answers["mistral"].json() == {"detail": "Unauthorized"}
    assert answers["groq"].json()["error"]["code"] == "invalid_api_key"
    assert "sk-wron" in answers["openai"].json()["error"]["message"]
    assert "wrong-key" not in answers["openai"].text


def test_a_key_can_be_added_and_revoked(sandbox: Sandbox, at: Callers) -> None:
    caller = at(GROQ, key="gsk_mine")
    sandbox.control.post("/control/api/groq/keys", json={"key": "gsk_mine"})
    assert caller.complete().status_code == 200
    assert at(MISTRAL, key="gsk_mine").complete().status_code == 401
    sandbox.control.request("DELETE", "/control/api/groq/keys", json={"key": "gsk_mine"})
    assert caller.complete().status_code == 401


def test_a_member_that_nobody_knows_is_refused(at: Callers) -> None:
    mistral, groq, openai = (at(house).complete(stop_now=True) for house in HOUSES)
    assert mistral.status_code == 422
    assert mistral.json()["message"]["detail"][0]["loc"] == ["body", "stop_now"]
    assert (groq.status_code, groq.json()["error"]["message"]) == (
        400,
        "property 'stop_now' is unsupported, did you mean 'stop'?",
    )
    assert (openai.status_code, openai.json()["error"]["code"]) == (400, "unknown_parameter")


@pytest.mark.parametrize(
    ("house", "more"),
    [
        (MISTRAL, {"stream_options": {"include_usage": True}}),
        (MISTRAL, {"max_completion_tokens": 5}),
        (MISTRAL, {"seed": 1}),
        (GROQ, {"random_seed": 1}),
        (GROQ, {"n": 2}),
        (GROQ, {"response_format": schema_format(), "stream": True}),
        (GROQ, {"reasoning_effort": "none"}),
        (GROQ, {"model": "qwen/qwen3.6-27b", "response_format": schema_format()}),
        (OPENAI, {"max_tokens": 5}),
        (OPENAI, {"temperature": 0.4}),
        (OPENAI, {"reasoning_effort": "minimal"}),
        (OPENAI, {"stream_options": {"include_usage": True}}),
        (OPENAI, {"model": "gpt-4.1-mini", "reasoning_effort": "none"}),
    ],
)
def test_what_one_service_needs_another_refuses(at: Callers, house: House, more: dict[str, Any]) -> None:
    assert at(house).complete(**more).status_code in (400, 422)


@pytest.mark.parametrize(
    "more",
    [
        {"messages": "Hello"},
        {"messages": [{"role": "king", "content": "x"}]},
        {"messages": [{"role": "user", "content": "x", "colour": "red"}]},
        {"messages": [{"role": "user"}]},
        {"temperature": 9},
        {"temperature": "hot"},
        {"response_format": {"type": "poem"}},
    ],
)
def test_a_body_of_the_wrong_shape_is_refused(caller: ModelCaller, more: dict[str, Any]) -> None:
    assert caller.complete(**more).status_code in (400, 422)


def test_a_body_that_is_no_json_is_refused(caller: ModelCaller) -> None:
    answer = caller.client.post("/chat/completions", content=b"{", headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)


def test_a_model_that_is_not_there_is_refused(at: Callers) -> None:
    mistral, groq, openai = (at(house).complete(model="nobody") for house in HOUSES)
    assert (mistral.status_code, mistral.json()["code"]) == (400, "1500")
    assert (groq.status_code, groq.json()["error"]["code"]) == (404, "model_not_found")
    assert (openai.status_code, openai.json()["error"]["code"]) == (404, "model_not_found")


def test_a_conversation_that_is_too_long_is_refused(at: Callers) -> None:
    long = [{"role": "user", "content": "word " * 500_000}]
    mistral, groq, openai = (at(house).complete(messages=long) for house in HOUSES)
    assert "too large for model with 256000" in mistral.json()["message"]
    assert groq.json()["error"]["code"] == openai.json()["error"]["code"] == "context_length_exceeded"


@pytest.mark.parametrize("house", [GROQ, OPENAI], ids=lambda house: house.key)
def test_a_strict_schema_must_be_strict(at: Callers, house: House) -> None:
    loose = {"type": "object", "properties": {"a": {"type": "object", "properties": {}}}, "additionalProperties": False}
    answer = at(house).complete(response_format=schema_format(loose))
    assert answer.status_code == 400
    assert "dditionalProperties" in answer.json()["error"]["message"]
    assert at(house).complete(response_format={"type": "json_object"}).status_code == 400, "json is not said"


def test_an_address_that_does_not_exist_is_refused(caller: ModelCaller) -> None:
    assert caller.client.get("/nothing").status_code == 404


# ---- what goes wrong on purpose


def test_too_many_requests_come_with_and_without_a_time(sandbox: Sandbox, caller: ModelCaller) -> None:
    sandbox.fault(COMPLETE, "rate_limited", service=caller.house.key)
    sandbox.fault(COMPLETE, "rate_limited", service=caller.house.key, retry_after=7)
    plain, advised = caller.complete(), caller.complete()
    assert (plain.status_code, plain.headers.get("retry-after")) == (429, None)
    assert (advised.status_code, advised.headers["retry-after"]) == (429, "7")


@pytest.mark.parametrize(("kind", "status"), [("server_error_before", 503), ("server_error_after", 500)])
def test_a_fault_of_its_own_is_told_as_one(sandbox: Sandbox, caller: ModelCaller, kind: str, status: int) -> None:
    sandbox.fault(COMPLETE, kind, service=caller.house.key, status=status)
    answer = caller.complete()
    assert answer.status_code == status
    assert answer.json()


def test_garbage_and_cut_connections_are_no_answers(sandbox: Sandbox, caller: ModelCaller) -> None:
    sandbox.fault(COMPLETE, "garbage", service=caller.house.key)
    with pytest.raises(ValueError, match=r".*"):
        caller.complete().json()
    sandbox.fault(COMPLETE, "cut_before", service=caller.house.key)
    with pytest.raises(httpx2.RemoteProtocolError):
        caller.complete()


@pytest.mark.parametrize("way", ["prose", "fenced", "cut", "half", "shape", "long", "empty", "refusal"])
def test_a_model_may_babble_in_many_ways(sandbox: Sandbox, caller: ModelCaller, way: str) -> None:
    good = caller.text(response_format=schema_format())
    sandbox.fault(COMPLETE, "babble", service=caller.house.key, code=way)
    choice = caller.complete(response_format=schema_format()).json()["choices"][0]
    text = choice["message"]["content"]
    assert text != good
    if way in ("prose", "fenced", "cut", "empty", "refusal"):
        with pytest.raises((ValueError, TypeError)):
            json.loads(text)
    elif way in ("half", "shape"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(text), SCHEMA)
    assert choice["finish_reason"] == ("length" if way in ("cut", "long") else "stop")
    assert caller.text(response_format=schema_format()) == good


def test_a_stream_may_break_in_the_middle(sandbox: Sandbox, at: Callers) -> None:
    sandbox.fault(COMPLETE, "babble", service="mistral", code="broken")
    with pytest.raises(httpx2.RemoteProtocolError):
        at(MISTRAL).events(response_format=schema_format())


# ---- how fast they are, and how many at once


def test_an_answer_takes_as_long_as_the_dial_says(sandbox: Sandbox, at: Callers) -> None:
    sandbox.dial(model_seconds=0.4)
    for house in (MISTRAL, GROQ):
        began = time.monotonic()
        at(house).complete()
        assert time.monotonic() - began >= 0.4
    began, first = time.monotonic(), 0.0
    with at(MISTRAL).client.stream("POST", "/chat/completions", json=MISTRAL.body(stream=True)) as response:
        for _ in response.iter_bytes():
            first = first or time.monotonic() - began
    assert first < 0.3 < time.monotonic() - began


def test_more_than_so_many_at_once_are_turned_away(sandbox: Sandbox, at: Callers) -> None:
    sandbox.dial(model_seconds=0.5, models_at_once=2)
    begin = threading.Barrier(5)

    def call(_number: int) -> int:
        begin.wait(10)
        return at(GROQ).complete().status_code

    with ThreadPoolExecutor(5) as pool:
        statuses = sorted(pool.map(call, range(5)))
    assert statuses == [200, 200, 429, 429, 429]
    assert at(GROQ).complete().status_code == 200


def test_a_stream_gives_up_its_place_with_its_last_word_and_when_it_is_left(sandbox: Sandbox, at: Callers) -> None:
    sandbox.dial(models_at_once=1)
    caller = at(MISTRAL)
    assert [len(caller.events()) > 0 for _ in range(5)] == [True] * 5
    sandbox.dial(model_seconds=2)
    with caller.client.stream("POST", "/chat/completions", json=MISTRAL.body(stream=True)) as response:
        next(response.iter_bytes())
    sandbox.dial(model_seconds=0)
    deadline = time.monotonic() + 5
    while caller.complete().status_code == 429 and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    assert caller.complete().status_code == 200


@pytest.mark.parametrize("kind", ["garbage", "server_error_after", "cut_after"])
def test_an_answer_that_a_fault_keeps_back_gives_up_its_place_too(sandbox: Sandbox, at: Callers, kind: str) -> None:
    sandbox.dial(models_at_once=1)
    sandbox.fault("POST */chat/completions", kind, service="mistral")
    with suppress(httpx2.HTTPError):
        at(MISTRAL).client.post("/chat/completions", json=MISTRAL.body(stream=True))
    assert at(MISTRAL).complete().status_code == 200


# ---- pictures


def test_a_picture_is_drawn_in_the_size_that_was_asked_for(at: Callers) -> None:
    body = {"model": "gpt-image-2", "prompt": "A lighthouse", "size": "1536x1024", "quality": "medium", "n": 1}
    answer = at(OPENAI).client.post("/images/generations", json=body).json()
    picture = Image.open(BytesIO(base64.b64decode(answer["data"][0]["b64_json"])))
    assert (picture.format, picture.size) == ("PNG", (1536, 1024))
    assert answer["usage"]["output_tokens"] == 1056


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"prompt": "A nude"}, 400, "moderation_blocked"),
        ({"model": "dall-e-2"}, 404, "model_not_found"),
        ({"response_format": "b64_json"}, 400, "unknown_parameter"),
        ({"size": "7x7"}, 400, "invalid_value"),
        ({"colour": "red"}, 400, "unknown_parameter"),
        ({"n": 11}, 400, "integer_above_max_value"),
    ],
)
def test_a_picture_that_cannot_be_is_refused(at: Callers, more: dict[str, Any], status: int, code: str) -> None:
    body = {"model": "gpt-image-2", "prompt": "A lighthouse"} | more
    answer = at(OPENAI).client.post("/images/generations", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_the_pages_for_people_show_them_too(sandbox: Sandbox, http: httpx2.Client) -> None:
    page = http.get("/control").text
    assert "POST /v1/chat/completions" in page
    assert "Language models" in page
    assert http.get("/").status_code == 200
