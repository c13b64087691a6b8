"""Thirty days of posts at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from velocitypost.content.model import FOLLOW_UPS_MOST, TEXT_MOST
from velocitypost.generation.batch import DAYS_MOST, PER_DAY_MOST, Batch, BatchDraft, Share, Wish
from velocitypost.generation.decisions import SLOTS_MOST, Decided
from velocitypost.web.api.generation import PLATFORMS_MOST, SuggestionShown, WishBody, platform_named
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("batches", prefix="/api/ai", about="Many drafts at once, written in the background")

_DOMAINS_MOST = 20


class ShareBody(Body):
    """How much of the batch a domain gets."""

    domain: str = Field(max_length=60, examples=["tech"])
    percent: int = Field(ge=1, le=100, examples=[100])


class BatchBody(WishBody):
    """So many posts a day for so many days, each for all these platforms. The shares add up to 100.

    Without `starts_on` the first day is tomorrow, in the workspace's own zone.
    """

    days: int = Field(30, ge=1, le=DAYS_MOST)
    posts_per_day: int = Field(2, ge=1, le=PER_DAY_MOST)
    platforms: list[str] = Field(min_length=1, max_length=PLATFORMS_MOST, examples=[["x"]])
    domains: list[ShareBody] = Field(min_length=1, max_length=_DOMAINS_MOST)
    starts_on: date | None = None

    def wish(self, tomorrow: date) -> Wish:
        return Wish(
            days=self.days,
            posts_per_day=self.posts_per_day,
            platforms=tuple(platform_named(name).spec.key for name in self.platforms),
            shares=tuple(Share(one.domain, one.percent) for one in self.domains),
            starts_on=(self.starts_on or tomorrow).isoformat(),
            prompt=self.custom_prompt,
            creativity=self.creativity_level,
            hashtags=self.include_hashtags,
            emojis=self.include_emojis,
            source_id=self.uploaded_file_id,
            language=self.language,
            seed=self.chosen_seed,
            thread=self.thread,
        )


class BatchPath(BaseModel):
    """Which batch."""

    batch_id: str = Field(max_length=60)


class DraftPath(BaseModel):
    """Which draft."""

    draft_id: str = Field(max_length=120)


class BatchPageQuery(BaseModel):
    """A page, newest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(20, ge=1, le=100)


class DraftPageQuery(BaseModel):
    """A page, in the order of the posts."""

    cursor: str | None = Field(None, max_length=120)
    limit: int = Field(100, ge=1, le=200)


class ShareShown(BaseModel):
    """A domain's share in percent."""

    domain: str
    percent: int


class BatchShown(BaseModel):
    """A batch and how far it is. `composed` counts the drafts that no model wrote; `notices` say why."""

    id: str
    state: str = Field(description="waiting, running, done, cancelled or failed")
    total: int
    done: int
    composed: int
    notices: list[str]
    days: int
    posts_per_day: int
    platforms: list[str]
    domains: list[ShareShown]
    starts_on: str
    custom_prompt: str
    uploaded_file_id: str | None
    seed: int
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, batch: Batch) -> BatchShown:
        wish = batch.wish
        return cls(
            id=batch.id,
            state=batch.state,
            total=batch.total,
            done=batch.done,
            composed=batch.composed,
            notices=list(batch.notices),
            days=wish.days,
            posts_per_day=wish.posts_per_day,
            platforms=list(wish.platforms),
            domains=[ShareShown(domain=share.domain, percent=share.percent) for share in wish.shares],
            starts_on=wish.starts_on,
            custom_prompt=wish.prompt,
            uploaded_file_id=wish.source_id,
            seed=wish.seed,
            created_at=batch.created_at,
            finished_at=batch.finished_at,
        )


class DraftShown(BaseModel):
    """One text of a batch: for which day, platform and domain. `slot` is the same for one post's platforms."""

    id: str
    batch_id: str
    slot: int
    on: str
    domain: str
    platform: str
    suggestion: SuggestionShown
    edited: bool = Field(description="A person changed its words")
    version: int
    created_at: datetime

    @classmethod
    def of(cls, draft: BatchDraft) -> DraftShown:
        return cls(
            id=draft.id,
            batch_id=draft.batch_id,
            slot=draft.slot,
            on=draft.on,
            domain=draft.domain,
            platform=draft.suggestion.platform,
            suggestion=SuggestionShown.of(draft.suggestion),
            edited=draft.edited,
            version=draft.version,
            created_at=draft.created_at,
        )


class DecideBody(Body):
    """The same decision about each of these posts of the batch; "open" takes back that one was discarded."""

    slots: list[Annotated[int, Field(ge=0, lt=SLOTS_MOST)]] = Field(min_length=1, max_length=SLOTS_MOST, examples=[[0]])
    decision: Literal["approved", "discarded", "open"]


class DraftEditBody(Body):
    """A person's own words in a draft's place. `version` is the one that was read; without `parts` those stay."""

    content: str = Field(max_length=TEXT_MOST)
    parts: list[Annotated[str, Field(max_length=TEXT_MOST)]] | None = Field(None, max_length=FOLLOW_UPS_MOST)
    version: int


class DecisionShown(BaseModel):
    """What was decided about one post of a batch, by whom. `post_id` is the post that came of it."""

    slot: int
    standing: str = Field(description="approved, planned, discarded, or gone: the post that came of it was deleted")
    post_id: str | None
    decided_by: str
    decided_at: datetime

    @classmethod
    def of(cls, decided: Decided) -> DecisionShown:
        decision = decided.decision
        return cls(
            slot=decision.slot,
            standing=decided.standing,
            post_id=decision.post_id,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
        )


class DecisionsAnswer(BaseModel):
    """What was decided, in the order of the posts; about the others nothing was."""

    decisions: list[DecisionShown]


class LeftShown(BaseModel):
    """A post of the batch that was left as it was, and why."""

    slot: int
    message: str


class DecidedAnswer(BaseModel):
    """What became of it: how these posts stand now, and which were left as they were."""

    decisions: list[DecisionShown]
    left: list[LeftShown]


class BatchAnswer(BaseModel):
    """One batch."""

    batch: BatchShown


class BatchesAnswer(BaseModel):
    """A page of batches."""

    batches: list[BatchShown]
    next_cursor: str | None


class DraftAnswer(BaseModel):
    """One draft."""

    draft: DraftShown


class DraftsAnswer(BaseModel):
    """A page of drafts. While the batch is running, what is missing may still come between those that are here."""

    drafts: list[DraftShown]
    next_cursor: str | None


@routes.post(
    "/batches",
    operation_id="beginBatch",
    summary="Let a batch be written; its drafts come by themselves",
    responses={202: BatchAnswer, **problems("pro_required", "plan_limit", "conflict", "not_found")},
)
def begin_batch(body: BatchBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    zone = ZoneInfo(product().workspaces.get(who.workspace_id).time_zone)
    tomorrow = product().clock.now().astimezone(zone).date() + timedelta(days=1)
    batch = product().generation.batches.begin(who.workspace_id, who.user_id, body.wish(tomorrow))
    return _one(batch), 202


@routes.get("/batches", operation_id="listBatches", summary="Batches, newest first", responses={200: BatchesAnswer})
def list_batches(query: BatchPageQuery) -> dict[str, Any]:
    found, cursor = product().generation.batches.page(viewer().workspace_id, before=query.cursor, most=query.limit)
    return BatchesAnswer(batches=[BatchShown.of(batch) for batch in found], next_cursor=cursor).model_dump(mode="json")


@routes.get("/batches/<batch_id>", operation_id="getBatch", summary="One batch", responses={200: BatchAnswer})
def get_batch(path: BatchPath) -> dict[str, Any]:
    return _one(product().generation.batches.get(viewer().workspace_id, path.batch_id))


@routes.get(
    "/batches/<batch_id>/drafts",
    operation_id="listBatchDrafts",
    summary="What was written so far",
    responses={200: DraftsAnswer},
)
def list_drafts(path: BatchPath, query: DraftPageQuery) -> dict[str, Any]:
    found, cursor = product().generation.batches.drafts(
        viewer().workspace_id, path.batch_id, after=query.cursor, most=query.limit
    )
    return DraftsAnswer(drafts=[DraftShown.of(draft) for draft in found], next_cursor=cursor).model_dump(mode="json")


@routes.post(
    "/batches/<batch_id>/cancel",
    operation_id="cancelBatch",
    summary="Write no more of it; what is written stays",
    responses={200: BatchAnswer},
)
def cancel_batch(path: BatchPath) -> dict[str, Any]:
    return _one(product().generation.batches.cancel(viewer().workspace_id, path.batch_id))


@routes.get(
    "/batches/<batch_id>/decisions",
    operation_id="listBatchDecisions",
    summary="What was decided about its posts",
    responses={200: DecisionsAnswer},
)
def list_decisions(path: BatchPath) -> dict[str, Any]:
    found = product().generation.review.decisions(viewer().workspace_id, path.batch_id)
    return DecisionsAnswer(decisions=[DecisionShown.of(one) for one in found]).model_dump(mode="json")


@routes.post(
    "/batches/<batch_id>/decisions",
    operation_id="decideBatch",
    summary="Approve or discard many of its posts at once; what is approved becomes a post",
    responses={200: DecidedAnswer},
)
def decide_batch(path: BatchPath, body: DecideBody) -> dict[str, Any]:
    who = viewer()
    outcome = product().generation.review.decide(
        who.workspace_id, who.user_id, path.batch_id, body.slots, body.decision
    )
    return DecidedAnswer(
        decisions=[DecisionShown.of(one) for one in outcome.decided],
        left=[LeftShown(slot=one.slot, message=one.message) for one in outcome.left],
    ).model_dump(mode="json")


@routes.get("/drafts/<draft_id>", operation_id="getDraft", summary="One draft", responses={200: DraftAnswer})
def get_draft(path: DraftPath) -> dict[str, Any]:
    return _draft(product().generation.batches.get_draft(viewer().workspace_id, path.draft_id))


@routes.post(
    "/drafts/<draft_id>/regenerate",
    operation_id="regenerateDraft",
    summary="Another text in its place, that differs in more than words",
    responses={200: DraftAnswer, **problems("pro_required", "conflict")},
)
def regenerate_draft(path: DraftPath) -> dict[str, Any]:
    return _draft(product().generation.batches.regenerate(viewer().workspace_id, path.draft_id))


@routes.patch(
    "/drafts/<draft_id>",
    operation_id="editDraft",
    summary="Own words in its place, judged anew",
    responses={200: DraftAnswer, **problems("conflict")},
)
def edit_draft(path: DraftPath, body: DraftEditBody) -> dict[str, Any]:
    return _draft(
        product().generation.review.edit(
            viewer().workspace_id, path.draft_id, body.content, body.parts, version=body.version
        )
    )


def _one(batch: Batch) -> dict[str, Any]:
    return BatchAnswer(batch=BatchShown.of(batch)).model_dump(mode="json")


def _draft(draft: BatchDraft) -> dict[str, Any]:
    return DraftAnswer(draft=DraftShown.of(draft)).model_dump(mode="json")
