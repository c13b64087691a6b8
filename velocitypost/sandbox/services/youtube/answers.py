"""How Google's APIs say no. https://developers.google.com/youtube/v3/docs/errors"""

from flask import Response

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.social.answers import Answers, answer
from velocitypost.sandbox.social.oauth import Problem as Reason
from velocitypost.sandbox.social.oauth import Refused

_STATUS = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}
_STATUS |= {429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE"}
_HELP = "https://developers.google.com/identity/sign-in/web/devconsole-project"
_DOMAINS = {"quotaExceeded": "youtube.quota", "authError": "global", "insufficientPermissions": "global"}


class YouTubeAnswers(Answers):
    """One object under `error`, with a list whose `reason` is the code."""

    def say(self, status: int, code: str, words: str) -> Response:
        detail = {"message": words, "domain": _DOMAINS.get(code, "youtube.api"), "reason": code}
        error = {"code": status, "message": words, "errors": [detail]}
        return answer({"error": error | ({"status": _STATUS[status]} if status in _STATUS else {})}, status)

    def unauthorised(self, why: str) -> Response:
        what = "Request is missing required" if why == "missing" else "Request had invalid"
        words = f"{what} authentication credentials. Expected OAuth 2 access token. See {_HELP}."
        response = self.say(401, "authError", words)
        response.headers["www-authenticate"] = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
        return response

    def lacking(self, scopes: frozenset[str]) -> Response:
        words = "Request had insufficient authentication scopes."
        detail = {"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}
        more = {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "domain": "googleapis.com",
        }
        error = {"code": 403, "message": words, "errors": [detail], "status": "PERMISSION_DENIED", "details": [more]}
        return answer({"error": error}, 403)

    def too_many(self, allowance: Allowance) -> Response:
        link = '<a href="/youtube/v3/getting-started#quota">quota</a>'
        words = f"The request cannot be completed because you have exceeded your {link}."
        return self.say(403, "quotaExceeded", words)

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return self.say(status, code or "forbidden", reason or "The request is not properly authorized.")

    def rate_limited(self, retry_after: int | None, window_s: float) -> Response:
        response = self.say(429, "rateLimitExceeded", "Too many requests have been sent within a given time span.")
        if retry_after is not None:
            response.headers["retry-after"] = str(retry_after)
        return response

    def server_error(self, status: int) -> Response:
        return self.say(status, "backendError", "Backend Error")


def oauth_words(refused: Refused) -> Response:
    """The token endpoint's own words."""
    said: dict[Reason, tuple[int, str, str]] = {
        "client": (401, "invalid_client", "The OAuth client was not found."),
        "grant_type": (400, "unsupported_grant_type", f"Invalid grant_type: {refused.about}"),
        "missing": (400, "invalid_request", f"Missing required parameter: {refused.about}"),
        "code": (400, "invalid_grant", "Malformed auth code."),
        "redirect": (400, "redirect_uri_mismatch", "Bad Request"),
        "verifier": (400, "invalid_grant", "Invalid code verifier."),
        "refresh": (400, "invalid_grant", "Token has been expired or revoked."),
        "scope": (400, "invalid_scope", f"Some requested scopes were invalid: {refused.about}"),
        "token": (400, "invalid_token", "Token expired or revoked"),
    }
    status, error, description = said[refused.problem]
    return answer({"error": error, "error_description": description}, status)
