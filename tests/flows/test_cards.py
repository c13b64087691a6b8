"""Cards over the API: a brand, previews, cards and charts that lie in the library, and what is refused."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask_openapi.openapi import OpenAPI
from PIL import Image

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import source_id, upload
from velocitypost.sources.passage import Passage, Place
from velocitypost.sources.store import PassageStore
from velocitypost.wiring import Product


@pytest.fixture
def owner(app: OpenAPI) -> Browser:
    browser = Browser(app)
    assert browser.register(plan_type="pro").status_code == 201
    return browser


def put(browser: Browser, **brand: Any) -> Any:
    return browser.ask("PUT", "/api/cards/brand", json=brand)


def picture_of(browser: Browser, media: dict[str, Any]) -> Image.Image:
    return Image.open(BytesIO(browser.get(media["url"]).data)).convert("RGB")


def test_a_brand_is_kept_and_its_colours_are_on_the_card(owner: Browser, neighbour: Browser) -> None:
    logo = upload(owner).get_json()["media"]["id"]
    kept = put(owner, version=0, colours=["#AA0033", "#00cc99"], logo_id=logo, name="Maple & Rye")
    assert kept.get_json()["brand"]["colours"] == ["#aa0033", "#00cc99"]
    assert owner.get("/api/cards/brand").get_json() == kept.get_json()
    assert neighbour.get("/api/cards/brand").get_json()["brand"]["colours"] == []
    problem(put(owner, version=0, colours=[]), 409, "conflict")
    wish = {"kind": "quote", "text": "Warm bread first.", "layout": "marked", "platform": "pinterest"}
    media = owner.post("/api/cards/draw", wish).get_json()["media"]
    card = picture_of(owner, media)
    assert card.size == (1000, 1500)
    assert card.getpixel((4, 4)) == (0xAA, 0x00, 0x33)
    assert media["alt"] == "Quote: “Warm bread first.” Maple & Rye"
    assert owner.delete(f"/api/media/{logo}").status_code == 204
    assert owner.post("/api/cards/draw", wish).status_code == 201, "a logo that is gone stops no card"


def test_a_brand_that_cannot_be_is_said_at_its_field(owner: Browser) -> None:
    for more, field in (
        ({"colours": ["red"]}, "colours"),
        ({"logo_id": "media_x"}, "logo_id"),
        ({"name": "餅"}, "name"),
    ):
        assert faulty_fields(problem(put(owner, version=0, **more), 422, "validation_failed")) == {field}


def test_layouts_are_shown_small_and_drawn_over_a_picture_of_ones_own(owner: Browser) -> None:
    found = owner.get("/api/cards/layouts").get_json()
    assert len([one for one in found["layouts"] if one["kind"] == "quote"]) >= 4
    assert len([one for one in found["layouts"] if one["kind"] == "meme"]) >= 4
    shown = owner.get(found["layouts"][0]["preview_url"] + "?text=Hello&shape=story")
    assert (shown.mimetype, max(Image.open(BytesIO(shown.data)).size)) == ("image/png", 480)
    problem(owner.get("/api/cards/layouts/quote/nothing.png"), 404, "not_found")
    under = upload(owner).get_json()["media"]["id"]
    wish = {"kind": "meme", "text": "One\nTwo", "layout": "captions", "picture_id": under}
    card = picture_of(owner, owner.post("/api/cards/draw", wish).get_json()["media"])
    assert card.getpixel((20, 540)) == (0, 128, 128)


def test_what_cannot_be_drawn_is_said_and_nothing_is_stored(owner: Browser, neighbour: Browser) -> None:
    refused = problem(owner.post("/api/cards/draw", {"kind": "quote", "text": "パン"}), 422, "validation_failed")
    assert "Japanese" in refused["detail"]
    wish = {"kind": "meme", "text": "One", "picture_id": upload(neighbour).get_json()["media"]["id"]}
    problem(owner.post("/api/cards/draw", wish), 404, "not_found")
    wish = {"kind": "quote", "text": "One", "layout": "nothing"}
    assert faulty_fields(problem(owner.post("/api/cards/draw", wish), 422, "validation_failed")) == {"layout"}
    assert owner.get("/api/media").get_json()["media"] == []


def test_a_table_of_a_document_becomes_a_chart(owner: Browser, neighbour: Browser, product: Product) -> None:
    source, workspace_id = source_id(product, owner), owner.user["workspace"]["id"]
    rows = (("Month", "Loaves"), ("Jan", "1,200"), ("Feb", "1,350"), ("Mar", "1,900"))
    place = Place(page=3, headings=("Loaves sold",))
    table = Passage(place, "table", "a table", rows=rows, id=f"{source}-0", number=0)
    product_rows = PassageStore(product.database)
    words = Passage(place, "paragraph", "Words", id=f"{source}-1", number=1)
    product_rows.replace(workspace_id, source, [table, words])
    [first, second] = owner.get(f"/api/sources/{source}/passages").get_json()["passages"]
    wish = {"source_id": source, "passage_id": first["id"], "shape": "landscape"}
    media = owner.post("/api/cards/chart", wish).get_json()["media"]
    assert (media["width"], media["height"]) == (1200, 628)
    told = "Line chart: Loaves sold. Loaves: Jan 1,200; Feb 1,350; Mar 1,900. Source: plan.pdf, page 3."
    assert media["alt"] == told
    problem(owner.post("/api/cards/chart", {**wish, "passage_id": second["id"]}), 404, "not_found")
    problem(neighbour.post("/api/cards/chart", wish), 404, "not_found")


def test_a_link_into_our_own_network_is_refused(owner: Browser) -> None:
    for url in ("http://127.0.0.1:9200/", "http://[::1]/", "http://169.254.169.254/latest/meta-data", "ftp://example"):
        refused = problem(owner.post("/api/cards/link-picture", {"url": url}), 422, "media_refused")
        assert faulty_fields(refused) == {"url"}
