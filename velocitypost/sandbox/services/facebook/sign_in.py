"""Facebook Login: a person, the Pages they let the app use, and tokens short and long.

https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
"""

from typing import Any

from flask import Response

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.facebook import rules
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.oauth import Also, Issued, OAuthRules, Refused, TokenEndpoint
from velocitypost.sandbox.social.tokens import App
from velocitypost.sandbox.state import Sandbox

_WORDS = {
    "client": ("101", "Error validating client secret."),
    "code": ("100/36009", "This authorization code has been used."),
    "redirect": (
        "100/36008",
        "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in "
        "the OAuth dialog request",
    ),
    "token": ("190", "Invalid OAuth access token."),
}


def _pages(sandbox: Sandbox) -> list[Account]:
    return sandbox.accounts.listed(rules.KEY, "page")


def _answer(issued: Issued) -> dict[str, Any]:
    return {"access_token": issued.access, "token_type": "bearer", "expires_in": issued.access_life_s}


def of(answers: GraphAnswers) -> OAuthRules:
    """The rules, with the service's complaints."""

    def words(refused: Refused) -> Response:
        code, said = _WORDS.get(refused.problem, ("100", f"Missing {refused.about} parameter."))
        return answers.say(400, code, said)

    def lengthen(endpoint: TokenEndpoint, app: App) -> Response:
        _, bearer = endpoint.exchangeable("fb_exchange_token")
        if bearer.app != app.id:
            raise Refused("token")
        details = {**bearer.details, "long": True}
        token = endpoint.tokens.issue(
            bearer.account,
            sorted(bearer.scopes),
            app=app.id,
            life_s=rules.LONG_LIFE_S,
            grant=bearer.grant,
            prefix="EAA",
            **details,
        )
        return answer({"access_token": token, "token_type": "bearer", "expires_in": rules.LONG_LIFE_S})

    return OAuthRules(
        authorize="/www.facebook.com/<version>/dialog/oauth",
        token="/graph.facebook.com/<version>/oauth/access_token",
        scopes=rules.SCOPES,
        client_auth=frozenset({"body"}),
        separators=", ",
        default_scopes=("public_profile",),
        scope_required=False,
        granular=True,
        also=Also("pages", "Which Pages may it use?", _pages),
        access_life_s=rules.SHORT_LIFE_S,
        access_prefix="EAA",
        denied={
            "error_reason": "user_denied",
            "error": "access_denied",
            "error_description": "Permissions error",
        },
        fragment="#_=_",
        token_methods=("GET", "POST"),
        token_form_only=False,
        answer=_answer,
        words=words,
        grants={"fb_exchange_token": lengthen},
    )
