"""Posts and times that cannot be meant: a clear refusal at its field, nothing stored, nothing lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import connection_id, media_id
from velocitypost.core.ids import new_id
from velocitypost.wiring import Product

MEGABYTE = 1024 * 1024
GOOD = {"text": "What was there before", "connection_ids": []}
TEXTS = [
    (json.dumps({"text": "x" * 100_001}), "text", "too long"),
    (json.dumps({"text": "bell \x07"}), "text", "control characters"),
    (json.dumps({"text": "nothing \x00"}), "text", "control characters"),
    ('{"text": "half a character: \\ud83d"}', "text", "no valid text"),
    (json.dumps({"text": "One", "follow_ups": [{"text": "Two \x1b"}]}), "follow_ups.0.text", "control characters"),
    ('{"text": "One", "follow_ups": [{"text": "\\udc00"}]}', "follow_ups.0.text", "no valid text"),
    (json.dumps({"text": "One", "follow_ups": [{"text": "x"}] * 26}), "follow_ups", "too many"),
    (json.dumps({"text": "One", "connection_ids": ["a"] * 51}), "connection_ids", "too many"),
    (json.dumps({"text": ["One"]}), "text", "must be a text"),
    (json.dumps({"text": "One", "texts": "Two"}), "texts", "not known"),
    (json.dumps({"text": "One", "id": "post_1"}), "id", ""),
]
TIMES = [
    ("2020-01-01T10:00", "UTC", "local"),
    ("2026-03-02T09:57", "Europe/Berlin", "local"),
    ("0001-01-01T00:00", "Europe/Berlin", "local"),
    ("9999-12-31T23:59", "Pacific/Kiritimati", "local"),
    ("2030-01-01T00:00", "UTC", "local"),
    ("2026-13-01T00:00", "UTC", "local"),
    ("2026-02-30T00:00", "UTC", "local"),
    ("2026-03-03T25:00", "UTC", "local"),
    ("2026-03-03T10:00+01:00", "UTC", "local"),
    ("tomorrow", "UTC", "local"),
    ("", "UTC", "local"),
    ("2026-03-03T10:00", "Mars/Olympus", "zone"),
    ("2026-03-03T10:00", "", "zone"),
    ("2026-03-03T10:00", "../../etc/passwd", "zone"),
    ("2026-03-03T10:00", "/etc/localtime", "zone"),
    ("2026-03-03T10:00", "Europe", "zone"),
    ("2026-03-03T10:00", "Europe/Berlin\x00", "zone"),
    ("2026-03-03T10:00", "+01:00", "zone"),
]


def _raw(browser: Browser, method: str, path: str, body: str) -> Any:
    return browser.ask(method, path, data=body.encode(), headers={"Content-Type": "application/json"})


def _posts(browser: Browser) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.get("/api/posts").get_json()["posts"]
    return found


@pytest.fixture
def draft(owner: Browser) -> dict[str, Any]:
    """A draft that must still be there, unchanged, after everything."""
    made: dict[str, Any] = owner.post("/api/posts", GOOD).get_json()["post"]
    return made


def test_a_text_that_cannot_be_kept_is_named_and_nothing_is_stored(owner: Browser, draft: dict[str, Any]) -> None:
    for body, field, word in TEXTS:
        told = problem(_raw(owner, "POST", "/api/posts", body), 422, "validation_failed")
        assert faulty_fields(told) == {field}, body[:80]
        assert word in told["errors"][0]["message"]
    assert _posts(owner) == [draft]


def test_ten_megabytes_of_text_are_too_large(owner: Browser, draft: dict[str, Any]) -> None:
    body = json.dumps({"text": "x" * 10 * MEGABYTE})
    for method, path in (("POST", "/api/posts"), ("POST", "/api/posts/check"), ("PATCH", f"/api/posts/{draft['id']}")):
        problem(_raw(owner, method, path, body), 413, "payload_too_large")
    assert _posts(owner) == [draft]


@pytest.mark.parametrize("text", ["bell \x07", "x" * 100_001])
def test_a_draft_survives_a_change_that_is_refused(owner: Browser, draft: dict[str, Any], text: str) -> None:
    body = json.dumps({**GOOD, "text": text, "version": draft["version"]})
    problem(_raw(owner, "PATCH", f"/api/posts/{draft['id']}", body), 422, "validation_failed")
    assert _posts(owner) == [draft]


def test_a_time_that_cannot_be_meant_is_named_and_the_draft_stays(product: Product, owner: Browser) -> None:
    body = {"text": "When?", "connection_ids": [connection_id(product, owner)]}
    post = owner.post("/api/posts", body).get_json()["post"]
    for local, zone, field in TIMES:
        answer = owner.post(f"/api/posts/{post['id']}/schedule", {"local": local, "zone": zone})
        assert faulty_fields(problem(answer, 422, "validation_failed")) == {field}, (local, zone)
    assert _posts(owner) == [post]
    assert post["publications"] == []


def test_ids_of_others_are_as_if_there_were_none(product: Product, owner: Browser, neighbour: Browser) -> None:
    theirs = neighbour.post("/api/posts", GOOD).get_json()["post"]
    for body in (
        {"text": "x", "connection_ids": [connection_id(product, neighbour)]},
        {"text": "x", "media": [{"media_id": media_id(product, neighbour)}]},
        {"text": "x", "follow_ups": [{"text": "y", "media": [{"media_id": media_id(product, neighbour)}]}]},
        {**GOOD, "id": theirs["id"]},
    ):
        problem(owner.post("/api/posts", body), 404, "not_found")
        if "id" not in body:
            problem(owner.post("/api/posts/check", body), 404, "not_found")
    assert _posts(owner) == []
    assert _posts(neighbour) == [theirs]


def test_a_draft_whose_answer_was_lost_is_sent_again_and_kept_once(owner: Browser) -> None:
    body = {**GOOD, "id": new_id("post"), "follow_ups": [{"text": "And more"}]}
    first = owner.post("/api/posts", body)
    again = owner.post("/api/posts", body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.get_json() == first.get_json()
    assert [post["id"] for post in _posts(owner)] == [body["id"]]


def test_an_id_that_is_taken_by_another_text_changes_nothing(owner: Browser, draft: dict[str, Any]) -> None:
    problem(owner.post("/api/posts", {**GOOD, "text": "Else", "id": draft["id"]}), 409, "conflict")
    assert _posts(owner) == [draft]


def test_what_speaks_against_a_part_of_a_thread_says_which(product: Product, owner: Browser) -> None:
    parts = [{"text": "Two"}, {"text": "x" * 400}, {"text": "Four"}]
    body = {"text": "One", "connection_ids": [connection_id(product, owner)], "follow_ups": parts}
    [check] = owner.post("/api/posts/check", body).get_json()["checks"]
    assert {(found["part"], found["field"]) for found in check["problems"]} == {(3, "follow_ups")}
    post = owner.post("/api/posts", body).get_json()["post"]
    told = problem(owner.post(f"/api/posts/{post['id']}/publish", {}), 422, "cannot_schedule")
    assert {found["part"] for found in told["problems"]} == {3}
    assert "Part 3" in told["problems"][0]["message"]
    assert _posts(owner) == [post]
