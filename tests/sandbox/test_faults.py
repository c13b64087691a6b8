"""Everything that can go wrong on purpose, seen from the caller and from the twin's own books."""

from __future__ import annotations

import time

import httpx2
import pytest

from tests.sandbox.caller import XCaller
from tests.sandboxed import Sandbox

POST = "POST /2/tweets"


def texts(sandbox: Sandbox) -> list[str]:
    return [post["text"] for post in sandbox.x_posts()]


def test_a_refusal_says_what_it_was_told_to_say_and_nothing_is_posted(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.fault(
        POST, "refuse", reason="Your account is suspended.", code="https://api.x.com/2/problems/client-forbidden"
    )
    answer = x.post("Refused")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "Your account is suspended."
    assert answer.json()["type"].endswith("client-forbidden")
    assert texts(sandbox) == []
    assert x.post("Refused").status_code == 201


def test_too_many_requests_come_with_and_without_retry_after(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.fault(POST, "rate_limited", seconds=60)
    sandbox.fault(POST, "rate_limited", retry_after=7)
    plain, advised = x.post("Too soon"), x.post("Too soon")
    assert (plain.status_code, "retry-after" in plain.headers) == (429, False)
    assert 55 < int(plain.headers["x-rate-limit-reset"]) - time.time() < 65
    assert (advised.status_code, advised.headers["retry-after"]) == (429, "7")
    assert texts(sandbox) == []


@pytest.mark.parametrize(
    ("kind", "status", "kept"),
    [("server_error_before", 503, []), ("server_error_after", 503, ["Once"]), ("refuse", 500, [])],
)
def test_a_server_error_may_come_before_or_after_the_post_was_kept(
    sandbox: Sandbox, x: XCaller, kind: str, status: int, kept: list[str]
) -> None:
    sandbox.fault(POST, kind, status=status)
    assert x.post("Once").status_code == status
    assert texts(sandbox) == kept


@pytest.mark.parametrize(("kind", "kept"), [("cut_before", []), ("cut_after", ["Cut"])])
def test_a_cut_connection_brings_no_answer(sandbox: Sandbox, x: XCaller, kind: str, kept: list[str]) -> None:
    sandbox.fault(POST, kind)
    with pytest.raises(httpx2.RemoteProtocolError):
        x.post("Cut")
    assert texts(sandbox) == kept
    noted = sandbox.requests(1)[0]
    assert (noted["status"], noted["fault"], noted["operation"]) == (None, kind, POST)


def test_after_a_lost_answer_the_post_can_be_found_and_not_be_sent_again(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.fault(POST, "cut_after")
    with pytest.raises(httpx2.RemoteProtocolError):
        x.post("Did it arrive?")
    assert [post["text"] for post in x.timeline()["data"]] == ["Did it arrive?"]
    assert x.post("Did it arrive?").status_code == 403


def test_silence_lasts_as_long_as_told_and_ends_without_an_answer(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.fault(POST, "timeout_after", seconds=0.4)
    began = time.monotonic()
    with pytest.raises(httpx2.RemoteProtocolError):
        x.post("Anybody there?")
    assert time.monotonic() - began >= 0.4
    sandbox.fault(POST, "timeout_after", seconds=600)
    with pytest.raises(httpx2.ReadTimeout):
        x.client.post("/2/tweets", json={"text": "Hello?"}, timeout=0.3)
    assert texts(sandbox) == ["Anybody there?", "Hello?"]


def test_slow_is_slow_and_then_as_usual(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.fault(POST, "slow", seconds=0.3)
    began = time.monotonic()
    assert x.post("In my own time").status_code == 201
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize(("kind", "status", "kept"), [("garbage", 201, ["Noise"]), ("garbage_before", 200, [])])
def test_garbage_is_a_success_that_nobody_can_read(
    sandbox: Sandbox, x: XCaller, kind: str, status: int, kept: list[str]
) -> None:
    sandbox.fault(POST, kind)
    answer = x.post("Noise")
    assert answer.status_code == status
    with pytest.raises(ValueError):
        answer.json()
    assert texts(sandbox) == kept


def test_a_hidden_post_is_seen_by_followers_but_not_in_listings(
    sandbox: Sandbox, http: httpx2.Client, x: XCaller
) -> None:
    sandbox.fault(POST, "hide")
    sandbox.fault(POST, "hide", seconds=60)
    for_ever, for_a_minute = x.posted("Never listed"), x.posted("Listed later")
    assert x.timeline() == {"meta": {"result_count": 0}}
    page = http.get("/x.com/mapleandrye").text
    assert "Never listed" in page
    assert "Listed later" in page
    assert [post["hidden"] for post in sandbox.x_posts()] == [True, True]
    sandbox.advance(61)
    assert [post["id"] for post in x.timeline()["data"]] == [for_a_minute]
    assert x.get(f"/2/tweets/{for_ever}").status_code == 200


def test_faults_that_act_afterwards_leave_refusals_alone(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.fault(POST, "cut_after")
    assert x.post("a" * 281).status_code == 400
    assert sandbox.faults()[0]["hits"] == 0


def test_every_third_time_only(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.fault(POST, "server_error_before", every=3, times=None)
    assert [x.post(f"Post {i}").status_code for i in range(6)] == [201, 201, 503, 201, 201, 503]
    assert [(f["matched"], f["hits"]) for f in sandbox.faults()] == [(6, 2)]


def test_chance_is_the_same_for_the_same_seed(sandbox: Sandbox, x: XCaller) -> None:
    runs: list[list[int]] = []
    for _ in range(2):
        sandbox.fault(POST, "server_error_before", probability=0.5, seed=42, times=None)
        runs.append([x.post(f"Post {len(runs)} {i}").status_code for i in range(12)])
        sandbox.clear_faults()
    assert runs[0] == runs[1]
    assert set(runs[0]) == {201, 503}


def test_a_fault_may_be_meant_for_one_account_or_one_kind_of_call(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.fault("POST *", "server_error_before", account="adaquist", times=None)
    sandbox.fault("GET /2/users/*/tweets", "server_error_before")
    sandbox.fault("me", "server_error_before", status=502)
    with XCaller(sandbox, "adaquist") as ada:
        assert ada.post("Hers").status_code == 503
    assert x.post("Mine").status_code == 201
    assert x.get("/2/users/me").status_code == 502
    assert x.get(f"/2/users/{x.id}/tweets").status_code == 503


def test_the_token_endpoint_fails_too(sandbox: Sandbox, http: httpx2.Client) -> None:
    sandbox.fault("POST /2/oauth2/token", "server_error_before")
    answer = http.post("/api.x.com/2/oauth2/token", data={"grant_type": "refresh_token"})
    assert answer.status_code == 503


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "explode"},
        {"kind": "slow", "seconds": "long"},
        {"kind": "slow", "seconds": -1},
        {"kind": "refuse", "status": 200},
        {"kind": "refuse", "every": 0},
        {"kind": "refuse", "times": 0},
        {"kind": "refuse", "probability": 2},
        {"kind": "refuse", "colour": "red"},
        {"kind": "refuse", "service": "myspace"},
    ],
)
def test_a_fault_that_makes_no_sense_is_explained(sandbox: Sandbox, fault: dict[str, object]) -> None:
    answer = sandbox.control.post("/control/api/faults", json={"operation": POST} | fault)
    assert answer.status_code == 400
    assert len(answer.json()["detail"]) > 20
    assert sandbox.faults() == []
