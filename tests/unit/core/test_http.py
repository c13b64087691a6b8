"""What matters about a failure: may the request have reached the other side?"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from velocitypost.core.http import Garbled, NoAnswer, NotSent, Outbound, Request, Response


@pytest.fixture
def outbound() -> Iterator[Outbound]:
    client = Outbound(timeout=0.3)
    yield client
    client.close()


class Listener:
    """Takes one connection, reads the request, and answers with these bytes, or with silence."""

    def __init__(self, answer: bytes | None) -> None:
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.heard = b""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._socket.accept()
        with connection:
            while not self._whole(self.heard):
                self.heard += connection.recv(65536)
            if self._answer is not None:
                connection.sendall(self._answer)
            else:
                self._done.wait(2)

    @staticmethod
    def _whole(heard: bytes) -> bool:
        head, end, body = heard.partition(b"\r\n\r\n")
        return bool(end) and (b"content-length" not in head.lower() or bool(body))

    def close(self) -> None:
        self._done.set()
        self._thread.join()
        self._socket.close()


def test_nobody_there_means_nothing_was_sent(outbound: Outbound) -> None:
    with pytest.raises(NotSent):
        outbound.send(Request("POST", "http://127.0.0.1:1/", json={"text": "x"}))


@pytest.mark.parametrize("answer", [None, b"", b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf"])
def test_silence_a_cut_and_half_an_answer_may_have_been_acted_on(outbound: Outbound, answer: bytes | None) -> None:
    listener = Listener(answer)
    with pytest.raises(NoAnswer):
        outbound.send(Request("POST", listener.url, json={"text": "x"}))
    listener.close()
    assert b'"text"' in listener.heard


def test_an_error_is_an_answer(outbound: Outbound) -> None:
    listener = Listener(b"HTTP/1.1 503 Busy\r\ncontent-length: 2\r\n\r\n{}")
    response = outbound.send(Request("GET", listener.url))
    listener.close()
    assert (response.status, response.ok, response.json()) == (503, False, {})


def test_what_is_no_json_is_garbled() -> None:
    with pytest.raises(Garbled):
        Response(200, {}, b"<html>").json()


def test_a_failure_in_words_never_shows_the_address(outbound: Outbound) -> None:
    with pytest.raises(NotSent) as failed:
        outbound.send(Request("GET", "http://127.0.0.1:1/?access_token=hunter2"))
    assert "hunter2" not in str(failed.value)
