"""What a workspace's texts are like: domains, voice, preferences."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.generation import experts
from velocitypost.generation.engines.prices import MICRO
from velocitypost.generation.experts import Expert, NotInPlan
from velocitypost.generation.preferences import Preferences
from velocitypost.generation.store import KeptVoice
from velocitypost.generation.style import SAMPLES_MOST
from velocitypost.generation.voice import Voice, described
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("style", prefix="/api/ai", about="Domains, voice and preferences of a workspace's texts")

_LINES: list[str] = Field(default_factory=list, max_length=50)


class FormBody(Body):
    """How a post can be built. `beats` are its steps."""

    key: str = Field(max_length=40)
    name: str = Field(max_length=80)
    beats: list[str] = Field(max_length=12)


class DomainBody(Body):
    """A content domain of the workspace's own."""

    name: str = Field(max_length=200, examples=["Beekeeping"])
    description: str = Field("", max_length=2_000)
    audience: str = Field("", max_length=2_000)
    tone: str = Field("", max_length=2_000)
    sample_content: str = Field("", max_length=5_000)
    forms: list[FormBody] = Field(default_factory=list, max_length=20)
    do: list[str] = _LINES
    dont: list[str] = _LINES
    hashtags: list[str] = Field(default_factory=list, max_length=100)
    emojis: list[str] = _LINES


class DomainPath(BaseModel):
    """Which domain of the workspace's own."""

    domain_id: str = Field(max_length=60)


class FormShown(BaseModel):
    """How a post can be built."""

    key: str
    name: str
    beats: list[str]


class DomainShown(BaseModel):
    """A content domain. `available` says whether the plan has it; `engagement_rate` is a rule of thumb."""

    id: str
    name: str
    description: str
    audience: str
    tone: str
    sample_content: str
    engagement_rate: str
    pro_required: bool
    available: bool
    custom: bool
    forms: list[FormShown]
    do: list[str]
    dont: list[str]
    hashtags: list[str]
    emojis: list[str]

    @classmethod
    def of(cls, expert: Expert, *, available: bool) -> DomainShown:
        return cls(
            id=expert.id,
            name=expert.name,
            description=expert.description,
            audience=expert.audience,
            tone=expert.tone,
            sample_content=expert.sample_content,
            engagement_rate=expert.engagement_rate,
            pro_required=expert.pro_required,
            available=available,
            custom=expert.custom,
            forms=[FormShown(key=form.key, name=form.name, beats=list(form.beats)) for form in expert.forms],
            do=list(expert.do),
            dont=list(expert.dont),
            hashtags=list(dict.fromkeys(tag for tags in expert.hashtags.values() for tag in tags)),
            emojis=list(expert.emojis),
        )


class DomainsAnswer(BaseModel):
    """All domains, the workspace's own last."""

    domains: list[DomainShown]


class DomainAnswer(BaseModel):
    """One domain."""

    domain: DomainShown


class VoiceBody(Body):
    """Posts in the author's own words, each a whole text; none: the workspace's own posts are read."""

    samples: list[str] = Field(default_factory=list, max_length=SAMPLES_MOST)


class VoiceShown(BaseModel):
    """What was learned. `source` is samples or posts; `description` says in words how the author writes."""

    samples: int
    words: int
    language: str
    source: str
    learned_at: datetime
    description: str

    @classmethod
    def of(cls, voice: Voice, kept: KeptVoice) -> VoiceShown:
        return cls(
            samples=voice.samples,
            words=voice.words,
            language=voice.language,
            source=kept.source,
            learned_at=kept.learned_at,
            description=described(voice),
        )


class VoiceAnswer(BaseModel):
    """The workspace's voice; null where none was learned."""

    voice: VoiceShown | None


class PreferencesBody(Body):
    """What to change; what is not given stays. `version` is that of the choices as they were read."""

    version: int
    budget_tokens_month: int | None = Field(None, ge=0, le=10**12)
    budget_usd_month: float | None = Field(None, ge=0, le=10**6)
    hold_back_unsupported: bool | None = None
    never: list[str] | None = Field(None, max_length=1_000)
    partners: list[str] | None = Field(None, max_length=1_000)


class PreferencesShown(BaseModel):
    """A workspace's choices. Budgets are for a month; null follows the installation."""

    budget_tokens_month: int | None
    budget_usd_month: float | None
    hold_back_unsupported: bool = Field(description="What no passage of the document supports must not go out")
    never: list[str] = Field(description="Words that must not appear")
    partners: list[str] = Field(description="Names whose mention is an advertisement")
    version: int

    @classmethod
    def of(cls, chosen: Preferences) -> PreferencesShown:
        micro = chosen.budget_micro_usd
        return cls(
            budget_tokens_month=chosen.budget_tokens,
            budget_usd_month=None if micro is None else micro / MICRO,
            hold_back_unsupported=chosen.hold_back_unsupported,
            never=list(chosen.never),
            partners=list(chosen.partners),
            version=chosen.version,
        )


class PreferencesAnswer(BaseModel):
    """The workspace's choices."""

    preferences: PreferencesShown


@routes.get("/domains", operation_id="listDomains", summary="Content domains", responses={200: DomainsAnswer})
def list_domains() -> dict[str, Any]:
    own = product().generation.style.domains(viewer().workspace_id)
    shown = [_domain(expert, own) for expert in (*experts.experts(), *own)]
    return DomainsAnswer(domains=shown).model_dump(mode="json")


@routes.post(
    "/domains",
    operation_id="addDomain",
    summary="Add a domain of your own",
    responses={201: DomainAnswer, **problems("conflict", "pro_required")},
)
def add_domain(body: DomainBody) -> tuple[dict[str, Any], int]:
    workspace = product().workspaces.get(viewer().workspace_id)
    plan = product().plans.of(workspace.plan)
    if not plan.advanced_ai:
        raise NotInPlan(f"Domains of your own are part of the Pro plan. The {plan.name} plan has ours.")
    made = product().generation.style.add_domain(workspace.id, body.model_dump())
    return DomainAnswer(domain=DomainShown.of(made, available=True)).model_dump(mode="json"), 201


@routes.patch(
    "/domains/<domain_id>",
    operation_id="changeDomain",
    summary="Change a domain of your own",
    responses={200: DomainAnswer},
)
def change_domain(path: DomainPath, body: DomainBody) -> dict[str, Any]:
    style, workspace_id = product().generation.style, viewer().workspace_id
    made = style.change_domain(workspace_id, path.domain_id, body.model_dump())
    return DomainAnswer(domain=_domain(made, style.domains(workspace_id))).model_dump(mode="json")


@routes.delete(
    "/domains/<domain_id>",
    operation_id="removeDomain",
    summary="Remove a domain of your own",
    responses={204: None},
)
def remove_domain(path: DomainPath) -> Response:
    product().generation.style.remove_domain(viewer().workspace_id, path.domain_id)
    return Response(status=204)


@routes.get("/voice", operation_id="readVoice", summary="How the workspace writes", responses={200: VoiceAnswer})
def read_voice() -> dict[str, Any]:
    found = product().generation.style.find_voice(viewer().workspace_id)
    return VoiceAnswer(voice=VoiceShown.of(*found) if found else None).model_dump(mode="json")


@routes.post(
    "/voice",
    operation_id="learnVoice",
    summary="Learn how the workspace writes, from samples or from its own posts",
    responses={200: VoiceAnswer},
)
def learn_voice(body: VoiceBody) -> dict[str, Any]:
    learned = product().generation.style.learn_voice(viewer().workspace_id, body.samples)
    return VoiceAnswer(voice=VoiceShown.of(*learned)).model_dump(mode="json")


@routes.delete("/voice", operation_id="forgetVoice", summary="Compare with nobody", responses={204: None})
def forget_voice() -> Response:
    product().generation.style.forget_voice(viewer().workspace_id)
    return Response(status=204)


@routes.get(
    "/preferences",
    operation_id="readPreferences",
    summary="Budget, words and what is held back",
    responses={200: PreferencesAnswer},
)
def read_preferences() -> dict[str, Any]:
    return _preferences(product().generation.style.preferences(viewer().workspace_id))


@routes.patch(
    "/preferences",
    operation_id="changePreferences",
    summary="Change budget, words or what is held back",
    responses={200: PreferencesAnswer, **problems("conflict")},
)
def change_preferences(body: PreferencesBody) -> dict[str, Any]:
    given = body.model_dump(exclude_unset=True, exclude={"version"})
    changes = {name: value for name, value in given.items() if name not in ("budget_tokens_month", "budget_usd_month")}
    changes = {name: value for name, value in changes.items() if value is not None}
    if "budget_tokens_month" in given:
        changes["budget_tokens"] = given["budget_tokens_month"]
    if "budget_usd_month" in given:
        dollars = given["budget_usd_month"]
        changes["budget_micro_usd"] = None if dollars is None else round(dollars * MICRO)
    return _preferences(product().generation.style.prefer(viewer().workspace_id, body.version, changes))


def _domain(expert: Expert, own: list[Expert]) -> DomainShown:
    plan = product().plans.of(product().workspaces.get(viewer().workspace_id).plan)
    try:
        experts.ensure_allowed([expert.id], plan, own)
    except NotInPlan:
        return DomainShown.of(expert, available=False)
    return DomainShown.of(expert, available=True)


def _preferences(chosen: Preferences) -> dict[str, Any]:
    return PreferencesAnswer(preferences=PreferencesShown.of(chosen)).model_dump(mode="json")
