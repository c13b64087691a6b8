"""What only Pinterest has, before its twin."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.errors import Rejected, Unavailable

pytestmark = pytest.mark.parametrize("stage", ["pinterest"], indirect=True)


def test_a_pin_has_its_title_its_link_and_its_board(stage: Stage) -> None:
    [section, _] = stage.platform.choices(stage.client, "section", given=stage.scene.options["board"])
    options = {"title": "Rye", "link": "https://example.com/rye", "section": section.value, "ai_modified": True}
    published = stage.go(stage.draft("Baked at four", options=options))
    [pin] = stage.posts()
    assert (pin["title"], pin["link"], pin["place"]) == ("Rye", options["link"], "mapleandrye/fresh-from-the-oven")
    assert (pin["options"]["section"], pin["options"]["ai_disclosures"]) == (section.value, ["AI_MODIFIED"])
    board = stage.sandbox.control.get("/www.pinterest.com/mapleandrye/fresh-from-the-oven/")
    assert published.platform_post_id in board.text


def test_boards_that_only_their_owner_sees_are_not_offered(stage: Stage) -> None:
    names = {choice.label for choice in stage.platform.choices(stage.client, "board")}
    assert names == {"Fresh from the oven", "Behind the counter"}


def test_there_is_no_section_before_there_is_a_board(stage: Stage) -> None:
    assert stage.platform.choices(stage.client, "section") == []


def test_a_video_has_the_cover_that_was_chosen(stage: Stage) -> None:
    film = files.video(stage.shelf)
    stage.go(stage.draft("Kneading", (film,), options={"cover_second": 2}))
    assert stage.posts()[0]["options"]["creative_type"] == "VIDEO"
    beyond = stage.draft("Kneading", (film,), options={"cover_second": 9})
    assert [problem.option for problem in stage.platform.check(beyond)] == ["cover_second"]
    with pytest.raises(Rejected):
        stage.go(beyond)


def test_a_video_that_cannot_be_used_is_told_once_it_was_looked_at(stage: Stage) -> None:
    with pytest.raises(Rejected, match="could not process"):
        stage.go(stage.draft("Too short", (files.video(stage.shelf, seconds=1),)))
    assert stage.posts() == []


def test_a_storage_that_does_not_answer_is_asked_again_from_the_beginning(stage: Stage) -> None:
    draft = stage.draft("Kneading", (files.video(stage.shelf),))
    stage.fault("cut_after", operation="POST /")
    with pytest.raises(Unavailable):
        stage.go(draft)
    stage.go(draft)
    assert len(stage.posts()) == 1


def test_the_same_words_on_another_board_are_another_pin(stage: Stage) -> None:
    other = next(c.value for c in stage.platform.choices(stage.client, "board") if c.label == "Behind the counter")
    stage.go(stage.draft("Rye"))
    since = stage.now - timedelta(minutes=1)
    assert stage.find(stage.draft("Rye"), since=since) is not None
    assert stage.find(stage.draft("Rye", options={"board": other}), since=since) is None


def test_a_pin_is_found_on_a_later_page(stage: Stage) -> None:
    first = stage.go(stage.draft("The first of many"), key="first")
    stage.sandbox.dial(rate_limit_factor=10)
    for number in range(101):
        stage.client.send("POST", "/v5/pins", json=_plain(stage, number))
    found = stage.find(stage.draft("The first of many"), since=stage.now - timedelta(minutes=5))
    assert found is not None
    assert found.platform_post_id == first.platform_post_id


def _plain(stage: Stage, number: int) -> dict[str, object]:
    [picture] = stage.least()
    assert picture.link is not None
    source = {"source_type": "image_url", "url": picture.link()}
    return {"board_id": stage.scene.options["board"], "description": f"Pin {number}", "media_source": source}
