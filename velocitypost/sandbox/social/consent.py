"""The page where a person says yes or no to an app, for every service that has one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.datastructures import MultiDict

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.social.look import Look
from velocitypost.sandbox.social.oauth import OAuthRules, issue_code
from velocitypost.sandbox.social.tokens import App, Tokens
from velocitypost.sandbox.state import Sandbox

LONGEST_STATE = 1_000
OWN_FIELDS = ("account", "decision", "also", "granted")
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


@dataclass(frozen=True, slots=True)
class Ask:
    """A well-formed authorization request."""

    app: App
    redirect_uri: str
    scopes: tuple[str, ...]
    fields: Mapping[str, str]


class Malformed(Exception):
    """The request cannot be shown to anybody: the person is told, not the app."""


class Consent:
    """GET shows the question, POST takes the answer, at the service's own address."""

    def __init__(self, sandbox: Sandbox, look: Look, rules: OAuthRules) -> None:
        self._sandbox = sandbox
        self._look = look
        self._rules = rules
        self._tokens = Tokens(sandbox, look.key)

    def blueprint(self) -> Blueprint:
        """The page at the rules' `authorize`."""
        pages = Blueprint(f"{self._look.key}_consent", __name__)
        pages.add_url_rule(self._rules.authorize, "ask", self.ask, methods=["GET"])
        pages.add_url_rule(self._rules.authorize, "decide", self.decide, methods=["POST"])
        pages.register_error_handler(Malformed, self._malformed)
        return pages

    def ask(self, **_path: str) -> str:
        wish, rules = self._read(request.args), self._rules
        people = rules.choices(self._sandbox, self._look.key)
        also = rules.also.accounts(self._sandbox) if rules.also else []
        return render_template(
            "social/consent.html",
            look=self._look,
            wish=wish,
            people=people,
            also=also,
            rules=rules,
            scopes=[(name, rules.scopes[name]) for name in wish.scopes],
        )

    def decide(self, **_path: str) -> Response:
        wish, rules = self._read(request.form), self._rules
        state = {"state": wish.fields["state"]} if "state" in wish.fields else {}
        if request.form.get("decision") != "authorize":
            return self._back(wish, {**rules.denied, **state})
        account = self._chosen()
        scopes = wish.scopes
        if rules.granular and (kept := request.form.getlist("granted")):
            scopes = tuple(name for name in scopes if name in kept)
        details = {rules.also.name: request.form.getlist("also")} if rules.also else {}
        life = rules.code_life_s
        asked = {
            name: value
            for name, value in wish.fields.items()
            if rules.pkce != "none" or not name.startswith("code_challenge")
        }
        key = self._look.key
        code = issue_code(self._sandbox, key, wish.app.id, account.id, scopes, life, **{**asked, "details": details})
        if wish.redirect_uri == OUT_OF_BAND:
            return make_response(render_template("social/code.html", look=self._look, wish=wish, code=code))
        return self._back(wish, {"code": code, **rules.callback_extra, **state}, rules.fragment)

    def _chosen(self) -> Account:
        name = request.form.get("account", "")
        for account in self._rules.choices(self._sandbox, self._look.key):
            if name in (account.handle, account.id):
                return account
        raise Malformed("Choose the account that the app may act for.")

    def _back(self, wish: Ask, given: Mapping[str, str], fragment: str = "") -> Response:
        joint = "&" if "?" in wish.redirect_uri else "?"
        response = make_response(redirect(wish.redirect_uri + joint + urlencode(given) + fragment, 302))
        response.headers["cache-control"] = "no-store"
        return response

    def _malformed(self, problem: Malformed) -> Response:
        return make_response(render_template("social/refused.html", look=self._look, reason=str(problem)), 400)

    def _read(self, given: MultiDict[str, str]) -> Ask:
        rules = self._rules
        fields = {name: value for name, value in given.items() if name not in OWN_FIELDS}

        def needed(name: str) -> str:
            values = given.getlist(name)
            if len(values) != 1 or not values[0]:
                raise Malformed(f"The app's request lacks {name}, or has it twice.")
            return values[0]

        app = self._tokens.find_app(needed(rules.client_id))
        if app is None:
            raise Malformed(f"No app with this {rules.client_id} is registered here.")
        address = needed("redirect_uri")
        if not app.may_redirect_to(address):
            raise Malformed(f"{app.name} has not registered the redirect_uri {address}")
        if needed("response_type") != "code":
            raise Malformed("response_type must be code.")
        for name in rules.needed:
            needed(name)
        if len(given.get("state", "")) > LONGEST_STATE:
            raise Malformed(f"state may be {LONGEST_STATE} characters long at most.")
        self._read_challenge(given)
        return Ask(app, address, self._scopes(given, app), fields)

    def _read_challenge(self, given: MultiDict[str, str]) -> None:
        rules, challenge = self._rules, given.get("code_challenge", "")
        if rules.pkce == "required" and not challenge:
            raise Malformed("The app's request lacks code_challenge.")
        method = given.get("code_challenge_method", "plain")
        if challenge and rules.pkce != "none" and method not in rules.pkce_methods:
            raise Malformed(f"code_challenge_method must be {' or '.join(rules.pkce_methods)}.")

    def _scopes(self, given: MultiDict[str, str], app: App) -> tuple[str, ...]:
        named = re.split(f"[{re.escape(self._rules.separators)}]", given.get("scope", ""))
        scopes = tuple(dict.fromkeys(filter(None, named))) or self._rules.default_scopes
        if not scopes and self._rules.scope_required:
            raise Malformed("The app's request lacks scope, or has it twice.")
        unknown = [name for name in scopes if name not in self._rules.scopes]
        if unknown:
            raise Malformed(f"{self._look.name} knows no scope {', '.join(unknown)}.")
        if app.scopes and not set(scopes) <= app.scopes:
            raise Malformed("The app asks for more than it was registered for.")
        return scopes
