"""Many threads' questions as one: what comes up while some are being answered is asked together after them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")


@dataclass
class _Asked(Generic[Q, A]):
    """One question. `turn` is set when it is answered, or when its thread is to ask for all that wait."""

    question: Q
    turn: threading.Event = field(default_factory=threading.Event)
    done: bool = False
    answer: A | None = None
    error: BaseException | None = None


class Together(Generic[Q, A]):
    """Nobody waits for company: a thread that finds nobody asking asks at once, alone."""

    def __init__(self, ask_all: Callable[[Sequence[Q]], Sequence[A]], *, most: int = 32) -> None:
        """`ask_all` answers up to `most` questions in their order. It is never called twice at the same time."""
        self._ask_all = ask_all
        self._most = most
        self._lock = threading.Lock()
        self._waiting: list[_Asked[Q, A]] = []
        self._asking = False

    def ask(self, question: Q) -> A:
        """The answer, to a question that was put after `ask` was called. Raises what `ask_all` raised."""
        mine: _Asked[Q, A] = _Asked(question)
        with self._lock:
            self._waiting.append(mine)
            wait, self._asking = self._asking, True
        if wait:
            mine.turn.wait()
        if not mine.done:
            self._ask_for_those_that_wait()
        if mine.error is not None:
            raise mine.error
        return mine.answer  # type: ignore[return-value]  # it is done

    def _ask_for_those_that_wait(self) -> None:
        with self._lock:
            asked, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            for one, answer in zip(asked, self._ask_all([one.question for one in asked]), strict=True):
                one.answer = answer
        except BaseException as error:
            for one in asked:
                one.error = error
        with self._lock:
            self._asking = bool(self._waiting)
            if self._asking:
                self._waiting[0].turn.set()
        for one in asked:
            one.done = True
            one.turn.set()
