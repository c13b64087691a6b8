"""X's page where a person says yes or no to an app. https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code"""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.datastructures import MultiDict

from velocitypost.sandbox.services.x.tokens import SCOPES, App, find_app, issue_code
from velocitypost.sandbox.state import Sandbox

LONGEST_STATE = 500


@dataclass(frozen=True, slots=True)
class Ask:
    """A well-formed authorization request."""

    app: App
    redirect_uri: str
    scope: str
    state: str
    challenge: str
    method: str

    def fields(self) -> dict[str, str]:
        """The request again, as hidden fields of the page's form."""
        return {
            "response_type": "code",
            "client_id": self.app.id,
            "redirect_uri": self.redirect_uri,
            "scope": self.scope,
            "state": self.state,
            "code_challenge": self.challenge,
            "code_challenge_method": self.method,
        }


class Malformed(Exception):
    """The request cannot be shown to anybody. X tells the person, not the app."""


def blueprint(sandbox: Sandbox) -> Blueprint:
    """GET and POST /x.com/i/oauth2/authorize."""
    consent = Blueprint("x_consent", __name__)

    @consent.get("/x.com/i/oauth2/authorize")
    def ask() -> str:
        wish = _read(sandbox, request.args)
        people = sandbox.accounts.listed("x", "owner")
        scopes = [(scope, SCOPES[scope]) for scope in wish.scope.split()]
        return render_template("x/consent.html", wish=wish, people=people, scopes=scopes)

    @consent.post("/x.com/i/oauth2/authorize")
    def decide() -> Response:
        wish = _read(sandbox, request.form)
        if request.form.get("decision") != "authorize":
            return _back(wish, {"error": "access_denied", "state": wish.state})
        account = sandbox.accounts.find("x", request.form.get("account", ""))
        if account is None or account.kind != "owner":
            raise Malformed("Choose the account that the app may act for.")
        code = issue_code(sandbox, wish.app.id, account.id, wish.scope, wish.redirect_uri, wish.challenge, wish.method)
        return _back(wish, {"state": wish.state, "code": code})

    @consent.errorhandler(Malformed)
    def malformed(problem: Malformed) -> Response:
        return make_response(render_template("x/consent_refused.html", reason=str(problem)), 400)

    return consent


def _back(wish: Ask, answer: dict[str, str]) -> Response:
    joint = "&" if "?" in wish.redirect_uri else "?"
    response = make_response(redirect(wish.redirect_uri + joint + urlencode(answer), 302))
    response.headers["cache-control"] = "no-store"
    return response


def _read(sandbox: Sandbox, given: MultiDict[str, str]) -> Ask:
    def needed(name: str) -> str:
        values = given.getlist(name)
        if len(values) != 1 or not values[0]:
            raise Malformed(f"The app's request lacks {name}, or has it twice.")
        return values[0]

    app = find_app(sandbox.store, needed("client_id"))
    if app is None:
        raise Malformed("No app with this client_id is registered here.")
    address = needed("redirect_uri")
    if not app.may_redirect_to(address):
        raise Malformed(f"{app.name} has not registered the redirect_uri {address}")
    if needed("response_type") != "code":
        raise Malformed("response_type must be code.")
    method = needed("code_challenge_method")
    if method not in ("S256", "plain"):
        raise Malformed("code_challenge_method must be S256 or plain.")
    state = needed("state")
    if len(state) > LONGEST_STATE:
        raise Malformed(f"state may be {LONGEST_STATE} characters long at most.")
    scope = " ".join(dict.fromkeys(needed("scope").split()))
    unknown = [name for name in scope.split() if name not in SCOPES]
    if unknown:
        raise Malformed(f"X knows no scope {', '.join(unknown)}.")
    return Ask(app, address, scope, state, needed("code_challenge"), method)
