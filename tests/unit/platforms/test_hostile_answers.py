"""Whatever a service answers, it becomes one of the four kinds of error, in words: for every platform."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from velocitypost.contract import registry
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.errors import OutcomeUnknown, ReconnectNeeded, Rejected, Unavailable
from velocitypost.core.http import Response

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLATFORMS = {platform.spec.key: platform for platform in registry.load()}
DEEP: Any = "x"
for _ in range(200):
    DEEP = {"error": DEEP}
SHAPES: list[Any] = [
    None,
    True,
    7,
    "error",
    [],
    [[]],
    {},
    {"error": None},
    {"error": "a word"},
    {"error": 7},
    {"error": []},
    {"error": {"code": "190", "message": None, "error_subcode": "x", "error_user_msg": [1]}},
    {"error": {"code": None, "errors": {"reason": 1}, "status": []}},
    {"error": {"code": {"a": 1}, "message": {"b": 2}, "errors": [None, "x", {"reason": None}], "details": "no"}},
    {"errors": "x"},
    {"errors": {"a": 1}},
    {"errors": [None]},
    {"errors": [[1, 2]]},
    {"errors": [{"message": {"x": 1}}], "detail": ["x"], "title": None},
    {"json": None},
    {"json": {"errors": None}},
    {"json": {"errors": [None, [], ["A"], [1, 2, 3]]}},
    {"message": 7, "code": "seven", "serviceErrorCode": "x", "errorDetails": "none", "status": "x"},
    {"data": {"error_code": 5}, "error": {"code": "unheard_of", "log_id": 3}},
    {"jobId": 3, "error": "already_exists"},
    DEEP,
    {"error": {"message": "\x00\ud83d <script>alert(1)</script>", "code": 10**40}},
]
BODIES = [b"", b"\xff\xfe\x00", b"<html>Bad gateway</html>", b"{", b"[" * 5_000, b'"\\ud800"']
BODIES += [json.dumps(shape).encode() for shape in SHAPES]
STATUSES = (200, 204, 302, 400, 401, 402, 403, 404, 409, 422, 426, 429, 500, 503, 599)
HEADERS: list[dict[str, str]] = [
    {},
    {
        "date": "Mon, 02 Mar 2026 09:00:00 GMT",
        "retry-after": "soon",
        "x-rate-limit-reset": "-1",
        "x-rate-limit-limit": "many",
        "ratelimit-reset": "9" * 40,
        "x-ratelimit-reset": "nan",
        "x-ratelimit-remaining": "",
        "x-app-usage": "[]",
        "x-business-use-case-usage": '{"1": [7]}',
        "www-authenticate": "Bearer error=",
    },
    {
        "date": "Mon, 02 Mar 2026 09:00:00 GMT",
        "x-ratelimit-used": "1e400",
        "x-ratelimit-limit": "100",
        "x-ratelimit-remaining": "nan",
        "x-app-usage": '{"call_count": 100, "estimated_time_to_regain_access": 1e30}',
        "retry-after": "9" * 40,
        "x-rate-limit-reset": "9" * 40,
        "x-ratelimit-reset": "inf",
        "ratelimit-reset": "²",
    },
]


def answers() -> Iterator[Response]:
    """Every status with every body, and with all sorts of headers."""
    yield from (Response(status, {}, body) for status in STATUSES for body in BODIES)
    yield from (Response(status, headers, b"{}") for status in STATUSES for headers in HEADERS)


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS.keys())
def test_every_answer_is_an_error_in_words_of_one_of_the_four_kinds(platform: Platform) -> None:
    for answer in answers():
        said = f"{answer.status} {answer.body[:80]!r} {dict(answer.headers)}"
        for writes in (True, False):
            error = platform.read_error(answer, writes=writes, now=NOW)
            assert isinstance(error, Rejected | ReconnectNeeded | Unavailable | OutcomeUnknown), said
            assert error.reason.strip(), said
            assert isinstance(error.code, str), said
            if isinstance(error, Unavailable) and error.retry_at is not None:
                assert error.retry_at - NOW < timedelta(days=40), said
        platform.read_quota(answer, operation="POST /x")
        assert platform.token_ended(answer) in (True, False), said


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS.keys())
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_after_a_broken_servers_answer_to_a_write_nobody_claims_to_know(platform: Platform, status: int) -> None:
    for body in (b"", b"<html>Bad gateway</html>", b"{}", b"[]"):
        written = platform.read_error(Response(status, {}, body), writes=True, now=NOW)
        assert isinstance(written, OutcomeUnknown), body
        assert isinstance(platform.read_error(Response(status, {}, body), writes=False, now=NOW), Unavailable)
