"""How Mastodon says no. https://docs.joinmastodon.org/entities/Error/"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from flask import Response

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.social.answers import Answers, answer
from velocitypost.sandbox.social.oauth import Refused

_TOKEN = {
    "missing": "The access token is invalid",
    "unknown": "The access token is invalid",
    "expired": "The access token expired",
    "revoked": "The access token was revoked",
}


class MastodonAnswers(Answers):
    """`{"error": words}` and nothing else."""

    def say(self, status: int, code: str, words: str) -> Response:
        return answer({"error": words}, status)

    def unauthorised(self, why: str) -> Response:
        response = self.say(401, "invalid_token", _TOKEN[why])
        response.headers["www-authenticate"] = (
            f'Bearer realm="Doorkeeper", error="invalid_token", error_description="{_TOKEN[why]}"'
        )
        return response

    def lacking(self, scopes: frozenset[str]) -> Response:
        return self.say(403, "insufficient_scope", "This action is outside the authorized scopes")

    def too_many(self, allowance: Allowance) -> Response:
        return self.say(429, "429", "Too many requests")

    def rate_headers(self, allowances: Iterable[tuple[str, Allowance]]) -> Mapping[str, str]:
        """Of several limits, that which is closest to its end."""
        closest = min((allowance for _, allowance in allowances), key=lambda one: one.remaining, default=None)
        if closest is None:
            return {}
        reset = datetime.fromtimestamp(closest.reset, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"
        return {
            "x-ratelimit-limit": str(closest.limit),
            "x-ratelimit-remaining": str(closest.remaining),
            "x-ratelimit-reset": reset,
        }

    def invalid(self, words: str) -> Response:
        """422 as Rails words it."""
        return self.say(422, "422", f"Validation failed: {words}")


def oauth_words(refused: Refused) -> Response:
    """Doorkeeper's sentences."""
    grant = (
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the "
        "authorization request, or was issued to another client."
    )
    client = (
        "Client authentication failed due to unknown client, no client authentication included, or unsupported "
        "authentication method."
    )
    if refused.problem == "client":
        return answer({"error": "invalid_client", "error_description": client}, 401)
    if refused.problem == "grant_type":
        words = "The authorization grant type is not supported by the authorization server."
        return answer({"error": "unsupported_grant_type", "error_description": words}, 400)
    if refused.problem == "missing":
        words = f"Missing required parameter: {refused.about}."
        return answer({"error": "invalid_request", "error_description": words}, 400)
    if refused.problem == "scope":
        words = "The requested scope is invalid, unknown, or malformed."
        return answer({"error": "invalid_scope", "error_description": words}, 400)
    return answer({"error": "invalid_grant", "error_description": grant}, 400)
