"""How Reddit says no: with a status, or with status 200 and a list of errors."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.social.answers import Answers, Problem, answer
from velocitypost.sandbox.social.oauth import Refused

_WORDS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}
_WORDS |= {500: "Internal Server Error", 503: "Service Unavailable"}


class RedditAnswers(Answers):
    """`{"message": "Forbidden", "error": 403}`, with a `reason` where there is one."""

    def say(self, status: int, code: str, words: str) -> Response:
        body: dict[str, Any] = {"message": _WORDS.get(status, "Error"), "error": status}
        return answer(body | ({"reason": code} if code else {}) | ({"explanation": words} if words else {}), status)

    def errors(self, code: str, words: str, field: str, **more: Any) -> Problem:
        """A refusal with status 200, as most are."""
        return Problem(answer({"json": {"errors": [[code, words, field]], **more}}))

    def invalid(self, code: str, words: str, field: str) -> Problem:
        """What `validate_on_submit` finds."""
        body = {"fields": [field], "explanation": words, "message": "Bad Request", "reason": code}
        return Problem(answer({**body, "error_type": "SUBMIT_VALIDATION_ERROR"}, 400))

    def unauthorised(self, why: str) -> Response:
        response = self.say(401, "", "")
        response.headers["www-authenticate"] = 'Bearer realm="reddit", error="invalid_token"'
        return response

    def lacking(self, scopes: frozenset[str]) -> Response:
        response = self.say(403, "", "")
        response.headers["www-authenticate"] = 'Bearer realm="reddit", error="insufficient_scope"'
        return response

    def too_many(self, allowance: Allowance) -> Response:
        return self.say(429, "", "")

    def rate_headers(self, allowances: Iterable[tuple[str, Allowance]]) -> Mapping[str, str]:
        told: dict[str, str] = {}
        for _, allowance in allowances:
            left = max(0, allowance.reset - int(self.sandbox.clock.now()))
            told = {
                "x-ratelimit-used": str(allowance.limit - allowance.remaining),
                "x-ratelimit-remaining": f"{allowance.remaining:.1f}",
                "x-ratelimit-reset": str(left),
            }
        return told

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return self.say(status, code or "", reason or "")

    def server_error(self, status: int) -> Response:
        return self.say(status, "", "")


def oauth_words(refused: Refused) -> Response:
    """Some errors come with status 200, some with no more than their status."""
    if refused.problem == "client":
        return answer({"message": "Unauthorized", "error": 401}, 401)
    if refused.problem == "refresh":
        return answer({"message": "Bad Request", "error": 400}, 400)
    if refused.problem == "grant_type":
        return answer({"error": "unsupported_grant_type"})
    if refused.problem == "missing":
        return answer({"error": f"NO_TEXT for field {refused.about}"})
    return answer({"error": "invalid_grant"})
