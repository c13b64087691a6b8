"""What only Reddit has: subreddits with rules of their own, flairs, marks, links."""

from __future__ import annotations

import pytest

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.errors import Rejected

pytestmark = pytest.mark.parametrize("stage", ["reddit"], indirect=True)


def test_flair_and_marks_are_as_its_author_chose(stage: Stage) -> None:
    flairs = stage.platform.choices(stage.client, "flair", given="r/Breadit")
    crumb = next(choice for choice in flairs if choice.label == "Crumb shot")
    stage.go(stage.draft("Look", options={"flair": crumb.value, "nsfw": True, "spoiler": True, "send_replies": False}))
    kept = stage.posts()[0]["options"]
    assert (kept["flair"], kept["nsfw"], kept["spoiler"], kept["sendreplies"]) == ("Crumb shot", True, True, False)


def test_pictures_keep_their_marks_too(stage: Stage) -> None:
    several = (files.picture(stage.shelf), files.picture(stage.shelf, n=1))
    stage.go(stage.draft("Both", several, options={"flair": "f1-crumb", "nsfw": True, "spoiler": True}))
    kept = stage.posts()[0]["options"]
    assert (kept["kind"], kept["flair"], kept["nsfw"], kept["spoiler"]) == ("gallery", "Crumb shot", True, True)


def test_a_link_is_a_post_of_its_own_kind(stage: Stage) -> None:
    stage.go(stage.draft("", options={"link": "https://example.com/rye"}))
    [post] = stage.posts()
    assert (post["options"]["kind"], post["link"], post["place"]) == ("link", "https://example.com/rye", "Breadit")


def test_what_a_subreddit_wants_is_told_in_words(stage: Stage) -> None:
    wanted = {
        "sourdoughstarter": "wants a flair",
        "Lighthouses": "no text posts",
        "quietcorner": "may not post there",
        "nowhere_at_all": "no such subreddit",
    }
    for subreddit, words in wanted.items():
        with pytest.raises(Rejected, match=words) as refused:
            stage.go(stage.draft("Hello", options={"subreddit": subreddit}), key=subreddit)
        assert refused.value.fix
    assert stage.posts() == []


def test_a_subreddit_without_flairs_offers_none_and_the_own_profile_is_a_place(stage: Stage) -> None:
    assert stage.platform.choices(stage.client, "flair", given="r/Lighthouses") == []
    assert stage.platform.choices(stage.client, "flair") == []
    stage.go(stage.draft("Mine", options={"subreddit": f"u_{stage.client.username}"}))
    assert stage.posts()[0]["place"] == f"u_{stage.client.username}"
