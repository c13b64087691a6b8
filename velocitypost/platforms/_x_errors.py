"""How X says no, and what it tells of its limits. https://docs.x.com/x-api/fundamentals/response-codes-and-errors"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from velocitypost.contract import quotas
from velocitypost.contract.capabilities import error_by_status
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Quota
from velocitypost.core.http import Response

_PREFIX = "x-rate-limit-"
# X gives a refused repetition no code of its own: status 403 and one of these sentences, whole, is all there is.
_DUPLICATE = frozenset(f"You are not allowed to create a {word} with duplicate content." for word in ("Tweet", "Post"))


def error_of(response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """What an answer with status 400 or above stands for."""
    body = response.members()
    detail = _reason_of(body)
    if response.status == 429:
        return Unavailable(
            "X has taken as many requests from this account as it allows for now.",
            code="429",
            retry_at=quotas.reset_of(response, _PREFIX),
            rate_limited=True,
        )
    if response.status == 401:
        return ReconnectNeeded("X no longer accepts our sign-in for this account.", code="401")
    if response.status == 402:
        return Rejected(
            "The prepaid credits of this app at X are used up.",
            code="402",
            fix="Add credits in X's developer console, then post it again.",
        )
    if response.status == 403 and str(body.get("detail")) in _DUPLICATE:
        return Rejected(
            "X refuses the same text twice within a short time.",
            code="403-duplicate",
            fix="Change the text a little and post it again.",
            duplicate=True,
        )
    return error_by_status(response, writes=writes, now=now, reason=detail)


def quota_of(response: Response, operation: str) -> Quota | None:
    """What the headers tell of the limit of this operation."""
    return quotas.quota_of(response, _PREFIX, operation, reset=quotas.reset_of(response, _PREFIX))


def _reason_of(body: Mapping[str, Any]) -> str:
    """X's words for what is wrong."""
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    words = first.get("message") or body.get("detail") or body.get("error_description") or body.get("title")
    return f"X says: {words}" if words else ""
