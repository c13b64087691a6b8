"""Tags and campaigns of posts: labels that may change at any time, and never change what is published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import campaign_id, connection_id, post_id, publication_id
from velocitypost.publishing.model import State
from velocitypost.wiring import Product


def _labels(owner: Browser, post: str) -> dict[str, Any]:
    return dict(owner.get(f"/api/posts/{post}").get_json()["post"]["labels"])


def _label(owner: Browser, post: str, **changes: Any) -> Any:
    body = {"version": _labels(owner, post)["version"], **changes}
    return owner.ask("PUT", f"/api/posts/{post}/labels", json=body)


def _listed(owner: Browser, query: str) -> list[str]:
    return [post["id"] for post in owner.get(f"/api/posts?{query}").get_json()["posts"]]


def test_labels_change_nothing_that_is_typed_and_nothing_that_is_typed_changes_them(
    product: Product, owner: Browser
) -> None:
    post, campaign = post_id(product, owner), campaign_id(product, owner)
    typed = owner.get(f"/api/posts/{post}").get_json()["post"]
    workspace = owner.user["workspace"]["id"]
    fingerprint = product.content.get(workspace, post).digest

    put = _label(owner, post, tags=["#Spring Sale", "spring  sale", "Bread"], campaign_id=campaign).get_json()
    assert put == {
        "labels": {"tags": ["spring sale", "bread"], "campaign_id": campaign, "version": 1},
        "notices": [],
    }
    after = product.content.get(workspace, post)
    assert (after.digest, after.version, after.trail) == (fingerprint, typed["version"], after.trail[:1])

    body = {"text": "Good evening", "connection_ids": typed["connection_ids"], "version": typed["version"]}
    rewritten = owner.patch(f"/api/posts/{post}", body).get_json()["post"]
    assert (rewritten["text"], rewritten["labels"]) == ("Good evening", put["labels"])
    assert product.audit.faults_of(post) == []


def test_of_two_who_label_at_once_the_second_is_told(product: Product, owner: Browser) -> None:
    post = post_id(product, owner)
    assert _label(owner, post, tags=["one"], version=0).status_code == 200
    problem(_label(owner, post, tags=["two"], version=0), 409, "conflict")
    assert _labels(owner, post)["tags"] == ["one"]


@pytest.mark.parametrize("state", list(State))
def test_a_post_is_labelled_wherever_it_stands(product: Product, owner: Browser, state: State) -> None:
    publication = product.publications.find(publication_id(product, owner))
    assert publication is not None
    product.database["publications"].update_one({"_id": publication.id}, {"$set": {"state": state.value}})
    assert _label(owner, publication.post_id, tags=["late"]).get_json()["labels"]["tags"] == ["late"]
    assert product.publications.find(publication.id).draft == publication.draft  # type: ignore[union-attr]


def test_what_cannot_be_kept_is_refused(product: Product, owner: Browser, neighbour: Browser) -> None:
    post = post_id(product, owner)
    assert faulty_fields(problem(_label(owner, post, tags=[","]), 422, "validation_failed")) == {"tags"}
    too_many = [f"tag {number}" for number in range(21)]
    assert faulty_fields(problem(_label(owner, post, tags=too_many), 422, "validation_failed")) == {"tags"}
    problem(_label(owner, post, campaign_id=campaign_id(product, neighbour)), 404, "not_found")
    problem(_label(owner, post, campaign_id="campaign_of_nobody"), 404, "not_found")
    assert _labels(owner, post) == {"tags": [], "campaign_id": None, "version": 0}


def test_posts_are_found_by_tag_and_campaign_page_by_page(product: Product, owner: Browser) -> None:
    campaign, posts = campaign_id(product, owner), [post_id(product, owner) for _ in range(4)]
    for post in posts[:3]:
        assert _label(owner, post, tags=["spring", "bread"], campaign_id=campaign).status_code == 200
    assert _label(owner, posts[3], tags=["autumn"]).status_code == 200

    for typed in ("SPRING", " #Spring ", "ｓｐｒｉｎｇ"):
        assert _listed(owner, urlencode({"tag": typed})) == posts[2::-1]
    assert _listed(owner, urlencode({"tag": " # "})) == posts[::-1], "nothing of it is left to look for"
    assert _listed(owner, f"campaign_id={campaign}&tag=bread&state=draft") == posts[2::-1]
    first = owner.get(f"/api/posts?campaign_id={campaign}&limit=2").get_json()
    assert _listed(owner, f"campaign_id={campaign}&limit=2&cursor={first['next_cursor']}") == [posts[0]]
    tags = owner.get("/api/tags").get_json()["tags"]
    assert tags == [{"name": "bread", "posts": 3}, {"name": "spring", "posts": 3}, {"name": "autumn", "posts": 1}]


def test_the_calendar_shows_those_of_a_tag_and_of_a_campaign(
    product: Product, owner: Browser, neighbour: Browser
) -> None:
    campaign = campaign_id(product, owner)
    posts = [product.publications.find(publication_id(product, owner)).post_id for _ in range(3)]  # type: ignore[union-attr]
    publication_id(product, neighbour)
    _label(owner, posts[0], tags=["spring", "bread"])
    _label(owner, posts[1], tags=["spring"], campaign_id=campaign)

    def shown(browser: Browser, **filters: str) -> list[str]:
        since, until = (product.clock.now() + timedelta(days=days) for days in (0, 9))
        query = urlencode({"from": since.isoformat(), "to": until.isoformat(), **filters})
        return [item["post_id"] for item in browser.get(f"/api/calendar?{query}").get_json()["items"]]

    assert sorted(shown(owner)) == sorted(posts)
    assert sorted(shown(owner, tag="#Spring ")) == sorted(posts[:2])
    assert sorted(shown(owner, tag="#")) == sorted(posts)
    assert shown(owner, tag="bread") == [posts[0]]
    assert shown(owner, tag="spring", campaign_id=campaign) == [posts[1]]
    assert shown(owner, tag="bread", campaign_id=campaign) == shown(owner, tag="rye") == []
    assert shown(neighbour, tag="spring") == shown(neighbour, campaign_id=campaign) == []


def test_a_post_may_have_its_labels_from_its_beginning(product: Product, owner: Browser, neighbour: Browser) -> None:
    campaign = campaign_id(product, owner)
    body = {"text": "Back again", "connection_ids": [], "tags": ["#Spring Sale"], "campaign_id": campaign}
    made = owner.post("/api/posts", body).get_json()["post"]
    assert made["labels"] == {"tags": ["spring sale"], "campaign_id": campaign, "version": 0}
    assert product.audit.faults_of(made["id"]) == []
    problem(neighbour.post("/api/posts", body), 404, "not_found")
    refused = problem(owner.post("/api/posts", {**body, "tags": [","]}), 422, "validation_failed")
    assert faulty_fields(refused) == {"tags"}
    assert _listed(owner, "state=all") == [made["id"]]
    assert _listed(neighbour, "state=all") == []


def test_tags_are_renamed_made_one_and_removed_everywhere(product: Product, owner: Browser, neighbour: Browser) -> None:
    one, two, theirs = post_id(product, owner), post_id(product, owner), post_id(product, neighbour)
    _label(owner, one, tags=["spring", "bread"])
    _label(owner, two, tags=["springtime", "spring"])
    _label(neighbour, theirs, tags=["spring"])
    renamed = owner.post("/api/tags/rename", {"tag": "#Spring", "new": "Springtime"}).get_json()
    assert renamed == {"posts": 2}
    assert _labels(owner, one) == {"tags": ["bread", "springtime"], "campaign_id": None, "version": 2}
    assert _labels(owner, two)["tags"] == ["springtime"]
    assert owner.post("/api/tags/remove", {"tag": "springtime"}).get_json() == {"posts": 2}
    assert owner.get("/api/tags").get_json()["tags"] == [{"name": "bread", "posts": 1}]
    assert _labels(neighbour, theirs)["tags"] == ["spring"]


def test_a_campaign_is_made_changed_archived_and_deleted_while_its_posts_stay(product: Product, owner: Browser) -> None:
    body = {
        "name": "  Été  2027 ",
        "colour": "teal",
        "starts_on": "2027-06-01",
        "ends_on": "2027-08-31",
        "tags_links": True,
        "utm": {"medium": "organic social"},
    }
    made = owner.post("/api/campaigns", body).get_json()["campaign"]
    assert (made["name"], made["slug"], made["ends_on"]) == ("Été 2027", "ete-2027", "2027-08-31")
    assert owner.post("/api/campaigns", body).get_json()["campaign"]["slug"] == "ete-2027-2"

    changed = owner.patch(f"/api/campaigns/{made['id']}", {**body, "name": "Summer", "archived": True, "version": 1})
    campaign = changed.get_json()["campaign"]
    assert (campaign["name"], campaign["slug"], campaign["version"]) == ("Summer", "ete-2027", 2)
    problem(owner.patch(f"/api/campaigns/{made['id']}", {**body, "version": 1}), 409, "conflict")
    assert [one["archived"] for one in owner.get("/api/campaigns").get_json()["campaigns"]] == [False, True]

    post = post_id(product, owner)
    _label(owner, post, campaign_id=made["id"])
    assert owner.delete(f"/api/campaigns/{made['id']}").get_json() == {"posts": 1}
    assert _labels(owner, post)["campaign_id"] is None
    problem(owner.get(f"/api/campaigns/{made['id']}"), 404, "not_found")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"colour": "gold"}, "colour"),
        ({"starts_on": "2027-02-30"}, "starts_on"),
        ({"starts_on": "2027-03-02", "ends_on": "2027-03-01"}, "ends_on"),
        ({"utm": {"term": "x" * 101}}, "utm.term"),
        ({"utm": {"medium": "a\x00b"}}, "utm.medium"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused_at_its_field(owner: Browser, change: dict[str, Any], field: str) -> None:
    answer = owner.post("/api/campaigns", {"name": "Spring", **change})
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {field}
    assert owner.get("/api/campaigns").get_json() == {"campaigns": []}


def test_a_campaigns_numbers_are_those_of_its_posts_together(product: Product, owner: Browser) -> None:
    campaign = campaign_id(product, owner)
    empty = owner.get(f"/api/campaigns/{campaign}").get_json()["numbers"]
    assert (empty["posts"], empty["likes"], empty["clicks"]) == (0, None, None)
    for likes, replies in ((3, None), (4, 2)):
        publication = product.publications.find(publication_id(product, owner))
        assert publication is not None
        _label(owner, publication.post_id, campaign_id=campaign)
        told = {"likes": likes, "replies": replies, "reposts": None, "impressions": None, "bookmarks": None}
        kept = {"state": "published", "metrics": {**told, "fetched_at": product.clock.now()}}
        product.database["publications"].update_one({"_id": publication.id}, {"$set": kept})
    publication = product.publications.find(publication_id(product, owner))
    assert publication is not None
    _label(owner, publication.post_id, campaign_id=campaign)
    connection_id(product, owner)
    assert owner.get(f"/api/campaigns/{campaign}").get_json()["numbers"] == {
        "posts": 3,
        "live": 2,
        "waiting": 1,
        "read": 2,
        "likes": 7,
        "replies": 2,
        "reposts": None,
        "impressions": None,
        "clicks": None,
    }
