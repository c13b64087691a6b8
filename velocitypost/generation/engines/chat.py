"""One engine for every service that speaks the chat completions protocol, in its own dialect."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from velocitypost.contract.capabilities import retry_after
from velocitypost.core.clock import Clock
from velocitypost.core.http import Garbled, Incoming, NoAnswer, NotSent, Outbound, Request, Response
from velocitypost.core.log import HIDDEN, get_logger
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
from velocitypost.generation.engines.events import NoEvents, data_of
from velocitypost.generation.engines.prices import Price
from velocitypost.generation.engines.services import JsonMode, Model, Service, price_of

JSON = Any
log = get_logger(__name__)
_TOO_LONG_CODES = frozenset({"context_length_exceeded", "3051"})
_TOO_LONG_STATUS = 413
_NO_SUCH_MODEL_CODES = frozenset({"model_not_found", "1500"})
_END = "[DONE]"
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_PAUSE_MOST = 86_400.0
_BYTES_MOST = 8 * 1024 * 1024
_TOKENS_MOST = 1_000_000_000
_CHECK_SECONDS = 10.0
_UNSAFE = "content_filter"


@dataclass(frozen=True)
class ChatEngine:
    """`url` is where the service is reached; `json_mode` how JSON is asked for."""

    service: Service
    url: str
    model: str
    outbound: Outbound
    clock: Clock
    json_mode: JsonMode = "schema"

    @property
    def key(self) -> str:
        return self.service.key

    @property
    def name(self) -> str:
        return self.service.name

    @property
    def price(self) -> Price | None:
        return price_of(self.service, self.model)

    @property
    def context(self) -> int | None:
        known = self.service.models.get(self.model)
        return known.context if known else None

    def ask(self, ask: Ask, secret: str, *, within: float) -> Generator[str | Answer, None, None]:
        streams = self.service.streams_json or self.json_mode == "none"
        body = self._body(ask, streams=streams)
        reading = _Reading(ask)
        ends = time.monotonic() + within
        try:
            with self.outbound.stream(self._request("POST", "/chat/completions", secret, body, within)) as whatever:
                incoming = bounded(whatever, ends=ends, most=_BYTES_MOST)
                if not incoming.ok:
                    raise self.read_error(incoming.whole(), secret)
                if "text/event-stream" in incoming.headers.get("content-type", "").lower():
                    yield from reading.stream(incoming.chunks)
                else:
                    yield from reading.whole(incoming.whole())
        except NotSent as error:
            raise Down(f"{self._called} cannot be reached: {error}.") from error
        except NoAnswer as error:
            raise Down(f"{self._called} broke off: {error}.") from error
        except Late:
            raise Down(f"{self._called} took longer than {within:.0f} seconds.") from None
        except (NoEvents, Garbled) as error:
            raise Down(f"{self._called} answered with something that is no answer.") from error
        yield reading.answer()
        if reading.refuses:
            raise Refused(f"{self._called} does not write this: its safety rules refuse it.")

    def check(self, secret: str) -> None:
        ends = time.monotonic() + _CHECK_SECONDS
        try:
            with self.outbound.stream(self._request("GET", "/models", secret, None, _CHECK_SECONDS)) as incoming:
                if not incoming.ok:
                    raise self.read_error(bounded(incoming, ends=ends, most=_BYTES_MOST).whole(), secret)
        except NotSent as error:
            raise Down(f"{self._called} cannot be reached: {error}.") from error
        except (NoAnswer, Late, Garbled) as error:
            raise Down(f"{self._called} did not answer: {error}.") from error

    @property
    def _called(self) -> str:
        return self.name[0].upper() + self.name[1:]

    def _request(self, method: str, path: str, secret: str, body: JSON, silence: float) -> Request:
        headers = {"accept": "application/json, text/event-stream" if body else "application/json"}
        if secret:
            headers["authorization"] = f"Bearer {secret}"
        return Request(method, f"{self.url}{self.service.path}{path}", headers=headers, json=body, timeout=silence)

    def _body(self, ask: Ask, *, streams: bool) -> dict[str, JSON]:
        service = self.service
        known = service.models.get(self.model)
        turns = ask.turns if self.json_mode == "schema" else (_shown(ask.schema), *ask.turns)
        body: dict[str, JSON] = {
            "model": self.model,
            "messages": [{"role": turn.role, "content": turn.text} for turn in turns],
            service.tokens_name: ask.tokens_most,
        }
        if self.json_mode == "schema":
            shape = {"name": "posts", "schema": ask.schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif self.json_mode == "object":
            body["response_format"] = {"type": "json_object"}
        if streams:
            body["stream"] = True
            if service.usage_on_request:
                body["stream_options"] = {"include_usage": True}
        if _takes_temperature(service, known):
            body["temperature"] = round(service.temperature_most * ask.creativity / 100, 2)
        if service.seed_name:
            body[service.seed_name] = ask.seed
        return body | dict(known.extra if known else {})

    def read_error(self, response: Response, secret: str) -> EngineError:
        """What an answer that is no success stands for. `secret` is what must not be told of it, even if it says so."""
        code, words = _problem(response)
        status = response.status
        reason = (words.replace(secret, HIDDEN) if secret else words)[:300]
        log.warning("engine_refused", engine=self.key, model=self.model, status=status, reason=reason)
        if status in (401, 403):
            return WrongKey(f"{self._called} does not accept the key.", fix="Set another key in the settings.")
        if status == 402 or code == "insufficient_quota":
            return WrongKey(
                f"{self._called} says that the account of this key has no credit left.",
                fix="Add credit there, or set another key in the settings.",
            )
        pause = self._pause(response)
        if status == 429 or (status == 503 and pause is not None):
            return Busy(f"{self._called} takes no more requests at the moment.", retry_after=pause)
        if status == _TOO_LONG_STATUS or code in _TOO_LONG_CODES:
            return TooLong(f"This is more than the model {self.model} can read at once.")
        if code == "json_validate_failed":
            return BadAnswer(f"{self._called} did not manage to answer in the form that was asked for.")
        if code in _NO_SUCH_MODEL_CODES:
            return Refused(f"{self._called} does not know the model {self.model}.")
        if status >= 500 or status == 408:
            return Down(f"{self._called} has a fault of its own (status {status}).")
        return Refused(f"{self._called} refuses the request for the model {self.model} (status {status}).")

    def _pause(self, response: Response) -> float | None:
        """Seconds, at most a day; some of these services send fractions of one."""
        text = response.headers.get("retry-after", "").strip()
        if _SECONDS.fullmatch(text):
            return min(float(math.ceil(float(text))), _PAUSE_MOST)
        if not text[:1].isalpha():
            return None
        now: datetime = self.clock.now()
        moment = retry_after(response, now)
        return min(max(0.0, (moment - now).total_seconds()), _PAUSE_MOST) if moment else None


def _shown(schema: Mapping[str, JSON]) -> Turn:
    """For servers that take no schema: the form of the answer, as an example."""
    return Turn("system", f"Answer with JSON of this form and nothing else:\n{json.dumps(_example(schema))}")


def _example(schema: Mapping[str, JSON]) -> JSON:
    if schema["type"] == "object":
        return {name: _example(inner) for name, inner in schema["properties"].items()}
    return [_example(schema["items"])] if schema["type"] == "array" else "…"


def _takes_temperature(service: Service, known: Model | None) -> bool:
    return known.temperature if known else service.unknown_models_take_temperature


def _problem(response: Response) -> tuple[str, str]:
    """The service's code and its words: `{"error": {…}}`, or Mistral's `{"object": "error", …}` and `{"detail": …}`."""
    try:
        body = response.json()
    except Garbled:
        return "", f"{len(response.body)} bytes that are no JSON"
    if not isinstance(body, dict):
        return "", ""
    inner = body.get("error")
    error: Mapping[str, JSON] = inner if isinstance(inner, dict) else body
    words = error.get("message") or error.get("detail") or ""
    return str(error.get("code") or ""), words if isinstance(words, str) else json.dumps(words)


class Late(Exception):
    """There is no time left."""


def bounded(incoming: Incoming, *, ends: float, most: int) -> Incoming:
    """The same answer, of which no more is taken than `most` bytes, and nothing after `ends`.

    Its chunks raise `Late` or `Garbled` instead. A server that is silent is bounded by the request's own time only.
    """

    def chunks() -> Iterator[bytes]:
        left = most
        for chunk in incoming.chunks:
            left -= len(chunk)
            if left < 0:
                raise Garbled(f"more than {most:,} bytes")
            if time.monotonic() > ends:
                raise Late("it took too long")
            yield chunk

    return replace(incoming, chunks=chunks())


@dataclass
class _Reading:
    """What came so far of an answer. `refuses` says that the service holds back what it would have said."""

    ask: Ask
    text: str = ""
    usage: Mapping[str, JSON] = field(default_factory=dict)
    finish: str | None = None
    refuses: bool = False
    half: str = ""

    def stream(self, chunks: Iterator[bytes]) -> Iterator[str]:
        for data in data_of(chunks):
            if data.strip() == _END:
                return
            yield from self._piece(_json(data))
        if self.finish is None:
            raise NoAnswer("the answer ended before its end")

    def whole(self, response: Response) -> Iterator[str]:
        if response.body.lstrip()[:5] == b"data:":
            yield from self.stream(iter([response.body]))
        else:
            yield from self._piece(response.json())

    def answer(self) -> Answer:
        asked = sum(len(turn.text) for turn in self.ask.turns)
        tokens_in, tokens_out = count(self.usage, "prompt_tokens"), count(self.usage, "completion_tokens")
        counted = tokens_in is not None and tokens_out is not None
        return Answer(
            text=self.text,
            tokens_in=tokens_in if tokens_in is not None else estimate(asked),
            tokens_out=tokens_out if tokens_out is not None else estimate(len(self.text)),
            counted=counted,
            whole=self.finish in ("stop", None),
        )

    def _piece(self, body: JSON) -> Iterator[str]:
        if not isinstance(body, dict):
            raise Garbled("an answer that is no object")
        if body.get("error"):
            raise NoAnswer("the service reported a fault in the middle of its answer")
        if isinstance(body.get("usage"), dict):
            self.usage = body["usage"]
        for choice in _objects(body.get("choices")):
            finish, message = choice.get("finish_reason"), choice.get("delta") or choice.get("message")
            self.finish = finish if isinstance(finish, str) else self.finish
            if not isinstance(message, dict):
                message = {}
            self.refuses = self.refuses or finish == _UNSAFE or bool(message.get("refusal"))
            if piece := self._characters(_words(message.get("content"))):
                self.text += piece
                yield piece

    def _characters(self, piece: str) -> str:
        """Without halves of characters, which no text may have: the first waits for the second, in the next piece."""
        joined = self.half + piece
        self.half = joined[-1] if "\ud800" <= joined[-1:] <= "\udbff" else ""
        return joined.removesuffix(self.half).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def estimate(characters: int) -> int:
    """About how many tokens so many characters are, rather too many than too few."""
    return characters // 3 + 1


def _json(data: str) -> JSON:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Garbled("an event that is no JSON") from error


def count(usage: Mapping[str, JSON], name: str) -> int | None:
    """Tokens as the service told them; None where it told none, or what cannot be."""
    value = usage.get(name)
    possible = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _TOKENS_MOST
    return value if possible else None


def _words(content: JSON) -> str:
    """A message's text: plain, or in chunks of which some are text (Mistral's)."""
    if isinstance(content, str):
        return content
    chunks = (chunk for chunk in _objects(content) if chunk.get("type") == "text")
    return "".join(chunk["text"] for chunk in chunks if isinstance(chunk.get("text"), str))


def _objects(value: JSON) -> list[dict[str, JSON]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
