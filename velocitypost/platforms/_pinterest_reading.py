"""What Pinterest's answers say: its lists, its pins, its numbers and its limits.

https://developers.pinterest.com/docs/reference/pagination/ and …/rate-limits/
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from velocitypost.contract.capabilities import retry_after
from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.moments import after_seconds
from velocitypost.contract.types import Draft, Metrics, Published, Quota
from velocitypost.core.http import Response

_PAGE = "100"
_COUNTED_DAYS = 89


def pages(client: Client, path: str, **query: str) -> Iterator[Mapping[str, Any]]:
    """All items of a list. https://developers.pinterest.com/docs/reference/pagination/"""
    asked = {**query, "page_size": _PAGE}
    while True:
        page = client.get(path, asked)
        yield from page.get("items", ())
        if not (bookmark := page.get("bookmark")):
            return
        asked["bookmark"] = bookmark


def own_pins(client: Client, since: datetime) -> Iterator[Mapping[str, Any]]:
    """The account's since then; Pinterest lists the newest first."""
    for pin in pages(client, "/v5/pins"):
        if moment(pin["created_at"]) < since:
            return
        yield pin


def sent(draft: Draft) -> tuple[str, ...]:
    """What a pin made from the draft would show."""
    options = draft.options
    return (*map(_comparable, (draft.text, options.get("title"), options.get("link"))), str(options.get("board")))


def shown(pin: Mapping[str, Any]) -> tuple[str, ...]:
    """What a pin shows, to be compared with `sent`."""
    return (*map(_comparable, (pin.get("description"), pin.get("title"), pin.get("link"))), str(pin.get("board_id")))


def _comparable(text: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text or "")).split())


def moment(text: str) -> datetime:
    """A time as Pinterest writes it: in UTC, without saying so."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def published(client: Client, pin: Mapping[str, Any]) -> Published:
    """A pin that is there."""
    created = pin.get("created_at")
    return Published(pin["id"], f"{client.site_url}/pin/{pin['id']}/", moment(created) if created else None)


def analytics(client: Client, pin: Mapping[str, Any]) -> Mapping[str, Any]:
    """What only the analytics tell: saves and views, for a pin whose whole life they cover and a business account."""
    first = client.now.date() - timedelta(days=_COUNTED_DAYS)
    created = moment(pin["created_at"]).date()
    if created < first:
        return {}
    types = ["SAVE", "VIDEO_MRC_VIEW"] if pin.get("creative_type") == "VIDEO" else ["SAVE"]
    asked = {"start_date": f"{created}", "end_date": f"{client.now.date()}", "metric_types": ",".join(types)}
    try:
        told = client.get(f"/v5/pins/{pin['id']}/analytics", asked)
    except Rejected:
        return {}
    summary: Mapping[str, Any] = told.get("all", {}).get("summary_metrics", {})
    return summary


def metrics(pin: Mapping[str, Any], summary: Mapping[str, Any]) -> Metrics:
    """The numbers of a pin's whole life, from the pin itself and from its analytics."""
    lifetime = (pin.get("pin_metrics") or {}).get("lifetime_metrics") or {}
    saves, views = summary.get("SAVE"), summary.get("VIDEO_MRC_VIEW")
    return Metrics(
        likes=lifetime.get("reaction"),
        replies=lifetime.get("comment"),
        impressions=lifetime.get("impression"),
        clicks=lifetime.get("clickthrough"),
        bookmarks=int(saves) if saves is not None else None,
        video_views=int(views) if views is not None else None,
    )


def quota(response: Response, operation: str) -> Quota | None:
    """What is left of the limit that is nearest to its end."""
    limit, remaining, answered = _number(response, "limit"), _number(response, "remaining"), _answered(response)
    end = reset(response, answered) if answered is not None else None
    return None if limit is None or remaining is None or end is None else Quota(operation, limit, remaining, end)


def reset(response: Response, now: datetime) -> datetime | None:
    """The end of the window, which the header tells in seconds from the answer on."""
    seconds = _number(response, "reset")
    told = after_seconds(now, seconds) if seconds is not None else None
    return told or retry_after(response, now)


def _number(response: Response, name: str) -> int | None:
    """Of several limits in one header (`100, 100;w=1;name="a", …`) the nearest to its end stands first."""
    first = response.headers.get(f"x-ratelimit-{name}", "").partition(",")[0].partition(";")[0].strip()
    return int(first) if first.isascii() and first.isdigit() and len(first) < 12 else None


def _answered(response: Response) -> datetime | None:
    try:
        return parsedate_to_datetime(response.headers["date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None
