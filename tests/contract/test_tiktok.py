"""What only TikTok has: audiences of the account's own, what others may do with it, disclosures, drafts, photos."""

from __future__ import annotations

import pytest

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Pending

pytestmark = pytest.mark.parametrize("stage", ["tiktok"], indirect=True)


def test_nothing_is_allowed_and_nothing_disclosed_that_its_author_did_not_choose(stage: Stage) -> None:
    stage.go(stage.draft("Baked at four"))
    said = stage.posts()[0]["options"]
    assert [said[f"disable_{what}"] for what in ("comment", "duet", "stitch")] == [True, True, True]
    assert [said[label] for label in ("brand_organic_toggle", "brand_content_toggle", "is_aigc")] == [False] * 3


def test_what_its_author_chose_is_said_of_a_video(stage: Stage) -> None:
    options = {
        "privacy": "MUTUAL_FOLLOW_FRIENDS",
        "allow_comments": True,
        "allow_duet": True,
        "own_brand": True,
        "branded_content": True,
        "made_with_ai": True,
        "cover_second": 2,
    }
    stage.go(stage.draft("Baked at four", options=options))
    [video] = stage.posts()
    said = video["options"]
    assert (said["privacy_level"], said["video_cover_timestamp_ms"]) == ("MUTUAL_FOLLOW_FRIENDS", 2000)
    assert [said[f"disable_{what}"] for what in ("comment", "duet", "stitch")] == [False, False, True]
    assert [said[label] for label in ("brand_organic_toggle", "brand_content_toggle", "is_aigc")] == [True] * 3


def test_a_paid_partnership_for_its_author_alone_is_refused_before_and_by_tiktok_too(stage: Stage) -> None:
    draft = stage.draft("Thanks to our miller", options={"privacy": "SELF_ONLY", "branded_content": True})
    assert [problem.code for problem in stage.platform.check(draft)] == ["branded_private"]
    with pytest.raises(Rejected, match="cannot be set to private"):
        stage.go(draft)
    assert stage.posts() == []
    own = stage.draft("Our own bread", options={"privacy": "SELF_ONLY", "own_brand": True})
    assert stage.platform.check(own) == []


def test_the_audiences_are_those_of_the_account(stage: Stage) -> None:
    offered = [choice.value for choice in stage.platform.choices(stage.client, "privacy")]
    assert offered == ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
    with pytest.raises(Rejected, match="does not offer this account the chosen audience"):
        stage.go(stage.draft("For followers", options={"privacy": "FOLLOWER_OF_CREATOR"}))
    assert stage.posts() == []


def test_photos_have_a_title_and_their_order(stage: Stage) -> None:
    photos = tuple(files.picture(stage.shelf, n=number) for number in range(3))
    stage.go(stage.draft("Rye, from flour to crumb", photos, options={"title": "Rye", "add_music": False}))
    [post] = stage.posts()
    assert (post["title"], post["text"], len(post["media"])) == ("Rye", "Rye, from flour to crumb", 3)
    assert (post["options"]["photo"], post["options"]["auto_add_music"]) == (True, False)


def test_a_draft_goes_to_the_app_and_waits_there_for_its_author(stage: Stage) -> None:
    draft = stage.draft("Finish me there", options={"mode": "inbox"})
    outcome = stage.platform.publish(stage.client, draft, key="key")
    while isinstance(outcome, Pending) and outcome.check_after < 600:
        stage.pass_time(outcome.check_after)
        outcome = stage.platform.resume(stage.client, draft, outcome, key="key")
    assert isinstance(outcome, Pending)
    assert "waits in the TikTok app" in outcome.note
    assert stage.posts() == []
