"""LinkedIn's REST API: its version, its way to write ids, its errors.

https://learn.microsoft.com/en-us/linkedin/marketing/versioning
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from velocitypost.contract.answers import json_of
from velocitypost.contract.capabilities import error_by_status, retry_after
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.spec import Source, Version
from velocitypost.core.http import Response

VERIFIED = date(2026, 11, 1)
DOCS = "https://learn.microsoft.com/en-us/linkedin"
# Each version lives for a year from the middle of its month; 202607 is the newest whose release is documented.
VERSION = Version("202607", Source(f"{DOCS}/marketing/versioning", VERIFIED, expires_on=date(2027, 7, 15)))
HEADERS = {"linkedin-version": VERSION.name, "x-restli-protocol-version": "2.0.0"}

_NAME = "LinkedIn"
_PAGE = 50
_THROTTLED = 101
_POST_URN = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+")


def encoded(urn: str) -> str:
    """An id as it stands in a path or in a list."""
    return quote(urn, safe="")


def listed(urns: Iterable[str]) -> str:
    """Ids as Rest.li wants several of them: the brackets and commas bare, all else encoded."""
    return f"List({','.join(encoded(urn) for urn in urns)})"


def post_urn(text: str) -> str | None:
    """The first id of a post in an address or a sentence."""
    found = _POST_URN.search(text.replace("%3A", ":").replace("%3a", ":"))
    return found.group() if found else None


def get(
    client: Client, path: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] = HEADERS
) -> Any:
    """Asks and reads JSON. Raises `Unavailable` for what cannot be read."""
    return json_of(client.send("GET", path, params=params, headers=headers), _NAME)


def post(client: Client, path: str, params: Mapping[str, str], body: Mapping[str, Any]) -> Any:
    """Sends what no follower sees, and reads JSON. Raises `Unavailable` for what cannot be read."""
    return json_of(client.send("POST", path, params=params, json=body, headers=HEADERS), _NAME)


def pages(
    client: Client, path: str, params: Mapping[str, str], headers: Mapping[str, str] = HEADERS
) -> Iterator[Mapping[str, Any]]:
    """All elements of a list, page by page. https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/pagination"""
    start = 0
    while True:
        page = {**params, "start": str(start), "count": str(_PAGE)}
        elements = get(client, path, page, headers)["elements"]
        yield from elements
        if len(elements) < _PAGE:
            return
        start += _PAGE


def moment(milliseconds: int) -> datetime:
    """A time as LinkedIn writes it."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def read_error(response: Response, *, writes: bool, now: datetime) -> PlatformError:
    """https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling"""
    body = response.members()
    codes = [str(body.get("code") or response.status), *_input_codes(body)]
    reason = f"LinkedIn says: {body['message']}" if body.get("message") else ""
    status = response.status
    if status == 401:
        return ReconnectNeeded("LinkedIn no longer accepts our sign-in for this account.", code=codes[0])
    if status == 426:
        return Rejected(
            "LinkedIn has switched off the version of its API that this installation speaks.",
            code=codes[0],
            fix="Update VelocityPost, then post it again.",
        )
    if status == 429:
        return Unavailable(
            "LinkedIn has taken as many requests as it allows for today.",
            code=codes[0],
            retry_at=retry_after(response, now) or _next_day(body, now),
            rate_limited=True,
        )
    if "DUPLICATE_POST" in codes:
        return Rejected(
            f"LinkedIn says that it has this post already: {post_urn(reason) or 'it does not say which one'}.",
            code="DUPLICATE_POST",
            fix="Change the text a little and post it again.",
            duplicate=True,
        )
    if status == 403:
        fix = "Connect LinkedIn again and allow everything that it asks."
        return Rejected(reason or "LinkedIn does not allow this.", code=codes[0], fix=fix)
    if 400 <= status < 500 and status != 408:
        return Rejected(reason or f"LinkedIn answered with status {status}.", code=codes[0])
    return error_by_status(response, writes=writes, now=now, reason=reason)


def _input_codes(body: Mapping[str, Any]) -> list[str]:
    details = body.get("errorDetails")
    errors = details.get("inputErrors") if isinstance(details, dict) else None
    return [str(error.get("code")) for error in errors or () if isinstance(error, dict)]


def _next_day(body: Mapping[str, Any], now: datetime) -> datetime | None:
    """Daily limits end at midnight UTC. https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/rate-limits"""
    if body.get("serviceErrorCode") != _THROTTLED:
        return None
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
