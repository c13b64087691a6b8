"""How a Mastodon server says no, and what it tells of its limits. https://docs.joinmastodon.org/entities/Error/"""

from __future__ import annotations

from datetime import UTC, datetime

from velocitypost.contract import quotas
from velocitypost.contract.capabilities import error_by_status
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Unavailable
from velocitypost.contract.types import Quota
from velocitypost.core.http import Response


def error_of(response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """What an answer with status 400 or above stands for."""
    reason = _reason_of(response)
    if response.status == 429:
        return Unavailable(
            "This Mastodon server has taken as many requests from this account as it allows for now.",
            code="429",
            retry_at=_reset_of(response),
            rate_limited=True,
        )
    if response.status == 401:
        return ReconnectNeeded("The Mastodon server no longer accepts our sign-in for this account.", code="401")
    return error_by_status(response, writes=writes, now=now, reason=reason)


def quota_of(response: Response, operation: str) -> Quota | None:
    """What the headers tell of the limit of this operation."""
    return quotas.quota_of(response, "x-ratelimit-", operation, reset=_reset_of(response))


def _reason_of(response: Response) -> str:
    """The server's words for a refusal; empty where it gives none."""
    words = response.members().get("error")
    return f"Mastodon says: {str(words).removeprefix('Validation failed: ')}" if words else ""


def _reset_of(response: Response) -> datetime | None:
    """When the limit that the answer tells of begins anew."""
    try:
        return datetime.fromisoformat(response.headers["x-ratelimit-reset"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None
