"""What an author may choose on Mastodon, and what a status is made of. https://docs.joinmastodon.org/methods/statuses/#create"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from velocitypost.contract.types import Draft, Problem


def status_of(draft: Draft, media_ids: list[str]) -> dict[str, Any]:
    """The members of a new status."""
    options = draft.options
    body: dict[str, Any] = {"status": draft.text, "visibility": options.get("visibility") or "public"}
    if media_ids:
        body["media_ids"] = media_ids
    if draft.reply_to:
        body["in_reply_to_id"] = draft.reply_to
    if poll := options.get("poll"):
        multiple = bool(options.get("poll_multiple"))
        body["poll"] = {"options": poll["choices"], "expires_in": poll["minutes"] * 60, "multiple": multiple}
    for name in ("spoiler_text", "sensitive", "language"):
        if options.get(name):
            body[name] = options[name]
    return body


def poll_problems(draft: Draft) -> Iterator[Problem]:
    """What the server would refuse of a poll."""
    poll = draft.options.get("poll")
    if not isinstance(poll, dict):
        return
    told = draft.facts.get("polls", {})
    choices = [choice for choice in poll.get("choices") or () if isinstance(choice, str)]
    minutes = poll.get("minutes")
    least, most = told.get("min_expiration", 300) // 60, told.get("max_expiration", 2_629_746) // 60
    characters = told.get("max_characters_per_option", 50)
    faults = {
        "Mastodon takes either a poll or files, not both.": bool(draft.attachments),
        f"An answer may have {characters} characters on this server.": any(
            len(regex.findall(r"\X", choice)) > characters for choice in choices
        ),
        "Of these, two answers are the same.": len(set(choices)) < len(choices),
        f"A poll runs for {least} minutes to {most // 1_440} days.": isinstance(minutes, int)
        and not least <= minutes <= most,
    }
    for message, wrong in faults.items():
        if wrong:
            yield Problem("error", "options", "option_invalid", message, "poll")
