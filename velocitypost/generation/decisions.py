"""What people decide about the posts of a batch: which become posts, and which are not wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from velocitypost.connections.model import Connection
from velocitypost.content.model import FollowUp, Tailored, Writing
from velocitypost.generation.batch import BatchDraft
from velocitypost.generation.model import Suggestion

SLOTS_MOST = 1_000
Kind = Literal["approved", "discarded", "open"]
Standing = Literal["approved", "planned", "discarded", "gone"]


@dataclass(frozen=True)
class Decision:
    """About one post of a batch. `post_id` is the post that came of it where it was approved.

    `open` is as if nothing had been decided: it was taken back.
    """

    id: str
    batch_id: str
    workspace_id: str
    slot: int
    kind: Kind
    decided_by: str
    decided_at: datetime
    post_id: str | None = None
    version: int = 1


@dataclass(frozen=True)
class Decided:
    """A decision with what became of it: "gone" where the post that came of it was deleted since."""

    decision: Decision
    standing: Standing


@dataclass(frozen=True)
class LeftAsItWas:
    """A post of the batch about which nothing was decided, and why."""

    slot: int
    message: str


@dataclass(frozen=True)
class Outcome:
    """What became of deciding about many at once."""

    decided: tuple[Decided, ...]
    left: tuple[LeftAsItWas, ...]


def decision_id(batch_id: str, slot: int) -> str:
    """There is one for each post of a batch."""
    return f"{batch_id.replace('batch_', 'decision_', 1)}.{slot:04d}"


def standing(decision: Decision, planned: Mapping[str, bool]) -> Standing | None:
    """`planned` says of each post that there is whether it has its time. None where nothing is decided."""
    if decision.kind == "approved":
        there = planned.get(decision.post_id or "")
        return "gone" if there is None else "planned" if there else "approved"
    return "discarded" if decision.kind == "discarded" else None


def writing_of(drafts: Sequence[BatchDraft], connections: Sequence[Connection]) -> Writing:
    """One post out of texts for several platforms: each account gets the words that were written for its platform.

    A text for a platform with an account gives the post its common words. Without any account the first one does.
    """
    connected = {connection.platform for connection in connections}
    ordered = sorted(drafts, key=lambda draft: draft.suggestion.platform not in connected)
    texts = {draft.suggestion.platform: draft.suggestion for draft in ordered}
    common = ordered[0].suggestion
    accounts = [connection for connection in connections if connection.platform in texts]
    return Writing(
        text=common.text,
        follow_ups=_further(common),
        connection_ids=tuple(account.id for account in accounts),
        tailored=_tailored(accounts, texts, common),
    )


def _tailored(
    accounts: Collection[Connection], texts: Mapping[str, Suggestion], common: Suggestion
) -> dict[str, Tailored]:
    tailored = {}
    for account in accounts:
        own = texts[account.platform]
        if own is not common:
            tailored[account.id] = Tailored(text=own.text, follow_ups=_further(own), options=own.options)
        elif own.options:
            tailored[account.id] = Tailored(options=own.options)
    return tailored


def _further(suggestion: Suggestion) -> tuple[FollowUp, ...]:
    return tuple(FollowUp(text) for text in suggestion.parts)
