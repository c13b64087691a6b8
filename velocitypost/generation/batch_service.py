"""What people do with batches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from velocitypost.billing.plans import UNLIMITED, Plan, Plans
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.generation.batch import (
    EARLIER_MOST,
    Batch,
    BatchChanged,
    BatchDraft,
    DraftChanged,
    NoSuchBatch,
    NoSuchDraft,
    TooManyBatches,
    Wish,
    check,
)
from velocitypost.generation.batch_store import BatchStore, DraftStore
from velocitypost.generation.service import GenerationService

UNDER_WAY_MOST = 3


class PlanLimit(Exception):
    """The plan does not give as much as was asked for. The text says what it gives, and what the next one does."""


class BatchService:
    """The verbs of batches. All are scoped by workspace.

    The writing itself is done by `batch_run.BatchRunner` in a worker; `ring` wakes it.
    """

    def __init__(
        self,
        store: BatchStore,
        drafts: DraftStore,
        generation: GenerationService,
        plans: Plans,
        clock: Clock,
        events: Events,
        *,
        plan_of: Callable[[str], Plan],
        ring: Callable[[], None],
    ) -> None:
        self._store = store
        self._drafts = drafts
        self._generation = generation
        self._plans = plans
        self._clock = clock
        self._events = events
        self._plan_of = plan_of
        self._ring = ring

    def begin(self, workspace_id: str, author_id: str, wish: Wish) -> Batch:
        """Takes a wish on; its drafts come by themselves.

        Raises `BadWish`, `NotInPlan`, `PlanLimit`, `NoSuchExpert`, `UnknownPlatform`, `BadBrief`, `TooManyBatches`, or
        what the documents say; then nothing is begun.
        """
        wish = replace(wish, platforms=tuple(self._generation.platform(key).spec.key for key in wish.platforms))
        check(wish)
        domains = [share.domain for share in wish.shares]
        self._generation.require_allowed(workspace_id, domains, with_document=wish.source_id is not None)
        self._require_room(self._plan_of(workspace_id), wish)
        for domain in domains:
            self._generation.desk(workspace_id, wish.brief(domain))
        if self._store.count_under_way(workspace_id) >= UNDER_WAY_MOST:
            raise TooManyBatches(
                f"{UNDER_WAY_MOST} batches are being written already. Wait for one, or cancel it. Nothing was begun."
            )
        now = self._clock.now()
        batch = Batch(
            id=new_id("batch"),
            workspace_id=workspace_id,
            author_id=author_id,
            wish=wish,
            state="waiting",
            total=wish.total,
            created_at=now,
            wake_at=now,
        )
        self._store.insert(batch)
        self._ring()
        return batch

    def get(self, workspace_id: str, batch_id: str) -> Batch:
        """Raises `NoSuchBatch`."""
        batch = self._store.find(batch_id)
        if batch is None or batch.workspace_id != workspace_id:
            raise NoSuchBatch("There is no such batch in this workspace.")
        return batch

    def page(self, workspace_id: str, *, before: str | None, most: int) -> tuple[list[Batch], str | None]:
        """A page, newest first, and the cursor of the next one."""
        found = self._store.page(workspace_id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def drafts(
        self, workspace_id: str, batch_id: str, *, after: str | None, most: int
    ) -> tuple[list[BatchDraft], str | None]:
        """A page in the order of the posts, and the cursor of the next one. Raises `NoSuchBatch`."""
        batch = self.get(workspace_id, batch_id)
        found = self._drafts.page(batch.id, after=after, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def get_draft(self, workspace_id: str, draft_id: str) -> BatchDraft:
        """Raises `NoSuchDraft`."""
        draft = self._drafts.find(draft_id)
        if draft is None or draft.workspace_id != workspace_id:
            raise NoSuchDraft("There is no such draft in this workspace.")
        return draft

    def cancel(self, workspace_id: str, batch_id: str) -> Batch:
        """Writes no more; what there is stays. A batch that is over already is no error. Raises `NoSuchBatch`."""
        batch = self.get(workspace_id, batch_id)
        if self._store.cancel(batch.id, at=self._clock.now()):
            batch = self.get(workspace_id, batch_id)
            self._events.publish(BatchChanged(workspace_id, batch.id, batch.state, batch.done, batch.total))
        return batch

    def regenerate(self, workspace_id: str, draft_id: str) -> BatchDraft:
        """Another text in its place, which differs in more than words. Raises `NoSuchDraft` or `DraftChanged`."""
        draft = self.get_draft(workspace_id, draft_id)
        batch = self.get(workspace_id, draft.batch_id)
        brief = batch.wish.brief(draft.domain)
        self._generation.require_allowed(workspace_id, [draft.domain], with_document=brief.source_id is not None)
        desk = self._generation.desk(workspace_id, replace(brief, seed=brief.seed + draft.turn))
        platform = self._generation.platform(draft.suggestion.platform)
        earlier = (*draft.earlier, draft.suggestion.text)[-EARLIER_MOST:]
        written = self._generation.one_more(workspace_id, desk, platform, earlier, purpose="another")
        suggestion = written.suggestions[platform.spec.key]
        saved = self._drafts.save(replace(draft, suggestion=suggestion, earlier=earlier, edited=False))
        if saved is None:
            raise DraftChanged("This draft was changed elsewhere meanwhile. Nothing was overwritten. Load it again.")
        return saved

    def _require_room(self, plan: Plan, wish: Wish) -> None:
        if not plan.allows_posts(wish.posts_per_day):
            raise PlanLimit(
                f"The {plan.name} plan has room for {plan.max_posts_per_day} posts a day. "
                f"{self._next(lambda p: p.allows_posts(wish.posts_per_day), 'max_posts_per_day', 'posts a day')}"
            )
        if not plan.allows_platforms(len(wish.platforms)):
            raise PlanLimit(
                f"The {plan.name} plan has room for {plan.max_platforms} platforms. "
                f"{self._next(lambda p: p.allows_platforms(len(wish.platforms)), 'max_platforms', 'platforms')}"
            )

    def _next(self, allows: Callable[[Plan], bool], limit: str, what: str) -> str:
        """What the cheapest plan gives that allows it."""
        plan = next(plan for plan in self._plans.all() if allows(plan))
        most = getattr(plan, limit)
        room = f"as many {what} as you like" if most == UNLIMITED else f"{most} {what}"
        return f"The {plan.name} plan has room for {room}. Nothing was begun."
