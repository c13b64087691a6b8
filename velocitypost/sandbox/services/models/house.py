"""What is each house's own: its address, its models, its requests, and how it says no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Response

from velocitypost.sandbox.services.models.shape import Check, Fault


@dataclass(frozen=True)
class Model:
    """A model that is served. `context` in tokens. `schemas` says that it answers in a given JSON schema.

    `efforts` are the values of `reasoning_effort` that it takes; none: it takes no such member.
    """

    context: int
    schemas: bool = True
    efforts: tuple[str, ...] = ()


class Words(Protocol):
    """How a house refuses. Each gives the answer as it goes over the wire."""

    def wrong_key(self, key: str) -> Response: ...

    def faulty(self, faults: list[Fault]) -> Response: ...

    def not_json(self) -> Response: ...

    def no_such_model(self, model: str) -> Response: ...

    def too_long(self, model: str, context: int, tokens: int) -> Response: ...

    def crowded(self, model: str) -> Response: ...

    def nowhere(self, method: str, path: str) -> Response: ...

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        """A refusal that says why."""

    def rate_limited(self, retry_after: int | None, window_s: float) -> Response:
        """Too many requests, until the window ends."""

    def server_error(self, status: int) -> Response:
        """A failure on the house's own side."""


# What else a house refuses in a body whose members are all right: None where it takes it.
Further = Callable[[dict[str, Any], Model], Response | None]


@dataclass(frozen=True)
class House:
    """`base` is the path of the protocol at `host`; `chat` the shape of a request for a completion.

    `tokens_name` is what bounds an answer, `seed_name` what makes it the same again. `tells_usage` says that a stream
    ends with its usage without being asked. `pictures` is the shape of a request for pictures, where there are any.
    """

    key: str
    name: str
    host: str
    base: str
    models: Mapping[str, Model]
    words: Words
    chat: Check
    further: Further
    card: Callable[[str, Model], dict[str, Any]]
    tokens_names: tuple[str, ...]
    seed_name: str
    tells_usage: bool
    pictures: Check | None = None
    picture_models: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def operations(self) -> tuple[tuple[str, str], ...]:
        """Method and path of each, without the host."""
        found = (("POST", f"{self.base}/chat/completions"), ("GET", f"{self.base}/models"))
        return (*found, ("POST", f"{self.base}/images/generations")) if self.pictures else found
