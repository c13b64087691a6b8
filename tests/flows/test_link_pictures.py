"""The picture of a link, from a page that a server really serves, into the library with its source."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.flows.browser import Browser, faulty_fields, problem
from tests.sandboxed import Sandbox


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


def test_the_picture_of_a_page_lies_in_the_library_with_its_words_and_source(owner: Browser, sandbox: Sandbox) -> None:
    answer = owner.post("/api/cards/link-picture", {"url": f"{sandbox.url}/news/rye-is-back"})
    assert answer.status_code == 201, answer.text
    found = answer.get_json()
    assert found["title"] == "Rye is back on the breakfast table"
    assert found["site"] == "127.0.0.1"
    assert found["media"]["alt"] == "Picture of the day: Rye is back on the breakfast table (picture: 127.0.0.1)"
    assert Image.open(BytesIO(owner.get(found["media"]["url"]).data)).size == (1200, 630)
    assert [one["id"] for one in owner.get("/api/media").get_json()["media"]] == [found["media"]["id"]]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("night-market", "names no preview picture"),
        ("archive-opens", "asks that its pictures are not used"),
        ("gone", "answered 404"),
    ],
)
def test_a_page_without_a_picture_to_be_had_says_why_and_nothing_is_kept(
    owner: Browser, sandbox: Sandbox, page: str, why: str
) -> None:
    refused = problem(
        owner.post("/api/cards/link-picture", {"url": f"{sandbox.url}/news/{page}"}), 422, "media_refused"
    )
    assert why in refused["detail"]
    assert faulty_fields(refused) == {"url"}
    assert owner.get("/api/media").get_json()["media"] == []
