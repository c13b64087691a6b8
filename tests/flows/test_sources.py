from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask_openapi.openapi import OpenAPI
from PIL import Image

from tests.flows.browser import Browser, faulty_fields, problem
from tests.unit.sources import making
from velocitypost.core.cache import Cache
from velocitypost.notifications.live import CHANNEL
from velocitypost.settings import Settings
from velocitypost.wiring import Product, build


@pytest.fixture
def owner(app: OpenAPI) -> Browser:
    """Somebody whose plan includes documents."""
    browser = Browser(app)
    assert browser.register(plan_type="pro").status_code == 201
    return browser


@pytest.fixture
def pdf() -> bytes:
    first = making.lines(["The Maple Street bakery sold 1,900 loaves in May.", "It opens at seven."])
    return making.drawn(first, making.lines(["The oven was bought in 2019."]))


def upload(browser: Browser, data: bytes, name: str = "plan.pdf") -> Any:
    head = f'--parted\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = head + data + b"\r\n--parted--\r\n"
    return browser.post("/api/sources", data=body, content_type="multipart/form-data; boundary=parted")


def read(product: Product, browser: Browser, data: bytes, name: str = "plan.pdf") -> dict[str, Any]:
    """Uploads it, lets a worker read it, and gives it as the interface sees it then."""
    answer = upload(browser, data, name)
    assert answer.status_code == 201, answer.text
    assert product.reader.work()
    source: dict[str, Any] = browser.get(f"/api/sources/{answer.get_json()['source']['id']}").get_json()["source"]
    return source


def files_under(product: Product) -> list[Path]:
    return [path for path in product.settings.data_dir.rglob("*") if path.is_file()]


def nothing_is_stored(product: Product) -> bool:
    rows = product.database["sources"].find_one({}), product.database["source_passages"].find_one({})
    return rows == (None, None) and files_under(product) == []


def test_a_document_is_uploaded_read_and_shown_with_its_passages(product: Product, owner: Browser, pdf: bytes) -> None:
    source = upload(owner, pdf, name="plans/plan.pdf").get_json()["source"]
    assert (source["state"], source["kind"], source["name"]) == ("queued", "pdf", "plan.pdf")
    problem(owner.get(f"/api/sources/{source['id']}/passages"), 409, "conflict")
    assert product.reader.work()
    source = owner.get(f"/api/sources/{source['id']}").get_json()["source"]
    assert (source["state"], source["pages_done"], source["pages_total"]) == ("ready", 2, 2)
    assert (source["digest"]["language"], source["digest"]["summary_method"]) == ("en", "extraction")
    passages = owner.get(f"/api/sources/{source['id']}/passages").get_json()["passages"]
    assert [(p["text"], p["place"]["page"]) for p in passages] == [
        ("The Maple Street bakery sold 1,900 loaves in May. It opens at seven.", 1),
        ("The oven was bought in 2019.", 2),
    ]
    assert passages[1]["place"]["words"] == "page 2, paragraph 1"
    assert passages[1]["boxes"][0]["page"] == 2


def test_passages_are_paged_named_and_looked_for(product: Product, owner: Browser) -> None:
    text = "\n\n".join(f"Passage {n} speaks of {word}." for n, word in enumerate(["bread", "flour", "ovens"] * 40))
    source_id = read(product, owner, text.encode(), "notes.txt")["id"]
    seen: list[str] = []
    cursor: str | None = "0"
    while cursor is not None:
        page = owner.get(f"/api/sources/{source_id}/passages?limit=50&cursor={cursor}").get_json()
        seen += [p["id"] for p in page["passages"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 120
    named = owner.get(f"/api/sources/{source_id}/passages?ids={seen[70]},{seen[3]},nothing").get_json()["passages"]
    assert [p["number"] for p in named] == [3, 70]
    found = owner.get(f"/api/sources/{source_id}/passages?words=oven&limit=5").get_json()["passages"]
    assert all("ovens" in p["text"] for p in found)


def test_the_whole_text_is_told_with_topics_kind_and_summary(product: Product, owner: Browser, pdf: bytes) -> None:
    source = read(product, owner, pdf)
    content = owner.get(f"/api/sources/{source['id']}/content").get_json()
    assert set(content) == {"text_content", "key_topics", "document_type", "summary", "summary_method"}
    assert content["text_content"].endswith("\n\nThe oven was bought in 2019.")
    assert content["document_type"] == "notes"


def test_a_page_is_shown_as_a_picture_that_is_drawn_once(product: Product, owner: Browser, pdf: bytes) -> None:
    source = read(product, owner, pdf)
    assert source["page_picture_url"] == f"/api/sources/{source['id']}/pages/{{page}}.png"
    before = len(files_under(product))
    first, again = (owner.get(f"/api/sources/{source['id']}/pages/2.png") for _ in range(2))
    assert first.data == again.data
    assert len(files_under(product)) == before + 1
    assert first.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with Image.open(BytesIO(first.data)) as image:
        assert image.format == "PNG"
        assert max(image.size) == 1600
    for page in ("0", "3", "-1"):
        problem(owner.get(f"/api/sources/{source['id']}/pages/{page}.png"), 404, "not_found")
    problem(owner.get(f"/api/sources/{source['id']}/pages/two.png"), 422, "validation_failed")


def test_what_has_no_pages_has_no_pictures(product: Product, owner: Browser) -> None:
    source = read(product, owner, b"Just a note.", "note.txt")
    assert source["page_picture_url"] is None
    problem(owner.get(f"/api/sources/{source['id']}/pages/1.png"), 404, "not_found")


def test_the_file_can_be_had_back_as_it_was(product: Product, owner: Browser, pdf: bytes) -> None:
    source = read(product, owner, pdf, "Plan für Mai.pdf")
    answer = owner.get(f"/api/sources/{source['id']}/original")
    assert answer.data == pdf
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_document_that_cannot_be_read_says_why(product: Product, owner: Browser, pdf: bytes) -> None:
    source = read(product, owner, making.encrypted(pdf, user="secret", owner="secret"))
    assert source["state"] == "refused"
    assert source["reason"].startswith("This document is protected with a password.")
    assert files_under(product) == []
    assert source["reason"] in problem(owner.get(f"/api/sources/{source['id']}/passages"), 409, "conflict")["detail"]
    problem(owner.get(f"/api/sources/{source['id']}/original"), 404, "not_found")


def test_deleting_removes_everything(product: Product, owner: Browser, pdf: bytes) -> None:
    source = read(product, owner, pdf)
    owner.get(f"/api/sources/{source['id']}/pages/1.png")
    assert owner.delete(f"/api/sources/{source['id']}").status_code == 204
    assert nothing_is_stored(product)
    problem(owner.get(f"/api/sources/{source['id']}"), 404, "not_found")
    problem(owner.delete(f"/api/sources/{source['id']}"), 404, "not_found")


def test_documents_that_wait_can_be_deleted(product: Product, owner: Browser, pdf: bytes) -> None:
    source = upload(owner, pdf).get_json()["source"]
    assert owner.delete(f"/api/sources/{source['id']}").status_code == 204
    assert nothing_is_stored(product)
    assert not product.reader.work()


def test_the_free_plan_is_told_which_plan_reads_documents(
    product: Product, new_browser: Callable[[], Browser], pdf: bytes
) -> None:
    browser = new_browser()
    browser.register(plan_type="free")
    refused = problem(upload(browser, pdf), 402, "pro_required")
    assert refused["detail"] == ("Reading documents is part of the Pro plan. Your plan is Free. Nothing was stored.")
    assert nothing_is_stored(product)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + b"\0" * 200, "packed file"),
        (b"\x7fELF" + b"\0" * 100, "none of the kinds"),
        (b"<html><script>alert(1)</script>", "web page"),
    ],
)
def test_what_is_no_document_is_refused_whatever_its_name(
    product: Product, owner: Browser, data: bytes, word: str
) -> None:
    refused = problem(upload(owner, data, "plan.pdf"), 422, "source_refused")
    assert word in refused["detail"]
    assert faulty_fields(refused) == {"file"}
    assert nothing_is_stored(product)


def test_each_kind_has_its_own_limit(product: Product, owner: Browser) -> None:
    large = making.saved(making.written(["Hi"])) + b"\0" * (5 * 1024**2)
    refused = problem(upload(owner, large, "photo.png"), 413, "payload_too_large")
    assert refused["detail"].startswith("A PNG picture may have at most 5 MB.")
    assert nothing_is_stored(product)


def test_an_upload_without_a_file_is_refused(owner: Browser) -> None:
    answer = owner.post("/api/sources", data={"file": "a text"}, content_type="multipart/form-data")
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {"file"}


class TestSettings:
    """What the installation's own settings forbid."""

    @pytest.fixture
    def variables(self, variables: dict[str, str]) -> dict[str, str]:
        return {**variables, "MAX_FILE_SIZE": "1MB", "ALLOWED_EXTENSIONS": "pdf,docx"}

    def test_the_smaller_limit_counts(self, owner: Browser, pdf: bytes) -> None:
        refused = problem(upload(owner, pdf + b"\0" * 1024**2), 413, "payload_too_large")
        assert refused["detail"].startswith("A PDF may have at most 1 MB.")

    def test_kinds_that_are_not_allowed_are_refused(self, owner: Browser) -> None:
        refused = problem(upload(owner, b"Just a note.", "note.pdf"), 422, "source_refused")
        assert refused["detail"].startswith("A text file is not taken here")


def test_documents_are_listed_newest_first_page_by_page(owner: Browser, neighbour: Browser) -> None:
    made = [upload(owner, f"Note {n}".encode(), "note.txt").get_json()["source"]["id"] for n in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = owner.get(f"/api/sources?limit=2{cursor}").get_json()
        seen += [source["id"] for source in page["sources"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == list(reversed(made))
    assert neighbour.get("/api/sources").get_json()["sources"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=1000", "cursor=post_1"])
def test_a_page_that_cannot_be_is_refused(owner: Browser, query: str) -> None:
    problem(owner.get(f"/api/sources?{query}"), 422, "validation_failed")


def test_open_pages_hear_of_it(product: Product, owner: Browser, redis: Cache, pdf: bytes) -> None:
    ears = redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    ears.subscribe(CHANNEL + owner.user["workspace"]["id"])
    ears.get_message(timeout=5)
    source = read(product, owner, pdf)
    heard = []
    while message := ears.get_message(timeout=0.2):
        heard.append(json.loads(message["data"].partition(" ")[2]))  # a mark stands before each change
    assert {"type": "source.changed", "id": source["id"], "state": "ready", "pages_done": 2, "pages_total": 2} in heard
    ears.close()


def test_documents_count_in_the_usage_of_the_plan(product: Product, owner: Browser) -> None:
    upload(owner, b"Just a note.", "note.txt")
    assert product.usage.of(owner.user["workspace"]["id"])["usage"]["file_uploads_used"] == 1


def test_a_page_that_takes_too_much_is_told_in_words(settings: Settings, owner: Browser, product: Product) -> None:
    """What a page's picture costs is bounded as the reading is."""
    source = read(product, owner, making.drawn(making.lines(["Hello"])))
    original = next(path for path in files_under(product) if path.name.endswith(".original"))
    original.write_bytes(b"%PDF-1.4 no more")
    refused = problem(owner.get(f"/api/sources/{source['id']}/pages/1.png"), 422, "source_refused")
    assert "cannot be shown" in refused["detail"]


def test_another_worker_goes_on_where_the_first_one_died(settings: Settings, product: Product, owner: Browser) -> None:
    source = upload(owner, b"Just a note.", "note.txt").get_json()["source"]
    other = build(settings, product.clock)
    assert other.reader.work()
    assert not product.reader.work()
    assert owner.get(f"/api/sources/{source['id']}").get_json()["source"]["state"] == "ready"
    other.database.client.close()
    other.cache.close()
