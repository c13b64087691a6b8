"""Pictures by OpenAI. https://developers.openai.com/api/docs/guides/image-generation"""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass
from typing import Any, Literal

from velocitypost.core.http import Garbled, NoAnswer, NotSent, Outbound, Request, Response
from velocitypost.generation.engines.chat import ChatEngine, Late, bounded, count
from velocitypost.generation.engines.engine import Answer, Down, EngineError, Refused
from velocitypost.generation.engines.prices import Price
from velocitypost.generation.engines.services import OPENAI, price_of

JSON = Any
Shape = Literal["square", "wide", "tall"]
PROMPT_MOST = 4_000
TOKENS_MOST = 2_000
_BYTES_MOST = 64 * 1024 * 1024
_SIZES: dict[Shape, str] = {"square": "1024x1024", "wide": "1536x1024", "tall": "1024x1536"}
_UNSAFE = frozenset({"moderation_blocked", "content_policy_violation"})


class Unsafe(Refused):
    """The service does not draw this. The description has to be another one."""

    outcome = "unsafe"


@dataclass(frozen=True)
class Drawn:
    """A picture's bytes, and what it took."""

    data: bytes
    answer: Answer


@dataclass(frozen=True)
class PictureEngine:
    """`chat` is the engine for texts at the same service: its key, its address and its errors are the same."""

    chat: ChatEngine
    model: str
    outbound: Outbound

    @property
    def key(self) -> str:
        return self.chat.key

    @property
    def price(self) -> Price | None:
        return price_of(OPENAI, self.model)

    def draw(self, prompt: str, shape: Shape, secret: str, *, within: float) -> Drawn:
        """Raises `Unsafe` or another `EngineError`."""
        body = {"model": self.model, "prompt": prompt, "size": _SIZES[shape], "quality": "medium", "n": 1}
        request = Request(
            "POST",
            f"{self.chat.url}{OPENAI.path}/images/generations",
            headers={"authorization": f"Bearer {secret}"},
            json=body,
            timeout=within,
        )
        try:
            with self.outbound.stream(request) as incoming:
                response = bounded(incoming, ends=time.monotonic() + within, most=_BYTES_MOST).whole()
        except NotSent as error:
            raise Down(f"OpenAI cannot be reached: {error}.") from error
        except NoAnswer as error:
            raise Down(f"OpenAI broke off: {error}.") from error
        except Late:
            raise Down(f"OpenAI took longer than {within:.0f} seconds.") from None
        except Garbled as error:
            raise Down("OpenAI answered with something that is no picture.") from error
        if not response.ok:
            raise self._error(response, secret)
        return _drawn(response)

    def _error(self, response: Response, secret: str) -> EngineError:
        try:
            error = response.json().get("error", {})
        except (Garbled, AttributeError):
            error = {}
        if isinstance(error, dict) and error.get("code") in _UNSAFE:
            return Unsafe("OpenAI does not draw this: its safety rules refuse the description.")
        return self.chat.read_error(response, secret)


def _drawn(response: Response) -> Drawn:
    try:
        body = response.json()
        data = base64.b64decode(body["data"][0]["b64_json"], validate=True)
        usage = body.get("usage") or {}
        tokens_in, tokens_out = (count(usage, name) for name in ("input_tokens", "output_tokens"))
    except (Garbled, LookupError, TypeError, ValueError, AttributeError) as error:
        raise Down("OpenAI answered with something that is no picture.") from error
    counted = tokens_in is not None and tokens_out is not None
    return Drawn(data, Answer("", tokens_in or 0, tokens_out or 0, counted=counted))
