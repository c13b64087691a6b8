"""A platform nobody has heard of: its class and one line of the registry are enough for every part of the product.

It speaks like Bluesky, before that twin, under a key and a name that stand nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.flows.browser import Browser
from tests.sandboxed import Sandbox
from velocitypost.contract import registry as platforms
from velocitypost.contract.registry import Registry
from velocitypost.core.clock import ManualClock
from velocitypost.generation.desk import refusals
from velocitypost.platforms.bluesky import Bluesky
from velocitypost.settings import Settings
from velocitypost.wiring import Product, build

KEY = "orbit"


class Orbit(Bluesky):
    """What the fourteenth file would be."""

    spec = replace(Bluesky.spec, key=KEY, name="Orbit")


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def product(settings: Settings, clock: ManualClock) -> Iterator[Product]:
    known = {platform.spec.key: platform for platform in platforms.load()}
    built = build(settings, clock, registry=Registry({**known, KEY: Orbit()}))
    yield built
    built.outbound.close()
    built.database.client.close()
    built.cache.close()


@pytest.fixture
def ann(new_browser: Callable[[], Browser]) -> Browser:
    browser = new_browser()
    assert browser.register(plan_type="agency").status_code == 201
    return browser


def connect(browser: Browser, sandbox: Sandbox) -> dict[str, Any]:
    minted = sandbox.control.post("/control/api/bluesky/tokens", json={"account": "mapleandrye.bsky.social"}).json()
    given = {"name": minted["identifier"], "password": minted["app_password"]}
    answer = browser.post(f"/api/oauth/sign-in/{KEY}", given)
    assert answer.status_code == 201, answer.json
    connection: dict[str, Any] = answer.get_json()["connection"]
    return connection


def test_it_is_offered_connected_checked_published_and_counted(
    ann: Browser, sandbox: Sandbox, product: Product
) -> None:
    offered = {one["key"]: one for one in ann.get("/api/platforms").get_json()["platforms"]}
    assert offered[KEY]["name"] == "Orbit"
    connection = connect(ann, sandbox)
    writing = {"text": "Fresh rye", "connection_ids": [connection["id"]]}
    [checked] = ann.post("/api/posts/check", writing).get_json()["checks"]
    assert (checked["platform"], checked["problems"]) == (KEY, [])
    post = ann.post("/api/posts", writing).get_json()["post"]
    [publication] = ann.post(f"/api/posts/{post['id']}/publish").get_json()["post"]["publications"]
    product.delivery.run(publication["id"])
    shown = ann.get(f"/api/publications/{publication['id']}").get_json()["publication"]
    assert (shown["platform"], shown["state"]) == (KEY, "published")
    texts = [one["text"] for one in sandbox.control.get("/control/api/bluesky/posts").json()["posts"]]
    assert texts == ["Fresh rye"]
    assert [one["platform"] for one in ann.get("/api/connections").get_json()["connections"]] == [KEY]


def test_posts_are_written_for_it_as_for_any_other(ann: Browser, product: Product) -> None:
    wish = {"domain": "food", "platforms": [KEY], "custom_prompt": "Our rye bread"}
    answer = ann.post("/api/ai/generate-content", wish)
    assert answer.status_code == 200, answer.text
    post = answer.get_json()["generated_content"][KEY]
    assert post["content"].strip()
    assert refusals(product.registry.get(KEY), post["content"], post["options"]) == []
