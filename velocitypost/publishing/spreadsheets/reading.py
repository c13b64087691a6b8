"""What a row of cells says, before anybody asks whether it can be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from velocitypost.publishing.spreadsheets.columns import Column
from velocitypost.publishing.spreadsheets.dates import BadDate, Order, read
from velocitypost.publishing.spreadsheets.model import RowProblem
from velocitypost.publishing.times import BadTime, Moment, moment, zone_of

PARTS = "\n---\n"
_URLS = re.compile(r"[\s,;|]+(?=https?://)", re.IGNORECASE)
_ALTS = re.compile(r"(?<!\\)\|")
_LIST = re.compile(r"[,;|\n]")
_PARTS = re.compile(r"\n[ \t]*---[ \t]*\n")

Wish = Literal["schedule", "draft", "out"]
_WISHES: Mapping[str, Wish] = {
    **dict.fromkeys(
        ("scheduled", "schedule", "approved", "ready", "queued", "publish", "planned", "active"), "schedule"
    ),
    **dict.fromkeys(("draft", "drafts", "failed", "cancelled", "canceled", "idea", "pending"), "draft"),
    **dict.fromkeys(("published", "publishing", "processing", "unconfirmed", "sent", "posted"), "out"),
}


@dataclass(frozen=True)
class Reading:
    """What the row says. `wish` is what shall become of it; `when` is None for a draft and for what cannot be meant."""

    text: str
    accounts: tuple[str, ...]
    media: tuple[str, ...]
    alts: tuple[str, ...]
    link: str
    further: tuple[str, ...]
    tags: tuple[str, ...]
    campaign: str
    wish: Wish
    when: Moment | None
    problems: tuple[RowProblem, ...]


def reading(cells: Mapping[Column, str], *, zone: str, order: Order, now: datetime) -> Reading:
    """`zone` holds where the row names none."""
    problems: list[RowProblem] = []
    media = tuple(one for one in _URLS.split(cells.get("media", "").strip()) if one)
    wish = _wish(cells, problems)
    when = _when(cells, zone, order, now, problems) if wish == "schedule" else None
    return Reading(
        text=cells.get("text", ""),
        accounts=split(cells.get("accounts", "")),
        media=media,
        alts=_alts(cells.get("alt_text", ""), len(media), problems),
        link=cells.get("link", "").strip(),
        further=tuple(part.strip() for part in _PARTS.split(cells.get("first_comment", "")) if part.strip()),
        tags=split(cells.get("tags", "")),
        campaign=" ".join(cells.get("campaign", "").split()),
        wish=wish,
        when=when,
        problems=tuple(problems),
    )


def split(cell: str) -> tuple[str, ...]:
    """A list in one cell."""
    return tuple(dict.fromkeys(part.strip() for part in _LIST.split(cell) if part.strip()))


def joined_alts(alts: list[str]) -> str:
    """The descriptions of several files in one cell, each in its place."""
    if len(alts) < 2:
        return "".join(alts)
    return " | ".join(alt.replace("|", "\\|") for alt in alts) if any(alts) else ""


def _alts(cell: str, files: int, problems: list[RowProblem]) -> tuple[str, ...]:
    if files < 2:
        return (cell.strip(),) if cell.strip() else ()
    alts = tuple(alt.strip().replace("\\|", "|") for alt in _ALTS.split(cell)) if cell.strip() else ()
    if len(alts) > files:
        message = f"There are {len(alts)} descriptions for {files} files. Separate them with |."
        problems.append(RowProblem("alt_text", "error", message))
    return alts[:files]


def _wish(cells: Mapping[Column, str], problems: list[RowProblem]) -> Wish:
    """A row with a date is to be scheduled, and one without is a draft, where it does not say otherwise."""
    dated = bool(cells.get("date") or cells.get("time"))
    said = cells.get("state", "").strip().casefold()
    if not said:
        return "schedule" if dated else "draft"
    if (wish := _WISHES.get(said)) is None:
        problems.append(RowProblem("state", "error", f"“{said[:40]}” is not known here. Write scheduled or draft."))
        return "draft"
    if wish == "schedule" and not dated:
        problems.append(RowProblem("date", "error", "It is to be scheduled, but there is no date."))
    return wish


def _when(
    cells: Mapping[Column, str], zone: str, order: Order, now: datetime, problems: list[RowProblem]
) -> Moment | None:
    place = cells.get("time_zone", "").strip() or zone
    try:
        found = read(cells.get("date", ""), cells.get("time", ""), order)
        if found is None:
            return None
        if found.is_instant:
            local = found.at.astimezone(UTC).astimezone(zone_of(place)).replace(tzinfo=None)
        else:
            local = found.at
        meant = moment(local.isoformat(), place, now=now)
    except BadDate as bad:
        problems.append(RowProblem(bad.column, "error", str(bad)))
        return None
    except BadTime as bad:
        column: Column = "time_zone" if bad.field == "zone" else "date"
        problems.append(RowProblem(column, "error", str(bad)))
        return None
    except OverflowError:
        problems.append(RowProblem("date", "error", "This date cannot be meant. Choose a time to come."))
        return None
    problems += [RowProblem("time", "warning", notice) for notice in meant.notices]
    return meant
