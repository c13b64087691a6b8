"""What can be said of a post for TikTok before it is sent, and what TikTok's answers mean."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.platforms.scripted import NOON, Scripted, answer
from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.types import Attachment, Draft, Metrics, Pending, Published
from velocitypost.core.http import Response
from velocitypost.platforms._tiktok import chunks
from velocitypost.platforms.tiktok import TikTok

TIKTOK = TikTok()
MB = 1024 * 1024
EVERYONE = "PUBLIC_TO_EVERYONE"
CREATOR = {"privacy_level_options": [EVERYONE, "SELF_ONLY"], "duet_disabled": True, "max_video_post_duration_sec": 60}


def film(size: int = MB, **changes: Any) -> Attachment:
    usual = {"width": 1080, "height": 1920, "seconds": 30.0, "fps": 30.0}
    return Attachment("m", "video", "video/mp4", size, **{**usual, "open": lambda: io.BytesIO(bytes(size)), **changes})


def photo(n: int = 0) -> Attachment:
    return Attachment("p", "image", "image/jpeg", 1000, 1080, 1080, link=lambda: f"https://a.example/{n}.jpg")


def draft(*files: Attachment, text: str = "Bread", facts: Any = None, **options: Any) -> Draft:
    return Draft(text, files or (film(),), options={"privacy": EVERYONE, **options}, facts=facts or {})


def ok(**data: Any) -> dict[str, Any]:
    return {"data": data, "error": {"code": "ok", "message": "", "log_id": "1"}}


def refusal(code: str, status: int = 200, message: str = "No.") -> Response:
    return answer({"data": {}, "error": {"code": code, "message": message, "log_id": "1"}}, status)


def problems(of: Draft) -> dict[str, str]:
    return {problem.code: problem.severity for problem in TIKTOK.check(of)}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (draft(privacy=None), "option_missing"),
        (draft(text="👍" * 1101), "too_long"),
        (draft(photo(), text="x" * 4001), "too_long"),
        (draft(photo(), title="x" * 91), "option_invalid"),
        (draft(film(seconds=61.0), facts={"max_seconds": 60}), "duration"),
        (draft(film(fps=15.0)), "frame_rate"),
        (draft(film(width=200)), "too_small"),
        (draft(film(), photo()), "mixed_media"),
        (draft(*(photo(),) * 36), "too_many_images"),
        (draft(privacy="SELF_ONLY", branded_content=True), "branded_private"),
        (draft(facts={"privacy": ["SELF_ONLY"]}), "privacy_not_offered"),
    ],
)
def test_what_tiktok_would_refuse_is_told_before(wrong: Draft, code: str) -> None:
    assert problems(wrong)[code] == "error"


def test_a_video_or_photos_with_an_audience_are_enough() -> None:
    assert problems(draft()) == {}
    assert problems(draft(photo(), photo(1), text="x" * 4000, title="Two")) == {}
    assert problems(draft(text="👍" * 1100)) == {}


def test_what_the_creator_switched_off_is_no_hindrance_but_said() -> None:
    assert problems(draft(allow_duet=True, facts={"off": ["duet"]})) == {"switched_off": "warning"}


def test_a_draft_for_the_app_needs_no_audience() -> None:
    assert problems(draft(privacy=None, mode="inbox")) == {}


@pytest.mark.parametrize(
    ("size", "parts"),
    [(1, (1, 1)), (20 * MB - 1, (20 * MB - 1, 1)), (20 * MB, (10 * MB, 2)), (39 * MB, (10 * MB, 3))],
)
def test_chunks_are_as_tiktok_allows_and_the_last_takes_the_rest(size: int, parts: tuple[int, int]) -> None:
    assert chunks(size) == parts


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (refusal("access_token_invalid", 401), ReconnectNeeded),
        (refusal("scope_not_authorized", 401), Rejected),
        (refusal("token_not_authorized_for_specified_publish_id", 401), Rejected),
        (refusal("rate_limit_exceeded", 429), Unavailable),
        (refusal("spam_risk_too_many_posts", 403), Unavailable),
        (refusal("reached_active_user_cap", 403), Unavailable),
        (refusal("url_ownership_unverified", 403), Rejected),
        (refusal("invalid_params"), Rejected),
        (refusal("internal_error", 500), OutcomeUnknown),
        (Response(502, {}, b"<html>"), OutcomeUnknown),
    ],
)
def test_each_code_is_the_error_that_says_what_to_do_next(response: Response, kind: type[PlatformError]) -> None:
    error = TIKTOK.read_error(response, writes=True, now=NOON)
    assert type(error) is kind
    assert error.reason


def test_only_the_tokens_own_code_asks_for_another_token() -> None:
    assert TIKTOK.token_ended(refusal("access_token_invalid", 401))
    assert not TIKTOK.token_ended(refusal("scope_not_authorized", 401))


def test_a_refusal_with_status_200_is_a_refusal() -> None:
    client = Scripted(TIKTOK, [ok(**CREATOR), refusal("privacy_level_option_mismatch")])
    with pytest.raises(Rejected, match="chosen audience"):
        TIKTOK.publish(client, draft(), key="k")


def test_the_creators_own_switches_win_over_what_was_chosen() -> None:
    client = Scripted(TIKTOK, [ok(**CREATOR), ok(publish_id="v_pub", upload_url="https://u")])
    TIKTOK.publish(client, draft(allow_duet=True, allow_stitch=True, allow_comments=True, cover_second=1.5), key="k")
    said = client.asked[1][2]["json"]["post_info"]
    assert (said["disable_duet"], said["disable_stitch"], said["disable_comment"]) == (True, False, False)
    assert said["video_cover_timestamp_ms"] == 1500
    assert client.writes == []


def test_an_audience_that_is_no_longer_offered_sends_nothing() -> None:
    client = Scripted(TIKTOK, [ok(privacy_level_options=["SELF_ONLY"])])
    with pytest.raises(Rejected):
        TIKTOK.publish(client, draft(), key="k")
    assert len(client.asked) == 1


def test_only_the_last_chunk_is_the_write() -> None:
    film_ = film(25 * MB)
    client = Scripted(TIKTOK, [Response(206, {}, b""), Response(201, {}, b"")])
    outcome = Pending({"publish_id": "v_pub", "address": "https://u", "chunk": 0, "tries": 1})
    for _ in range(2):
        step = TIKTOK.resume(client, draft(film_), outcome, key="k")
        assert isinstance(step, Pending)
        outcome = step
    spans = [(request["headers"]["content-range"], request["writes"]) for _, _, request in client.asked]
    whole = 25 * MB
    assert spans == [
        (f"bytes 0-{10 * MB - 1}/{whole}", False),
        (f"bytes {10 * MB}-{whole - 1}/{whole}", True),
    ]
    assert not any(request["authorised"] for _, _, request in client.asked)
    assert outcome.check_after > 0


def test_after_a_lost_answer_of_a_chunk_it_goes_on_where_tiktok_stands() -> None:
    pending = Pending({"publish_id": "v_pub", "address": "https://u", "chunk": 0, "tries": 1})
    told = ok(status="PROCESSING_UPLOAD", uploaded_bytes=10 * MB)
    client = Scripted(TIKTOK, [Response(416, {}, b""), told])
    step = TIKTOK.resume(client, draft(film(35 * MB)), pending, key="k")
    assert isinstance(step, Pending)
    assert step.state["chunk"] == 1


def test_an_upload_address_whose_hour_is_over_begins_anew_once() -> None:
    pending = Pending({"publish_id": "v_pub", "address": "https://u", "chunk": 0, "tries": 1})
    step = TIKTOK.resume(Scripted(TIKTOK, [Response(403, {}, b"")]), draft(), pending, key="k")
    assert isinstance(step, Pending)
    assert step.state == {"tries": 2}
    again = replace(pending, state={**pending.state, "tries": 2})
    with pytest.raises(Rejected):
        TIKTOK.resume(Scripted(TIKTOK, [Response(403, {}, b"")]), draft(), again, key="k")


def follow(status: dict[str, Any], *, age: timedelta = timedelta(), **chosen: Any) -> Published | Pending:
    pending = Pending({"publish_id": "v_pub", "tries": 1, "at": (NOON - age).isoformat()})
    return TIKTOK.resume(Scripted(TIKTOK, [ok(**status)]), draft(**chosen), pending, key="k")


def test_a_public_post_waits_for_its_id_and_not_for_ever() -> None:
    complete: dict[str, Any] = {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": []}
    assert isinstance(follow(complete), Pending)
    done = follow({**complete, "publicaly_available_post_id": [7301234567890123456]})
    assert done == Published("7301234567890123456", "https://www.tiktok.com/@bakery/video/7301234567890123456")
    late = follow(complete, age=timedelta(minutes=11))
    assert late == Published("v_pub", "https://www.tiktok.com/@bakery")
    private = follow(complete, privacy="SELF_ONLY")
    assert private == Published("v_pub", "https://www.tiktok.com/@bakery")


def test_a_draft_in_the_app_is_waited_for_three_days() -> None:
    waiting = follow({"status": "SEND_TO_USER_INBOX"}, mode="inbox")
    assert isinstance(waiting, Pending)
    assert waiting.check_after >= 600
    assert "TikTok app" in waiting.note
    with pytest.raises(Rejected, match="three days"):
        follow({"status": "SEND_TO_USER_INBOX"}, age=timedelta(days=4), mode="inbox")


def test_tiktoks_own_failure_is_tried_once_more_and_a_refusal_is_not() -> None:
    again = follow({"status": "FAILED", "fail_reason": "internal"})
    assert isinstance(again, Pending)
    assert again.state == {"tries": 2}
    with pytest.raises(Rejected, match="frame rate"):
        follow({"status": "FAILED", "fail_reason": "frame_rate_check_failed"})
    with pytest.raises(ReconnectNeeded):
        follow({"status": "FAILED", "fail_reason": "auth_removed"})


def test_photos_go_out_with_their_addresses_in_one_write() -> None:
    client = Scripted(TIKTOK, [ok(**CREATOR), ok(publish_id="p_pub")])
    step = TIKTOK.publish(client, draft(photo(0), photo(1), text="Two", title="Bread"), key="k")
    assert isinstance(step, Pending)
    sent = client.asked[1][2]["json"]
    assert sent["source_info"]["photo_images"] == ["https://a.example/0.jpg", "https://a.example/1.jpg"]
    assert (sent["post_info"]["title"], sent["post_info"]["description"]) == ("Bread", "Two")
    assert "disable_duet" not in sent["post_info"]
    assert client.writes == ["/v2/post/publish/content/init/"]


def test_photos_whose_answer_was_lost_are_for_a_person_to_look_at() -> None:
    client = Scripted(TIKTOK, [ok(videos=[], has_more=False)])
    with pytest.raises(Rejected, match="lists neither"):
        TIKTOK.find(client, draft(photo()), key="k", since=NOON)


def look(**status: Any) -> Published | None:
    pending = Pending({"publish_id": "v_pub", "address": "https://u", "chunk": 0, "tries": 1})
    return TIKTOK.find(Scripted(TIKTOK, [ok(**status)]), draft(), key="k", since=NOON, pending=pending)


def test_the_status_of_what_was_begun_tells_what_became_of_a_lost_answer() -> None:
    assert look(status="FAILED", fail_reason="spam_risk") is None
    assert look(status="PROCESSING_UPLOAD", uploaded_bytes=10) is None
    found = look(status="PUBLISH_COMPLETE", publicaly_available_post_id=[7])
    assert found is not None
    assert found.platform_post_id == "7"
    for under_way in ({"status": "PROCESSING_UPLOAD", "uploaded_bytes": MB}, {"status": "PUBLISH_COMPLETE"}):
        with pytest.raises(Unavailable) as raised:
            look(**under_way)
        assert raised.value.retry_at is not None


def test_numbers_of_a_post_without_an_id_are_asked_for_by_what_began_it() -> None:
    complete = ok(status="PUBLISH_COMPLETE", publicaly_available_post_id=[7])
    numbers = ok(videos=[{"id": "7", "like_count": 2, "comment_count": 1, "share_count": 0, "view_count": 9}])
    found = TIKTOK.metrics(Scripted(TIKTOK, [complete, numbers]), ["v_pub"])
    assert found == {"v_pub": Metrics(likes=2, replies=1, reposts=0, video_views=9)}
    assert TIKTOK.metrics(Scripted(TIKTOK, [ok(status="PUBLISH_COMPLETE")]), ["v_pub"]) == {}


def test_the_id_is_read_from_an_address() -> None:
    assert (
        TIKTOK.post_id_of("https://www.tiktok.com/@bakery/video/7301234567890123456?lang=en") == "7301234567890123456"
    )
    assert TIKTOK.post_id_of("https://www.tiktok.com/@bakery") is None
