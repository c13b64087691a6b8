"""How an XRPC service says no: `{"error": name, "message": words}`. https://atproto.com/specs/xrpc#error-responses"""

from collections.abc import Iterable, Mapping

from flask import Response

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.services.bluesky.rules import DAY, HOUR
from velocitypost.sandbox.social.answers import Answers, Problem, answer

_WINDOWS = {3_000: 300, 5_000: HOUR, 35_000: DAY, 1_000: DAY}


class XrpcAnswers(Answers):
    """The PDS's words."""

    def say(self, status: int, code: str, words: str) -> Response:
        return answer({"error": code, "message": words}, status)

    def invalid(self, words: str, name: str = "InvalidRequest") -> Problem:
        """400, to be raised."""
        return self.problem(400, name, words)

    def unauthorised(self, why: str) -> Response:
        if why == "missing":
            return self.say(401, "AuthMissing", "Authentication Required")
        if why == "unknown":
            return self.say(400, "InvalidToken", "Token could not be verified")
        return self.say(400, "ExpiredToken", f"Token has {'expired' if why == 'expired' else 'been revoked'}")

    def lacking(self, scopes: frozenset[str]) -> Response:
        return self.say(400, "InvalidToken", "Bad token scope")

    def too_many(self, allowance: Allowance) -> Response:
        return self.say(429, "RateLimitExceeded", "Rate Limit Exceeded")

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return self.say(status, code or "InvalidRequest", reason or "This is not allowed.")

    def server_error(self, status: int) -> Response:
        if status == 500:
            return self.say(500, "InternalServerError", "Internal Server Error")
        return self.say(status, "UpstreamFailure", "Upstream service unreachable")

    def rate_headers(self, allowances: Iterable[tuple[str, Allowance]]) -> Mapping[str, str]:
        """Of several limits, that which is closest to its end."""
        closest = min((allowance for _, allowance in allowances), key=lambda one: one.remaining, default=None)
        if closest is None:
            return {}
        return {
            "ratelimit-limit": str(closest.limit),
            "ratelimit-remaining": str(closest.remaining),
            "ratelimit-reset": str(closest.reset),
            "ratelimit-policy": f"{closest.limit};w={_WINDOWS.get(closest.limit, HOUR)}",
        }
