"""Threads' own login: the short token of a code, the long one for it, and its renewal.

https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
"""

from typing import Any

from flask import Blueprint, Response, request

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.long_lived import LongLived
from velocitypost.sandbox.services.threads import rules
from velocitypost.sandbox.social.answers import Problem, answer
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.oauth import Issued, OAuthRules, Refused

_WORDS = {
    "client": "Invalid platform app",
    "code": "Matching code was not found or was already used.",
    "redirect": "Error validating verification code. Please make sure your redirect_uri is identical to the one you "
    "used in the OAuth dialog request",
}


def _answer(issued: Issued) -> dict[str, Any]:
    return {"access_token": issued.access, "user_id": int(issued.account.id)}


def _words(refused: Refused) -> Response:
    message = _WORDS.get(refused.problem, f"Missing required field {refused.about}")
    return answer({"error_type": "OAuthException", "code": 400, "error_message": message}, 400)


RULES = OAuthRules(
    authorize="/threads.com/oauth/authorize",
    token="/graph.threads.net/oauth/access_token",
    scopes=rules.SCOPES,
    client_auth=frozenset({"body"}),
    separators=",",
    granular=True,
    code_life_s=3_600,
    access_life_s=rules.SHORT_LIFE_S,
    access_prefix="THAA",
    denied={
        "error": "access_denied",
        "error_reason": "user_denied",
        "error_description": "The user denied the request",
    },
    fragment="#_",
    token_form_only=False,
    answer=_answer,
    words=_words,
)


def long_lived(kit: Kit, answers: GraphAnswers) -> Blueprint:
    """The two exchanges, which need no version."""
    exchanges = Blueprint("threads_long_lived", __name__)
    Gate(kit.sandbox, kit.key, answers).guard(exchanges)
    exchanges.register_error_handler(Problem, lambda problem: problem.response)
    lives = LongLived(kit, answers, prefix="THAA", life_s=rules.LONG_LIFE_S, renewable_after_s=rules.RENEWABLE_AFTER_S)

    @exchanges.get("/graph.threads.net/access_token")
    def exchange() -> Response:
        return lives.exchange(request.args, "th_exchange_token")

    @exchanges.get("/graph.threads.net/refresh_access_token")
    def renew() -> Response:
        return lives.renew(request.args, "th_refresh_token")

    return exchanges
