"""Going through the drafts of a batch: approving, discarding, and changing them by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from velocitypost.connections.model import Connection
from velocitypost.content.model import BadWriting, FollowUp, NoSuchPost, Writing, clean
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.generation.batch import (
    EARLIER_MOST,
    BadWish,
    Batch,
    BatchChanged,
    BatchDraft,
    DraftChanged,
)
from velocitypost.generation.batch_service import BatchService
from velocitypost.generation.batch_store import DraftStore
from velocitypost.generation.decisions import (
    Decided,
    Decision,
    Kind,
    LeftAsItWas,
    Outcome,
    decision_id,
    standing,
    writing_of,
)
from velocitypost.generation.decisions_store import DecisionStore
from velocitypost.generation.service import GenerationService

_CHANGED = "Somebody else decided about this one meanwhile. Nothing was overwritten."


@dataclass(frozen=True)
class _Case:
    """One post of a batch that is decided about; `before` is what was decided until now."""

    batch: Batch
    slot: int
    user_id: str
    before: Decision | None


class _Left(Exception):
    """Nothing is decided about this one. The text says why."""


class Review:
    """The verbs of deciding. All are scoped by workspace; `accounts_of` gives a workspace's connections."""

    def __init__(
        self,
        batches: BatchService,
        drafts: DraftStore,
        decisions: DecisionStore,
        generation: GenerationService,
        content: ContentService,
        clock: Clock,
        events: Events,
        *,
        accounts_of: Callable[[str], Sequence[Connection]],
    ) -> None:
        self._batches = batches
        self._drafts = drafts
        self._decisions = decisions
        self._generation = generation
        self._content = content
        self._clock = clock
        self._events = events
        self._accounts_of = accounts_of

    def decisions(self, workspace_id: str, batch_id: str) -> list[Decided]:
        """What was decided, in the order of the posts. Raises `NoSuchBatch`."""
        batch = self._batches.get(workspace_id, batch_id)
        return self._decided(workspace_id, self._decisions.of(batch.id))

    def decide(self, workspace_id: str, user_id: str, batch_id: str, chosen: Sequence[int], kind: Kind) -> Outcome:
        """The same about each of these posts of a batch. Raises `NoSuchBatch`.

        An approved one becomes a post, once: to say it again is no error. One that cannot be decided about is left as
        it was, and the others are not.
        """
        batch = self._batches.get(workspace_id, batch_id)
        before = self._decisions.of_slots(batch.id, chosen)
        settled, left = [], []
        for slot in dict.fromkeys(chosen):
            try:
                settled.append(self._settle(_Case(batch, slot, user_id, before.get(slot)), kind))
            except _Left as reason:
                left.append(LeftAsItWas(slot, str(reason)))
        if settled:
            self._events.publish(BatchChanged(workspace_id, batch.id, batch.state, batch.done, batch.total))
        return Outcome(tuple(self._decided(workspace_id, settled)), tuple(left))

    def edit(
        self, workspace_id: str, draft_id: str, text: str, parts: Sequence[str] | None, *, version: int
    ) -> BatchDraft:
        """Keeps a person's own words in a draft's place, judged anew; None leaves the further parts as they are.

        Raises `NoSuchDraft`, `DraftChanged`, or `BadWish` where the words cannot be kept.
        """
        draft = self._batches.get_draft(workspace_id, draft_id)
        batch = self._batches.get(workspace_id, draft.batch_id)
        if self._became_a_post(batch, draft.slot):
            raise DraftChanged("A post came of this draft. Change the post; nothing was changed here.")
        further = draft.suggestion.parts if parts is None else tuple(parts)
        _require_keepable(text, further)
        platform = self._generation.platform(draft.suggestion.platform)
        desk = self._generation.desk(workspace_id, batch.wish.brief(draft.domain))
        written = replace(draft.suggestion, text=text, parts=further, grounds=(), flags=())
        earlier = (*draft.earlier, draft.suggestion.text)[-EARLIER_MOST:]
        changed = replace(
            draft, suggestion=desk.judged(written, platform), earlier=earlier, edited=True, version=version
        )
        saved = self._drafts.save(changed)
        if saved is None:
            raise DraftChanged("This draft was changed elsewhere meanwhile. Nothing was overwritten. Load it again.")
        return saved

    def _settle(self, case: _Case, kind: Kind) -> Decision:
        """Raises `_Left`."""
        before = case.before
        if not 0 <= case.slot < case.batch.wish.days * case.batch.wish.posts_per_day:
            raise _Left("There is no such post in this batch.")
        there = before is not None and before.kind == "approved" and self._has_post(before)
        if kind == "approved":
            return self._approve(case, again=there)
        if there:
            raise _Left("A post came of this one already. Delete the post where it is not wanted any more.")
        return self._put(case, kind, post_id=None)

    def _approve(self, case: _Case, *, again: bool) -> Decision:
        drafts = self._drafts.of_slot(case.batch.id, case.slot)
        if not drafts:
            raise _Left("This one is not written yet.")
        decision = case.before
        if decision is None or not again:
            # What the post will be called stands here first: whoever repeats this after a crash makes the same one.
            decision = self._put(case, "approved", post_id=self._unmade(case.before) or new_id("post"))
        if decision.post_id and not self._has_post(decision):
            accounts = self._accounts_of(case.batch.workspace_id)
            try:
                writing = writing_of(drafts, accounts)
                self._content.create(case.batch.workspace_id, case.user_id, writing, post_id=decision.post_id)
            except BadWriting as error:
                raise _Left(str(error)) from None
        return decision

    def _unmade(self, before: Decision | None) -> str | None:
        """The id of a post that was promised, and never was."""
        if before is None or before.kind != "approved" or before.post_id is None:
            return None
        return None if self._content.was_deleted(before.post_id) else before.post_id

    def _put(self, case: _Case, kind: Kind, *, post_id: str | None) -> Decision:
        decision = Decision(
            id=decision_id(case.batch.id, case.slot),
            batch_id=case.batch.id,
            workspace_id=case.batch.workspace_id,
            slot=case.slot,
            kind=kind,
            decided_by=case.user_id,
            decided_at=self._clock.now(),
            post_id=post_id,
        )
        kept = self._decisions.put(decision, before=case.before)
        if kept is None:
            raise _Left(_CHANGED)
        return kept

    def _became_a_post(self, batch: Batch, slot: int) -> bool:
        decision = self._decisions.of_slots(batch.id, [slot]).get(slot)
        return decision is not None and decision.kind == "approved" and self._has_post(decision)

    def _has_post(self, decision: Decision) -> bool:
        try:
            return self._content.get(decision.workspace_id, decision.post_id or "").id == decision.post_id
        except NoSuchPost:
            return False

    def _decided(self, workspace_id: str, decisions: Sequence[Decision]) -> list[Decided]:
        planned = self._content.planned(workspace_id, [one.post_id for one in decisions if one.post_id])
        found = ((decision, standing(decision, planned)) for decision in decisions)
        return [Decided(decision, how) for decision, how in found if how is not None]


def _require_keepable(text: str, parts: Sequence[str]) -> None:
    if not text.strip() or any(not part.strip() for part in parts):
        raise BadWish("content", "A draft cannot be empty. Discard it where it is not wanted.")
    try:
        clean(Writing(text, follow_ups=tuple(FollowUp(part) for part in parts)))
    except BadWriting as error:
        raise BadWish("content", str(error)) from None
