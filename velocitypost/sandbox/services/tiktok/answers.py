"""How TikTok says yes and no. https://developers.tiktok.com/doc/tiktok-api-v2-error-handling"""

import secrets
from typing import Any

from flask import Response

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.social.answers import Answers, answer
from velocitypost.sandbox.social.oauth import Problem as Reason
from velocitypost.sandbox.social.oauth import Refused


def log_id() -> str:
    """One of each answer."""
    return secrets.token_hex(16).upper()


def ok(data: dict[str, Any]) -> Response:
    """An answer whose error is "ok"."""
    return answer({"data": data, "error": {"code": "ok", "message": "", "log_id": log_id()}})


class TikTokAnswers(Answers):
    """The same envelope, with another code."""

    def say(self, status: int, code: str, words: str) -> Response:
        return answer({"data": {}, "error": {"code": code, "message": words, "log_id": log_id()}}, status)

    def unauthorised(self, why: str) -> Response:
        return self.say(401, "access_token_invalid", "The access token is invalid or not found in the request.")

    def lacking(self, scopes: frozenset[str]) -> Response:
        words = (
            f"The user did not authorize the scope required for completing this request: {', '.join(sorted(scopes))}."
        )
        return self.say(401, "scope_not_authorized", words)

    def too_many(self, allowance: Allowance) -> Response:
        return self.say(429, "rate_limit_exceeded", "The API rate limit was exceeded. Please try again later.")

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return self.say(status, code or "invalid_params", reason or "One or more fields in request is invalid.")

    def server_error(self, status: int) -> Response:
        return self.say(status, "internal_error", "Something went wrong on our side. Please try again later.")


def oauth_words(refused: Refused) -> Response:
    """The token endpoint has a form of its own."""
    said: dict[Reason, tuple[str, str]] = {
        "client": ("invalid_client", "Client key or secret is incorrect."),
        "grant_type": ("unsupported_grant_type", "The grant type is not supported."),
        "missing": ("invalid_request", f"The request parameters are malformed: {refused.about} is missing."),
        "code": ("invalid_grant", "Authorization code is expired."),
        "redirect": ("invalid_request", "Redirect_uri is not matched with the uri when requesting code."),
        "verifier": ("invalid_request", "Code verifier or code challenge is invalid."),
        "refresh": ("invalid_grant", "Refresh token is invalid or expired."),
        "scope": ("invalid_scope", f"Scope is invalid: {refused.about}"),
        "token": ("invalid_request", "The token is invalid."),
    }
    error, description = said[refused.problem]
    return answer({"error": error, "error_description": description, "log_id": log_id()}, 400)
