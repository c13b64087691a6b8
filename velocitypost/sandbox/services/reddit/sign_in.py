"""Reddit's OAuth. https://github.com/reddit-archive/reddit/wiki/OAuth2"""

from typing import Any

from flask import Response, request

from velocitypost.sandbox.services.reddit.answers import oauth_words
from velocitypost.sandbox.services.reddit.rules import SCOPES
from velocitypost.sandbox.social.oauth import Issued, OAuthRules

ACCESS_LIFE_S = 86_400


def _granted(issued: Issued) -> dict[str, Any]:
    given: dict[str, Any] = {
        "access_token": issued.access,
        "token_type": "bearer",
        "expires_in": ACCESS_LIFE_S,
        "scope": " ".join(issued.scopes),
    }
    if issued.refresh is not None and request.form.get("grant_type") != "refresh_token":
        given["refresh_token"] = issued.refresh
    return given


def _revoked(_known: bool) -> Response:
    """A token that never was is as good as revoked."""
    return Response(status=204)


RULES = OAuthRules(
    authorize="/www.reddit.com/api/v1/authorize",
    token="/www.reddit.com/api/v1/access_token",
    revoke="/www.reddit.com/api/v1/revoke_token",
    scopes=SCOPES,
    client_auth=frozenset({"basic"}),
    separators=" ,",
    needed=("state", "duration"),
    access_life_s=ACCESS_LIFE_S,
    refresh="steady",
    wants_refresh=lambda asked: asked.get("duration") == "permanent",
    fragment="#_",
    answer=_granted,
    words=oauth_words,
    revoked=_revoked,
)
