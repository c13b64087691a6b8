"""Pinterest's scopes, categories of limits and way to sign in.

https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/
"""

from typing import Any

from flask import Response

from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.guard import Limit
from velocitypost.sandbox.social.oauth import Issued, OAuthRules, Refused

API, SITE = "/api.pinterest.com/v5", "/www.pinterest.com"
UPLOADS = "/pinterest-media-upload.s3-accelerate.amazonaws.com"
DAY_S = 86_400
ACCESS_LIFE_S, REFRESH_LIFE_S = 30 * DAY_S, 60 * DAY_S
# An app has trial access first: here those whose id begins so. Nobody but their owner sees what they make.
TRIAL = "trial-"

SCOPES = {
    "boards:read": "See your public boards, including group boards you join",
    "boards:read_secret": "See your secret boards",
    "boards:write": "Create, update, or delete your public boards",
    "pins:read": "See your public Pins",
    "pins:read_secret": "See your secret Pins",
    "pins:write": "Create, update, or delete your public Pins",
    "user_accounts:read": "See your user accounts and followers",
}
_READ_PINS = frozenset({"boards:read", "pins:read"})
_WRITE_PINS = frozenset({"boards:read", "boards:write", "pins:read", "pins:write"})
NEEDS = {
    "POST /v5/pins": _WRITE_PINS,
    "GET /v5/pins": _READ_PINS,
    "GET /v5/pins/:pin_id": _READ_PINS,
    "DELETE /v5/pins/:pin_id": _WRITE_PINS,
    "GET /v5/pins/:pin_id/analytics": _READ_PINS,
    "GET /v5/boards": frozenset({"boards:read"}),
    "POST /v5/boards": frozenset({"boards:read", "boards:write"}),
    "GET /v5/boards/:board_id/sections": frozenset({"boards:read"}),
    "POST /v5/media": frozenset({"pins:read", "pins:write"}),
    "GET /v5/media/:media_id": frozenset({"pins:read"}),
    "GET /v5/user_account": frozenset({"user_accounts:read"}),
}
WRITE, READ, ANALYTICS = (
    Limit(100, 60, bucket="org_write"),
    Limit(1_000, 60, bucket="org_read"),
    Limit(300, 60, bucket="org_analytics"),
)


def limit_of(operation: str) -> Limit:
    """The category that an operation belongs to."""
    if operation.endswith("/analytics"):
        return ANALYTICS
    return READ if operation.startswith("GET ") else WRITE


def token_answer(issued: Issued) -> dict[str, Any]:
    """https://developers.pinterest.com/docs/api/v5/oauth-token/"""
    given: dict[str, Any] = {
        "response_type": "authorization_code",
        "access_token": issued.access,
        "token_type": "bearer",
        "expires_in": issued.access_life_s,
        "scope": " ".join(issued.scopes),
    }
    if issued.refresh is not None and issued.refresh_life_s is not None:
        given["refresh_token"] = issued.refresh
        given["refresh_token_expires_in"] = issued.refresh_life_s
        given["refresh_token_expires_at"] = int(issued.now) + issued.refresh_life_s
    return given


def token_refusal(refused: Refused) -> Response:
    """In the form of the API's own errors, not in the standard's."""
    said = {
        "client": (401, 2, "Authentication failed."),
        "grant_type": (400, 1, f"'{refused.about}' is not one of the supported grant types"),
        "missing": (400, 1, f"Missing required field '{refused.about}'"),
    }
    status, code, words = said.get(refused.problem, (400, 283, "The authorization grant is invalid"))
    return answer({"code": code, "message": words, "status": "failure"}, status)


RULES = OAuthRules(
    authorize=f"{SITE}/oauth/",
    token=f"{API}/oauth/token",
    scopes=SCOPES,
    separators=",",
    client_auth=frozenset({"basic"}),
    code_life_s=600,
    access_life_s=ACCESS_LIFE_S,
    access_prefix="pina_",
    refresh="rotating",
    refresh_life_s=REFRESH_LIFE_S,
    answer=token_answer,
    words=token_refusal,
)
