"""Writing from an uploaded document: each statement shows what it rests on, and the rest can be held back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from tests.flows.browser import Browser, problem
from tests.flows.generating import KEY, REQUEST, run_all, wish
from tests.sandboxed import Sandbox
from velocitypost.wiring import Product

BAKERY = """The Maple Street bakery sold 1,900 loaves of bread in May.

It opens at seven in the morning, and the first customers wait at the door.

The oven was bought in 2019 and bakes forty loaves at a time.

Anna Berg has led the bakery since 2021.

The flour comes from a mill nine kilometres away.

On Saturdays the bakery gives courses in baking with sourdough.
"""


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def pro(new_browser: Callable[[], Browser]) -> Browser:
    browser = new_browser()
    assert browser.register(plan_type="pro").status_code == 201
    return browser


@pytest.fixture
def document(pro: Browser, product: Product) -> str:
    """An uploaded document that a worker has read."""
    file_id = upload(pro)
    assert product.reader.work()
    return file_id


def upload(browser: Browser) -> str:
    form = {"file": (BytesIO(BAKERY.encode()), "bakery.txt")}
    answer = browser.post("/api/sources", data=form, content_type="multipart/form-data")
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["source"]["id"])


def written(browser: Browser, file_id: str, **more: Any) -> dict[str, Any]:
    request = {**REQUEST, "custom_prompt": "Our bakery", "uploaded_file_id": file_id, "seed": 5, **more}
    answer = browser.post("/api/ai/generate-content", request)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()["generated_content"]
    return found


def passages(browser: Browser, file_id: str) -> dict[str, str]:
    shown = browser.get(f"/api/sources/{file_id}/passages").get_json()["passages"]
    return {passage["id"]: passage["text"] for passage in shown}


def test_without_a_model_each_statement_is_the_documents_own_and_shows_where_it_stands(
    pro: Browser, document: str
) -> None:
    known = passages(pro, document)
    for post in written(pro, document).values():
        grounded = [ground for ground in post["grounds"] if ground["standing"] == "grounded"]
        assert grounded, post
        assert {ground["standing"] for ground in post["grounds"]} <= {"grounded", "opinion"}
        for ground in grounded:
            assert ground["passage_ids"]
            assert set(ground["passage_ids"]) <= set(known)


def test_what_a_model_says_beyond_the_document_is_marked_and_held_back_where_that_is_wished(
    pro: Browser, document: str
) -> None:
    assert pro.ask("PUT", "/api/ai/engines/mistral/key", json={"key": KEY}).status_code == 200
    beyond = "In 2031 the Oak Lane bakery sold 7,777 cakes to Norway."
    for version, hold_back in enumerate((False, True)):
        chosen = {"version": version, "hold_back_unsupported": hold_back}
        assert pro.patch("/api/ai/preferences", chosen).status_code == 200
        (post,) = written(pro, document, platforms=["x"], custom_prompt=beyond).values()
        assert post["engine"] == "mistral"
        unsupported = [ground for ground in post["grounds"] if ground["standing"] == "unsupported"]
        assert unsupported
        assert any(flag["blocking"] for flag in post["flags"]) is hold_back, post["flags"]


def test_a_batch_tells_another_thing_of_the_document_each_time(pro: Browser, document: str, product: Product) -> None:
    shares = [{"domain": "food", "percent": 100}]
    answer = pro.post("/api/ai/batches", wish(uploaded_file_id=document, domains=shares, platforms=["x"]))
    assert answer.status_code == 202, answer.text
    run_all(product)
    drafts = pro.get(f"/api/ai/batches/{answer.get_json()['batch']['id']}/drafts").get_json()["drafts"]
    rests_on = [
        tuple(sorted({passage for ground in draft["suggestion"]["grounds"] for passage in ground["passage_ids"]}))
        for draft in drafts
    ]
    assert len(rests_on) == len(set(rests_on)) == 4


def test_a_document_that_is_not_there_or_not_read_yet_is_said(
    pro: Browser, new_browser: Callable[[], Browser], product: Product
) -> None:
    other = new_browser()
    other.register(plan_type="pro")
    for file_id in ("source_01m8eagk1np39xfdhdpjnzeggg", upload(other)):
        problem(pro.post("/api/ai/generate-content", {**REQUEST, "uploaded_file_id": file_id}), 404, "not_found")
    mine = upload(pro)
    waiting = problem(pro.post("/api/ai/generate-content", {**REQUEST, "uploaded_file_id": mine}), 409, "conflict")
    assert "takes a moment" in waiting["detail"]


def test_a_batch_whose_document_is_gone_ends_and_says_so(pro: Browser, document: str, product: Product) -> None:
    answer = pro.post("/api/ai/batches", wish(uploaded_file_id=document))
    assert pro.ask("DELETE", f"/api/sources/{document}").status_code in (200, 204)
    run_all(product)
    batch = pro.get(f"/api/ai/batches/{answer.get_json()['batch']['id']}").get_json()["batch"]
    assert (batch["state"], batch["done"]) == ("failed", 0)
    assert batch["notices"] != []
