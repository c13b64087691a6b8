"""What goes with the first post of a thread alone. https://docs.x.com/x-api/posts/create-post"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from velocitypost.contract.types import Draft, Problem

_ANSWER_MAX = 25
_MINUTES = (5, 10_080)


def first_alone(draft: Draft) -> dict[str, Any]:
    """Members of the body: a poll, and who can reply."""
    members: dict[str, Any] = {}
    if poll := draft.options.get("poll"):
        members["poll"] = {"options": list(poll["choices"]), "duration_minutes": poll["minutes"]}
    if who := draft.options.get("reply_settings"):
        members["reply_settings"] = who
    return members


def poll_problems(draft: Draft) -> Iterator[Problem]:
    """What X would refuse of a poll."""
    poll = draft.options.get("poll")
    if not isinstance(poll, dict):
        return
    minutes = poll.get("minutes")
    choices = [choice for choice in poll.get("choices") or () if isinstance(choice, str)]
    faults = {
        "X takes a poll with a text only: remove the files or the poll.": bool(draft.attachments),
        f"An answer may have {_ANSWER_MAX} characters.": any(len(choice) > _ANSWER_MAX for choice in choices),
        "A poll on X runs for 5 minutes to 7 days.": isinstance(minutes, int)
        and not _MINUTES[0] <= minutes <= _MINUTES[1],
    }
    for message, wrong in faults.items():
        if wrong:
            yield Problem("error", "options", "option_invalid", message, "poll")
    if choices and not draft.text.strip():
        yield Problem("error", "text", "empty", "X takes no poll without a text: write the question.")
