"""Signing in with an app password. https://docs.bsky.app/docs/api/com-atproto-server-create-session"""

import base64
import json
import secrets
from typing import Any

from flask import Blueprint, Response, g, render_template, request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.bluesky.answers import XrpcAnswers
from velocitypost.sandbox.services.bluesky.body import json_body
from velocitypost.sandbox.services.bluesky.names import app_password
from velocitypost.sandbox.services.bluesky.rules import (
    ACCESS_LIFE_S,
    APP_PASSWORD,
    DAY,
    GRACE_S,
    REFRESH_LIFE_S,
    SERVICE_TOKEN_USUAL_S,
)
from velocitypost.sandbox.social.answers import Problem, answer
from velocitypost.sandbox.social.kit import Kit

PDS = "bsky.social"


def jwt(kind: str, subject: str, scope: str, now: float, life_s: float, **claims: str) -> str:
    """A token in the form that it has there. Its signature is noise: the sandbox looks it up."""
    payload = {"scope": scope, "sub": subject, "iat": int(now), "exp": int(now + life_s), "aud": f"did:web:{PDS}"}
    return ".".join((_part({"typ": kind, "alg": "ES256K"}), _part({**payload, **claims}), secrets.token_urlsafe(48)))


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")


class Sessions:
    """Access tokens of two hours; refresh tokens that give a successor, and the same one for a short grace."""

    def __init__(self, kit: Kit, answers: XrpcAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def mount(self, api: Blueprint, base: str) -> None:
        """What needs a token."""
        api.post(f"{base}/com.atproto.server.refreshSession")(self.refresh_session)
        api.post(f"{base}/com.atproto.server.deleteSession")(self.delete_session)
        api.get(f"{base}/com.atproto.server.getSession")(self.get_session)
        api.get(f"{base}/com.atproto.server.getServiceAuth")(self.get_service_auth)

    def open_door(self, base: str) -> Blueprint:
        """createSession, and the page where people find their app password."""
        door = Blueprint("bluesky_door", __name__)
        door.register_error_handler(Problem, lambda problem: problem.response)
        Gate(self._kit.sandbox, self._kit.key, self._answers).guard(door)
        door.post(f"{base}/com.atproto.server.createSession")(self.create_session)
        return door

    def settings_page(self) -> Blueprint:
        """bsky.app's settings, as far as app passwords go."""
        page = Blueprint("bluesky_settings", __name__)

        @page.get("/bsky.app/settings/app-passwords")
        def app_passwords() -> str:
            people = self._kit.sandbox.accounts.listed(self._kit.key, "owner")
            rows = [(person, app_password(person.id)) for person in people]
            return render_template("bluesky/app_passwords.html", look=self._kit.look, people=rows)

        return page

    def create_session(self) -> Response:
        given = json_body(self._answers)
        name, password = given.get("identifier"), given.get("password")
        if not isinstance(name, str) or not isinstance(password, str):
            missing = "identifier" if not isinstance(name, str) else "password"
            raise self._answers.invalid(f'Input must have the property "{missing}"')
        for limit, window in ((30, 300), (300, DAY)):
            who = f"bluesky createSession {window} {name.lower()}"
            allowed = max(1, int(limit * self._kit.sandbox.dials.number("rate_limit_factor")))
            allowance = self._kit.sandbox.rates.spend(who, allowed, window)
            if allowance.exceeded:
                refused = self._answers.too_many(allowance)
                for header, value in self._answers.rate_headers([("", allowance)]).items():
                    refused.headers[header] = value
                return refused
        account = self._kit.account(name.lower())
        if account is None or not secrets.compare_digest(password.encode(), app_password(account.id).encode()):
            return self._answers.say(401, "AuthenticationRequired", "Invalid identifier or password")
        return answer(self.issued(account))

    def issued(self, account: Account, grant: str | None = None, refresh: str | None = None) -> dict[str, Any]:
        """A session, as createSession and refreshSession answer it."""
        kit, now = self._kit, self._kit.sandbox.clock.now()
        grant = grant or secrets.token_hex(8)
        access = jwt("at+jwt", account.id, APP_PASSWORD, now, ACCESS_LIFE_S, jti=secrets.token_hex(4))
        kit.tokens.issue(account.id, (APP_PASSWORD,), life_s=ACCESS_LIFE_S, grant=grant, token=access)
        if refresh is None:
            refresh = jwt(
                "refresh+jwt", account.id, "com.atproto.refresh", now, REFRESH_LIFE_S, jti=secrets.token_hex(8)
            )
            scopes = ("com.atproto.refresh",)
            kit.tokens.issue(account.id, scopes, life_s=REFRESH_LIFE_S, kind="refresh", grant=grant, token=refresh)
        return {
            "accessJwt": access,
            "refreshJwt": refresh,
            "handle": account.handle,
            "did": account.id,
            "didDoc": self._document(account),
            "email": f"{account.handle.partition('.')[0]}@example.com",
            "emailConfirmed": True,
            "emailAuthFactor": False,
            "active": True,
        }

    def _document(self, account: Account) -> dict[str, Any]:
        service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": f"https://{PDS}"}
        return {
            "@context": ["https://www.w3.org/ns/did/v1"],
            "id": account.id,
            "alsoKnownAs": [f"at://{account.handle}"],
            "service": [service],
        }

    def refresh_session(self) -> Response:
        successor = self._kit.drafts.find(f"after-{g.bearer.grant}-{g.token[-24:]}")
        if successor is not None:
            return answer(self.issued(g.account, g.bearer.grant, successor.data["token"]))
        session = self.issued(g.account, g.bearer.grant)
        known = {"token": session["refreshJwt"]}
        self._kit.drafts.open("successor", g.account.id, known, draft_id=f"after-{g.bearer.grant}-{g.token[-24:]}")
        self._kit.tokens.shorten(g.token, GRACE_S)
        return answer(session)

    def delete_session(self) -> Response:
        self._kit.tokens.end_grant(g.bearer.grant)
        return Response(status=200)

    def get_session(self) -> Response:
        names = ("handle", "did", "email", "emailConfirmed", "emailAuthFactor", "active")
        email = f"{g.account.handle.partition('.')[0]}@example.com"
        values = (g.account.handle, g.account.id, email, True, False, True)
        return answer(dict(zip(names, values, strict=True)) | {"didDoc": self._document(g.account)})

    def get_service_auth(self) -> Response:
        """A token for another service to act once, in one way, for this account."""
        audience, method, expires = (request.args.get(name) for name in ("aud", "lxm", "exp"))
        now = self._kit.sandbox.clock.now()
        if not audience or not audience.startswith("did:"):
            raise self._answers.invalid('Params must have the property "aud"')
        life: float = SERVICE_TOKEN_USUAL_S
        if expires is not None:
            if not expires.isdigit():
                raise self._answers.invalid("Error: exp must be an integer")
            life = int(expires) - now
        if life < 0:
            raise self._answers.invalid("expiration is in past", "BadExpiration")
        if life > 60 * 60 or (life > 60 and not method):
            raise self._answers.invalid(
                "cannot request a token with an expiration more than an hour in the future", "BadExpiration"
            )
        token = jwt("JWT", g.account.id, method or "", now, life, lxm=method or "", aud=audience)
        self._kit.tokens.issue(g.account.id, (method or "",), life_s=life, kind="service", token=token, aud=audience)
        return answer({"token": token})
