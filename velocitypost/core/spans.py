"""Spans of time in words, as an answer of the API tells them beside the exact moment."""

from __future__ import annotations

from datetime import timedelta

_UNITS = (("day", 24 * 60), ("hour", 60), ("minute", 1))


def in_words(span: timedelta) -> str:
    """The two largest units of it, "2 hours 15 minutes"; "less than a minute" where there is none."""
    minutes, told = max(0, round(span.total_seconds() / 60)), []
    for name, size in _UNITS:
        count, minutes = divmod(minutes, size)
        if count:
            told.append(f"{count} {name}" + ("" if count == 1 else "s"))
    return " ".join(told[:2]) or "less than a minute"
