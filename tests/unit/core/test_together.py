"""Many threads ask at once: each gets its own answer, and they are asked for together."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from velocitypost.core.together import Together

THREADS, EACH = 12, 15


class Oracle:
    """Doubles numbers, slowly, and only one question or list of questions at a time."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self._busy = threading.Lock()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        assert self._busy.acquire(blocking=False), "asked twice at the same time"
        with self._busy_until_left():
            self.asked.append(list(numbers))
            time.sleep(0.001)
            if 13 in numbers:
                raise LookupError("thirteen")
            return [number * 2 for number in numbers]

    def _busy_until_left(self) -> _Left:
        return _Left(self._busy)


class _Left:
    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        """It is taken already."""

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_each_gets_its_own_answer_and_all_are_asked_in_few_questions() -> None:
    oracle = Oracle()
    together = Together(oracle, most=THREADS)

    def many(thread: int) -> list[tuple[int, int]]:
        numbers = [100 + thread * EACH + place for place in range(EACH)]
        return [(number, together.ask(number)) for number in numbers]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [pair for pairs in pool.map(many, range(THREADS)) for pair in pairs]
    assert all(answer == number * 2 for number, answer in answers)
    assert sorted(number for asked in oracle.asked for number in asked) == [100 + n for n in range(THREADS * EACH)]
    assert len(oracle.asked) < THREADS * EACH / 2


def test_one_who_asks_alone_waits_for_nobody() -> None:
    oracle = Oracle()
    together = Together(oracle)
    assert [together.ask(1), together.ask(2)] == [2, 4]
    assert oracle.asked == [[1], [2]]


def test_no_more_than_so_many_are_asked_for_at_once() -> None:
    oracle = Oracle()
    together = Together(oracle, most=3)
    with ThreadPoolExecutor(THREADS) as pool:
        assert sorted(pool.map(together.ask, range(20, 60))) == [n * 2 for n in range(20, 60)]
    assert max(map(len, oracle.asked)) <= 3


def test_what_goes_wrong_is_told_to_those_who_asked_and_to_nobody_else() -> None:
    together = Together(Oracle())
    with pytest.raises(LookupError, match="thirteen"):
        together.ask(13)
    assert together.ask(14) == 28
