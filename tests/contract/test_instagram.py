"""What only Instagram has: containers that are prepared, expire and tell, reels, stories, a day's room."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.errors import OutcomeUnknown, Rejected, Unavailable
from velocitypost.contract.types import Draft, Pending, Published

BOTH = pytest.mark.parametrize("stage", ["instagram", "instagram_facebook"], indirect=True)
ONE = pytest.mark.parametrize("stage", ["instagram"], indirect=True)
BY_FACEBOOK = pytest.mark.parametrize("stage", ["instagram_facebook"], indirect=True)


def prepared(stage: Stage, draft: Draft) -> Pending:
    """As far as the container of the whole post."""
    outcome = stage.platform.publish(stage.client, draft, key="key")
    while "container" not in outcome.state:
        stage.pass_time(outcome.check_after)
        outcome = stage.platform.resume(stage.client, draft, outcome, key="key")
    assert isinstance(outcome, Pending)
    return outcome


@BOTH
def test_pictures_and_videos_go_together(stage: Stage) -> None:
    parts = (files.picture(stage.shelf, alt="First"), files.video(stage.shelf), files.picture(stage.shelf, n=1))
    stage.go(stage.draft("Mixed", parts))
    [post] = stage.posts()
    assert [media["kind"] for media in post["media"]] == ["image", "video", "image"]
    assert post["media"][0]["alt"] == "First"
    assert post["options"]["media_type"] == "CAROUSEL_ALBUM"


@ONE
def test_a_reel_keeps_what_its_author_chose(stage: Stage) -> None:
    options = {"share_to_feed": False, "cover_second": 2, "collaborators": ["@adaquist"], "made_with_ai": True}
    stage.go(stage.draft("Turning", (files.video(stage.shelf),), options=options))
    [post] = stage.posts()
    kept = {name: post["options"][name] for name in ("media_product_type", "share_to_feed", "offset_ms", "ai")}
    assert kept == {"media_product_type": "REELS", "share_to_feed": False, "offset_ms": 2000, "ai": True}
    assert post["options"]["collaborators"] == ["adaquist"]


@BOTH
def test_a_story_goes_out_without_its_text_and_is_found(stage: Stage) -> None:
    picture = files.picture(stage.shelf, size=(720, 1280))
    draft = stage.draft("Only for me", (picture,), options={"format": "story"})
    problems = stage.platform.check(draft)
    assert [(p.severity, p.code) for p in problems if p.field == "text"] == [("warning", "text_not_shown")]
    stage.fault("cut_after")
    with pytest.raises(OutcomeUnknown):
        stage.go(draft)
    found = stage.find(draft, since=stage.now - timedelta(minutes=1))
    [post] = stage.posts()
    assert found is not None
    assert (post["id"], post["text"]) == (found.platform_post_id, "")


@BOTH
def test_a_container_that_was_published_after_all_is_not_published_again(stage: Stage) -> None:
    draft = stage.draft("Once", (files.picture(stage.shelf),))
    pending = prepared(stage, draft)
    stage.fault("cut_after")
    with pytest.raises(OutcomeUnknown):
        stage.platform.resume(stage.client, draft, pending, key="key")
    again = stage.platform.resume(stage.client, draft, pending, key="key")
    assert isinstance(again, Published)
    assert [post["id"] for post in stage.posts()] == [again.platform_post_id]


@ONE
def test_a_container_that_lay_for_more_than_a_day_is_made_anew(stage: Stage) -> None:
    draft = stage.draft("Late", (files.picture(stage.shelf),))
    pending = prepared(stage, draft)
    stage.pass_time(24 * 3600 + 60)
    outcome = stage.platform.resume(stage.client, draft, pending, key="key")
    while isinstance(outcome, Pending):
        outcome = stage.platform.resume(stage.client, draft, outcome, key="key")
    assert len(stage.posts()) == 1


@ONE
def test_a_video_that_does_not_fit_is_refused_with_its_reason_and_no_second_try(stage: Stage) -> None:
    draft = stage.draft("Short", (files.video(stage.shelf, seconds=1),))
    assert any(problem.code == "duration" for problem in stage.platform.check(draft))
    with pytest.raises(Rejected, match="does not take this video") as refused:
        stage.go(draft)
    assert refused.value.code == "2207026"


@ONE
def test_a_file_that_cannot_be_fetched_is_refused_with_what_to_do(stage: Stage) -> None:
    gone = replace(files.picture(stage.shelf), link=lambda: "http://127.0.0.1:9/gone.jpeg")
    with pytest.raises(Rejected, match="could not fetch") as refused:
        stage.go(stage.draft("Where?", (gone,)))
    assert "reachable from the internet" in refused.value.fix


@ONE
def test_a_full_day_is_told_before_anything_is_prepared(stage: Stage) -> None:
    stage.sandbox.dial(rate_limit_factor=0.01)
    stage.go(stage.draft("The only one"))
    with pytest.raises(Unavailable) as full:
        stage.platform.publish(stage.client, stage.draft("One too many"), key="two")
    assert full.value.rate_limited
    assert full.value.retry_at is not None
    assert len([one for one in stage.sandbox.requests() if one["operation"].endswith("/media")]) == 1


@ONE
def test_a_comment_that_instagram_would_refuse_is_told_before(stage: Stage) -> None:
    def codes(text: str) -> set[str]:
        return {problem.code for problem in stage.platform.check(stage.draft(text, reply_to="1"))}

    assert codes("#a #b #c #d") == set()
    assert codes("#a #b #c #d #e") == {"too_many_hashtags"}
    assert codes("https://a.example and https://b.example") == {"too_many_links"}
    assert codes("SHOUTING") == {"capitals"}
    assert codes("x" * 301) == {"too_long"}


@BY_FACEBOOK
def test_who_manages_several_pages_is_offered_their_instagram_accounts(stage: Stage) -> None:
    offered = stage.platform.accounts(stage.session(person="mapleandrye"))
    assert [one.profile.username for one in offered] == ["mapleandrye"]
    assert offered[0].profile.platform_user_id == stage.client.platform_user_id
    assert offered[0].access_token


@BY_FACEBOOK
def test_a_paid_partnership_is_labelled(stage: Stage) -> None:
    stage.go(stage.draft("Thanks to our miller", options={"paid_partnership": True}))
    assert stage.posts()[0]["options"]["paid"] is True


@BOTH
def test_people_are_tagged_on_a_video_by_itself_and_else_on_the_first_picture(stage: Stage) -> None:
    options = {"tagged": ["@adaquist", "northwindhq"]}
    picture, film = files.picture(stage.shelf), files.video(stage.shelf)
    story = {**options, "format": "story"}
    drafts = [
        stage.draft("One", (picture,), options=options),
        stage.draft("Reel", (film,), options=options),
        stage.draft("Many", (picture, film, files.picture(stage.shelf, n=1)), options=options),
        stage.draft("Film first", (film, picture), options=options),
        stage.draft("", (files.picture(stage.shelf, size=(720, 1280)),), options=story),
    ]
    for number, draft in enumerate(drafts):
        stage.go(draft, key=str(number))
    assert [post["options"]["tagged"] for post in stage.posts()] == [["adaquist", "northwindhq"]] * 5


@ONE
def test_somebody_who_cannot_be_tagged_is_told_in_words(stage: Stage) -> None:
    draft = stage.draft("Who?", (files.picture(stage.shelf),), options={"tagged": ["nobody.here"]})
    with pytest.raises(Rejected, match="cannot tag one of these people") as refused:
        stage.go(draft)
    assert refused.value.fix
    assert stage.posts() == []


@BY_FACEBOOK
def test_the_place_of_the_page_itself_is_offered_and_shown(stage: Stage) -> None:
    [own] = stage.platform.choices(stage.client, "place")
    assert own.label.startswith("Maple & Rye Bakery, ")
    pictures = (files.picture(stage.shelf), files.picture(stage.shelf, n=1))
    drafts = [
        stage.draft("Here", options={"place": own.value}),
        stage.draft("Here twice", pictures, options={"place": f"https://www.facebook.com/{own.value}"}),
        stage.draft("Turning", (files.video(stage.shelf),), options={"place": own.value, "audio_name": "The oven"}),
    ]
    for number, draft in enumerate(drafts):
        stage.go(draft, key=str(number))
    assert [post["options"]["place"] for post in stage.posts()] == [own.value] * 3
    assert {post["text"]: post["options"].get("sound") for post in stage.posts()}["Turning"] == "The oven"


@BOTH
def test_a_page_without_a_location_is_told_in_words(stage: Stage) -> None:
    with pytest.raises(Rejected, match="knows no place by this number") as refused:
        stage.go(stage.draft("Where?", options={"place": "7640348500"}))
    assert "has a location" in refused.value.fix
    assert "INVALID" not in refused.value.reason
    assert stage.posts() == []
