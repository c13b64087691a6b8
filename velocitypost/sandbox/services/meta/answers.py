"""How the Graph API says no, and how it tells what is left.

https://developers.facebook.com/docs/graph-api/guides/error-handling
https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, g

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.social.answers import Answers, Problem, answer
from velocitypost.sandbox.state import Sandbox

TOKEN = {
    "missing": ("2500", "An active access token must be used to query information about the current user."),
    "unknown": ("190", "Invalid OAuth access token - Cannot parse access token"),
    "expired": ("190/463", "Error validating access token: Session has expired."),
    "revoked": ("190/458", "Error validating access token: The user has not authorized application."),
}
PASSING = frozenset({1, 2, 4, 17, 341})


class GraphAnswers(Answers):
    """`code` is Meta's number, or number and subcode: "190/463". `kind` is the use case that usage headers name."""

    def __init__(self, sandbox: Sandbox, kind: str, lacks: str = "10") -> None:
        super().__init__(sandbox)
        self._kind = kind
        self._lacks = lacks

    def say(self, status: int, code: str, words: str, shown: str = "") -> Response:
        """`shown` is what Meta would show to a person."""
        number, _, subcode = code.partition("/")
        error: dict[str, Any] = {"message": words, "type": "OAuthException", "code": int(number)}
        if subcode:
            error["error_subcode"] = int(subcode)
        error["is_transient"] = int(number) in PASSING
        if shown:
            error |= {"error_user_title": "Not possible", "error_user_msg": shown}
        error["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
        return answer({"error": error}, status)

    def problem(self, status: int, code: str, words: str, shown: str = "") -> Problem:
        return Problem(self.say(status, code, words, shown))

    def invalid(self, words: str, code: str = "100") -> Problem:
        """400: something about the request."""
        number = code.partition("/")[0]
        return self.problem(400, code, f"(#{number}) {words}")

    def nowhere(self, node: str) -> Problem:
        """What Meta says of an object that is not there, or that the token may not see."""
        words = (
            f"Unsupported get request. Object with ID '{node}' does not exist, cannot be loaded due to missing "
            "permissions, or does not support this operation."
        )
        return self.problem(400, "100/33", words)

    def unauthorised(self, why: str) -> Response:
        code, words = TOKEN[why]
        response = self.say(400, code, words)
        response.headers["www-authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{words}"'
        return response

    def lacking(self, scopes: frozenset[str]) -> Response:
        words = f"(#{self._lacks}) Application does not have permission for this action: {', '.join(sorted(scopes))}"
        return self.say(403, self._lacks, words)

    def too_many(self, allowance: Allowance) -> Response:
        return self.say(403, "4", "(#4) Application request limit reached")

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return self.say(status, code or "200", reason or "(#200) Permissions error")

    def server_error(self, status: int) -> Response:
        return self.say(status, "2", "An unexpected error has occurred. Please retry your request later.")

    def rate_headers(self, allowances: Iterable[tuple[str, Allowance]]) -> Mapping[str, str]:
        """In percent of the window; the minutes until it opens again are told once it is full."""
        spent = list(allowances)
        if not spent:
            return {}
        used = max(self._percent(allowance) for _, allowance in spent)
        full = [allowance for _, allowance in spent if allowance.exceeded]
        left = max((allowance.reset - self.sandbox.clock.now() for allowance in full), default=0.0)
        account = g.get("account")
        usage = {"call_count": used, "total_cputime": used // 4, "total_time": used // 4}
        told = {"type": self._kind, **usage, "estimated_time_to_regain_access": -int(-left // 60)}
        return {
            "x-app-usage": json.dumps(usage),
            "x-business-use-case-usage": json.dumps({account.id if account else "0": [told]}),
            "facebook-api-version": "v26.0",
        }

    def _percent(self, allowance: Allowance) -> int:
        return 100 if allowance.exceeded else (allowance.limit - allowance.remaining) * 100 // max(allowance.limit, 1)
