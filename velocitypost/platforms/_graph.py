"""What Meta's services share: the errors, the limits and the lists of the Graph API.

https://developers.facebook.com/docs/graph-api/guides/error-handling
https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from velocitypost.contract.answers import reading_written
from velocitypost.contract.capabilities import Platform, error_by_status, retry_after
from velocitypost.contract.client import Client
from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.moments import after_seconds
from velocitypost.contract.spec import LongLived, Source, Version
from velocitypost.contract.types import Draft, Metrics, Problem, Quota
from velocitypost.core.http import Response
from velocitypost.platforms import _graph_refusals

VERIFIED = date(2026, 11, 1)
VERSION = Version("v26.0", Source("https://developers.facebook.com/docs/graph-api/changelog/versions", VERIFIED))
MEGABYTE = 1024 * 1024
# https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
LONG_LIVED = LongLived(
    f"https://graph.facebook.com/{VERSION.name}/oauth/access_token", "fb_exchange_token", "fb_exchange_token", "both"
)

_HOUR = timedelta(hours=1)
_TOKEN = frozenset({102, 190})
_PERMISSION = frozenset({3, 10, *range(200, 300)})
_RATE = frozenset({4, 17, 32, 341, 613, *range(80000, 80015)})
_PASSING = frozenset({-1, 1, 2})
_DUPLICATE = 506
_GONE = frozenset({"100/33", "803"})


class Graph(Platform):
    """A service with the Graph API's way to say no and to count requests."""

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        """https://developers.facebook.com/docs/graph-api/guides/error-handling"""
        name, error = self.spec.name, _error(response)
        if _is_broken_upload(response):
            return Unavailable(f"{name} did not get the whole file.", code="upload-broken")
        if not isinstance(error.get("code"), int):
            return error_by_status(response, writes=writes, now=now)
        code, subcode = error["code"], error.get("error_subcode")
        words = str(error.get("error_user_msg") or error.get("message") or "no reason given")
        both = f"{code}/{subcode}" if subcode else str(code)
        known = _graph_refusals.find(code, subcode, words)
        said = f"{name} says: {words}"
        reason = _graph_refusals.told(known, name, said) if known else said
        if code in _TOKEN:
            return ReconnectNeeded(f"{name} no longer accepts our sign-in for this account.", code=both)
        if known is not None and known.limit:
            return Unavailable(reason, code=both, retry_at=now + _HOUR, rate_limited=True)
        if known is not None and not known.passing:
            return Rejected(reason, code=both, fix=known.fix)
        if code in _RATE:
            reason = f"{name} has taken as many requests as it allows for now."
            return Unavailable(reason, code=both, retry_at=_again_at(response, now), rate_limited=True)
        if code in _PERMISSION:
            fix = "If it speaks of a permission, connect the account again and allow everything that is asked."
            return Rejected(said, code=both, fix=fix)
        if code == _DUPLICATE:
            fix = "Change the text a little and post it again."
            return Rejected(f"{name} refuses the same text twice in a row.", code=both, fix=fix, duplicate=True)
        if code in _PASSING or response.status >= 500 or error.get("is_transient"):
            return OutcomeUnknown(reason, code=both) if writes else Unavailable(reason, code=both)
        return Unavailable(reason, code=both) if known else Rejected(said, code=both)

    def token_ended(self, response: Response) -> bool:
        return response.status >= 400 and _error(response).get("code") in _TOKEN

    def read_quota(self, response: Response, *, operation: str) -> Quota | None:
        """The headers count in percent of a sliding hour: only a full one says something of the next request."""
        percent, minutes = _usage(response)
        if percent < 100:
            return None
        try:
            now = parsedate_to_datetime(response.headers["date"]).astimezone(UTC)
        except (KeyError, ValueError):
            return None
        return Quota(operation, 100, 0, (after_seconds(now, minutes * 60) if minutes else None) or now + _HOUR)


def require_room(name: str, client: Client, path: str, fields: tuple[str, str]) -> None:
    """Raises `Unavailable` where the account has posted as much today as it may. `fields` are usage and limits."""
    usage, config = fields
    rows = client.get(path, {"fields": f"{usage},{config}"}).get("data") or [{}]
    used, most = rows[0].get(usage, 0), rows[0].get(config, {}).get("quota_total")
    if most is not None and used >= most:
        raise Unavailable(
            f"This account has used up the {most} posts that {name} takes from apps in 24 hours.",
            code="quota",
            retry_at=client.now + _HOUR,
            rate_limited=True,
        )


def new_id(response: Response, name: str, member: str = "id") -> str:
    """The id of what was just published. Raises `OutcomeUnknown`."""
    with reading_written(name, "the post"):
        return str(response.json()[member])


def is_gone(error: Rejected) -> bool:
    """Whether the service says that there is no such object."""
    return error.code in _GONE


def remove(client: Client, post_id: str) -> None:
    """Deletes an object; one that is gone already is no error."""
    try:
        client.send("DELETE", f"/{post_id}", writes=True)
    except Rejected as error:
        if not is_gone(error):
            raise


def numbers(
    client: Client, post_ids: Sequence[str], read_one: Callable[[Client, str], Metrics]
) -> Mapping[str, Metrics]:
    """Those of each post that is still there."""
    found = {}
    for post_id in post_ids:
        try:
            found[post_id] = read_one(client, post_id)
        except Rejected as error:
            if not is_gone(error):
                raise
    return found


def pages(client: Client, path: str, params: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """The objects of an edge, over all its pages. https://developers.facebook.com/docs/graph-api/results"""
    query = dict(params)
    while True:
        answer = client.get(path, query)
        yield from answer.get("data", ())
        paging = answer.get("paging", {})
        if "next" not in paging:
            return
        query["after"] = paging["cursors"]["after"]


def moment(text: str) -> datetime:
    """A Graph timestamp, such as 2026-11-27T08:30:00+0000."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z").astimezone(UTC)


def insights(answer: Mapping[str, Any]) -> dict[str, int]:
    """Numbers by metric. One that is not there is not known yet, never 0."""
    return {
        row["name"]: int(row["total_value"]["value"] if "total_value" in row else row["values"][0]["value"])
        for row in answer.get("data", ())
        if "total_value" in row or row.get("values")
    }


def unseen_text(name: str, kind: str, draft: Draft) -> Iterator[Problem]:
    """Stories show pictures and videos only."""
    if kind == "story" and draft.text.strip():
        message = f"{name} shows no text on a story; what is written here stays here."
        yield Problem("warning", "text", "text_not_shown", message)


def comparable(text: str) -> str:
    """The services trim and join white space, and show an @ only to those who may see it."""
    return " ".join(text.replace("@", "").split())


def _error(response: Response) -> Mapping[str, Any]:
    error = response.members().get("error")
    if not isinstance(error, dict):
        return {}
    codes = ("code", "error_subcode")
    return {name: told for name, told in error.items() if name not in codes or isinstance(told, int)}


def _is_broken_upload(response: Response) -> bool:
    """The upload host has errors of its own, which say whether one may go on."""
    told = response.members().get("debug_info")
    return isinstance(told, dict) and bool(told.get("retriable"))


def _again_at(response: Response, now: datetime) -> datetime:
    _, minutes = _usage(response)
    told = after_seconds(now, minutes * 60) if minutes else None
    return retry_after(response, now) or told or now + _HOUR


def _usage(response: Response) -> tuple[int, int]:
    """The fullest of all counters in percent, and the minutes until requests are taken again, where it is told."""
    percent, minutes = 0, 0
    for header in ("x-app-usage", "x-business-use-case-usage"):
        try:
            told = json.loads(response.headers.get(header, "{}"))
            counters = [told] if header == "x-app-usage" else [row for rows in told.values() for row in rows]
            for counter in counters:
                percent = max(percent, *(int(counter.get(k, 0)) for k in ("call_count", "total_time", "total_cputime")))
                minutes = max(minutes, int(counter.get("estimated_time_to_regain_access", 0)))
        except (ValueError, AttributeError, TypeError, OverflowError, RecursionError):
            continue
    return percent, minutes
