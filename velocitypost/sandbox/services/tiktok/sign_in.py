"""TikTok's OAuth. https://developers.tiktok.com/doc/oauth-user-access-token-management"""

from typing import Any

from velocitypost.sandbox.services.tiktok.answers import oauth_words
from velocitypost.sandbox.services.tiktok.rules import SCOPES
from velocitypost.sandbox.social.oauth import Issued, OAuthRules

ACCESS_LIFE_S, REFRESH_LIFE_S = 86_400, 31_536_000


def _granted(issued: Issued) -> dict[str, Any]:
    return {
        "open_id": issued.account.id,
        "scope": ",".join(issued.scopes),
        "access_token": issued.access,
        "expires_in": ACCESS_LIFE_S,
        "refresh_token": issued.refresh,
        "refresh_expires_in": REFRESH_LIFE_S,
        "token_type": "Bearer",
    }


RULES = OAuthRules(
    authorize="/www.tiktok.com/v2/auth/authorize/",
    token="/open.tiktokapis.com/v2/oauth/token/",
    revoke="/open.tiktokapis.com/v2/oauth/revoke/",
    scopes=SCOPES,
    client_id="client_key",
    client_auth=frozenset({"body"}),
    separators=",",
    needed=("state",),
    pkce="optional",
    # In hexadecimal, unlike everybody else: https://developers.tiktok.com/doc/login-kit-desktop
    pkce_digest=bytes.hex,
    access_life_s=ACCESS_LIFE_S,
    access_prefix="act.",
    refresh="rotating",
    refresh_life_s=REFRESH_LIFE_S,
    granular=True,
    denied={"error": "access_denied", "error_description": "User refused to authorize the application."},
    answer=_granted,
    words=oauth_words,
)
