"""What may be chosen for a post on TikTok, which the account's own settings decide.

https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info
https://developers.tiktok.com/doc/content-sharing-guidelines
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected, Unavailable
from velocitypost.contract.spec import Choice
from velocitypost.contract.types import Draft, Problem
from velocitypost.platforms import _tiktok

_PRIVACY = {
    "PUBLIC_TO_EVERYONE": "Everyone",
    "FOLLOWER_OF_CREATOR": "Followers",
    "MUTUAL_FOLLOW_FRIENDS": "Friends (you follow each other)",
    "SELF_ONLY": "Only you",
}


def form_of(draft: Draft) -> str:
    """Pictures or a video."""
    return "photo" if any(file.kind == "image" for file in draft.attachments) else "video"


def audiences(client: Client) -> list[Choice]:
    """Whom the account may post for."""
    offered = _tiktok.creator(client).get("privacy_level_options", ())
    return [Choice(value, _PRIVACY.get(value, value)) for value in offered]


def facts(client: Client) -> dict[str, Any]:
    """What the account may do, as far as we were allowed to ask."""
    try:
        allowed = _tiktok.creator(client)
    except (Rejected, Unavailable):
        return {}
    off = [name for name in ("comment", "duet", "stitch") if allowed.get(f"{name}_disabled")]
    return {
        "privacy": list(allowed.get("privacy_level_options", ())),
        "off": off,
        "max_seconds": allowed.get("max_video_post_duration_sec"),
    }


def problems(draft: Draft) -> Iterator[Problem]:
    """What the account's own settings and TikTok's guidelines rule out."""
    chosen, offered = draft.options, draft.facts.get("privacy")
    privacy = chosen.get("privacy")
    if privacy and offered and privacy not in offered:
        words = "TikTok does not offer this account the chosen audience."
        yield Problem("error", "options", "privacy_not_offered", words, "privacy")
    if chosen.get("branded_content") and privacy == "SELF_ONLY":
        words = "TikTok takes no paid partnership that only you can see."
        yield Problem("error", "options", "branded_private", words, "privacy")
    for name, option in (("comment", "allow_comments"), ("duet", "allow_duet"), ("stitch", "allow_stitch")):
        if chosen.get(option) and name in draft.facts.get("off", ()):
            words = "This is switched off in the account's own settings and stays off."
            yield Problem("warning", "options", "switched_off", words, option)


def post_info(draft: Draft, allowed: Mapping[str, Any], *, photo: bool) -> dict[str, Any]:
    """What is said of the post. `allowed` is what the creator has switched off or on."""
    chosen = draft.options
    said = {
        "privacy_level": chosen.get("privacy"),
        "disable_comment": bool(allowed.get("comment_disabled")) or not chosen.get("allow_comments"),
        "brand_organic_toggle": bool(chosen.get("own_brand")),
        "brand_content_toggle": bool(chosen.get("branded_content")),
        "is_aigc": bool(chosen.get("made_with_ai")),
    }
    if photo:
        title = str(chosen.get("title") or "")
        music = chosen.get("add_music") is not False
        return said | {"title": title, "description": draft.text, "auto_add_music": music}
    said |= {
        "title": draft.text,
        "disable_duet": bool(allowed.get("duet_disabled")) or not chosen.get("allow_duet"),
        "disable_stitch": bool(allowed.get("stitch_disabled")) or not chosen.get("allow_stitch"),
    }
    second = chosen.get("cover_second")
    return said if second is None else said | {"video_cover_timestamp_ms": round(float(second) * 1000)}
