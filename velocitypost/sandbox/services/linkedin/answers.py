"""How LinkedIn says no. https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling"""

from collections.abc import Sequence

from flask import Response, g, request

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.social.answers import Answers, Problem, answer

_TOKEN = {
    "missing": (65604, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token"),
    "unknown": (65600, "INVALID_ACCESS_TOKEN", "Invalid access token"),
    "expired": (65602, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired"),
    "revoked": (65601, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user"),
}
_METHODS = {"GET": "GET", "POST": "CREATE", "DELETE": "DELETE", "PUT": "UPDATE"}


class LinkedInAnswers(Answers):
    """A status, a code and a message; some with a number of the service's own, some with what is wrong where."""

    def say(self, status: int, code: str, words: str, **more: object) -> Response:
        response = answer({"status": status, **more, "code": code, "message": words}, status)
        response.headers["x-restli-error-response"] = "true"
        return response

    def unauthorised(self, why: str) -> Response:
        number, code, words = _TOKEN[why]
        return self.say(401, code, words, serviceErrorCode=number)

    def lacking(self, scopes: frozenset[str]) -> Response:
        resource = g.operation.partition(" ")[2].strip("/").split("/")[1]
        version = request.headers.get("linkedin-version", "NO_VERSION")
        words = f"Not enough permissions to access: {resource}.{_METHODS[request.method]}.{version}"
        return self.say(403, "ACCESS_DENIED", words, serviceErrorCode=100)

    def too_many(self, allowance: Allowance) -> Response:
        words = "Resource level throttle MEMBER DAY limit for calls to this resource is reached."
        return self.say(429, "TOO_MANY_REQUESTS", words, serviceErrorCode=101)

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return self.say(status, code or "ACCESS_DENIED", reason or "Data Processing Exception")

    def server_error(self, status: int) -> Response:
        return self.say(status, "INTERNAL_SERVER_ERROR", "Internal Server Error")

    def bad_field(self, code: str, path: str, words: str, status: int = 400) -> Problem:
        """One field is wrong, named by its path."""
        error = {"description": words, "input": {"inputPath": {"fieldPath": path}}, "code": code}
        details = {"errorDetailType": "com.linkedin.common.error.BadRequest", "errorDetails": {"inputErrors": [error]}}
        return Problem(self.say(status, code, words, **details))

    def bad_shape(self, errors: Sequence[tuple[str, str]]) -> Problem:
        """The body does not fit the resource's schema: every error as (path, what is wrong)."""
        words = "".join(f"ERROR :: {path} :: {wrong}\n" for path, wrong in errors)
        response = answer({"message": words, "status": 422}, 422)
        return Problem(response)

    def duplicate(self, urn: str) -> Problem:
        """The author has said the same a short while ago."""
        body = {
            "errorDetailType": "com.linkedin.common.error.BadRequest",
            "message": "com.linkedin.content.common.exception.BadRequestResponseException: "
            f"Content is a duplicate of {urn}",
            "errorDetails": {
                "inputErrors": [{"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}]
            },
            "status": 422,
        }
        return Problem(answer(body, 422))
