"""What is Mastodon's own: who can see a post, what covers it, and a server's limits."""

from __future__ import annotations

import pytest

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.errors import OutcomeUnknown

pytestmark = pytest.mark.parametrize("stage", ["mastodon"], indirect=True)


def test_who_can_see_it_and_what_covers_it_reach_the_server(stage: Stage) -> None:
    options = {"visibility": "unlisted", "spoiler_text": "Film talk", "language": "en", "sensitive": True}
    stage.go(stage.draft("The end is sad", (files.picture(stage.shelf),), options=options))
    [post] = stage.posts()
    kept = {name: post["options"][name] for name in options}
    assert kept == options


def test_a_post_is_for_everybody_unless_its_author_says_otherwise(stage: Stage) -> None:
    stage.go(stage.draft("Hello"))
    assert stage.posts()[0]["options"]["visibility"] == "public"


def test_several_answers_may_be_chosen_where_the_author_wants_it(stage: Stage) -> None:
    poll = {"choices": ["Rye", "Wheat"], "minutes": 60}
    stage.go(stage.draft("Which?", (), options={"poll": poll, "poll_multiple": True}))
    assert stage.posts()[0]["options"]["poll"]["multiple"] is True


def test_a_server_tells_its_limits_when_an_account_is_connected(stage: Stage) -> None:
    facts = stage.platform.identify(stage.client).facts
    assert (facts["max_characters"], facts["max_media_attachments"]) == (500, 4)
    assert facts["polls"]["max_options"] == 4


def test_a_second_try_after_a_lost_answer_is_the_same_post(stage: Stage) -> None:
    stage.fault("cut_after")
    with pytest.raises(OutcomeUnknown):
        stage.go(stage.draft("As it was"))
    again = stage.go(stage.draft("As it was"))
    assert [post["id"] for post in stage.posts()] == [again.platform_post_id]


def test_names_of_other_servers_do_not_keep_a_post_from_being_found(stage: Stage) -> None:
    draft, began = (
        stage.draft("Thanks @adaquist@mastodon.social, and @far@away.example for <this>\n\n#bread"),
        stage.now,
    )
    stage.fault("cut_after")
    with pytest.raises(OutcomeUnknown):
        stage.go(draft)
    assert stage.find(draft, since=began) is not None
