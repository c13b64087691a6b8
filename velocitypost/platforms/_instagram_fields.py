"""What a post is made of on Instagram, and what it would refuse of it.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from velocitypost.contract.types import Attachment, Draft, Problem
from velocitypost.platforms import _graph_places

_COMMENT_TAGS, _COMMENT_LINKS = 4, 1
_TAGS_Y = 0.8


def whole(kind: str, draft: Draft, children: Sequence[str]) -> Mapping[str, str]:
    """The fields of the container of a post; `children` are those of its files, where there are several."""
    options = draft.options
    if kind == "story":
        return {"media_type": "STORIES", **_file(draft.attachments[0]), **_tagged(draft, draft.attachments[0])}
    fields = {"caption": draft.text, **_graph_places.fields(draft, "location_id")}
    if children:
        fields |= {"media_type": "CAROUSEL", "children": ",".join(children)}
    else:
        fields |= {**_file(draft.attachments[0]), **_alt(draft.attachments[0]), **_tagged(draft, draft.attachments[0])}
    if kind == "reel":
        fields |= {"media_type": "REELS", "share_to_feed": _yes(options.get("share_to_feed", True))}
        if (second := options.get("cover_second")) is not None:
            fields["thumb_offset"] = str(int(second * 1000))
        if options.get("audio_name"):
            fields["audio_name"] = str(options["audio_name"])
    if names := options.get("collaborators"):
        fields["collaborators"] = json.dumps([name.removeprefix("@") for name in names])
    if options.get("made_with_ai"):
        fields["is_ai_generated"] = "true"
    return fields


def part(draft: Draft, attachment: Attachment) -> Mapping[str, str]:
    """The fields of one file's container, where there are several. Among those, pictures alone can show people."""
    moving = {"media_type": "VIDEO"} if attachment.kind == "video" else {}
    tagged = _tagged(draft, attachment) if attachment is _first_picture(draft) else {}
    return {"is_carousel_item": "true", **moving, **_file(attachment), **_alt(attachment), **tagged}


def option_problems(kind: str, draft: Draft) -> Iterator[Problem]:
    """What Instagram would refuse of a draft's options, or leave out."""
    options = draft.options
    if options.get("tagged") and len(draft.attachments) > 1 and _first_picture(draft) is None:
        message = "Instagram tags people on pictures only, where several files go together: add one, or nobody."
        yield Problem("error", "options", "option_invalid", message, "tagged")
    if kind != "story":
        yield from _graph_places.problems(draft)


def comment_problems(text: str) -> Iterator[Problem]:
    """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments"""
    tags, links = len(re.findall(r"#\w", text)), len(re.findall(r"https?://", text))
    if tags > _COMMENT_TAGS:
        message = f"Instagram takes at most {_COMMENT_TAGS} hashtags in a comment; here are {tags}."
        yield Problem("error", "text", "too_many_hashtags", message)
    if links > _COMMENT_LINKS:
        yield Problem("error", "text", "too_many_links", f"Instagram takes one link in a comment; here are {links}.")
    if text.isupper():
        yield Problem("error", "text", "capitals", "Instagram takes no comment in capital letters only.")


def _first_picture(draft: Draft) -> Attachment | None:
    return next((file for file in draft.attachments if file.kind == "image"), None)


def _file(attachment: Attachment) -> Mapping[str, str]:
    assert attachment.link is not None  # noqa: S101  a draft that is sent has its files at hand
    return {"video_url" if attachment.kind == "video" else "image_url": attachment.link()}


def _tagged(draft: Draft, shown_on: Attachment) -> dict[str, str]:
    """People: on a picture side by side in its lower part, on a video without a place."""
    names = [str(name).removeprefix("@") for name in draft.options.get("tagged") or ()]
    if not names:
        return {}
    tags: list[dict[str, Any]] = [{"username": name} for name in names]
    if shown_on.kind == "image":
        for place, tag in enumerate(tags, start=1):
            tag |= {"x": round(place / (len(names) + 1), 3), "y": _TAGS_Y}
    return {"user_tags": json.dumps(tags)}


def _alt(attachment: Attachment) -> Mapping[str, str]:
    return {"alt_text": attachment.alt} if attachment.kind == "image" and attachment.alt.strip() else {}


def _yes(value: Any) -> str:
    return "true" if value else "false"
