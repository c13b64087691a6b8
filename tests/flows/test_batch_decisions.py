"""What is decided about a batch's drafts is kept: another device sees it, and a post is made once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask_openapi.openapi import OpenAPI

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.generating import run_all, wish
from tests.flows.samples import connection_id
from velocitypost.wiring import Product


@pytest.fixture
def batch_id(owner: Browser, product: Product) -> str:
    """Four posts, each for X and LinkedIn."""
    answer = owner.post("/api/ai/batches", wish())
    run_all(product)
    return str(answer.get_json()["batch"]["id"])


def decide(browser: Browser, batch_id: str, decision: str, *slots: int) -> dict[str, Any]:
    answer = browser.post(f"/api/ai/batches/{batch_id}/decisions", {"slots": list(slots), "decision": decision})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def standings(browser: Browser, batch_id: str) -> dict[int, str]:
    found = browser.get(f"/api/ai/batches/{batch_id}/decisions").get_json()["decisions"]
    return {one["slot"]: one["standing"] for one in found}


def posts(browser: Browser) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.get("/api/posts").get_json()["posts"]
    return found


def drafts(browser: Browser, batch_id: str) -> dict[tuple[int, str], dict[str, Any]]:
    found = browser.get(f"/api/ai/batches/{batch_id}/drafts").get_json()["drafts"]
    return {(draft["slot"], draft["platform"]): draft for draft in found}


def test_another_device_sees_what_was_decided(owner: Browser, app: OpenAPI, batch_id: str) -> None:
    assert standings(owner, batch_id) == {}
    decide(owner, batch_id, "approved", 0, 1)
    decide(owner, batch_id, "discarded", 3)
    phone = Browser(app)
    phone.sign_in(owner.user["email"])
    assert standings(phone, batch_id) == {0: "approved", 1: "approved", 3: "discarded"}
    assert len(posts(phone)) == 2
    decide(phone, batch_id, "open", 3)
    assert standings(owner, batch_id) == {0: "approved", 1: "approved"}


def test_an_approved_one_is_one_post_with_each_platforms_own_words(
    owner: Browser, product: Product, batch_id: str
) -> None:
    account = connection_id(product, owner)
    decide(owner, batch_id, "approved", 2)
    (post,) = posts(owner)
    texts = drafts(owner, batch_id)
    assert post["text"] == texts[2, "x"]["suggestion"]["content"], "X is the one with an account"
    assert post["connection_ids"] == [account]
    decide(owner, batch_id, "approved", 2)
    assert len(posts(owner)) == 1, "once more is no error, and no second post"


def test_without_any_account_nothing_is_lost(owner: Browser, batch_id: str) -> None:
    decide(owner, batch_id, "approved", 0)
    assert posts(owner)[0]["text"] in {
        draft["suggestion"]["content"] for draft in drafts(owner, batch_id).values() if draft["slot"] == 0
    }


def test_one_that_is_on_the_calendar_says_so_and_one_whose_post_was_deleted_too(
    owner: Browser, product: Product, batch_id: str
) -> None:
    connection_id(product, owner)
    first, second = (one["post_id"] for one in decide(owner, batch_id, "approved", 0, 1)["decisions"])
    when = {"local": "2026-03-09T09:00", "zone": "Europe/London"}
    assert owner.post(f"/api/posts/{first}/schedule", when).status_code == 200
    assert owner.delete(f"/api/posts/{second}").status_code in (200, 204)
    assert standings(owner, batch_id) == {0: "planned", 1: "gone"}
    (again,) = decide(owner, batch_id, "approved", 1)["decisions"]
    assert again["standing"] == "approved"
    assert again["post_id"] != second


def test_what_cannot_be_decided_is_said_and_the_others_are(owner: Browser, batch_id: str) -> None:
    decide(owner, batch_id, "approved", 0)
    outcome = decide(owner, batch_id, "discarded", 0, 1, 99)
    assert [one["slot"] for one in outcome["decisions"]] == [1]
    assert {one["slot"]: one["message"][:12] for one in outcome["left"]} == {0: "A post came ", 99: "There is no "}
    assert standings(owner, batch_id) == {0: "approved", 1: "discarded"}


def test_one_that_is_not_written_yet_waits(owner: Browser, product: Product) -> None:
    unwritten = str(owner.post("/api/ai/batches", wish()).get_json()["batch"]["id"])
    (left,) = decide(owner, unwritten, "approved", 0)["left"]
    assert left["message"] == "This one is not written yet."
    assert posts(owner) == []


def test_ten_who_approve_at_once_make_one_post(owner: Browser, app: OpenAPI, batch_id: str) -> None:
    devices = [Browser(app) for _ in range(10)]
    for device in devices:
        device.sign_in(owner.user["email"])
    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(lambda device: decide(device, batch_id, "approved", 0), devices))
    assert len(posts(owner)) == 1
    assert {one["post_id"] for outcome in outcomes for one in outcome["decisions"]} == {posts(owner)[0]["id"]}


def test_after_a_crash_between_the_two_the_same_post_is_made(owner: Browser, product: Product, batch_id: str) -> None:
    (decided,) = decide(owner, batch_id, "approved", 0)["decisions"]
    product.database["posts"].delete_one({"_id": decided["post_id"]})
    assert standings(owner, batch_id) == {0: "gone"}
    (again,) = decide(owner, batch_id, "approved", 0)["decisions"]
    assert again["post_id"] == decided["post_id"] == posts(owner)[0]["id"]


def test_a_draft_is_changed_by_hand_and_judged_anew(owner: Browser, batch_id: str) -> None:
    draft = drafts(owner, batch_id)[0, "x"]
    mine = {"content": "My own words " + "and more of them " * 30, "version": draft["version"]}
    changed = owner.patch(f"/api/ai/drafts/{draft['id']}", mine).get_json()["draft"]
    assert (changed["edited"], changed["suggestion"]["content"]) == (True, mine["content"])
    assert any(flag["blocking"] for flag in changed["suggestion"]["flags"]), "it is too long for X, and that is said"
    assert drafts(owner, batch_id)[0, "x"] == changed
    problem(owner.patch(f"/api/ai/drafts/{draft['id']}", mine), 409, "conflict")
    for empty in (" ", "half \x07"):
        refused = owner.patch(f"/api/ai/drafts/{draft['id']}", {"content": empty, "version": changed["version"]})
        assert faulty_fields(problem(refused, 422, "validation_failed")) == {"content"}
    decide(owner, batch_id, "approved", 0)
    late = {"content": "Too late", "version": changed["version"]}
    assert "Change the post" in problem(owner.patch(f"/api/ai/drafts/{draft['id']}", late), 409, "conflict")["detail"]


def test_nobody_else_sees_or_decides(owner: Browser, neighbour: Browser, batch_id: str) -> None:
    draft = drafts(owner, batch_id)[0, "x"]
    problem(neighbour.get(f"/api/ai/batches/{batch_id}/decisions"), 404, "not_found")
    body = {"slots": [0], "decision": "approved"}
    problem(neighbour.post(f"/api/ai/batches/{batch_id}/decisions", body), 404, "not_found")
    problem(neighbour.patch(f"/api/ai/drafts/{draft['id']}", {"content": "Mine", "version": 1}), 404, "not_found")
    assert posts(neighbour) == posts(owner) == []


@pytest.mark.parametrize(
    "body",
    [
        {"slots": [], "decision": "approved"},
        {"slots": [-1], "decision": "approved"},
        {"slots": [0], "decision": "maybe"},
        {"slots": "all", "decision": "open"},
    ],
)
def test_what_is_no_decision_is_refused(owner: Browser, batch_id: str, body: dict[str, Any]) -> None:
    problem(owner.post(f"/api/ai/batches/{batch_id}/decisions", body), 422, "validation_failed")
