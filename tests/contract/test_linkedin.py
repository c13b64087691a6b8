"""What only LinkedIn has, before its twin."""

from __future__ import annotations

import pytest

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Pending, Published

BOTH = pytest.mark.parametrize("stage", ["linkedin", "linkedin_organization"], indirect=True)
PAGE = pytest.mark.parametrize("stage", ["linkedin_organization"], indirect=True)


@BOTH
def test_a_link_has_its_preview_with_a_picture(stage: Stage) -> None:
    options = {"link": "https://example.com/menu", "link_title": "The menu", "link_description": "All of it"}
    stage.go(stage.draft("See (all of) it", (files.picture(stage.shelf),), options=options))
    [post] = stage.posts()
    card = post["options"]["card"]
    assert (card["url"], card["title"], card["description"]) == tuple(options.values())
    assert stage.sandbox.control.get(card["picture"]).status_code == 200


@BOTH
def test_who_sees_it_and_who_may_repost_it_is_as_it_was_chosen(stage: Stage) -> None:
    stage.go(stage.draft("For members", options={"visibility": "LOGGED_IN", "no_reshare": True}))
    [post] = stage.posts()
    assert (post["options"]["visibility"], post["options"]["no_reshare"]) == ("LOGGED_IN", True)


@BOTH
def test_a_first_comment_can_be_taken_back(stage: Stage) -> None:
    first = stage.go(stage.draft("Look below"), key="one").platform_post_id
    comment = stage.go(stage.draft("Here", reply_to=first, root=first), key="two")
    assert comment.url is not None
    assert stage.sandbox.control.get(comment.url).status_code == 200
    stage.platform.delete(stage.client, comment.platform_post_id)
    stage.platform.delete(stage.client, comment.platform_post_id)
    assert [post["id"] for post in stage.posts()] == [first]


@BOTH
def test_a_step_that_a_dead_worker_had_done_already_is_passed_over(stage: Stage) -> None:
    draft = stage.draft("Moving", (files.video(stage.shelf),))
    outcome: Published | Pending = stage.platform.publish(stage.client, draft, key="k")
    while isinstance(outcome, Pending):
        stage.pass_time(outcome.check_after)
        last, again = outcome, stage.platform.resume(stage.client, draft, outcome, key="k")
        # What the first of the two had come to is lost with it; the second begins from the same state.
        outcome = again if isinstance(again, Published) else stage.platform.resume(stage.client, draft, last, key="k")
    assert len(stage.posts()) == 1


@BOTH
def test_a_duplicate_is_told_with_the_post_that_is_there(stage: Stage) -> None:
    first = stage.go(stage.draft("Once"), key="one").platform_post_id
    with pytest.raises(Rejected, match=first) as refused:
        stage.go(stage.draft("Once"), key="two")
    assert refused.value.duplicate


@PAGE
def test_comments_are_closed_once_the_post_is_live(stage: Stage) -> None:
    published = stage.go(stage.draft("Quietly", options={"no_comments": True}))
    assert published.note == ""
    assert stage.posts()[0]["options"]["comments"] == "CLOSED"


@PAGE
def test_a_post_whose_comments_could_not_be_closed_is_live_and_says_so(stage: Stage) -> None:
    stage.fault("refuse", operation="POST /rest/socialMetadata/:urn", reason="Not now.")
    published = stage.go(stage.draft("Quietly", options={"no_comments": True}))
    assert "It is live" in published.note
    assert "Not now." in published.note
    assert len(stage.posts()) == 1


@PAGE
def test_a_picture_without_words_is_found_by_its_picture(stage: Stage) -> None:
    began = stage.now
    silent = stage.draft("", (files.picture(stage.shelf),))
    stage.go(stage.draft("", (files.picture(stage.shelf, n=1),)), key="another")
    stage.go(silent, key="this")
    found = stage.find(silent, since=began, key="this")
    assert found is not None
    assert found.platform_post_id == stage.posts()[-1]["id"]
