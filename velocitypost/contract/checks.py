"""What can be said of a draft from a platform's limits and options alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import regex

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.spec import Limits, Option
from velocitypost.contract.types import Attachment, Draft, Problem

_MEGABYTE = 1024 * 1024
_ASPECT_SLACK = 0.01
_HASHTAG = regex.compile(r"(?<![\p{L}\p{N}_&/#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*")
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def check_against_limits(platform: Platform, draft: Draft) -> list[Problem]:
    """The problems of `draft` by the platform's `Limits` and `Option`s, worst first."""
    limits = platform.limits_for(draft)
    name = platform.spec.name
    problems = [*_text(platform, limits, draft), *_media(name, limits, draft), *_options(platform, draft)]
    return sorted(problems, key=lambda problem: problem.severity != "error")


def _text(platform: Platform, limits: Limits, draft: Draft) -> Iterator[Problem]:
    name = platform.spec.name
    follows = draft.reply_to is not None and limits.follow_up_text_max is not None
    most = limits.follow_up_text_max if follows and limits.follow_up_text_max is not None else limits.text_max
    length = platform.measure(draft.text)
    if length > most:
        message = f"{name} takes {most:,} characters and counts {length:,} here: {length - most:,} too many."
        yield Problem("error", "text", "too_long", message)
    if not draft.text.strip() and (limits.text_required or not (draft.attachments or draft.options.get("poll"))):
        message = f"There is nothing to post on {name} yet: write a text or add a picture."
        yield Problem("error", "text", "empty", message)
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t" for char in draft.text):
        message = "The text holds invisible control characters. Remove them, or type it anew."
        yield Problem("error", "text", "control_characters", message)
    if limits.hashtags_max is not None and (tags := len(_HASHTAG.findall(draft.text))) > limits.hashtags_max:
        message = f"{name} takes at most {limits.hashtags_max} hashtags; here are {tags}."
        yield Problem("error", "text", "too_many_hashtags", message)
    if limits.links_max is not None and (links := len(set(_LINK.findall(draft.text)))) > limits.links_max:
        message = f"{name} takes at most {limits.links_max} links; here are {links}."
        yield Problem("error", "text", "too_many_links", message)


def _media(name: str, limits: Limits, draft: Draft) -> Iterator[Problem]:
    if draft.reply_to is not None and draft.attachments and not limits.follow_up_media:
        yield Problem("error", "media", "no_media_in_follow_up", f"{name} takes no files in a comment.")
        return
    by_kind: dict[str, list[Attachment]] = {"image": [], "moving": [], "document": []}
    for attachment in draft.attachments:
        by_kind["moving" if attachment.kind in ("gif", "video") else attachment.kind].append(attachment)
    images, moving, documents = by_kind["image"], by_kind["moving"], by_kind["document"]
    if limits.media_required and not draft.attachments and draft.reply_to is None:
        yield Problem("error", "media", "media_required", f"{name} needs {_wanted(limits)}.")
    yield from _too_many(name, len(images), limits.images_max, "too_many_images", ("picture", "pictures"))
    yield from _too_many(name, len(moving), limits.videos_max, "too_many_videos", ("video or GIF", "videos or GIFs"))
    yield from _too_many(name, len(documents), limits.documents_max, "too_many_documents", ("document", "documents"))
    if limits.attachments_max is not None:
        yield from _too_many(
            name, len(draft.attachments), limits.attachments_max, "too_many_files", ("file", "files together")
        )
    if (images and moving and not limits.mixed_media) or (documents and (images or moving)):
        message = f"{name} takes either pictures or one video or GIF, not both."
        if documents:
            message = f"{name} takes a document by itself, without pictures or videos."
        yield Problem("error", "media", "mixed_media", message)
    for attachment in draft.attachments:
        yield from _attachment(name, limits, attachment)


def _wanted(limits: Limits) -> str:
    if limits.images_max and limits.videos_max:
        return "a picture or a video"
    return "a picture" if limits.images_max else "a video"


def _too_many(name: str, count: int, most: int, code: str, words: tuple[str, str]) -> Iterator[Problem]:
    if count <= most:
        return
    if most == 0:
        yield Problem("error", "media", code, f"{name} takes no {words[1]} here.")
    else:
        yield Problem("error", "media", code, f"{name} takes at most {most} {words[most > 1]} in one post.")


def _attachment(name: str, limits: Limits, attachment: Attachment) -> Iterator[Problem]:
    kind = attachment.kind
    most = {
        "image": limits.image_max_bytes,
        "gif": limits.gif_max_bytes,
        "video": limits.video_max_bytes,
        "document": limits.document_max_bytes,
    }[kind]
    types = {"image": limits.image_types, "video": limits.video_types, "document": limits.document_types}.get(kind, ())
    words = {"image": "pictures", "video": "videos", "document": "documents"}.get(kind, "files")
    if kind != "gif" and types and attachment.mime not in types:
        yield Problem("error", "media", "type_not_taken", f"{name} does not take {words} of type {attachment.mime}.")
    if kind == "gif" and not most:
        yield Problem("error", "media", "type_not_taken", f"{name} takes no GIFs. Use a picture or a video.")
        return
    if attachment.bytes > most:
        size, limit = f"{attachment.bytes / _MEGABYTE:.1f} MB", f"{most / _MEGABYTE:.3g} MB"
        yield Problem("error", "media", "too_large", f"This file has {size}; {name} takes at most {limit}.")
    yield from _frame(name, limits, attachment)
    if limits.document_pages_max and (attachment.pages or 0) > limits.document_pages_max:
        message = f"{name} takes documents of at most {limits.document_pages_max} pages; this has {attachment.pages}."
        yield Problem("error", "media", "too_many_pages", message)
    if limits.alt_text_max and len(attachment.alt) > limits.alt_text_max:
        yield Problem("error", "alt", "alt_too_long", f"{name} takes {limits.alt_text_max:,} characters of alt text.")
    if limits.alt_text_max and kind in ("image", "gif") and not attachment.alt.strip():
        yield Problem("warning", "alt", "alt_missing", "Describe this picture for people who cannot see it.")


def _frame(name: str, limits: Limits, attachment: Attachment) -> Iterator[Problem]:
    picture = attachment.kind == "image"
    aspects = limits.image_aspect if picture else limits.video_aspect
    widths = limits.image_width if picture else limits.video_width
    if attachment.width and attachment.height and attachment.kind != "document":
        aspect = attachment.width / attachment.height
        if aspects and not aspects[0] * (1 - _ASPECT_SLACK) <= aspect <= aspects[1] * (1 + _ASPECT_SLACK):
            message = (
                f"{name} shows nothing {'narrower' if aspect < aspects[0] else 'wider'} than "
                f"{_ratio(aspects[0] if aspect < aspects[0] else aspects[1])}; this is {_ratio(aspect)}."
            )
            yield Problem("error", "media", "aspect", message)
        if widths[0] and attachment.width < widths[0]:
            message = f"{name} takes nothing narrower than {widths[0]} pixels; this has {attachment.width}."
            yield Problem("error", "media", "too_small", message)
        if widths[1] and attachment.width > widths[1]:
            message = f"{name} takes nothing wider than {widths[1]} pixels; this has {attachment.width}."
            yield Problem("error", "media", "too_wide", message)
    if attachment.kind == "video" and attachment.seconds is not None and limits.video_seconds:
        shortest, longest = limits.video_seconds
        if not shortest <= attachment.seconds <= longest + 0.5:
            message = (
                f"{name} takes videos of {_duration(shortest)} to {_duration(longest)} here; "
                f"this one is {_duration(attachment.seconds)} long."
            )
            yield Problem("error", "media", "duration", message)
    if attachment.kind == "video" and attachment.fps and limits.video_fps:
        slowest, fastest = limits.video_fps
        if not slowest - 0.1 <= attachment.fps <= fastest + 0.1:
            message = f"{name} takes {slowest:g} to {fastest:g} frames a second; this video has {attachment.fps:g}."
            yield Problem("error", "media", "frame_rate", message)


def _ratio(aspect: float) -> str:
    for width, height in ((1, 1), (4, 5), (5, 4), (9, 16), (16, 9), (2, 3), (3, 2), (3, 4), (4, 3)):
        if abs(aspect - width / height) < 0.005:
            return f"{width}:{height}"
    return f"{aspect:.2f}:1"


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:g} seconds" if seconds != 1 else "1 second"
    minutes = seconds / 60
    return f"{minutes:.3g} minutes" if minutes < 120 else f"{minutes / 60:.3g} hours"


def _options(platform: Platform, draft: Draft) -> Iterator[Problem]:
    if draft.reply_to is not None:
        return
    kind = platform.format_of(draft)
    for option in platform.spec.options:
        if option.formats and kind not in option.formats:
            continue
        value = draft.options.get(option.key, option.default)
        if value in (None, "", [], {}):
            if option.required:
                message = f"{platform.spec.name} needs “{option.label}”. {option.help}".strip()
                yield Problem("error", "options", "option_missing", message, option.key)
            continue
        if (fault := _fault(option, value)) is not None:
            yield Problem("error", "options", "option_invalid", f"“{option.label}”: {fault}", option.key)


def _fault(option: Option, value: Any) -> str | None:
    if option.kind in ("text", "long_text", "link", "media", "choice") and not isinstance(value, str):
        return "a text is wanted."
    if option.kind in ("text", "long_text") and option.max is not None and len(value) > option.max:
        return f"at most {option.max:,} characters; these are {len(value):,}."
    if option.kind == "link":
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return "write a whole address, such as https://example.com/page."
        return f"at most {option.max:,} characters." if option.max and len(value) > option.max else None
    if option.kind == "choice" and option.choices and value not in {choice.value for choice in option.choices}:
        return f"choose one of {', '.join(choice.label for choice in option.choices)}."
    if option.kind == "yes_no" and not isinstance(value, bool):
        return "say yes or no."
    if option.kind == "number" and (isinstance(value, bool) or not isinstance(value, int | float)):
        return "a number is wanted."
    if option.kind == "tags":
        if not isinstance(value, list) or any(not isinstance(tag, str) for tag in value):
            return "a list of words is wanted."
        return f"at most {option.max}." if option.max is not None and len(value) > option.max else None
    return _poll_fault(value, option.max) if option.kind == "poll" else None


def _poll_fault(value: Any, most: int | None) -> str | None:
    choices = value.get("choices") if isinstance(value, dict) else None
    minutes = value.get("minutes") if isinstance(value, dict) else None
    if not isinstance(choices, list) or any(not isinstance(c, str) or not c.strip() for c in choices):
        return "give each answer a text."
    if len(choices) < 2 or len(choices) > (most or 4):
        return f"a poll has 2 to {most or 4} answers."
    if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 1:
        return "say how long it runs."
    return None
