"""How Threads counts, and what goes with a text alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import regex

from velocitypost.contract.types import Draft, Problem

_ANSWERS = "abcd"
_POLL_CHARACTERS = 25
LINKS = 5
_LINK = re.compile(r"https?://[^\s<>\"]+")
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{RI}|\u20E3")


def length(text: str) -> int:
    """In code points, but an emoji counts as many as it has bytes in UTF-8."""
    clusters = regex.findall(r"\X", text)
    return sum(len(cluster.encode() if _EMOJI.search(cluster) else cluster) for cluster in clusters)


def option_problems(draft: Draft) -> Iterator[Problem]:
    """What Threads would refuse of a draft's options."""
    options = draft.options
    if set(str(options.get("topic_tag") or "")) & set(".&"):
        yield Problem("error", "options", "option_invalid", "“Topic”: without . and &.", "topic_tag")
    for key, label in (("poll", "a poll"), ("link", "a link card")):
        if options.get(key) and draft.attachments:
            message = f"Threads takes {label} with a text only: remove the files or {label}."
            yield Problem("error", "options", "option_invalid", message, key)
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


def without_files(options: Mapping[str, Any]) -> dict[str, str]:
    """What goes with a text alone. https://developers.facebook.com/docs/threads/create-posts/polls"""
    fields = {}
    if options.get("link"):
        fields["link_attachment"] = str(options["link"])
    if poll := options.get("poll"):
        answers = {f"option_{letter}": text for letter, text in zip(_ANSWERS, poll["choices"], strict=False)}
        fields["poll_attachment"] = json.dumps(answers, ensure_ascii=False)
    return fields
