"""Engines for tests: one that says what it is told to, and the books and keys around it."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from velocitypost.core.cache import Cache
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.vault import Vault
from velocitypost.generation.engines.breaker import Breaker
from velocitypost.generation.engines.engine import Answer, Ask, EngineError
from velocitypost.generation.engines.order import Order, Piece
from velocitypost.generation.engines.prices import Price
from velocitypost.generation.engines.relay import Relay, Written
from velocitypost.generation.engines.services import MISTRAL, price_of
from velocitypost.generation.keys import EngineKeys
from velocitypost.generation.ledger import Ledger
from velocitypost.generation.store import KeyStore, PreferenceStore, UsageStore
from velocitypost.generation.usage import Budget

PRICE = price_of(MISTRAL, MISTRAL.default_model)
Line = str | EngineError


def good(*numbers: int, words: str = "A text") -> str:
    """An answer that has these pieces."""
    return json.dumps({f"post_{n}": {"text": f"{words} {n}.", "hashtags": ["One"]} for n in numbers})


@dataclass
class Scripted:
    """Says its lines in turn, the last again and again, in pieces of `step` letters; one that is an error is raised."""

    key: str
    lines: list[Line]
    name: str = ""
    model: str = "model"
    price: Price | None = PRICE
    context: int | None = 100_000
    step: int = 7
    asked: list[Ask] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = self.name or self.key.title()

    def ask(self, ask: Ask, secret: str, *, within: float) -> Generator[str | Answer, None, None]:
        self.asked.append(ask)
        self.secrets.append(secret)
        line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
        if isinstance(line, EngineError):
            raise line
        for start in range(0, len(line), self.step):
            yield line[start : start + self.step]
        yield Answer(line, 100, 50, counted=True)

    def check(self, secret: str) -> None:
        line = self.lines[0]
        if isinstance(line, EngineError):
            raise line


class Books:
    """Everything beside the engines that a relay needs."""

    def __init__(
        self, database: Database, redis: Cache, clock: Clock, *, budget: Budget | None = None, keys: Mapping[str, str]
    ) -> None:
        self.usage = UsageStore(database)
        self.preferences = PreferenceStore(database)
        self.keys = EngineKeys(KeyStore(database), Vault({"k": bytes(32)}), keys, clock)
        self.breaker = Breaker(redis)
        self.clock = clock
        self.pauses: list[float] = []
        self.ledger = Ledger(
            self.usage, self.preferences, clock, budget=budget or Budget(), zone_of=lambda _workspace: "Europe/Berlin"
        )

    def relay(self, *engines: Any, **more: Any) -> Relay:
        return Relay(engines, self.keys, self.breaker, self.ledger, self.clock, pause=self._pause, **more)

    def _pause(self, _stop: threading.Event, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock.advance(seconds)  # type: ignore[attr-defined]


def order(*numbers: int) -> Order:
    pieces = tuple(Piece(n, f"for somewhere, number {n}", 280) for n in numbers)
    return Order("You write.", "Bread", pieces)


def written(relay: Relay, wanted: Order, *, workspace: str = "w", patience: float = 10.0) -> dict[int, Written]:
    """What was written, by piece."""
    events = relay.write(workspace, wanted, purpose="post", patience=patience)
    return {event.number: event for event in events if isinstance(event, Written)}
