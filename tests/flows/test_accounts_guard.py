"""Every endpoint, tried as a stranger and as another workspace's owner: driven by the API's own description."""

from __future__ import annotations

import pytest
from flask_openapi.openapi import OpenAPI

from tests.flows.browser import Browser, problem
from tests.flows.endpoints import Endpoint, all_endpoints
from tests.flows.samples import OWNED, PUBLIC_NAMES
from velocitypost.web.auth import PUBLIC
from velocitypost.wiring import Product

ANYTHING = dict.fromkeys(OWNED, "whatever") | dict(PUBLIC_NAMES)


@pytest.fixture
def guarded(app: OpenAPI) -> list[Endpoint]:
    return [endpoint for endpoint in all_endpoints(app) if not endpoint.is_public]


def test_a_stranger_is_let_in_nowhere(guarded: list[Endpoint], stranger: Browser) -> None:
    assert len(guarded) > 10
    for endpoint in guarded:
        values = {name: ANYTHING.get(name, "whatever") for name in endpoint.parameters}
        problem(endpoint.ask(stranger, values), 401, "not_signed_in")


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "\u00e9"])
def test_a_made_up_token_opens_nothing(guarded: list[Endpoint], stranger: Browser, token: str) -> None:
    for endpoint in guarded:
        values = {name: ANYTHING.get(name, "whatever") for name in endpoint.parameters}
        headers = {"Authorization": f"Bearer {token}"}
        problem(endpoint.ask(stranger, values, headers), 401, "not_signed_in")


def test_another_workspaces_owner_finds_nothing(
    guarded: list[Endpoint], product: Product, owner: Browser, neighbour: Browser
) -> None:
    tried = 0
    for endpoint in guarded:
        if not any(name in OWNED for name in endpoint.parameters):
            continue
        values = {
            name: PUBLIC_NAMES[name] if name in PUBLIC_NAMES else OWNED[name](product, owner)
            for name in endpoint.parameters
        }
        problem(endpoint.ask(neighbour, values), 404, "not_found")
        tried += 1
    assert tried >= 5


def test_every_path_parameter_has_a_sample(guarded: list[Endpoint]) -> None:
    names = {name for endpoint in guarded for name in endpoint.parameters}
    assert names <= OWNED.keys() | PUBLIC_NAMES.keys(), "add what is missing to tests/flows/samples.py"


def test_what_is_public_is_a_short_list_of_endpoints_that_exist(app: OpenAPI) -> None:
    assert app.view_functions.keys() >= PUBLIC
    assert len(PUBLIC) < 15


def test_every_change_by_cookie_needs_the_proof_against_forgery(guarded: list[Endpoint], owner: Browser) -> None:
    changing = [endpoint for endpoint in guarded if endpoint.method != "GET"]
    assert changing
    for endpoint in changing:
        values = {name: ANYTHING.get(name, "whatever") for name in endpoint.parameters}
        problem(endpoint.ask(owner, values, {"X-CSRF-Token": "guessed"}), 403, "csrf_failed")


def test_one_sessions_proof_does_not_serve_another(owner: Browser, neighbour: Browser) -> None:
    proof = neighbour.cookie("vp_csrf")
    assert proof
    owner.client.set_cookie("vp_csrf", proof)
    problem(owner.patch("/api/auth/me", {"name": "Mallory"}), 403, "csrf_failed")


def test_a_bearer_token_needs_no_proof(owner: Browser, stranger: Browser) -> None:
    headers = {"Authorization": f"Bearer {owner.access_token}"}
    answer = stranger.ask("PATCH", "/api/auth/me", json={"name": "Ada King"}, headers=headers)
    assert answer.get_json()["user"]["name"] == "Ada King"


def test_another_sites_page_cannot_sign_anybody_in(stranger: Browser) -> None:
    body = {"email": "ada@example.com", "password": "x"}
    answer = stranger.post("/api/auth/login", body, headers={"Sec-Fetch-Site": "cross-site"})
    problem(answer, 403, "csrf_failed")


def test_an_address_that_does_not_exist_is_not_found_rather_than_guarded(stranger: Browser) -> None:
    problem(stranger.get("/api/nothing/here"), 404, "not_found")
