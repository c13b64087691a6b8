"""How Pinterest says no: a number and a sentence."""

from collections.abc import Iterable, Mapping

from flask import Response, g

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.social.answers import Answers, Problem, answer

AUTHENTICATION, PERMISSION, LIMIT, INVALID = 2, 3, 8, 1
NOT_PERMITTED, NO_BOARD, NO_PIN, NO_MEDIA = 29, 40, 50, 4174


class PinterestAnswers(Answers):
    """The code is a number of Pinterest's own."""

    def say(self, status: int, code: str, words: str) -> Response:
        number = int(code) if code.lstrip("-").isdigit() else NOT_PERMITTED
        return answer({"code": number, "message": words}, status)

    def unauthorised(self, why: str) -> Response:
        return answer({"code": AUTHENTICATION, "message": "Authentication failed.", "status": "failure"}, 401)

    def lacking(self, scopes: frozenset[str]) -> Response:
        words = (
            "Your token does not have sufficient permissions to perform this operation. "
            "Please ensure your token is authorized with the correct set of scopes."
        )
        return self.say(401, str(PERMISSION), words)

    def too_many(self, allowance: Allowance) -> Response:
        return self.say(429, str(LIMIT), "You have exceeded your rate limit. Try again later.")

    def server_error(self, status: int) -> Response:
        return self.say(status, "-1", "Sorry! Something went wrong on our end.")

    def rate_headers(self, allowances: Iterable[tuple[str, Allowance]]) -> Mapping[str, str]:
        """Each header tells the nearest limit first, then all with their windows."""
        known = list(allowances)
        if not known:
            return {}
        nearest = min((allowance for _, allowance in known), key=lambda one: one.remaining)
        left = max(0, nearest.reset - int(self.sandbox.clock.now()))
        names = ", ".join(f'{allowance.limit};w=60;name="{name}_app_id_user_id"' for name, allowance in known)
        return {
            "x-ratelimit-limit": f"{nearest.limit}, {names}",
            "x-ratelimit-remaining": str(nearest.remaining),
            "x-ratelimit-reset": str(left),
        }

    def invalid(self, words: str) -> Problem:
        """What was sent does not fit."""
        return self.problem(400, str(INVALID), words)

    def missing(self, number: int, words: str) -> Problem:
        """What is asked for is not there, or not the caller's."""
        g.missing = number
        return self.problem(404, str(number), words)
