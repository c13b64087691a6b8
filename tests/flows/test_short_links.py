"""Links on their way out: seen before they leave, frozen when they are scheduled, counted when they are followed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import campaign_id, connection_id
from velocitypost.wiring import Product

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
PAGE = "https://shop.example/rye?a=1#order"
TAGGED = "https://shop.example/rye?a=1&utm_source=x&utm_medium=social#order"


def _choose(owner: Browser, **wanted: Any) -> dict[str, Any]:
    before = owner.get("/api/links/settings").get_json()["settings"]
    body = {"tags": False, "shortens": False, "version": before["version"], **wanted}
    answer = owner.ask("PUT", "/api/links/settings", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json()["settings"])


def _post(product: Product, owner: Browser, text: str = f"Fresh rye: {PAGE}.") -> dict[str, Any]:
    product.workspaces.grant_plan(owner.user["workspace"]["id"], "agency")
    body = {"text": text, "connection_ids": [connection_id(product, owner)]}
    return dict(owner.post("/api/posts", body).get_json()["post"])


def _check(owner: Browser, post: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"text": post["text"], "connection_ids": post["connection_ids"], **more}
    return dict(owner.post("/api/posts/check", body).get_json()["checks"][0])


def _schedule(product: Product, owner: Browser, post: dict[str, Any]) -> dict[str, Any]:
    tomorrow = (product.clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    answer = owner.post(f"/api/posts/{post['id']}/schedule", {"local": tomorrow, "zone": "UTC"})
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json()["post"])


def _sent(product: Product, post: dict[str, Any]) -> str:
    return product.publications.of_posts([post["id"]])[0].draft.text


def _follow(browser: Browser, address: str, *, method: str = "GET", **headers: str) -> Any:
    named = {"User-Agent": PERSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return browser.ask(method, address[address.index("/l/") :], headers=named)


@pytest.fixture
def short(product: Product, owner: Browser) -> tuple[dict[str, Any], str]:
    """A scheduled post, and the short link in it."""
    _choose(owner, tags=True, shortens=True)
    post = _post(product, owner)
    _schedule(product, owner, post)
    return post, _sent(product, post).removeprefix("Fresh rye: ").removesuffix(".")


def test_everything_is_off_until_it_is_chosen(product: Product, owner: Browser) -> None:
    settings = owner.get("/api/links/settings").get_json()["settings"]
    assert (settings["tags"], settings["shortens"], settings["version"]) == (False, False, 0)
    post = _post(product, owner)
    assert _check(owner, post)["links"] == []
    _schedule(product, owner, post)
    assert _sent(product, post) == post["text"]


def test_settings_are_chosen_by_compare_and_set_and_checked(owner: Browser, neighbour: Browser) -> None:
    chosen = _choose(owner, tags=True, source=" my  page ")
    assert (chosen["tags"], chosen["source"], chosen["version"]) == (True, "my page", 1)
    stale = owner.ask("PUT", "/api/links/settings", json={"tags": False, "shortens": False, "version": 0})
    problem(stale, 409, "conflict")
    long = {"tags": True, "shortens": False, "medium": "x" * 101, "version": 1}
    faulty = problem(owner.ask("PUT", "/api/links/settings", json=long), 422, "validation_failed")
    assert faulty_fields(faulty) == {"utm.medium"}
    assert neighbour.get("/api/links/settings").get_json()["settings"]["tags"] is False


def test_the_check_shows_what_leaves_and_counts_it(product: Product, owner: Browser) -> None:
    _choose(owner, tags=True)
    post = _post(product, owner)
    told = _check(owner, post)
    assert told["links"] == [{"typed": PAGE, "sent": TAGGED, "target": TAGGED}]
    _schedule(product, owner, post)
    assert _sent(product, post) == f"Fresh rye: {TAGGED}."
    assert owner.get(f"/api/posts/{post['id']}").get_json()["post"]["text"] == post["text"]


def test_a_campaign_says_how_its_links_are_tagged(product: Product, owner: Browser) -> None:
    campaign, post = campaign_id(product, owner), _post(product, owner)
    change = {"name": "Spring", "tags_links": True, "utm": {"content": "a b"}, "version": 1}
    assert owner.patch(f"/api/campaigns/{campaign}", change).status_code == 200
    owner.ask("PUT", f"/api/posts/{post['id']}/labels", json={"campaign_id": campaign, "version": 0})
    query = "utm_source=x&utm_medium=social&utm_campaign=spring&utm_content=a%20b"
    sent = f"https://shop.example/rye?a=1&{query}#order"
    assert _check(owner, post, campaign_id=campaign)["links"][0]["sent"] == sent
    assert _check(owner, post)["links"] == []
    _schedule(product, owner, post)
    assert _sent(product, post) == f"Fresh rye: {sent}."

    # What is scheduled is what was checked: it stays until the post is changed, and the person is told.
    version = owner.get(f"/api/posts/{post['id']}").get_json()["post"]["labels"]["version"]
    left = owner.ask("PUT", f"/api/posts/{post['id']}/labels", json={"version": version}).get_json()
    assert "stay as they are" in left["notices"][0]
    assert _sent(product, post) == f"Fresh rye: {sent}."


def test_a_campaign_can_leave_links_alone_that_the_workspace_tags(product: Product, owner: Browser) -> None:
    _choose(owner, tags=True)
    campaign, post = campaign_id(product, owner), _post(product, owner)
    owner.patch(f"/api/campaigns/{campaign}", {"name": "Spring", "tags_links": False, "version": 1})
    assert _check(owner, post, campaign_id=campaign)["links"] == []


def test_the_platforms_own_pages_are_left_alone(product: Product, owner: Browser) -> None:
    _choose(owner, tags=True, shortens=True)
    text = "https://x.com/ada/status/1 and https://www.youtube.com/watch?v=1 and https://example.com"
    assert [link["typed"] for link in _check(owner, _post(product, owner, text))["links"]] == ["https://example.com"]


def test_a_short_link_is_the_same_whenever_the_post_is_fitted(
    product: Product, owner: Browser, short: tuple[dict[str, Any], str]
) -> None:
    post, address = short
    assert _check(owner, post, post_id=post["id"])["links"] == [{"typed": PAGE, "sent": address, "target": TAGGED}]
    assert owner.post(f"/api/posts/{post['id']}/cancel").status_code == 200
    _schedule(product, owner, post)
    assert _sent(product, post) == f"Fresh rye: {address}."
    other = _post(product, owner)
    _schedule(product, owner, other)
    assert address not in _sent(product, other)
    assert len(_sent(product, other)) == len(_sent(product, post))


def test_a_short_link_leads_whoever_follows_it_to_the_page(
    owner: Browser, stranger: Browser, short: tuple[dict[str, Any], str]
) -> None:
    answer = _follow(stranger, short[1])
    assert (answer.status_code, answer.headers["Location"], answer.data) == (302, TAGGED, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    assert _follow(stranger, short[1], method="HEAD").status_code == 302
    assert _follow(stranger, short[1], method="POST").status_code == 405
    for wrong in ("/l/x", f"{short[1]}x", f"{short[1][:-1]}", "/l/%00"):
        missing = _follow(stranger, wrong)
        assert (missing.status_code, "Location" in missing.headers) == (404, False)
    assert b"leads nowhere" in _follow(owner, "/l/00000000000").data


def test_people_are_counted_by_link_and_day_and_nothing_is_kept_of_them(
    product: Product, owner: Browser, neighbour: Browser, stranger: Browser, short: tuple[dict[str, Any], str]
) -> None:
    post, address = short
    clicks = f"/api/posts/{post['id']}/clicks"
    for _ in range(3):
        _follow(stranger, address)
    _follow(stranger, address, method="HEAD")
    _follow(stranger, address, User_Agent="Twitterbot/1.0")
    _follow(stranger, address, User_Agent="")
    _follow(stranger, address, Sec_Purpose="prefetch")
    assert owner.get(clicks).get_json()["clicks"] == 0
    assert product.clicks.keep_counted() == 3
    today = product.clock.now().date().isoformat()
    product.clock.advance(86_400)  # type: ignore[attr-defined]
    owner.sign_in(owner.user["email"])
    neighbour.sign_in(neighbour.user["email"])
    _follow(stranger, address)
    assert (product.clicks.keep_counted(), product.clicks.keep_counted()) == (1, 0)

    told = owner.get(clicks).get_json()
    tomorrow = product.clock.now().date().isoformat()
    assert told["clicks"] == 4
    assert told["links"] == [
        {
            "address": address,
            "target": TAGGED,
            "connection_id": post["connection_ids"][0],
            "clicks": 4,
            "days": [{"day": today, "clicks": 3}, {"day": tomorrow, "clicks": 1}],
        }
    ]
    problem(neighbour.get(clicks), 404, "not_found")
    rows = list(product.database["link_clicks"].find({}))
    assert {name for row in rows for name in row} == {
        *("_id", "code", "post_id", "workspace_id", "day", "count", "gathering")
    }

    campaign = campaign_id(product, owner)
    owner.ask("PUT", f"/api/posts/{post['id']}/labels", json={"campaign_id": campaign, "version": 0})
    assert owner.get(f"/api/campaigns/{campaign}").get_json()["numbers"]["clicks"] == 4


def test_a_keeper_that_dies_in_between_counts_nothing_twice(
    product: Product, owner: Browser, stranger: Browser, short: tuple[dict[str, Any], str]
) -> None:
    post, address = short
    _follow(stranger, address)
    _follow(stranger, address)
    assert product.clicks.keep_counted() == 2
    # It was kept, but whoever kept it died before Redis heard of that: the gathering is still there.
    row = product.database["link_clicks"].find_one({"post_id": post["id"]})
    assert row is not None
    product.cache.hset(row["gathering"], f"{row['code']}|{row['day']}", 2)
    product.cache.sadd("clicks:gatherings", row["gathering"])
    _follow(stranger, address)
    product.clicks.keep_counted()
    assert owner.get(f"/api/posts/{post['id']}/clicks").get_json()["clicks"] == 3


def test_while_redis_is_away_people_still_get_to_the_page(
    product: Product, owner: Browser, stranger: Browser, short: tuple[dict[str, Any], str]
) -> None:
    product.cache.connection_pool.disconnect()
    product.cache.connection_pool.connection_kwargs["port"] = 9
    assert _follow(stranger, short[1]).status_code == 302
    assert owner.user
