"""Notices stand on the page until somebody has read them."""

from __future__ import annotations

from tests.flows.browser import Browser
from velocitypost.wiring import Product


def tell(product: Product, owner: Browser, key: str) -> None:
    workspace_id = owner.user["workspace"]["id"]
    product.notices.tell(workspace_id, key, f"About {key}", kind="connection", link="/platforms", mail=True)


def test_the_same_is_told_once(owner: Browser, product: Product) -> None:
    for key in ("a", "a", "b"):
        tell(product, owner, key)
    answer = owner.get("/api/notices").get_json()
    assert [notice["text"] for notice in answer["notices"]] == ["About b", "About a"]
    assert answer["unread"] == 2


def test_what_was_read_is_counted_no_more(owner: Browser, product: Product) -> None:
    for key in ("a", "b", "c"):
        tell(product, owner, key)
    newest = owner.get("/api/notices").get_json()["notices"][0]["id"]
    assert owner.post(f"/api/notices/{newest}/read").get_json() == {"read": 1}
    assert owner.get("/api/notices").get_json()["unread"] == 2
    assert owner.post("/api/notices/read").get_json() == {"read": 2}
    assert owner.get("/api/notices").get_json()["unread"] == 0


def test_the_list_is_paged(owner: Browser, product: Product) -> None:
    for number in range(5):
        tell(product, owner, str(number))
    first = owner.get("/api/notices?limit=3").get_json()
    second = owner.get(f"/api/notices?limit=3&cursor={first['next_cursor']}").get_json()
    texts = [notice["text"] for page in (first, second) for notice in page["notices"]]
    assert texts == [f"About {number}" for number in (4, 3, 2, 1, 0)]
    assert second["next_cursor"] is None
