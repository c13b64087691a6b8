"""An answer that cannot be read says the same of every service: nothing, or after a write, that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from velocitypost.contract.answers import json_of, object_of, reading, reading_written
from velocitypost.contract.errors import OutcomeUnknown, Rejected, Unavailable
from velocitypost.core.http import Response

MISSHAPEN: list[bytes] = [b"", b"<html>", b"\xff", b"[" * 5_000, b"null", b"7", b"[]", b"{}", b'{"data":null}']
MISSHAPEN += [b'{"data":{}}', b'{"data":{"id":null}}', b'{"data":{"id":"nine"}}', b'{"data":{"id":1e999}}']


def id_of(body: bytes) -> int:
    """What a platform may do with an answer: it trusts the shape that the service promised."""
    return int(Response(200, {}, body).json()["data"]["id"])


@pytest.mark.parametrize("body", MISSHAPEN)
def test_what_cannot_be_read_may_be_asked_for_again_but_never_be_written_again(body: bytes) -> None:
    with pytest.raises(Unavailable, match="X gave an answer that could not be read") as asked, reading("X"):
        id_of(body)
    with (
        pytest.raises(OutcomeUnknown, match="X took the post but its answer") as wrote,
        reading_written("X", "the post"),
    ):
        id_of(body)
    assert (asked.value.code, wrote.value.code) == ("garbled", "garbled")


@pytest.mark.parametrize("read", [reading, lambda name: reading_written(name, "it")])
def test_what_a_service_says_plainly_stays_as_it_is(read: Callable[[str], Any]) -> None:
    with pytest.raises(Rejected, match="Too long"), read("X"):
        raise Rejected("Too long.")
    with read("X"):
        assert id_of(b'{"data":{"id":"5"}}') == 5


def test_an_object_is_no_list() -> None:
    assert json_of(Response(200, {}, b"[1]"), "X") == [1]
    assert object_of(Response(200, {}, b'{"a":1}'), "X") == {"a": 1}
    for body in (b"[1]", b"null", b"<html>"):
        with pytest.raises(Unavailable, match="could not be read"):
            object_of(Response(200, {}, body), "X")
