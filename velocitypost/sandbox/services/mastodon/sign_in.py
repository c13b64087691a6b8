"""Registering an app at a server, and Doorkeeper's OAuth. https://docs.joinmastodon.org/methods/apps/ and …/oauth/"""

import secrets

from flask import Blueprint, Response

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.mastodon.answers import MastodonAnswers, oauth_words
from velocitypost.sandbox.services.mastodon.api import HOST
from velocitypost.sandbox.services.mastodon.body import parameters
from velocitypost.sandbox.services.mastodon.rules import SCOPES
from velocitypost.sandbox.social.answers import Problem, answer
from velocitypost.sandbox.social.consent import OUT_OF_BAND
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.oauth import Issued, OAuthRules, Refused, TokenEndpoint
from velocitypost.sandbox.social.tokens import App


def _answer(issued: Issued) -> dict[str, object]:
    return {
        "access_token": issued.access,
        "token_type": "Bearer",
        "scope": " ".join(issued.scopes),
        "created_at": int(issued.now),
    }


def _revoked(own: bool) -> Response:
    if own:
        return answer({})
    words = "You are not authorized to revoke this token"
    return answer({"error": "unauthorized_client", "error_description": words}, 403)


def _for_the_app(endpoint: TokenEndpoint, app: App) -> Response:
    """client_credentials: a token that belongs to nobody, good for public things only."""
    scopes = tuple(sorted(app.scopes)) or ("read",)
    token = endpoint.tokens.issue("", scopes, app=app.id, kind="app")
    now = int(endpoint.sandbox.clock.now())
    return answer({"access_token": token, "token_type": "Bearer", "scope": " ".join(scopes), "created_at": now})


RULES = OAuthRules(
    authorize=f"{HOST}/oauth/authorize",
    token=f"{HOST}/oauth/token",
    revoke=f"{HOST}/oauth/revoke",
    scopes=SCOPES,
    scope_required=False,
    default_scopes=("read",),
    separators=" +",
    pkce="optional",
    code_life_s=600,
    access_life_s=None,
    answer=_answer,
    words=oauth_words,
    revoked=_revoked,
    grants={"client_credentials": _for_the_app},
)


def apps(kit: Kit, answers: MastodonAnswers) -> Blueprint:
    """POST /api/v1/apps, open to everybody."""
    pages = Blueprint("mastodon_apps", __name__)
    Gate(kit.sandbox, kit.key, answers).guard(pages)
    pages.register_error_handler(Problem, lambda problem: problem.response)
    pages.register_error_handler(Refused, oauth_words)

    @pages.post(f"{HOST}/api/v1/apps")
    def create_app(instance: str) -> Response:
        given = parameters(answers)
        name, addresses = str(given.get("client_name") or ""), given.get("redirect_uris") or ""
        redirects = addresses if isinstance(addresses, list) else str(addresses).split()
        scopes = str(given.get("scopes") or "read").replace("+", " ").split()
        if not name:
            raise Problem(answers.invalid("Application name can't be blank"))
        if not redirects:
            raise Problem(answers.invalid("Redirect URI can't be blank"))
        if not all(one == OUT_OF_BAND or "://" in one for one in redirects):
            raise Problem(answers.invalid("Redirect URI must be an absolute URI."))
        if not set(scopes) <= set(SCOPES):
            raise Problem(answers.invalid("Scopes doesn't match configured on the server."))
        secret = secrets.token_urlsafe(32)
        app = kit.tokens.register(name, redirects, secret=secret, scopes=scopes, instance=instance)
        shown = {
            "id": str(int.from_bytes(app.id.encode()[:6])),
            "name": name,
            "website": given.get("website"),
            "scopes": scopes,
        }
        uris = {"redirect_uri": "\n".join(redirects), "redirect_uris": redirects}
        keys = {"client_id": app.id, "client_secret": secret, "client_secret_expires_at": 0, "vapid_key": ""}
        return answer(shown | uris | keys)

    return pages
