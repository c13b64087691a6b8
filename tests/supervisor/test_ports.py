"""A taken port is told in words: who has it and which option chooses another."""

from __future__ import annotations

import os
import socket

from tests.embedded import free_port
from velocitypost.supervisor.ports import Port, complaints


def test_free_ports_give_no_cause_for_complaint() -> None:
    assert complaints([Port("web interface", free_port(), "--port")]) == []


def test_a_taken_port_is_told_with_who_has_it_and_the_option_that_chooses_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        (told,) = complaints([Port("web interface", number, "--port")])
    assert f"Port {number}, meant for the web interface, is taken by " in told
    assert f"(process {os.getpid()})" in told
    assert "choose another port with --port" in told


def test_a_port_just_given_up_counts_as_free() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as every server does
        server.bind(("127.0.0.1", 0))
        server.listen()
        number = server.getsockname()[1]
        client.connect(("127.0.0.1", number))
        server.accept()[0].close()
    assert complaints([Port("web interface", number, "--port")]) == []


def test_one_port_for_two_parts_is_told_with_both_options() -> None:
    number = free_port()
    (told,) = complaints([Port("web interface", number, "--port"), Port("sandbox", number, "--sandbox-port")])
    assert "--port" in told
    assert "--sandbox-port" in told
