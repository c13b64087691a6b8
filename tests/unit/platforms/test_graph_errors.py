"""What the codes of Meta's services mean, and what their headers tell."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.types import Quota
from velocitypost.core.http import Response
from velocitypost.platforms import _graph
from velocitypost.platforms.facebook import Facebook
from velocitypost.platforms.instagram import Instagram

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FACEBOOK, INSTAGRAM = Facebook(), Instagram()


def answer(code: int, subcode: int | None = None, *, status: int = 400, **more: Any) -> Response:
    error = {"message": "In Meta's words.", "type": "OAuthException", "code": code, **more}
    headers = error.pop("headers", {})
    body = {"error": error | ({"error_subcode": subcode} if subcode else {})}
    return Response(status, headers, json.dumps(body).encode())


def error(response: Response, *, writes: bool = True) -> PlatformError:
    return INSTAGRAM.read_error(response, writes=writes, now=NOON)


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        (190, 463, ReconnectNeeded),
        (190, None, ReconnectNeeded),
        (102, None, ReconnectNeeded),
        (10, None, Rejected),
        (200, None, Rejected),
        (368, None, Rejected),
        (506, None, Rejected),
        (100, 33, Rejected),
        (100, 2207023, Rejected),
        (1, 1366046, Rejected),
        (352, 2207026, Rejected),
        (36003, 2207009, Rejected),
        (9004, 2207052, Rejected),
        (25, 2207050, Rejected),
        (4, 2207051, Rejected),
        (4, None, Unavailable),
        (17, None, Unavailable),
        (32, None, Unavailable),
        (613, None, Unavailable),
        (80001, None, Unavailable),
        (9, 2207042, Unavailable),
        (-2, 2207003, Unavailable),
        (9007, 2207027, Unavailable),
        (24, 2207008, Unavailable),
        (24, 4279009, Unavailable),
        (1, None, OutcomeUnknown),
        (2, None, OutcomeUnknown),
        (-1, 2207001, OutcomeUnknown),
    ],
)
def test_each_code_says_what_to_do_next(code: int, subcode: int | None, kind: type[PlatformError]) -> None:
    found = error(answer(code, subcode))
    assert type(found) is kind
    assert found.code == (f"{code}/{subcode}" if subcode else str(code))
    assert found.reason


def test_trouble_of_metas_own_leaves_a_write_in_doubt_and_nothing_else() -> None:
    for response in (answer(2), answer(-1, 2207001), answer(100, status=500), answer(5, is_transient=True)):
        assert type(error(response)) is OutcomeUnknown
        assert type(error(response, writes=False)) is Unavailable


def test_the_reason_is_metas_own_behind_ours_and_names_a_way_out() -> None:
    found = error(answer(36003, 2207009, error_user_msg="The aspect ratio is 0.5."))
    assert isinstance(found, Rejected)
    assert found.reason == (
        "Instagram shows pictures between 4:5 and 1.91:1 only. Instagram says: The aspect ratio is 0.5."
    )
    assert found.fix == "Crop the picture."
    assert error(answer(7)).reason == "Instagram says: In Meta's words."


def test_a_repetition_is_known_as_such_and_a_missing_permission_is_not_a_lost_sign_in() -> None:
    duplicate = error(answer(506))
    assert isinstance(duplicate, Rejected)
    assert duplicate.duplicate
    lacking = error(answer(10, status=403))
    assert isinstance(lacking, Rejected)
    assert "connect the account again" in lacking.fix


def test_what_is_no_error_of_the_graph_is_read_by_its_status() -> None:
    assert type(error(Response(502, {}, b"<html>Bad gateway</html>"))) is OutcomeUnknown
    assert type(error(Response(429, {"retry-after": "30"}, b"[]"))) is Unavailable
    assert type(error(Response(404, {}, b'{"error":"gone"}'))) is Rejected
    broken = {"debug_info": {"retriable": True, "type": "PartialRequestError", "message": "Partial"}}
    assert error(Response(400, {}, json.dumps(broken).encode())).code == "upload-broken"


def test_a_limit_ends_when_the_headers_say_so() -> None:
    usage = {"178": [{"type": "instagram", "call_count": 100, "estimated_time_to_regain_access": 19}]}
    told = error(answer(4, headers={"x-business-use-case-usage": json.dumps(usage)}))
    assert isinstance(told, Unavailable)
    assert told.retry_at == NOON + timedelta(minutes=19)
    untold = error(answer(4))
    assert isinstance(untold, Unavailable)
    assert untold.retry_at == NOON + timedelta(hours=1)
    garbled = error(answer(4, headers={"x-app-usage": "not json", "retry-after": "90"}))
    assert isinstance(garbled, Unavailable)
    assert garbled.retry_at == NOON + timedelta(seconds=90)


def test_only_a_full_counter_holds_back_the_next_request() -> None:
    def quota(percent: int) -> Any:
        headers = {"x-app-usage": json.dumps({"call_count": percent}), "date": "Mon, 02 Mar 2026 12:00:00 GMT"}
        return FACEBOOK.read_quota(Response(200, headers, b"{}"), operation="POST /feed")

    assert quota(99) is None
    assert quota(100) == Quota("POST /feed", 100, 0, NOON + timedelta(hours=1))


def test_a_dead_token_is_known_by_its_code_whatever_the_status() -> None:
    assert FACEBOOK.token_ended(answer(190, 460))
    assert FACEBOOK.token_ended(answer(190, status=401))
    assert not FACEBOOK.token_ended(answer(10, status=401))
    assert not FACEBOOK.token_ended(Response(200, {}, b'{"error":{"code":190}}'))


def test_numbers_that_are_not_there_are_not_zero() -> None:
    rows = [
        {"name": "views", "values": [{"value": 12}]},
        {"name": "reach", "values": []},
        {"name": "followers_count", "total_value": {"value": 3}},
    ]
    assert _graph.insights({"data": rows}) == {"views": 12, "followers_count": 3}
