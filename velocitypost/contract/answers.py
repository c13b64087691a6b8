"""What a service's answer says, and what it means where it cannot be read: for every platform the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from velocitypost.contract.errors import OutcomeUnknown, Unavailable
from velocitypost.core.http import Garbled, Response

JSON = Any
_CODE = "garbled"
# What reading raises: no JSON, and JSON of another shape than the service promised.
_UNREADABLE = (Garbled, LookupError, TypeError, ValueError, AttributeError, OverflowError)


def unreadable(name: str) -> Unavailable:
    """The error for an answer of the service `name` on which nothing hangs."""
    return Unavailable(f"{name} gave an answer that could not be read.", code=_CODE)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Around what reads an answer on which nothing hangs. Raises `Unavailable` where it cannot be read."""
    try:
        yield
    except _UNREADABLE as error:
        raise unreadable(name) from error


@contextmanager
def reading_written(name: str, what: str) -> Iterator[None]:
    """Around what reads the answer to a write. Raises `OutcomeUnknown`: `what` was taken, and nobody knows more."""
    try:
        yield
    except _UNREADABLE as error:
        raise OutcomeUnknown(f"{name} took {what} but its answer could not be read.", code=_CODE) from error


def json_of(response: Response, name: str) -> JSON:
    """The JSON of an answer on which nothing hangs. Raises `Unavailable`."""
    with reading(name):
        return response.json()


def object_of(response: Response, name: str) -> Mapping[str, JSON]:
    """The JSON object of an answer on which nothing hangs. Raises `Unavailable`."""
    body = json_of(response, name)
    if not isinstance(body, dict):
        raise unreadable(name)
    return body
