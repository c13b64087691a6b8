"""How many of those who saw posts answered. The one definition of an engagement rate here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_ANSWERS = ("likes", "replies", "reposts", "bookmarks")


def engagement_rate(numbers: Iterable[Mapping[str, int | None]]) -> float | None:
    """Answers by impressions, in percent, of the posts whose platform tells both; None where none does."""
    answers = seen = 0
    for one in numbers:
        if impressions := one.get("impressions"):
            seen += impressions
            answers += sum(one.get(name) or 0 for name in _ANSWERS)
    return round(100 * answers / seen, 1) if seen else None
