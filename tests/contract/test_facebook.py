"""What only Facebook has: videos in pieces, reels and stories that are processed, several Pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.errors import OutcomeUnknown, Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft, Pending, Published

pytestmark = pytest.mark.parametrize("stage", ["facebook"], indirect=True)


def large(film: Attachment, more: int) -> Attachment:
    """The same film with a box of bytes behind it that nobody plays."""
    assert film.open is not None
    padding = (more + 8).to_bytes(4) + b"free" + bytes(range(256)) * (more // 256) + bytes(more % 256)
    data = film.open().read() + padding
    return replace(film, bytes=len(data), open=lambda: BytesIO(data))


def step(stage: Stage, draft: Draft, outcome: Pending) -> Any:
    """One step of the product's: what the platform noted comes back to it."""
    if outcome.check_after:
        stage.pass_time(outcome.check_after)
    return stage.platform.resume(stage.client, draft, outcome, key="key")


def test_a_video_for_the_feed_goes_up_in_the_pieces_that_facebook_asks_for(stage: Stage) -> None:
    film = large(files.video(stage.shelf, size=(640, 360)), 2_500_000)
    draft = stage.draft("Landscape", (film,))
    assert stage.platform.format_of(draft) == "feed"
    published = stage.go(draft)
    [post] = stage.posts()
    assert post["media"][0]["bytes"] == film.bytes
    assert post["options"]["type"] == "video"
    assert post["id"] == published.platform_post_id
    pieces = [one for one in stage.sandbox.requests() if one["path"].endswith("/videos")]
    assert len(pieces) == 5


def test_an_upload_that_broke_goes_on_where_it_had_come_to(stage: Stage) -> None:
    film = large(files.video(stage.shelf), 600_000)
    draft = stage.draft("Turning", (film,), options={"format": "reel"})
    outcome = step(stage, draft, stage.platform.publish(stage.client, draft, key="key"))
    assert film.open is not None
    half = film.open().read()[: film.bytes // 2]
    headers = {"offset": "0", "file_size": str(film.bytes), "content-type": "application/octet-stream"}
    with pytest.raises(Unavailable):
        stage.client.send("POST", outcome.state["address"], content=half, headers=headers, scheme="OAuth")
    outcome = step(stage, draft, outcome)
    assert outcome.state["uploaded"]
    going: Published | Pending = outcome
    while isinstance(going, Pending):
        going = step(stage, draft, going)
    [post] = stage.posts()
    assert post["media"][0]["bytes"] == film.bytes


@pytest.mark.parametrize("kind", ["feed", "reel", "story"])
def test_a_video_whose_last_answer_was_lost_is_found_by_its_phases(stage: Stage, kind: str) -> None:
    operation = {"feed": "videos", "reel": "video_reels", "story": "video_stories"}[kind]
    draft = stage.draft("Lost", (files.video(stage.shelf),), options={"format": kind})
    last = 3 if kind == "feed" else 2
    for lost, arrives in (("cut_before", False), ("cut_after", True)):
        stage.fault(lost, operation=f"POST /:version/:name/{operation}", every=last)
        with pytest.raises(OutcomeUnknown):
            stage.go(draft)
        found = stage.find(draft, since=stage.now - timedelta(minutes=1))
        assert (found is not None) is arrives
        assert [post["id"] for post in stage.posts()] == ([found.platform_post_id] if found else [])


def test_a_video_that_facebook_cannot_use_is_told_with_its_reason(stage: Stage) -> None:
    draft = stage.draft("Square", (files.video(stage.shelf, size=(640, 640)),), options={"format": "reel"})
    assert any(problem.code == "aspect" for problem in stage.platform.check(draft))
    with pytest.raises(Rejected, match="9:16"):
        stage.go(draft)
    assert stage.posts() == []


def test_a_story_of_a_picture_is_found_by_its_picture(stage: Stage) -> None:
    draft = stage.draft("", (files.picture(stage.shelf, size=(720, 1280)),), options={"format": "story"})
    began = stage.now
    stage.fault("cut_after", operation="POST /:version/:name/photo_stories")
    with pytest.raises(OutcomeUnknown):
        stage.go(draft)
    found = stage.find(draft, since=began - timedelta(seconds=30))
    assert found is not None
    [post] = stage.posts()
    assert (post["id"], post["options"]["type"]) == (found.platform_post_id, "story")
    stage.last_pending = Pending({"photos": ["1000000000000000"]})
    assert stage.find(draft, since=began - timedelta(seconds=30)) is None


def test_photos_are_found_by_themselves_and_not_by_their_text(stage: Stage) -> None:
    draft = stage.draft("The same words", (files.picture(stage.shelf), files.picture(stage.shelf, n=1)))
    stage.go(stage.draft("The same words"), key="before")
    stage.fault("cut_before")
    with pytest.raises(OutcomeUnknown):
        stage.go(draft)
    assert stage.find(draft, since=stage.now - timedelta(minutes=1)) is None


def test_a_person_is_offered_the_pages_where_they_may_post(stage: Stage) -> None:
    offered = {
        person: {one.profile.username: one for one in stage.platform.accounts(stage.session(account=person))}
        for person in ("mapleandrye", "northwindhq")
    }
    assert set(offered["mapleandrye"]) == {"mapleandryebakery", "mapleandryemarket"}
    assert set(offered["northwindhq"]) == {"northwindstudio"}
    tokens = {one.access_token for one in offered["mapleandrye"].values()}
    assert len(tokens) == 2
    assert None not in tokens


def test_a_link_in_the_text_becomes_a_card(stage: Stage) -> None:
    stage.go(stage.draft("Our menu (https://example.com/menu)."))
    stage.go(stage.draft("And another", options={"link": "https://example.org/"}), key="two")
    assert [post["link"] for post in stage.posts()] == ["https://example.com/menu", "https://example.org/"]


def test_the_place_of_the_page_itself_is_offered_and_shown(stage: Stage) -> None:
    [own] = stage.platform.choices(stage.client, "place")
    assert own.label.startswith("Maple & Rye Bakery, ")
    here = {"place": own.value}
    for number, files_of in enumerate(((), (files.picture(stage.shelf),), (files.video(stage.shelf),))):
        stage.go(stage.draft(f"Here {number}", files_of, options=here), key=str(number))
    assert [post["options"].get("place") for post in stage.posts()] == [own.value] * 3


def test_a_place_that_is_none_is_refused_and_one_that_is_not_shown_is_said_before(stage: Stage) -> None:
    with stage.refused():
        stage.go(stage.draft("Where?", options={"place": "7640348500"}))
    assert stage.posts() == []
    wide = stage.draft("Wide", (files.video(stage.shelf, size=(1280, 720)),), options={"place": "7640348500"})
    assert [(problem.severity, problem.code) for problem in stage.platform.check(wide)] == [
        ("warning", "place_not_shown")
    ]
