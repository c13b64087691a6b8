"""Asking the engines in their order until every piece is written.

An answer that is not usable is repaired once, by the engine that gave it and for the pieces that lack; then the next
engine gets what is left. An engine that is busy is waited for only where no other can help, and no longer than the
caller has patience.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from velocitypost.core.clock import Clock
from velocitypost.core.log import get_logger
from velocitypost.generation.engines.breaker import Breaker
from velocitypost.generation.engines.chat import estimate
from velocitypost.generation.engines.engine import (
    Answer,
    Ask,
    BadAnswer,
    Busy,
    Down,
    Engine,
    EngineError,
    Refused,
    TooLong,
    Turn,
    WrongKey,
)
from velocitypost.generation.engines.members import Growth, Member, Members, nested
from velocitypost.generation.engines.order import Order, Piece, Text, complaint, read
from velocitypost.generation.keys import EngineKeys, Secret
from velocitypost.generation.ledger import BudgetUsedUp, Ledger
from velocitypost.generation.usage import Purpose

log = get_logger(__name__)
_REST_SECONDS = 5.0
_SHORTEST_WAIT = 0.05


@dataclass(frozen=True)
class Begun:
    """An engine begins these pieces, from nothing: what another had begun of them is void."""

    engine: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Growing:
    """More of a piece's text, as it comes. Not checked yet."""

    number: int
    text: str


@dataclass(frozen=True)
class Written:
    """A piece is finished and of the form that was asked for."""

    number: int
    engine: str
    model: str
    text: str
    title: str = ""
    hashtags: tuple[str, ...] = ()


Event = Begun | Growing | Written


class NotWritten(Exception):
    """No engine wrote what is still missing. `reasons` say why, in words, one for each engine; empty: there is none."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons) or "No model is set up.")
        self.reasons = reasons


@dataclass
class _Search:
    """One order on its way through the engines."""

    workspace_id: str
    order: Order
    purpose: Purpose
    ends: float
    missing: dict[int, Piece]
    stop: threading.Event
    reasons: dict[str, str] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)


class Relay:
    """`at_once` calls may be under way in this process at a time, `within` seconds are allowed to each.

    `pause` waits for an event, so many seconds at most.
    """

    def __init__(
        self,
        engines: Sequence[Engine],
        keys: EngineKeys,
        breaker: Breaker,
        ledger: Ledger,
        clock: Clock,
        *,
        at_once: int = 8,
        within: float = 60.0,
        pause: Callable[[threading.Event, float], object] = threading.Event.wait,
    ) -> None:
        self._engines = tuple(engines)
        self._keys = keys
        self._breaker = breaker
        self._ledger = ledger
        self._clock = clock
        self._within = within
        self._pause = pause
        self._room = threading.BoundedSemaphore(at_once)
        self.at_once = at_once

    @property
    def engines(self) -> tuple[Engine, ...]:
        """In the order in which they are asked."""
        return self._engines

    def can_write(self, workspace_id: str) -> bool:
        """Whether there is an engine with a key for this workspace."""
        return any(self._keys.secret(workspace_id, engine.key) for engine in self._engines)

    def write(
        self,
        workspace_id: str,
        order: Order,
        *,
        purpose: Purpose,
        patience: float,
        stop: threading.Event | None = None,
    ) -> Generator[Event, None, None]:
        """What comes, as it comes; each piece `Written` once. Raises `NotWritten` where pieces are still missing.

        `patience` is how many seconds may pass with waiting for a busy engine. Where `stop` is set meanwhile, it ends
        with what there is.
        """
        stop = stop or threading.Event()
        missing = {piece.number: piece for piece in order.pieces}
        search = _Search(workspace_id, order, purpose, time.monotonic() + patience, missing, stop)
        while search.missing and not stop.is_set():
            waits: list[float] = []
            for engine in self._engines:
                if engine.key not in search.out and search.missing and not stop.is_set():
                    yield from self._try(engine, search, waits)
            if not search.missing or stop.is_set():
                return
            if not waits or time.monotonic() + min(waits) > search.ends:
                raise NotWritten(tuple(search.reasons.values()))
            self._pause(stop, max(min(waits), _SHORTEST_WAIT))

    def _try(self, engine: Engine, search: _Search, waits: list[float]) -> Iterator[Event]:
        secret = self._keys.secret(search.workspace_id, engine.key)
        if secret is None:
            search.out.add(engine.key)
            return
        if (wait := self._breaker.wait(engine.key, secret.whose, self._clock.now())) > 0:
            search.reasons[engine.key] = f"{_named(engine)} is left alone for a while: it did not answer."
            waits.append(wait)
            return
        try:
            yield from self._ask(engine, secret, search)
        except Busy as busy:
            seconds = _REST_SECONDS if busy.retry_after is None else busy.retry_after
            self._breaker.rest(engine.key, secret.whose, seconds, self._clock.now())
            search.reasons[engine.key] = busy.reason
            waits.append(seconds)
        except BudgetUsedUp as used_up:
            search.reasons[engine.key] = str(used_up)
            search.out.add(engine.key)
        except EngineError as error:
            if isinstance(error, Down):
                self._breaker.failed(engine.key, self._clock.now())
            search.reasons[engine.key] = f"{error.reason} {error.fix}".rstrip()
            search.out.add(engine.key)

    def _ask(self, engine: Engine, secret: Secret, search: _Search) -> Iterator[Event]:
        """Once, and once more for what was not usable. Raises `EngineError` or `BudgetUsedUp`."""
        repair: tuple[Turn, ...] = ()
        for _attempt in ("first", "repair"):
            ask = search.order.ask(search.missing, repair=repair)
            answer, faults = yield from self._call(engine, secret, ask, search)
            if not search.missing:
                return
            listed = {piece.name: faults.get(piece.name, "it is missing") for piece in search.missing.values()}
            repair = (Turn("assistant", answer.text[:20_000]), Turn("user", complaint(listed)))
            if not answer.text:
                repair = (Turn("user", complaint(listed)),)
        raise BadAnswer(f"{_named(engine)} answered twice with something that cannot be used.")

    def _call(
        self, engine: Engine, secret: Secret, ask: Ask, search: _Search
    ) -> Generator[Event, None, tuple[Answer, dict[str, str]]]:
        asked = estimate(sum(len(turn.text) for turn in ask.turns))
        if engine.context is not None and asked + ask.tokens_most > engine.context:
            raise TooLong(f"This is more than the model {engine.model} can read at once.")
        own_key = secret.whose == search.workspace_id
        entry = self._ledger.open(
            search.workspace_id, engine, asked, ask.tokens_most, purpose=search.purpose, own_key=own_key
        )
        reader = _Reader(engine, search)
        outcome, began = EngineError.outcome, time.monotonic()
        try:
            yield Begun(engine.key, tuple(search.missing))
            with self._place(search.ends), closing(engine.ask(ask, secret.text, within=self._within)) as pieces:
                began = time.monotonic()
                for piece in pieces:
                    yield from reader.feed(piece)
            answer = reader.finished()
            yield from reader.salvage(answer)
            outcome = BadAnswer.outcome if search.missing else "ok"
        except EngineError as error:
            outcome = error.outcome
            if isinstance(error, Refused | WrongKey | BadAnswer):
                # It is there, whatever it says.
                self._breaker.succeeded(engine.key)
            raise
        except GeneratorExit:
            outcome = "cancelled"
            raise
        finally:
            self._ledger.close(entry, outcome, reader.so_far(asked), seconds=time.monotonic() - began)
        self._breaker.succeeded(engine.key)
        return answer, reader.faults

    @contextmanager
    def _place(self, ends: float) -> Iterator[None]:
        """One of the places for calls that are under way."""
        if not self._room.acquire(timeout=max(ends - time.monotonic(), self._within)):
            raise EngineError("Too many texts are being written here at the moment.")
        try:
            yield
        finally:
            self._room.release()


class _Reader:
    """Takes in an answer, and hands on what is finished of it."""

    def __init__(self, engine: Engine, search: _Search) -> None:
        self._engine = engine
        self._search = search
        self._names = {piece.name: piece.number for piece in search.missing.values()}
        self._members = Members()
        self._text = ""
        self._answer: Answer | None = None
        self.faults: dict[str, str] = {}

    def feed(self, piece: str | Answer) -> Iterator[Event]:
        if isinstance(piece, Answer):
            self._answer = piece
            return
        self._text += piece
        for found in self._members.feed(piece):
            if isinstance(found, Growth):
                if found.name in self._names:
                    yield Growing(self._names[found.name], found.text)
            else:
                yield from self._take(found)

    def finished(self) -> Answer:
        """Raises `Down` where the engine gave pieces and no end."""
        if self._answer is None:
            raise Down(f"{_named(self._engine)} did not finish its answer.")
        return self._answer

    def salvage(self, answer: Answer) -> Iterator[Event]:
        """What was asked for, one level deeper than it was asked for."""
        for member in nested(answer.text, self._names) if self._search.missing else ():
            yield from self._take(member)

    def so_far(self, asked: int) -> Answer | None:
        """What will be charged: the finished answer, or as much as came. None where nothing did."""
        if self._answer is not None or not self._text:
            return self._answer
        return Answer(self._text, asked, estimate(len(self._text)), counted=False, whole=False)

    def _take(self, member: Member) -> Iterator[Event]:
        number = self._names.get(member.name)
        if number is None or number not in self._search.missing:
            return
        text = read(member.value)
        if not isinstance(text, Text):
            self.faults[member.name] = text
            return
        del self._search.missing[number]
        yield Written(number, self._engine.key, self._engine.model, text.text, text.title, tuple(text.hashtags))


def _named(engine: Engine) -> str:
    return engine.name[0].upper() + engine.name[1:]
