"""What is Bluesky's own: marks by bytes, cards, warnings, a video service, and a key that cannot be used twice."""

from __future__ import annotations

import pytest

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.errors import OutcomeUnknown, Rejected

pytestmark = pytest.mark.parametrize("stage", ["bluesky"], indirect=True)


def test_followers_can_follow_what_the_text_names(stage: Stage) -> None:
    text = "Brötchen 👩‍👩‍👧 at https://example.com/menu with @adaquist.bsky.social #Brot"
    published = stage.go(stage.draft(text))
    page = stage.sandbox.control.get(str(published.url)).text
    assert 'href="https://example.com/menu"' in page
    assert ">@adaquist.bsky.social</a>" in page
    assert '<span class="tag">#Brot</span>' in page


def test_a_link_is_shown_as_a_card_with_the_authors_words(stage: Stage) -> None:
    options = {"card_title": "The menu", "card_description": "Soup and rye"}
    stage.go(stage.draft("Read https://example.com/menu", (), options=options))
    [post] = stage.posts()
    assert (post["link"], post["options"]["card"]["title"]) == ("https://example.com/menu", "The menu")


def test_a_post_names_its_languages(stage: Stage) -> None:
    published = stage.go(stage.draft("Brød and bread", options={"languages": ["nb", "en"]}))
    rkey = published.platform_post_id.rpartition("/")[2]
    where = {"repo": stage.client.platform_user_id, "collection": "app.bsky.feed.post", "rkey": rkey}
    assert stage.client.get("/xrpc/com.atproto.repo.getRecord", where)["value"]["langs"] == ["nb", "en"]
    unwritten = stage.draft("Brød", options={"languages": ["Norwegian, of course"]})
    assert [problem.option for problem in stage.platform.check(unwritten)] == ["languages"]


def test_a_warning_covers_the_post(stage: Stage) -> None:
    published = stage.go(
        stage.draft("At the beach", (files.picture(stage.shelf),), options={"content_warning": "nudity"})
    )
    assert "Content warning: nudity" in stage.sandbox.control.get(str(published.url)).text


def test_a_video_that_was_digested_before_is_used_again(stage: Stage) -> None:
    film = files.video(stage.shelf)
    stage.go(stage.draft("Once", (film,)), key="once")
    stage.go(stage.draft("And again", (film,)), key="again")
    assert [post["media"][0]["bytes"] for post in stage.posts()] == [film.bytes, film.bytes]


def test_a_video_that_cannot_be_digested_is_refused_with_the_reason(stage: Stage) -> None:
    long = files.video(stage.shelf, seconds=181, size=(64, 64))
    with pytest.raises(Rejected, match="longer than 180 seconds") as refused:
        stage.go(stage.draft("Too long", (long,)))
    assert refused.value.fix
    assert stage.posts() == []


def test_a_second_try_after_a_lost_answer_changes_nothing_and_knows_the_first(stage: Stage) -> None:
    stage.fault("cut_after")
    with pytest.raises(OutcomeUnknown):
        stage.go(stage.draft("As it was"))
    again = stage.go(stage.draft("As it was"))
    [post] = stage.posts()
    assert again.platform_post_id == post["id"]
    assert again.url is not None


def test_a_wrong_app_password_is_no_reason_to_connect_again(stage: Stage) -> None:
    with pytest.raises(Rejected) as refused:
        stage.platform.sign_in(stage.client, "@mapleandrye.bsky.social", "aaaa-bbbb-cccc-dddd")
    assert "does not know this handle" in refused.value.reason
    assert "app password" in refused.value.fix
