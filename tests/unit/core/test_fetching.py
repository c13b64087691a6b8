"""What lies at a stranger's address: whole or its beginning, within bounds, and why not in words."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from velocitypost.core.fetching import CannotFetch, Fetched, Fetcher, checked
from velocitypost.core.http import Outbound

PAGE = "https://news.example/a"


class Served(httpx2.SyncByteStream):
    """A body in pieces of 1 kB; `given` counts those that were taken."""

    def __init__(self, pieces: int) -> None:
        self.pieces, self.given = pieces, 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(self.pieces):
            self.given += 1
            yield b"x" * 1024


def fetch(answer: httpx2.Response, *, whole: bool = True, most: int = 4096) -> Fetched:
    outbound = Outbound(transport=httpx2.MockTransport(lambda _: answer), resolve=lambda *_: ["93.184.216.34"])
    return Fetcher(outbound).fetch(PAGE, accept="*/*", most=most, within=5.0, whole=whole)


def test_of_what_is_too_long_the_beginning_is_had_and_no_more_is_read() -> None:
    body = Served(1_000)
    assert fetch(httpx2.Response(200, stream=body), whole=False).data == b"x" * 4096
    assert body.given < 100


def test_what_must_be_whole_is_refused_where_it_is_too_long() -> None:
    with pytest.raises(CannotFetch, match="larger than") as refused:
        fetch(httpx2.Response(200, stream=Served(1_000)))
    assert refused.value.why == "large"


def test_what_is_short_comes_whole_either_way() -> None:
    for whole in (True, False):
        assert len(fetch(httpx2.Response(200, stream=Served(4)), whole=whole).data) == 4096


@pytest.mark.parametrize("to", ["http://[::1", "ftp://news.example/", "https://ann:secret@news.example/"])
def test_a_detour_to_no_address_is_refused_in_words(to: str) -> None:
    with pytest.raises(CannotFetch) as refused:
        fetch(httpx2.Response(302, headers={"location": to}))
    assert refused.value.why == "address"


def test_a_blank_is_taken_from_a_server_and_told_to_a_person() -> None:
    assert checked("/pictures/rye bread.jpg", base=PAGE) == "https://news.example/pictures/rye%20bread.jpg"
    with pytest.raises(CannotFetch, match="a space"):
        checked("https://news.example/rye bread")
