"""Instagram Login: the consent page, the short token of a code, the long one for it, and its renewal.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
"""

from typing import Any

from flask import Blueprint, Response, request

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.instagram import rules
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.long_lived import LongLived
from velocitypost.sandbox.social.answers import Problem, answer
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.oauth import Issued, OAuthRules, Refused

SCOPES = {
    "instagram_business_basic": "See your profile and your posts",
    "instagram_business_content_publish": "Publish posts, reels and stories",
    "instagram_business_manage_comments": "Read and write comments",
    "instagram_business_manage_insights": "See how your posts do",
    "instagram_business_manage_messages": "Read and write messages",
}
_WORDS = {
    "client": "Invalid platform app",
    "grant_type": "Invalid grant_type",
    "code": "Matching code was not found or was already used.",
    "redirect": "Error validating verification code. Please make sure your redirect_uri is identical to the one you "
    "used in the OAuth dialog request",
}


def _answer(issued: Issued) -> dict[str, Any]:
    given = {"access_token": issued.access, "user_id": issued.account.id, "permissions": ",".join(issued.scopes)}
    return {"data": [given]}


def _words(refused: Refused) -> Response:
    message = _WORDS.get(refused.problem, f"Missing required field {refused.about}")
    return answer({"error_type": "OAuthException", "code": 400, "error_message": message}, 400)


RULES = OAuthRules(
    authorize="/www.instagram.com/oauth/authorize",
    token="/api.instagram.com/oauth/access_token",
    scopes=SCOPES,
    client_auth=frozenset({"body"}),
    separators=",",
    granular=True,
    code_life_s=3_600,
    access_life_s=rules.SHORT_LIFE_S,
    access_prefix="IGAA",
    denied={
        "error": "access_denied",
        "error_reason": "user_denied",
        "error_description": "The user denied your request",
    },
    fragment="#_",
    answer=_answer,
    words=_words,
)


def long_lived(kit: Kit, answers: GraphAnswers) -> Blueprint:
    """The two exchanges at graph.instagram.com, which need no version."""
    exchanges = Blueprint("instagram_long_lived", __name__)
    Gate(kit.sandbox, kit.key, answers).guard(exchanges)
    exchanges.register_error_handler(Problem, lambda problem: problem.response)
    lives = LongLived(kit, answers, prefix="IGAA", life_s=rules.LONG_LIFE_S, renewable_after_s=rules.RENEWABLE_AFTER_S)

    @exchanges.get("/graph.instagram.com/access_token")
    def exchange() -> Response:
        return lives.exchange(request.args, "ig_exchange_token")

    @exchanges.get("/graph.instagram.com/refresh_access_token")
    def renew() -> Response:
        return lives.renew(request.args, "ig_refresh_token", told=("permissions",))

    return exchanges
