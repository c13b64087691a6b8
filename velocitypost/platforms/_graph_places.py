"""Places on Meta's services: Pages that have a location, named by their number.

https://developers.facebook.com/docs/graph-api/reference/location
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from velocitypost.contract.client import Client
from velocitypost.contract.spec import Choice, Option
from velocitypost.contract.types import Draft, Problem

OPTION = Option(
    "place",
    "Place",
    "text",
    formats=("feed", "reel"),
    max=300,
    help="The number of the place's Facebook Page, or its address with that number. The Page must have a location.",
)
# By itself, or at the end of an address: facebook.com/12345, …/p/Name-12345, …/profile.php?id=12345
_NUMBER = re.compile(r"(?:https?://(?:[\w-]+\.)*facebook\.com/(?:\S*?[/=-])?)?(\d{5,20})/?")


def fields(draft: Draft, name: str) -> dict[str, str]:
    """The place of a draft under the service's name for it; nothing where there is none."""
    number = _number(draft)
    return {name: number} if number else {}


def problems(draft: Draft) -> Iterator[Problem]:
    """What is no place."""
    if draft.options.get("place") and _number(draft) is None:
        message = "“Place”: write the number of the place's Facebook Page, or its address with that number."
        yield Problem("error", "options", "option_invalid", message, "place")


def of_page(client: Client) -> list[Choice]:
    """The Page that the token is of, where it stands for a place."""
    page = client.get("/me", {"fields": "id,name,location"})
    place = page.get("location") or {}
    if "latitude" not in place or "longitude" not in place:
        return []
    return [Choice(page["id"], ", ".join(filter(None, (page["name"], place.get("street"), place.get("city")))))]


def _number(draft: Draft) -> str | None:
    found = _NUMBER.fullmatch(str(draft.options.get("place") or "").strip())
    return found[1] if found else None
