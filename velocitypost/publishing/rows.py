"""The rows that a planned post becomes: one for each account and each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from velocitypost.connections.model import Connection
from velocitypost.content.model import Post
from velocitypost.core.ids import new_id
from velocitypost.publishing.model import DraftRow, Hold, Publication, State
from velocitypost.publishing.times import Moment


def publications_of(
    post: Post,
    account: Connection,
    drafts: Sequence[DraftRow],
    when: Moment,
    known: Mapping[tuple[str, int], Publication],
    now: datetime,
) -> list[Publication]:
    """The account's publications, each part linked to the one before it; what is known keeps its id."""
    held = [known.get((account.id, position)) for position in range(len(drafts))]
    ids = [old.id if old else new_id("pub") for old in held]
    following = Hold("waiting_for_previous", "It follows the part before it.")
    return [
        Publication(
            id=ids[position],
            workspace_id=post.workspace_id,
            post_id=post.id,
            connection_id=account.id,
            platform=account.platform,
            username=account.username,
            position=position,
            state=State.SCHEDULED,
            draft=draft,
            due_at=when.at,
            local=when.local,
            zone=when.zone,
            fold=when.fold,
            by_the_clock=when.by_the_clock,
            wake_at=when.at if position == 0 else when.at + timedelta(seconds=60),
            hold=following if position else None,
            previous_id=ids[position - 1] if position else None,
            next_id=ids[position + 1] if position + 1 < len(drafts) else None,
            created_at=old.created_at if old else now,
            updated_at=now,
            attempts=old.attempts if old else (),
            trail=old.trail if old else (),
            origin=post.origin,
            version=old.version if old else 0,
        ).noting(
            "scheduled",
            now,
            due_at=when.at.isoformat(),
            local=when.local,
            zone=when.zone,
            fold=when.fold,
            by_the_clock=when.by_the_clock,
            draft=draft.digest,
            previous=ids[position - 1] if position else None,
            next=ids[position + 1] if position + 1 < len(drafts) else None,
            post=post.trail[-1].hash if post.trail else None,
        )
        for position, (draft, old) in enumerate(zip(drafts, held, strict=True))
    ]
