"""How often the API may be asked: more than a person does, less than a runaway program does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask_openapi.openapi import OpenAPI

from tests.flows.browser import Browser, problem
from velocitypost.core import cache as caches
from velocitypost.core.clock import ManualClock
from velocitypost.settings import load
from velocitypost.web import limits
from velocitypost.wiring import Product

VOICE = {"samples": ["Too short."]}


@pytest.fixture
def variables(variables: dict[str, str]) -> dict[str, str]:
    few = {"API_REQUESTS_PER_MINUTE": "30", "API_COSTLY_REQUESTS_PER_MINUTE": "3"}
    return {**variables, **few, "API_VISITOR_REQUESTS_PER_MINUTE": "12"}


def test_a_program_that_asks_without_end_is_told_to_wait_and_may_then_go_on(owner: Browser, clock: ManualClock) -> None:
    answers = [owner.get("/api/dashboard") for _ in range(30)]
    assert [answer.status_code for answer in answers] == [200] * 30
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == [str(29 - n) for n in range(30)]
    assert (answers[0].headers["RateLimit-Limit"], answers[0].headers["RateLimit-Reset"]) == ("30", "2")

    refused = owner.get("/api/dashboard")
    told = problem(refused, 429, "too_many_requests")
    assert "30 requests a minute" in told["detail"]
    assert "Wait 2 seconds" in told["detail"]
    assert told["retry_after"] == 2
    assert refused.headers["Retry-After"] == "2"
    assert (refused.headers["RateLimit-Remaining"], refused.headers["RateLimit-Reset"]) == ("0", "60")

    clock.advance(timedelta(seconds=2))
    assert owner.get("/api/dashboard").status_code == 200


def test_a_refused_request_changes_nothing(owner: Browser) -> None:
    for _ in range(30):
        owner.get("/api/automation/status")
    problem(owner.post("/api/posts", {"text": "One too many"}), 429, "too_many_requests")
    assert "RateLimit-Limit" not in owner.get("/media/nothing").headers, "the files of a page are not counted"


def test_what_works_hard_is_counted_apart_and_more_strictly(owner: Browser) -> None:
    for _ in range(3):
        assert owner.post("/api/ai/voice", VOICE).status_code == 422
    problem(owner.post("/api/ai/voice", VOICE), 429, "too_many_requests")
    assert owner.get("/api/posts").status_code == 200


def test_one_user_does_not_spend_anothers_nor_a_second_browser_get_more(
    owner: Browser, neighbour: Browser, new_browser: Callable[[], Browser]
) -> None:
    second = new_browser()
    for _ in range(15):
        owner.get("/api/posts")
        second.get("/api/posts", headers={"Authorization": f"Bearer {owner.access_token}"})
    problem(owner.get("/api/posts"), 429, "too_many_requests")
    assert neighbour.get("/api/posts").status_code == 200


def test_who_is_not_signed_in_is_counted_by_the_network_address(app: OpenAPI) -> None:
    guesser, passer_by = Browser(app, address="2001:db8::1"), Browser(app, address="2001:db8:0:1::1")
    neighbour = Browser(app, address="2001:db8::2")
    for number in range(6):
        assert guesser.get("/api/meta").status_code == 200
        bearer = {"Authorization": f"Bearer guess{number}"}
        problem(neighbour.get("/api/posts", headers=bearer), 401, "not_signed_in")
    problem(guesser.get("/api/meta"), 429, "too_many_requests")
    problem(neighbour.get("/api/posts"), 429, "too_many_requests")
    assert passer_by.get("/api/meta").status_code == 200


def test_without_redis_everybody_goes_through(app: OpenAPI, owner: Browser, product: Product) -> None:
    nowhere = caches.connect("redis://127.0.0.1:1/0", timeout_seconds=0.2)
    limits.give(app, limits.Limits(nowhere, product.clock, product.settings))
    answers = [owner.get("/api/dashboard") for _ in range(40)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit-Limit" not in answers[-1].headers


def test_a_limit_of_nothing_is_none(app: OpenAPI, owner: Browser, product: Product, variables: dict[str, str]) -> None:
    unlimited = load({**variables, "API_REQUESTS_PER_MINUTE": "0"})
    limits.give(app, limits.Limits(product.cache, product.clock, unlimited))
    assert {owner.get("/api/posts").status_code for _ in range(40)} == {200}


def test_what_is_costly_is_named_as_it_is(app: OpenAPI) -> None:
    assert app.view_functions.keys() >= limits.COSTLY
