"""How Threads counts, what a post is made of there, and what its refusals mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import regex

from velocitypost.contract.errors import PlatformError, Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft, Problem

_ANSWERS = "abcd"
_POLL_CHARACTERS = 25
LINKS = 5
_LINK = re.compile(r"https?://[^\s<>\"]+")
# giphy.com/gifs/name-ID, giphy.com/embed/ID, media.giphy.com/media/ID/giphy.gif, also with a token before the ID.
_GIF = re.compile(
    r"https?://(?:www\.)?giphy\.com/(?:gifs|embed|stickers)/(?:[\w-]*-)?(?P<page>[A-Za-z0-9]{6,40})(?:[/?#]\S*)?"
    r"|https?://(?:media\d*|i)\.giphy\.com/(?:media/)?(?:v1\.[\w-]+/)?(?P<file>[A-Za-z0-9]{6,40})(?:[./?#]\S*)?"
    r"|(?P<bare>[A-Za-z0-9]{6,40})"
)
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{RI}|\u20E3")
# https://developers.facebook.com/docs/threads/troubleshooting
_SPOILED = {
    "FAILED_DOWNLOADING_VIDEO": "could not fetch the file from here",
    "FAILED_PROCESSING_AUDIO": "could not use the sound of the video",
    "FAILED_PROCESSING_VIDEO": "could not use the video",
    "INVALID_ASPEC_RATIO": "does not take a file of this shape",
    "INVALID_BIT_RATE": "does not take a video with so many bits a second",
    "INVALID_DURATION": "takes videos of at most 5 minutes",
    "INVALID_FRAME_RATE": "takes videos of 23 to 60 frames a second",
    "INVALID_AUDIO_CHANNELS": "takes sound in one or two channels",
    "INVALID_AUDIO_CHANNEL_LAYOUT": "takes sound in one or two channels",
}


def length(text: str) -> int:
    """In code points, but an emoji counts as many as it has bytes in UTF-8."""
    clusters = regex.findall(r"\X", text)
    return sum(len(cluster.encode() if _EMOJI.search(cluster) else cluster) for cluster in clusters)


def gif_id(typed: str) -> str | None:
    """The id of a GIF at GIPHY, by itself or in an address of its page or of its file."""
    found = _GIF.fullmatch(typed.strip())
    return (found["page"] or found["file"] or found["bare"]) if found else None


def option_problems(draft: Draft) -> Iterator[Problem]:
    """What Threads would refuse of a draft's options."""
    options = draft.options
    if set(str(options.get("topic_tag") or "")) & set(".&"):
        yield Problem("error", "options", "option_invalid", "“Topic”: without . and &.", "topic_tag")
    for key, label in (("poll", "a poll"), ("link", "a link card"), ("gif", "a GIF of GIPHY")):
        if options.get(key) and draft.attachments:
            message = f"Threads takes {label} with a text only: remove the files or {label}."
            yield Problem("error", "options", "option_invalid", message, key)
    if options.get("gif") and gif_id(str(options["gif"])) is None:
        message = "“GIF”: write its address at GIPHY, such as https://giphy.com/gifs/bread-3o6Zt481isNVuQI1l6."
        yield Problem("error", "options", "option_invalid", message, "gif")
    links = {*_LINK.findall(draft.text), *filter(None, [options.get("link")])}
    if options.get("link") and len(links) > LINKS:
        message = f"Threads takes at most {LINKS} links with the card; here are {len(links)}."
        yield Problem("error", "options", "too_many_links", message, "link")
    poll = options.get("poll")
    choices = poll.get("choices", ()) if isinstance(poll, dict) else ()
    if any(len(str(choice)) > _POLL_CHARACTERS for choice in choices):
        message = f"“Poll”: each answer may have {_POLL_CHARACTERS} characters."
        yield Problem("error", "options", "option_invalid", message, "poll")
    if choices and not draft.text.strip():
        yield Problem("error", "text", "empty", "Threads takes no poll without a text: write the question.")


def post_fields(draft: Draft, children: Sequence[str]) -> dict[str, str]:
    """The fields of a post's container. https://developers.facebook.com/docs/threads/reference/publishing"""
    options = draft.options
    fields = {"text": draft.text} if draft.text else {}
    if children:
        fields |= {"media_type": "CAROUSEL", "children": ",".join(children)}
    elif draft.attachments:
        fields |= file_fields(draft.attachments[0])
    else:
        fields |= {"media_type": "TEXT", **_without_files(options)}
    if draft.reply_to:
        fields["reply_to_id"] = draft.reply_to
    for name in ("topic_tag", "reply_control"):
        if options.get(name):
            fields[name] = str(options[name])
    if options.get("spoiler") and draft.attachments:
        fields["is_spoiler_media"] = "true"
    return fields


def file_fields(attachment: Attachment) -> dict[str, str]:
    """Of one file, which Threads fetches."""
    assert attachment.link is not None  # noqa: S101  a draft that is sent has its files at hand
    kind = "VIDEO" if attachment.kind == "video" else "IMAGE"
    alt = {"alt_text": attachment.alt} if attachment.alt.strip() else {}
    return {"media_type": kind, f"{kind.lower()}_url": attachment.link(), **alt}


def _without_files(options: Mapping[str, Any]) -> dict[str, str]:
    """What goes with a text alone.

    https://developers.facebook.com/docs/threads/posts#topic-tags--links--and-gifs, of 2026: GIPHY is the only provider.
    https://developers.facebook.com/docs/threads/create-posts/polls
    """
    fields = {}
    if options.get("link"):
        fields["link_attachment"] = str(options["link"])
    if (gif := gif_id(str(options.get("gif") or ""))) is not None:
        fields["gif_attachment"] = json.dumps({"gif_id": gif, "provider": "GIPHY"})
    if poll := options.get("poll"):
        answers = {f"option_{letter}": text for letter, text in zip(_ANSWERS, poll["choices"], strict=False)}
        fields["poll_attachment"] = json.dumps(answers, ensure_ascii=False)
    return fields


def spoiled(word: str) -> PlatformError:
    """What a container's error stands for."""
    known = _SPOILED.get(word, f"could not prepare the post: {word or 'no reason given'}")
    reason = f"Threads {known}."
    if word == "FAILED_DOWNLOADING_VIDEO":
        return Unavailable(reason, code=word)
    return Rejected(reason, code=word, fix="Use another file." if word in _SPOILED else "")
