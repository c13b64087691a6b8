"""How a post on Meta's services comes forward, step by step, when something is slow or goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.platforms.scripted import Scripted, answer
from velocitypost.contract.errors import Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft, Metrics, Pending, Published
from velocitypost.platforms.facebook import Facebook
from velocitypost.platforms.instagram import Instagram
from velocitypost.platforms.threads import Threads

INSTAGRAM, THREADS, FACEBOOK = Instagram(), Threads(), Facebook()
READY = Pending({"children": [], "container": "17", "made_at": "2026-03-02T12:00:00+00:00"})
FILM = Attachment("v", "video", "video/mp4", 1000, 1080, 1920, 20.0, link=lambda: "https://example.com/v.mp4")
DRAFT = Draft("Turning", (FILM,))


def refusal(code: int, message: str = "No.") -> Any:
    return answer({"error": {"code": code, "message": message}}, 400)


def test_a_video_is_asked_after_less_and_less_often() -> None:
    pending, waits = READY, []
    for _ in range(7):
        client = Scripted(INSTAGRAM, [{"status_code": "IN_PROGRESS"}])
        outcome = INSTAGRAM.resume(client, DRAFT, pending, key="k")
        assert isinstance(outcome, Pending)
        waits.append(outcome.check_after)
        pending = outcome
    assert waits == [5, 10, 20, 40, 60, 60, 60]


@pytest.mark.parametrize(
    ("platform", "status"),
    [
        (THREADS, {"status": "ERROR", "error_message": "FAILED_DOWNLOADING_VIDEO"}),
        (INSTAGRAM, {"status_code": "ERROR", "status": "Error: Media upload has failed with error code 2207003"}),
    ],
)
def test_a_fetch_that_failed_is_tried_twice_more_and_then_told(platform: Any, status: Any) -> None:
    pending = READY
    for _ in range(2):
        outcome = platform.resume(Scripted(platform, [status]), DRAFT, pending, key="k")
        assert isinstance(outcome, Pending)
        assert outcome.check_after > 0
        assert "container" not in outcome.state
        pending = platform.resume(Scripted(platform, [{"id": "18"}]), DRAFT, outcome, key="k")
    with pytest.raises(Rejected, match="fetch"):
        platform.resume(Scripted(platform, [status]), DRAFT, pending, key="k")


def test_what_is_out_but_has_no_address_yet_is_out() -> None:
    client = Scripted(INSTAGRAM, [{"status_code": "FINISHED"}, {"id": "18"}, refusal(2)])
    assert INSTAGRAM.resume(client, DRAFT, READY, key="k") == Published("18")
    assert client.writes == ["/me/media_publish"]


def test_what_is_out_but_is_not_listed_yet_is_waited_for_and_never_sent_again() -> None:
    client = Scripted(INSTAGRAM, [{"status_code": "PUBLISHED"}, {"data": []}])
    with pytest.raises(Unavailable):
        INSTAGRAM.resume(client, DRAFT, READY, key="k")
    assert client.writes == []


def test_a_caption_without_its_at_signs_is_the_same_caption() -> None:
    media = {
        "id": "18",
        "caption": "With adaquist",
        "permalink": "https://i/p/x/",
        "timestamp": "2026-03-02T12:00:05+0000",
    }
    client = Scripted(INSTAGRAM, [{"status_code": "PUBLISHED"}, {"data": [media]}])
    found = INSTAGRAM.resume(client, Draft("With  @adaquist", (FILM,)), READY, key="k")
    assert isinstance(found, Published)
    assert found.platform_post_id == "18"


def test_a_first_answer_in_either_form_names_the_account() -> None:
    account = {"user_id": "178", "username": "bakery", "name": "Bakery", "followers_count": 3}
    for body in (account, {"data": [account]}):
        profile = INSTAGRAM.identify(Scripted(INSTAGRAM, [body]))
        assert (profile.platform_user_id, profile.username, profile.follower_count) == ("178", "bakery", 3)


def test_a_profile_without_its_numbers_is_still_one() -> None:
    client = Scripted(THREADS, [{"id": "1", "username": "bakery"}, refusal(10)])
    profile = THREADS.identify(client)
    assert (profile.username, profile.follower_count) == ("bakery", None)


def test_numbers_that_a_kind_of_post_has_not_leave_the_others_standing() -> None:
    counts = {"reactions": {"summary": {"total_count": 4}}, "comments": {"summary": {"total_count": 2}}}
    client = Scripted(FACEBOOK, [counts, refusal(100, "The value must be a valid insights metric")])
    assert FACEBOOK.metrics(client, ["1_2"]) == {"1_2": Metrics(likes=4, replies=2, reposts=0)}
    with pytest.raises(Rejected):
        FACEBOOK.metrics(Scripted(FACEBOOK, [counts, refusal(10)]), ["1_2"])


def test_a_story_with_few_viewers_has_no_numbers_yet() -> None:
    client = Scripted(INSTAGRAM, [{"media_product_type": "STORY"}, refusal(10, "Not enough viewers")])
    assert INSTAGRAM.metrics(client, ["18"]) == {"18": Metrics()}
    with pytest.raises(Rejected):
        INSTAGRAM.metrics(Scripted(INSTAGRAM, [{"media_product_type": "FEED"}, refusal(10)]), ["18"])


def test_a_reel_is_published_once_facebook_has_processed_it() -> None:
    state = {"kind": "reel", "video_id": "7", "uploaded": True, "finished": True}
    working = {"status": {"video_status": "processing", "processing_phase": {"status": "in_progress"}}}
    outcome = FACEBOOK.resume(Scripted(FACEBOOK, [working]), DRAFT, Pending(state), key="k")
    assert isinstance(outcome, Pending)
    assert outcome.check_after > 0
    ready = {"status": {"video_status": "ready"}, "post_id": "99"}
    client = Scripted(FACEBOOK, [ready], platform_user_id="1")
    outcome = FACEBOOK.resume(client, DRAFT, Pending(state), key="k")
    assert outcome == Published("1_99", "https://www.facebook.com/reel/7")
    assert client.writes == []
