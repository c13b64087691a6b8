"""What an engine is: it is asked once, and answers in pieces as they come. Errors say what to do next."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from velocitypost.generation.engines.prices import Price

JSON = Any


@dataclass(frozen=True)
class Turn:
    """What one side of a conversation says."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True)
class Ask:
    """What a model is to answer: the conversation so far, and the JSON schema of the answer.

    `creativity` is from 0 to 100. The same `seed` gives the same answer where the service allows it. `tokens_most`
    bounds the answer's length.
    """

    turns: tuple[Turn, ...]
    schema: Mapping[str, JSON]
    tokens_most: int
    creativity: int = 50
    seed: int = 0


@dataclass(frozen=True)
class Answer:
    """A finished answer. `counted` says that the service itself told the tokens; otherwise they are our estimate.

    `whole` is False where the model was cut off or would not answer.
    """

    text: str
    tokens_in: int
    tokens_out: int
    counted: bool
    whole: bool = True


class Engine(Protocol):
    """A model at a service, or on a server of one's own."""

    @property
    def key(self) -> str:
        """Its name in settings and answers, such as "mistral"."""

    @property
    def name(self) -> str:
        """Its name for people."""

    @property
    def model(self) -> str:
        """The model that is asked."""

    @property
    def price(self) -> Price | None:
        """What tokens cost there; None where nobody has told us."""

    @property
    def context(self) -> int | None:
        """How many tokens a conversation may have with its answer; None where nobody has told us."""

    def ask(self, ask: Ask, secret: str, *, within: float) -> Generator[str | Answer, None, None]:
        """The answer's text in pieces, and last the `Answer`. `within` is in seconds, for all of it.

        Raises `WrongKey`, `Busy`, `Down`, `TooLong` or `Refused`; then what came before is all there is.
        """

    def check(self, secret: str) -> None:
        """Whether the service takes this key. Raises as `ask`."""


class EngineError(Exception):
    """An engine did not answer. The text says why, for people; `fix` what helps, empty where only time does."""

    outcome = "failed"

    def __init__(self, reason: str, *, fix: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.fix = fix


class WrongKey(EngineError):
    """The service does not accept the key. A person must replace it."""

    outcome = "wrong_key"


class Busy(EngineError):
    """Not now: it said so. `retry_after` in seconds, None where it named no time."""

    outcome = "busy"

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Down(EngineError):
    """It does not answer, or answers with a fault of its own."""

    outcome = "down"


class Refused(EngineError):
    """It would refuse the same request again."""

    outcome = "refused"


class TooLong(Refused):
    """The conversation is longer than the model can read."""


class BadAnswer(EngineError):
    """It answered something else than was asked for."""

    outcome = "bad_answer"
