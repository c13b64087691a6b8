"""Short tokens become long ones, and long ones are renewed while they live."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response

from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.social.answers import Problem, answer
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.tokens import Bearer


class LongLived:
    """The exchanges of a service whose tokens renew themselves."""

    def __init__(self, kit: Kit, answers: GraphAnswers, *, prefix: str, life_s: int, renewable_after_s: int) -> None:
        self._kit = kit
        self._answers = answers
        self._prefix = prefix
        self._life_s = life_s
        self._renewable_after_s = renewable_after_s

    def exchange(self, given: Mapping[str, str], grant_type: str) -> Response:
        """A long token for a short one; needs the app's secret."""
        self._require(given, "grant_type", grant_type)
        bearer = self._bearer(self._needed(given, "access_token"))
        app = self._kit.tokens.find_app(bearer.app)
        if app is None or not app.proves(self._needed(given, "client_secret")):
            raise self._answers.problem(400, "101", "Error validating client secret.")
        if bearer.details.get("long"):
            raise self._refused("The access token is long-lived already.")
        return answer(self._issued(bearer))

    def renew(self, given: Mapping[str, str], grant_type: str, *, told: Sequence[str] = ()) -> Response:
        """A new life for a long token that is a day old at least."""
        self._require(given, "grant_type", grant_type)
        bearer = self._bearer(self._needed(given, "access_token"))
        if not bearer.details.get("long"):
            raise self._refused("A short-lived access token cannot be refreshed.")
        if self._kit.sandbox.clock.now() - bearer.issued < self._renewable_after_s:
            raise self._refused("The access token must be at least 24 hours old to be refreshed.")
        renewed = self._issued(bearer)
        return answer(renewed | ({"permissions": ",".join(sorted(bearer.scopes))} if "permissions" in told else {}))

    def _issued(self, bearer: Bearer) -> dict[str, Any]:
        token = self._kit.tokens.issue(
            bearer.account,
            sorted(bearer.scopes),
            app=bearer.app,
            life_s=self._life_s,
            grant=bearer.grant,
            prefix=self._prefix,
            **{**bearer.details, "long": True},
        )
        return {"access_token": token, "token_type": "bearer", "expires_in": self._life_s}

    def _bearer(self, token: str) -> Bearer:
        bearer = self._kit.tokens.find(token)
        if bearer is None:
            raise Problem(self._answers.unauthorised("unknown"))
        if bearer.ended:
            raise Problem(self._answers.unauthorised("revoked"))
        if not bearer.live(self._kit.sandbox.clock.now()):
            raise Problem(self._answers.unauthorised("expired"))
        return bearer

    def _require(self, given: Mapping[str, str], name: str, value: str) -> None:
        if self._needed(given, name) != value:
            raise self._refused(f"Invalid {name}")

    def _needed(self, given: Mapping[str, str], name: str) -> str:
        if not given.get(name):
            raise self._refused(f"The parameter {name} is required")
        return given[name]

    def _refused(self, words: str) -> Problem:
        return self._answers.problem(400, "100", words)
