"""Edges: a page of objects with its cursors. https://developers.facebook.com/docs/graph-api/results"""

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import request

from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Given, given
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.kit import Kit

MOST = 100


def stamp(ms: int) -> str:
    """A moment as Meta writes it: 2026-11-27T08:30:00+0000"""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def page(
    kit: Kit,
    answers: GraphAnswers,
    where: str,
    values: Sequence[Any],
    show: Callable[[Post], dict[str, Any]],
    *,
    usual: int = 25,
    oldest_first: bool = False,
) -> dict[str, Any]:
    """The posts that `where` names, as the parameters `limit`, `after`, `since` and `until` bound them."""
    asked = Given(answers)
    limit = min(max(asked.whole("limit", usual) or usual, 1), MOST)
    conditions, bounds = [where], list(values)
    for name, condition in (("since", "created_ms>=?"), ("until", "created_ms<=?")):
        if (moment := _moment(asked.text(name), answers, name)) is not None:
            conditions.append(condition)
            bounds.append(moment * 1000 + (999 if name == "until" else 0))
    if after := asked.text("after"):
        conditions.append("seq>?" if oldest_first else "seq<?")
        bounds.append(_place(after, answers))
    found = kit.feed.select(" AND ".join(conditions), *bounds, limit=limit + 1, oldest_first=oldest_first)
    shown = found[:limit]
    body: dict[str, Any] = {"data": [show(post) for post in shown]}
    if shown:
        before, last = _cursor(shown[0].seq), _cursor(shown[-1].seq)
        body["paging"] = {"cursors": {"before": before, "after": last}}
        if len(found) > limit:
            query = {name: value for name, value in given().items() if name not in ("access_token", "after")}
            body["paging"]["next"] = f"{kit.address(request.path)}?{urlencode({**query, 'after': last})}"
    return body


def _moment(text: str, answers: GraphAnswers, name: str) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except ValueError:
        raise answers.invalid(f"Param {name} must be a timestamp or a date") from None


def _cursor(seq: int) -> str:
    return base64.urlsafe_b64encode(f"seq:{seq}".encode()).decode()


def _place(cursor: str, answers: GraphAnswers) -> int:
    try:
        word, _, number = base64.urlsafe_b64decode(cursor).decode().partition(":")
        return int(number) if word == "seq" else _not_a_cursor(cursor)
    except ValueError:
        raise answers.invalid("Invalid cursors values") from None


def _not_a_cursor(cursor: str) -> int:
    raise ValueError(cursor)
