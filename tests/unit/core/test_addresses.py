"""Which hosts a person may make us ask, and that nobody can turn the name around under our hands."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

import httpx2
import pytest

from velocitypost.core.addresses import NotPublicAddress, is_public, public_addresses
from velocitypost.core.http import NoAnswer, NotPublic, NotSent, Outbound, Request
from velocitypost.core.oauth2 import App, Unreachable

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.192", "198.18.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "240.0.0.1",
        "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "2001::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:101::1",
    ],
)  # fmt: skip
def test_what_is_not_on_the_public_internet_is_known_in_every_disguise(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", f"::ffff:{PUBLIC}", "64:ff9b::101:101", "2002:101:101::1"],
)
def test_what_is_public_may_be_asked(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_a_host_with_one_address_inside_is_refused_whole() -> None:
    with pytest.raises(NotPublicAddress, match=r"two\.example"):
        public_addresses("two.example", 443, resolve=lambda _host, _port: [PUBLIC, "10.0.0.1"])


def test_a_host_that_nobody_knows_is_no_address() -> None:
    with pytest.raises(OSError, match=r"gone\.example"):
        public_addresses("gone.example", 443, resolve=lambda _host, _port: [])


class Names:
    """A resolver that counts, and changes its mind after the first answer."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return [self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]]


class Wire(httpx2.BaseTransport):
    """What would have left, and to where."""

    def __init__(self, body: bytes = b"{}") -> None:
        self.sent: list[httpx2.Request] = []
        self._body = body

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        return httpx2.Response(200, stream=Pieces(self._body))


class Pieces(httpx2.SyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), 65_536):
            yield self._body[start : start + 65_536]


def ask(url: str, names: Names, wire: Wire, allowed: str = "") -> None:
    outbound = Outbound(timeout=1, transport=wire, allowed=[allowed], resolve=names)
    try:
        outbound.send(Request("GET", url, public_only=True))
    finally:
        outbound.close()


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_judged() -> None:
    names, wire = Names(PUBLIC, "127.0.0.1"), Wire()
    ask("https://social.example/api", names, wire)
    [request] = wire.sent
    assert names.asked == [("social.example", 443)]
    assert request.url.host == PUBLIC
    assert request.headers["host"] == "social.example"
    assert request.extensions["sni_hostname"] == "social.example"


def test_an_address_of_the_newer_kind_and_a_port_are_kept() -> None:
    wire = Wire()
    ask("https://social.example:8443/api", Names("2606:4700:4700::1111"), wire)
    assert str(wire.sent[0].url) == "https://[2606:4700:4700::1111]:8443/api"


@pytest.mark.parametrize("url", ["https://inside.example/", "http://127.0.0.1:5080/", "http://[::1]/latest"])
def test_a_host_inside_gets_nothing_and_the_reason_is_said(url: str) -> None:
    wire = Wire()
    with pytest.raises(NotPublic, match="not a server on the public internet"):
        ask(url, Names("127.0.0.1"), wire)
    assert wire.sent == []


def test_a_name_that_leads_nowhere_is_no_connection() -> None:
    def nobody(host: str, _port: int) -> list[str]:
        raise OSError(f"no such host: {host}")

    outbound = Outbound(timeout=1, transport=Wire(), resolve=nobody)
    with pytest.raises(NotSent) as error:
        outbound.send(Request("GET", "https://gone.example/", public_only=True))
    assert not isinstance(error.value, NotPublic)
    outbound.close()


def test_the_sandbox_may_be_asked_at_its_own_port_and_at_no_other() -> None:
    wire = Wire()
    ask("http://127.0.0.1:5080/mastodon.social/api", Names("127.0.0.1"), wire, "http://127.0.0.1:5080")
    assert len(wire.sent) == 1
    with pytest.raises(NotPublic):
        ask("http://127.0.0.1:6379/", Names("127.0.0.1"), wire, "http://127.0.0.1:5080")


def test_what_we_chose_ourselves_may_be_anywhere() -> None:
    wire = Wire()
    outbound = Outbound(timeout=1, transport=wire)
    outbound.send(Request("GET", "http://10.0.0.7:11434/v1/models"))
    assert len(wire.sent) == 1
    outbound.close()


def test_a_stranger_cannot_fill_our_memory() -> None:
    with pytest.raises(NoAnswer, match="too large"):
        ask("https://social.example/", Names(PUBLIC), Wire(bytes(17 * 1024 * 1024)))


def test_a_token_endpoint_that_a_person_chose_is_guarded_too() -> None:
    app = App(
        client_id="id",
        client_secret="secret",
        redirect_uri="https://app.example/back",
        authorize_url="http://127.0.0.1:1/oauth/authorize",
        token_url="http://127.0.0.1:1/oauth/token",
        scopes=("read",),
        timeout=1,
        public_only=True,
    )
    with pytest.raises(Unreachable) as error:
        app.exchange("code", verifier="")
    assert isinstance(error.value.__cause__, httpx2.ConnectError)
    assert "public internet" in str(error.value.__cause__)
