"""Server-sent events, cut anywhere."""

from __future__ import annotations

import time

import pytest

from velocitypost.generation.engines.events import NoEvents, data_of

STREAM = 'data: {"a": "ä😀"}\n\n: a comment\nevent: x\ndata: two\ndata: lines\n\ndata: [DONE]\n\n'.encode()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_data_is_the_same_however_it_is_cut(size: int, end: bytes) -> None:
    stream = STREAM.replace(b"\n", end)
    chunks = [stream[start : start + size] for start in range(0, len(stream), size)]
    assert list(data_of(chunks)) == ['{"a": "ä😀"}', "two\nlines", "[DONE]"]


def test_an_event_without_its_blank_line_still_counts_at_the_end() -> None:
    assert list(data_of([b"data: last"])) == ["last"]


def test_bytes_that_are_no_text_are_no_events() -> None:
    with pytest.raises(NoEvents):
        list(data_of([b"data: \xff\xfe\n\n"]))


def test_a_line_that_never_ends_is_given_up() -> None:
    with pytest.raises(NoEvents):
        list(data_of([b"x" * 600_000, b"x" * 600_000]))


def test_a_mark_at_the_beginning_and_a_field_without_a_value_are_no_trouble() -> None:
    assert list(data_of([b"\xef\xbb\xbfdata:one\n\nretry\ndata\n\nid: 7\n\n"])) == ["one", ""]


def test_a_line_in_very_many_pieces_costs_no_more_than_its_length() -> None:
    began = time.process_time()
    with pytest.raises(NoEvents):
        list(data_of(b"xxxxxxxx" for _ in range(150_000)))
    assert time.process_time() - began < 2
