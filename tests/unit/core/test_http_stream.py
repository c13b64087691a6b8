"""An answer that comes in pieces is handed on as it comes, and its end is never taken for granted."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from velocitypost.core.http import NoAnswer, NotSent, Outbound, Request


@pytest.fixture
def outbound() -> Iterator[Outbound]:
    client = Outbound(timeout=0.3)
    yield client
    client.close()


class Dripping:
    """Answers one request piece by piece; the next piece only when it is allowed to."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.next = threading.Semaphore(0)
        self.left = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._socket.accept()
        with connection:
            connection.recv(65536)
            try:
                for piece in self._pieces:
                    connection.sendall(piece)
                    self.next.acquire(timeout=5)
                connection.settimeout(5)
                while connection.recv(65536):  # the request's body may come after its head
                    continue
                self.left.set()
            except ConnectionError:
                self.left.set()
            except OSError:
                return  # nobody left in time

    def close(self) -> None:
        for _ in self._pieces:
            self.next.release()
        self._thread.join()
        self._socket.close()


HEAD = b"HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\nx-kind: Drip\r\n\r\n"


def test_each_piece_is_there_before_the_next_is_sent(outbound: Outbound) -> None:
    server = Dripping([HEAD + b"3\r\none\r\n", b"3\r\ntwo\r\n", b"0\r\n\r\n"])
    with outbound.stream(Request("POST", server.url, json={})) as incoming:
        assert (incoming.status, incoming.ok, incoming.headers["x-kind"]) == (200, True, "Drip")
        assert next(incoming.chunks) == b"one"
        server.next.release()
        assert next(incoming.chunks) == b"two"
        server.next.release()
        assert list(incoming.chunks) == []
    server.close()


def test_an_end_that_comes_too_early_is_no_answer(outbound: Outbound) -> None:
    server = Dripping([HEAD + b"3\r\none\r\n"])
    with outbound.stream(Request("POST", server.url, json={})) as incoming:
        assert next(incoming.chunks) == b"one"
        with pytest.raises(NoAnswer):
            next(incoming.chunks)
    server.close()


def test_silence_is_borne_as_long_as_was_said(outbound: Outbound) -> None:
    server = Dripping([HEAD + b"3\r\none\r\n", b"0\r\n\r\n"])
    began = time.monotonic()
    with (
        outbound.stream(Request("POST", server.url, json={}, timeout=0.1)) as incoming,
        pytest.raises(NoAnswer),
    ):
        incoming.whole()
    assert time.monotonic() - began < 3
    server.close()


def test_who_leaves_ends_the_exchange(outbound: Outbound) -> None:
    server = Dripping([HEAD + b"3\r\none\r\n"])
    with outbound.stream(Request("POST", server.url, json={})) as incoming:
        next(incoming.chunks)
    server.next.release()
    assert server.left.wait(5)
    server.close()


def test_nobody_there_means_nothing_was_sent(outbound: Outbound) -> None:
    with pytest.raises(NotSent), outbound.stream(Request("POST", "http://127.0.0.1:1/", json={})):
        pass
