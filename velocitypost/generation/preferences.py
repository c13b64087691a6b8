"""What a workspace has decided about its texts: what models may cost, and what is held back or never said."""

from __future__ import annotations

from dataclasses import dataclass

WORDS_MOST = 200
WORD_LENGTH_MOST = 80


@dataclass(frozen=True)
class Preferences:
    """A workspace's choices; `id` is the workspace's.

    Budgets are for a month; None follows the installation. `hold_back_unsupported` makes what no passage of the
    document supports a reason not to publish. `never` are words that must not appear, `partners` names whose mention is
    an advertisement.
    """

    id: str
    budget_tokens: int | None = None
    budget_micro_usd: int | None = None
    hold_back_unsupported: bool = False
    never: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    version: int = 0


class BadPreferences(Exception):
    """What was given cannot be kept. `field` says where; the text says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class PreferencesChanged(Exception):
    """Somebody else changed them meanwhile; nothing was overwritten."""


def cleaned(field: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Without blanks and repetitions. Raises `BadPreferences`."""
    kept = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    if len(kept) > WORDS_MOST:
        raise BadPreferences(field, f"At most {WORDS_MOST} can be kept.")
    if long := next((word for word in kept if len(word) > WORD_LENGTH_MOST), None):
        raise BadPreferences(field, f"“{long[:40]}…” is longer than {WORD_LENGTH_MOST} characters.")
    return kept
