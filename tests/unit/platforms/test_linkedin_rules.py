"""What LinkedIn would refuse is said before, and what it says is understood."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from velocitypost.contract.errors import OutcomeUnknown, PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft
from velocitypost.core.http import Response
from velocitypost.platforms import _linkedin_media as media
from velocitypost.platforms.linkedin import LinkedIn
from velocitypost.platforms.linkedin_organization import LinkedInOrganization

NOW = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
PICTURE = Attachment("p", "image", "image/jpeg", 1_000, 640, 640, alt="Bread")
PAPER = Attachment("d", "document", "application/pdf", 1_000, pages=3, name="The menu.pdf")
POLL = {"choices": ["Rye", "Wheat"], "minutes": 1_440}


def said(text: str, *files: Attachment, **options: Any) -> set[tuple[str, str, str | None]]:
    problems = LinkedIn().check(Draft(text, files, options=options))
    return {(problem.severity, problem.code, problem.option) for problem in problems}


@pytest.mark.parametrize(
    ("files", "options", "problem"),
    [
        ((), {"link": "https://example.com"}, ("error", "option_missing", "link_title")),
        ((PAPER,), {"link": "https://example.com", "link_title": "A"}, ("error", "option_invalid", "link")),
        ((PICTURE,), {"poll": POLL}, ("error", "option_invalid", "poll")),
        ((), {"poll": {**POLL, "choices": ["Yes", "x" * 31]}}, ("error", "option_invalid", "poll")),
        ((), {"poll": {**POLL, "minutes": 2_000}}, ("warning", "poll_duration", "poll")),
        ((), {"visibility": "FRIENDS"}, ("error", "option_invalid", "visibility")),
    ],
)
def test_what_does_not_go_together_is_said_at_its_place(
    files: tuple[Attachment, ...], options: dict[str, Any], problem: tuple[str, str, str | None]
) -> None:
    assert problem in said("Which one?", *files, **options)


def test_what_goes_together_is_taken() -> None:
    assert said("See it", PICTURE, link="https://example.com", link_title="The menu") == set()
    assert said("Which one?", poll=POLL) == set()
    assert said("x" * 200, poll=POLL, poll_question="Which one?") == set()
    assert said("x" * 200, poll=POLL) == {("error", "option_missing", "poll_question")}
    assert said("The menu", PAPER) == set()


def test_a_picture_of_too_many_pixels_is_noticed() -> None:
    large = Attachment("p", "image", "image/jpeg", 1_000, 7_000, 7_000, alt="Bread")
    assert said("Look", large) == {("error", "too_many_pixels", None)}


def test_a_comment_is_shorter_and_takes_no_files() -> None:
    long = LinkedIn().check(Draft("x" * 1_251, reply_to="urn:li:share:1"))
    assert [problem.code for problem in long] == ["too_long"]
    assert [p.code for p in LinkedIn().check(Draft("x", (PICTURE,), reply_to="urn:li:share:1"))] == [
        "no_media_in_follow_up"
    ]


@pytest.mark.parametrize(
    ("minutes", "run"), [(1, 1_440), (1_440, 1_440), (1_441, 4_320), (20_160, 20_160), (90_000, 20_160)]
)
def test_a_poll_runs_for_one_of_linkedins_durations(minutes: int, run: int) -> None:
    assert media.poll_minutes({"minutes": minutes}) == run


def test_a_document_without_a_title_has_its_files_name() -> None:
    assert media.content(Draft("", (PAPER,)), ["urn:li:document:1"]) == {
        "media": {"id": "urn:li:document:1", "title": "The menu"}
    }


def test_a_links_picture_is_its_preview() -> None:
    draft = Draft("", (PICTURE,), options={"link": "https://example.com", "link_title": "The menu"})
    assert media.content(draft, ["urn:li:image:1"]) == {
        "article": {
            "source": "https://example.com",
            "title": "The menu",
            "thumbnail": "urn:li:image:1",
            "thumbnailAltText": "Bread",
        }
    }


def error(status: int, body: object, **headers: str) -> Any:
    answer = Response(status, headers, json.dumps(body).encode())
    return LinkedInOrganization().read_error(answer, writes=True, now=NOW)


def test_a_days_limit_ends_at_midnight_and_another_one_when_it_says() -> None:
    throttled = error(429, {"serviceErrorCode": 101, "message": "Resource level throttle"})
    assert isinstance(throttled, Unavailable)
    assert throttled.rate_limited
    assert throttled.retry_at == datetime(2026, 11, 28, tzinfo=UTC)
    told = error(429, {}, **{"retry-after": "90"})
    assert told.retry_at == NOW + timedelta(seconds=90)
    assert error(429, {"message": "Too busy"}).retry_at is None


def test_a_duplicate_names_the_post_that_is_there() -> None:
    inputs = {"inputErrors": [{"description": "Duplicate post is detected", "code": "DUPLICATE_POST"}]}
    refused = error(422, {"message": "Content is a duplicate of urn:li:share:714", "errorDetails": inputs})
    assert isinstance(refused, Rejected)
    assert refused.duplicate
    assert "urn:li:share:714" in refused.reason
    assert not error(422, {"message": "Content is a duplicate of urn:li:share:714"}).duplicate


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (401, {"code": "REVOKED_ACCESS_TOKEN", "message": "revoked"}, ReconnectNeeded, "REVOKED_ACCESS_TOKEN"),
        (403, {"code": "ACCESS_DENIED", "message": "Not enough permissions"}, Rejected, "ACCESS_DENIED"),
        (426, {"code": "NONEXISTENT_VERSION", "message": "not active"}, Rejected, "NONEXISTENT_VERSION"),
        (400, {"code": "FIELD_LENGTH_TOO_LONG", "message": "too long"}, Rejected, "FIELD_LENGTH_TOO_LONG"),
        (500, {"message": "Internal Server Error"}, OutcomeUnknown, "500"),
        (504, "<html>", OutcomeUnknown, "504"),
        (404, [], Rejected, "404"),
    ],
)
def test_each_answer_is_the_error_that_says_what_to_do_next(
    status: int, body: object, kind: type[PlatformError], code: str
) -> None:
    found = error(status, body)
    assert isinstance(found, kind)
    assert found.code == code
    assert found.reason


def test_a_posts_id_is_read_from_its_address() -> None:
    for address in (
        "https://www.linkedin.com/feed/update/urn:li:share:7141138937766391808/",
        "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7141138937766391808",
    ):
        assert LinkedIn().post_id_of(address) == "urn:li:share:7141138937766391808"
    assert LinkedIn().post_id_of("https://www.linkedin.com/in/ada") is None
