"""What YouTube's own rules add to the bounds of a post. https://developers.google.com/youtube/v3/docs/videos#properties"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from velocitypost.contract.errors import Rejected
from velocitypost.contract.spec import Choice
from velocitypost.contract.types import Attachment, Draft, Problem

SHORT_SECONDS = 180
UNVERIFIED_SECONDS = 900
_TAGS_MAX = 500

# Those that can be assigned, the same in all regions. https://developers.google.com/youtube/v3/docs/videoCategories/list
_CATEGORIES = {
    "22": "People & Blogs", "1": "Film & Animation", "2": "Autos & Vehicles", "10": "Music", "15": "Pets & Animals",
    "17": "Sports", "19": "Travel & Events", "20": "Gaming", "23": "Comedy", "24": "Entertainment",
    "25": "News & Politics", "26": "Howto & Style", "27": "Education", "28": "Science & Technology",
    "29": "Nonprofits & Activism",
}  # fmt: skip
CATEGORIES = tuple(Choice(value, label) for value, label in _CATEGORIES.items())


def film(draft: Draft) -> Attachment:
    """The video of a draft. Raises `Rejected` where there is none."""
    if (found := _film(draft)) is None:
        raise Rejected("YouTube needs a video.", code="no-video", fix="Add a video.")
    return found


def is_short(draft: Draft) -> bool:
    """A Short is known by its shape and its length; nothing else makes one."""
    found = _film(draft)
    upright = found is not None and found.width and found.height and found.height >= found.width
    return bool(found and upright and (found.seconds or 0) <= SHORT_SECONDS)


def resource(draft: Draft) -> Mapping[str, Any]:
    """What is said of a video as it goes up. https://developers.google.com/youtube/v3/docs/videos/insert"""
    chosen = draft.options
    return {
        "snippet": {
            "title": chosen["title"],
            "description": draft.text,
            "tags": chosen.get("tags") or [],
            "categoryId": chosen.get("category") or "22",
        },
        "status": {
            "privacyStatus": chosen.get("privacy") or "public",
            "selfDeclaredMadeForKids": bool(chosen.get("made_for_kids")),
            "containsSyntheticMedia": bool(chosen.get("altered")),
        },
        "paidProductPlacementDetails": {"hasPaidProductPlacement": bool(chosen.get("paid_promotion"))},
    }


def problems(draft: Draft) -> Iterator[Problem]:
    """What YouTube would refuse of a video and what stands beside it."""
    if _film(draft) is None:
        yield Problem("error", "media", "media_required", "YouTube needs a video.")
    elif len(draft.attachments) > 1 and draft.facts.get("verified") is False:
        message = "YouTube takes own thumbnails from channels with a confirmed phone number: youtube.com/verify."
        yield Problem("warning", "media", "thumbnail_not_taken", message)
    message = "YouTube takes neither < nor > in a title or a description."
    if re.search(r"[<>]", draft.text):
        yield Problem("error", "text", "angle_brackets", message)
    if re.search(r"[<>]", str(draft.options.get("title") or "")):
        yield Problem("error", "options", "angle_brackets", message, "title")
    if (length := tags_length(draft.options.get("tags") or ())) > _TAGS_MAX:
        message = f"YouTube takes {_TAGS_MAX} characters of tags together and counts {length} here."
        yield Problem("error", "options", "tags_too_long", message, "tags")


def tags_length(tags: Sequence[str]) -> int:
    """As YouTube counts them: with a comma between two, and in quotes where there is a space."""
    return sum(len(tag) + (2 if " " in tag else 0) for tag in tags) + max(0, len(tags) - 1)


def _film(draft: Draft) -> Attachment | None:
    return next((file for file in draft.attachments if file.kind == "video"), None)
