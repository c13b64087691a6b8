"""Templates: kept, filled in, made of posts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import post_id, template_id
from velocitypost.wiring import Product

OFFER = {
    "name": "Offer of the week",
    "text": "This week: {{product}} for {{ price }} at {{product}}'s home",
    "follow_ups": ["Only until {{day}}"],
    "options": {"made_with_ai": False},
    "tags": ["#Offer"],
}


def _filled(owner: Browser, template: str, **values: str) -> Any:
    return owner.post(f"/api/templates/{template}/fill", {"values": values})


def test_a_template_is_kept_filled_in_changed_and_deleted(owner: Browser) -> None:
    made = owner.post("/api/templates", OFFER).get_json()["template"]
    assert (made["places"], made["tags"], made["version"]) == (["product", "price", "day"], ["offer"], 1)
    assert owner.get("/api/templates").get_json()["templates"] == [made]
    filled = _filled(owner, made["id"], product="Rye {{day}}", price="€ 4.50", day="Friday", more="unused")
    assert filled.get_json() == {
        "text": "This week: Rye {{day}} for € 4.50 at Rye {{day}}'s home",
        "follow_ups": ["Only until Friday"],
    }
    changed = owner.patch(f"/api/templates/{made['id']}", {**OFFER, "text": "No places", "version": 1}).get_json()
    assert (changed["template"]["places"], changed["template"]["version"]) == (["day"], 2)
    problem(owner.patch(f"/api/templates/{made['id']}", {**OFFER, "version": 1}), 409, "conflict")
    assert owner.delete(f"/api/templates/{made['id']}").status_code == 204
    problem(owner.get(f"/api/templates/{made['id']}"), 404, "not_found")


def test_a_place_that_is_left_empty_is_asked_for(owner: Browser) -> None:
    template = owner.post("/api/templates", OFFER).get_json()["template"]["id"]
    answer = _filled(owner, template, product="Rye", price=" ", day="Friday")
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {"values.price"}
    answer = _filled(owner, template, product="Rye", price="x" * 5001, day="Friday")
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {"values.price"}


def test_a_template_is_made_of_a_post(product: Product, owner: Browser, neighbour: Browser) -> None:
    post = post_id(product, owner)
    owner.ask("PUT", f"/api/posts/{post}/labels", json={"tags": ["bread"], "version": 0})
    made = owner.post("/api/templates/from-post", {"name": "Morning", "post_id": post})
    template = made.get_json()["template"]
    assert (template["text"], template["tags"], template["places"]) == ("Good morning", ["bread"], [])
    theirs = {"name": "Morning", "post_id": post_id(product, neighbour)}
    problem(owner.post("/api/templates/from-post", theirs), 404, "not_found")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"text": " \n"}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": " ".join(f"{{{{place {number}}}}}" for number in range(21))}, "text"),
        ({"tags": [f"tag {number}" for number in range(21)]}, "tags"),
        ({"options": {"Bad name": 1}}, "options"),
    ],
)
def test_a_template_that_cannot_be_is_refused_at_its_field(owner: Browser, change: dict[str, Any], field: str) -> None:
    answer = owner.post("/api/templates", {**OFFER, **change})
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {field}
    assert owner.get("/api/templates").get_json() == {"templates": []}


def test_templates_are_listed_by_name_and_for_their_workspace_only(
    product: Product, owner: Browser, neighbour: Browser
) -> None:
    template_id(product, neighbour)
    for name in ("beta", "Alpha"):
        owner.post("/api/templates", {"name": name, "text": "Hello"})
    assert [one["name"] for one in owner.get("/api/templates").get_json()["templates"]] == ["Alpha", "beta"]
