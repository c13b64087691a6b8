"""What Pinterest would refuse is said before, and what it says is understood."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from velocitypost.contract.errors import OutcomeUnknown, PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft
from velocitypost.core.http import Response
from velocitypost.platforms import _pinterest_media as media
from velocitypost.platforms.pinterest import Pinterest

NOW = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
BOARD = {"board": "1"}


def picture(alt: str) -> Attachment:
    return Attachment("p", "image", "image/png", 3, 640, 960, alt=alt, open=lambda: io.BytesIO(b"abc"))


def answer(status: int, body: object, **headers: str) -> Response:
    return Response(status, headers, json.dumps(body).encode())


def error(status: int, body: object, **headers: str) -> Any:
    return Pinterest().read_error(answer(status, body, **headers), writes=True, now=NOW)


def test_a_pin_needs_a_board_and_a_picture() -> None:
    problems = Pinterest().check(Draft("Rye"))
    assert {(problem.code, problem.option) for problem in problems} >= {
        ("option_missing", "board"),
        ("media_required", None),
    }
    assert Pinterest().check(Draft("Rye", (picture("A loaf"),), options=BOARD)) == []


def test_all_pictures_of_a_pin_share_one_alt_text() -> None:
    long = Draft("", (picture("x" * 300), picture("y" * 300)), options=BOARD)
    assert [problem.code for problem in Pinterest().check(long)] == ["alt_too_long"]


def test_one_picture_is_sent_otherwise_than_several() -> None:
    assert media.pictures([picture("")]) == {
        "source_type": "image_base64",
        "content_type": "image/png",
        "data": "YWJj",
    }
    assert media.pictures([picture(""), picture("")]) == {
        "source_type": "multiple_image_base64",
        "items": [{"content_type": "image/png", "data": "YWJj"}] * 2,
    }


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (401, {"code": 2, "message": "Authentication failed."}, ReconnectNeeded, "401-2"),
        (401, {"code": 3, "message": "Your token does not have sufficient permissions"}, Rejected, "401-3"),
        (404, {"code": 40, "message": "Board not found."}, Rejected, "404-40"),
        (400, {"code": 1, "message": "too long"}, Rejected, "400-1"),
        (500, {"code": -1, "message": "Sorry"}, OutcomeUnknown, "500"),
        (502, "<html>", OutcomeUnknown, "502"),
    ],
)
def test_each_answer_is_the_error_that_says_what_to_do_next(
    status: int, body: object, kind: type[PlatformError], code: str
) -> None:
    found = error(status, body)
    assert isinstance(found, kind)
    assert found.code == code
    assert found.reason


def test_a_missing_permission_is_no_reason_to_renew_the_token() -> None:
    assert Pinterest().token_ended(answer(401, {"code": 2}))
    assert not Pinterest().token_ended(answer(401, {"code": 3}))


def test_a_limit_ends_when_the_header_says() -> None:
    limited = error(429, {"code": 8, "message": "Too many"}, **{"x-ratelimit-reset": "42"})
    assert isinstance(limited, Unavailable)
    assert limited.rate_limited
    assert limited.retry_at == NOW + timedelta(seconds=42)


def test_the_first_of_several_limits_is_the_one_that_counts() -> None:
    headers = {
        "x-ratelimit-limit": '100, 100;w=60;name="org_write", 1000;w=86400;name="universal"',
        "x-ratelimit-remaining": "7",
        "x-ratelimit-reset": "30",
        "date": "Fri, 27 Nov 2026 22:30:00 GMT",
    }
    quota = Pinterest().read_quota(answer(201, {}, **headers), operation="POST /v5/pins")
    assert quota is not None
    assert (quota.limit, quota.remaining, quota.resets_at) == (100, 7, NOW + timedelta(seconds=30))
    assert Pinterest().read_quota(answer(201, {}), operation="POST /v5/pins") is None


@pytest.mark.parametrize(
    ("url", "pin"),
    [
        ("https://www.pinterest.com/pin/114295444393866504/", "114295444393866504"),
        ("https://www.pinterest.com/pin/rye-bread--114295444393866504/", "114295444393866504"),
        ("https://www.pinterest.com/mapleandrye/", None),
    ],
)
def test_a_pins_id_is_read_from_its_address(url: str, pin: str | None) -> None:
    assert Pinterest().post_id_of(url) == pin
