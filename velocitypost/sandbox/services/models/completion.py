"""One answer of a model, at once or in pieces."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from velocitypost.sandbox.accounts import account_id
from velocitypost.sandbox.services.models import babble
from velocitypost.sandbox.services.models.crowd import Crowd
from velocitypost.sandbox.services.models.house import House
from velocitypost.sandbox.services.models.writer import Writer, cut, tokens

_PIECES_MOST = 40
_PIECE_LEAST = 12


@dataclass
class Completion:
    """`way` is how it is spoiled (`babble.WAYS`), if it is."""

    house: House
    body: dict[str, Any]
    way: str | None
    number: int
    text: str = field(init=False)
    finish: str = field(init=False)

    def __post_init__(self) -> None:
        users = [message for message in self.body["messages"] if message["role"] == "user"]
        request = _said(users[0].get("content")) if users else self.prompt
        writer = Writer(self.prompt, request, int(self.body.get(self.house.seed_name) or 0))
        self.text, self.finish = _written(writer, self.body.get("response_format") or {}), "stop"
        if self.way is not None:
            self.text, self.finish = babble.spoiled(self.text, self.way)
        most = next((self.body[name] for name in self.house.tokens_names if self.body.get(name)), None)
        if most is not None and tokens(self.text) > most:
            self.text, self.finish = cut(self.text, most), "length"

    @property
    def prompt(self) -> str:
        """Everything that was said."""
        return "\n\n".join(_said(message.get("content")) for message in self.body["messages"])

    @property
    def usage(self) -> dict[str, int]:
        asked, answered = tokens(self.prompt), tokens(self.text) if self.text else 0
        return {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}

    def whole(self) -> dict[str, Any]:
        """As one object."""
        message: dict[str, Any] = {"role": "assistant", "content": self.text}
        choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": self.finish}
        if self.house.key == "mistral":
            message["tool_calls"] = None
        else:
            choice["logprobs"] = None
        if self.house.key == "openai":
            refuses = self.way == "refusal"
            message |= {"refusal": babble.REFUSAL if refuses else None, "content": None if refuses else self.text}
        return {**self._head("chat.completion"), "choices": [choice], "usage": self.usage}

    def pieces(self, crowd: Crowd) -> Iterator[bytes]:
        """As events, spread over the time that an answer takes. Leaves the crowd before its last one.

        The first is empty: once it was taken, the place in the crowd becomes free even if nobody reads on.
        """
        inside = True
        try:
            yield b""
            parts = _parts(self.text)
            yield self._event({"role": "assistant", "content": ""}, None)
            for number, part in enumerate(parts):
                crowd.wait(crowd.seconds / max(len(parts), 1))
                if self.way == "broken" and number >= len(parts) // 2:
                    raise BrokenPipeError("broken off by a fault of the sandbox")
                yield self._event({"content": part}, None)
            crowd.leave()
            inside = False
            yield from self._end()
        finally:
            if inside:
                crowd.leave()

    def _end(self) -> Iterator[bytes]:
        usage = self.usage
        if self.house.tells_usage:
            told = {"x_groq": {"id": self._id, "usage": usage}} if self.house.key == "groq" else {"usage": usage}
            yield self._event({"content": ""}, self.finish, **told)
        else:
            yield self._event({}, self.finish)
            if (self.body.get("stream_options") or {}).get("include_usage"):
                yield _data({**self._head("chat.completion.chunk"), "choices": [], "usage": usage})
        yield b"data: [DONE]\n\n"

    def _event(self, delta: dict[str, Any], finish: str | None, **more: Any) -> bytes:
        choice: dict[str, Any] = {"index": 0, "delta": delta, "finish_reason": finish}
        if self.house.key != "mistral":
            choice["logprobs"] = None
        return _data({**self._head("chat.completion.chunk"), "choices": [choice], **more})

    @property
    def _id(self) -> str:
        return f"chatcmpl-{account_id(self.house.key, str(self.number))}"

    def _head(self, kind: str) -> dict[str, Any]:
        head: dict[str, Any] = {"id": self._id, "object": kind, "created": int(time.time())}
        head["model"] = self.body["model"]
        return head


def _written(writer: Writer, form: dict[str, Any]) -> str:
    if form.get("type") == "json_schema":
        return json.dumps(writer.shaped(form["json_schema"].get("schema") or {}), ensure_ascii=False)
    if form.get("type") == "json_object" or '{"' in writer.prompt:
        return json.dumps(writer.sketched(), ensure_ascii=False)
    return writer.plain()


def _said(content: Any) -> str:
    if isinstance(content, list):
        return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content or "")


def _parts(text: str) -> list[str]:
    size = max(_PIECE_LEAST, -(-len(text) // _PIECES_MOST))
    return [text[start : start + size] for start in range(0, len(text), size)]


def _data(body: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() + b"\n\n"
