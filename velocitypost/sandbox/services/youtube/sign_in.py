"""Google's OAuth for web servers. https://developers.google.com/identity/protocols/oauth2/web-server"""

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from velocitypost.sandbox.services.youtube.answers import oauth_words
from velocitypost.sandbox.services.youtube.rules import SCOPES
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.oauth import Issued, OAuthRules

ACCESS_LIFE_S = 3_599


def _wants_refresh(asked: Mapping[str, str]) -> bool:
    """Offline, and asked for consent anew: without that, only the very first permission gives one."""
    return asked.get("access_type") == "offline" and "consent" in asked.get("prompt", "").split()


def _granted(issued: Issued) -> dict[str, Any]:
    given: dict[str, Any] = {
        "access_token": issued.access,
        "expires_in": issued.access_life_s,
        "scope": " ".join(issued.scopes),
        "token_type": "Bearer",
    }
    if issued.refresh is not None and request.form.get("grant_type") != "refresh_token":
        given["refresh_token"] = issued.refresh
    return given


def _revoked(known: bool) -> Response:
    if known:
        return answer({})
    return answer({"error": "invalid_token", "error_description": "Token expired or revoked"}, 400)


RULES = OAuthRules(
    authorize="/accounts.google.com/o/oauth2/v2/auth",
    token="/oauth2.googleapis.com/token",
    revoke="/oauth2.googleapis.com/revoke",
    scopes=SCOPES,
    pkce="optional",
    pkce_methods=("S256", "plain"),
    access_life_s=ACCESS_LIFE_S,
    access_prefix="ya29.",
    refresh="steady",
    wants_refresh=_wants_refresh,
    granular=True,
    callback_extra={"authuser": "0", "prompt": "consent"},
    answer=_granted,
    words=oauth_words,
    revoked=_revoked,
)
