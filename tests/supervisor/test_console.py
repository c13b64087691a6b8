"""One log: whole lines, each under the name of its part."""

from __future__ import annotations

import io

from velocitypost.supervisor.console import Console


def test_lines_that_come_in_pieces_are_written_whole() -> None:
    stream = io.StringIO()
    console = Console(stream, colour=False)
    web, worker = console.lines_of("web"), console.lines_of("worker")
    web.feed(b"hel")
    worker.feed(b"one\ntwo\n")
    web.feed(b"lo\nrest")
    web.end()
    assert stream.getvalue() == ("worker   │ one\nworker   │ two\nweb      │ hello\nweb      │ rest\n")


def test_bytes_that_are_no_text_do_not_stop_the_log() -> None:
    stream = io.StringIO()
    Console(stream, colour=False).lines_of("web").feed(b"\xff\xfe\n")
    assert stream.getvalue() == "web      │ \ufffd\ufffd\n"


def test_a_line_without_an_end_does_not_fill_the_memory() -> None:
    stream = io.StringIO()
    lines = Console(stream, colour=False).lines_of("web")
    for _ in range(20):
        lines.feed(b"x" * 10_000)
    assert len(stream.getvalue()) > 100_000


def test_each_part_keeps_a_colour_of_its_own() -> None:
    stream = io.StringIO()
    console = Console(stream, colour=True)
    for part in ("web", "worker", "web"):
        console.lines_of(part).feed(b"x\n")
    first, second, third = (line.split("m")[0] for line in stream.getvalue().splitlines())
    assert first == third != second


def test_a_reader_that_has_gone_is_told_once_and_written_to_no_more() -> None:
    class Gone(io.StringIO):
        writes = 0

        def write(self, text: str) -> int:
            self.writes += 1
            raise BrokenPipeError

    stream, told = Gone(), []
    console = Console(stream, colour=False)
    console.on_closed = lambda: told.append("closed")
    console.say("one\ntwo")
    assert told == ["closed"]
    assert stream.writes == 1
