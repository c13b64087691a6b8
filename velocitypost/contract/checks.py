"""What can be said of a draft from a platform's limits alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.types import Attachment, Draft, Problem

_MEGABYTE = 1024 * 1024


def check_against_limits(platform: Platform, draft: Draft) -> list[Problem]:
    """The problems of `draft` by the platform's `Limits`, worst first."""
    problems = [*_text(platform, draft), *_media(platform, draft)]
    return sorted(problems, key=lambda problem: problem.severity != "error")


def _text(platform: Platform, draft: Draft) -> Iterator[Problem]:
    limits, name = platform.spec.limits, platform.spec.name
    length = platform.measure(draft.text)
    if length > limits.text_max:
        yield Problem(
            "error",
            "text",
            "too_long",
            f"{name} takes {limits.text_max:,} characters and counts {length:,} here: "
            f"{length - limits.text_max:,} too many.",
        )
    if not draft.text.strip() and (limits.text_required or not draft.attachments):
        yield Problem(
            "error",
            "text",
            "empty",
            f"There is nothing to post on {name} yet: write a text or add a picture.",
        )
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t" for char in draft.text):
        yield Problem(
            "error",
            "text",
            "control_characters",
            "The text holds invisible control characters. Remove them, or type it anew.",
        )


def _media(platform: Platform, draft: Draft) -> Iterator[Problem]:
    limits, name = platform.spec.limits, platform.spec.name
    images = [a for a in draft.attachments if a.kind == "image"]
    moving = [a for a in draft.attachments if a.kind in ("gif", "video")]
    if len(images) > limits.images_max:
        yield Problem(
            "error",
            "media",
            "too_many_images",
            f"{name} takes at most {limits.images_max} pictures in one post.",
        )
    if len(moving) > limits.videos_max:
        yield Problem(
            "error",
            "media",
            "too_many_videos",
            f"{name} takes at most {limits.videos_max} video or GIF in one post.",
        )
    if images and moving:
        yield Problem("error", "media", "mixed_media", f"{name} takes either pictures or one video or GIF, not both.")
    for attachment in draft.attachments:
        yield from _attachment(platform, attachment)


def _attachment(platform: Platform, attachment: Attachment) -> Iterator[Problem]:
    limits, name = platform.spec.limits, platform.spec.name
    most = {"image": limits.image_max_bytes, "gif": limits.gif_max_bytes, "video": limits.video_max_bytes}
    if attachment.kind == "image" and attachment.mime not in limits.image_types:
        yield Problem("error", "media", "type_not_taken", f"{name} does not take pictures of type {attachment.mime}.")
    if attachment.bytes > most.get(attachment.kind, 0):
        size = f"{attachment.bytes / _MEGABYTE:.1f} MB"
        limit = f"{most.get(attachment.kind, 0) / _MEGABYTE:.0f} MB"
        yield Problem("error", "media", "too_large", f"This file has {size}; {name} takes at most {limit}.")
    if limits.alt_text_max and len(attachment.alt) > limits.alt_text_max:
        yield Problem("error", "alt", "alt_too_long", f"{name} takes {limits.alt_text_max:,} characters of alt text.")
    if limits.alt_text_max and attachment.kind != "video" and not attachment.alt.strip():
        yield Problem("warning", "alt", "alt_missing", "Describe this picture for people who cannot see it.")
