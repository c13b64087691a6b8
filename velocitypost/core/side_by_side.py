"""The same for many things, some at a time: one that has to wait does not make all the others wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_AT_ONCE = 8


def for_each(items: Iterable[T], do: Callable[[T], object]) -> None:
    """Does it for every one of them, whatever becomes of the others; then raises what the first one raised, if any."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        tries = [pool.submit(do, item) for item in items]
    for one in tries:
        one.result()
