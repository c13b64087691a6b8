"""Writing a post with a model, or without one."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.registry import UnknownPlatform
from velocitypost.core.log import get_logger
from velocitypost.generation import composer
from velocitypost.generation.engines.pictures import Shape
from velocitypost.generation.engines.services import SERVICES
from velocitypost.generation.model import Brief, Suggestion
from velocitypost.generation.service import PROMPT_MOST
from velocitypost.generation.writing import Grew, Noticed, Progress, Restarted
from velocitypost.web.api.media import MediaAnswer, shown_media
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem, problem_of
from velocitypost.web.requests import Body

log = get_logger(__name__)
routes = api_blueprint("generation", prefix="/api/ai", about="Texts and pictures that are made here")

PLATFORMS_MOST = 20
SEED_MOST = 2**31 - 1
_EARLIER_MOST = 10
_EARLIER_LETTERS = 70_000
_LANGUAGE = Field("en", max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", description="BCP 47")


class WishBody(Body):
    """What every request for texts says. The same `seed` gives the same text where the writer allows it."""

    custom_prompt: str = Field("", max_length=PROMPT_MOST)
    creativity_level: int = Field(50, ge=0, le=100)
    include_hashtags: bool = True
    include_emojis: bool = True
    uploaded_file_id: str | None = Field(None, max_length=60, description="A document to write from")
    language: str = _LANGUAGE
    seed: int | None = Field(None, ge=0, le=SEED_MOST)
    thread: bool = Field(False, description="What is too long may become a thread")

    def brief(self, domain: str, platforms: Sequence[str]) -> Brief:
        """For these platforms, by their keys."""
        return Brief(
            domain=domain,
            platforms=tuple(platforms),
            prompt=self.custom_prompt,
            creativity=self.creativity_level,
            hashtags=self.include_hashtags,
            emojis=self.include_emojis,
            source_id=self.uploaded_file_id,
            language=self.language,
            seed=self.chosen_seed,
            thread=self.thread,
        )

    @property
    def chosen_seed(self) -> int:
        """The one that was given, or one that nobody has had before."""
        return secrets.randbelow(SEED_MOST) if self.seed is None else self.seed


class GenerateBody(WishBody):
    """A post for one or more platforms, by the expert of one domain."""

    domain: str = Field(max_length=60, examples=["tech"])
    platforms: list[str] = Field(min_length=1, max_length=PLATFORMS_MOST, examples=[["x"]])


class VariationBody(WishBody):
    """Another text for one platform. `earlier` are those that it should not resemble."""

    domain: str = Field(max_length=60, examples=["tech"])
    platform: str = Field(max_length=40, examples=["x"])
    earlier: list[Annotated[str, Field(max_length=_EARLIER_LETTERS)]] = Field(
        default_factory=list, max_length=_EARLIER_MOST
    )


class PictureBody(Body):
    """A picture to draw. Without `alt` the description says what it shows."""

    prompt: str = Field(max_length=10_000)
    shape: Shape = "square"
    alt: str = Field("", max_length=2_000)


class GroundShown(BaseModel):
    """A sentence of a text and what it rests on. `part` 0 is the post itself, 1 the next of its thread."""

    part: int
    start: int
    end: int
    standing: str = Field(description="grounded, unsupported or opinion")
    passage_ids: list[str]
    missing: list[str]
    reason: str


class FlagShown(BaseModel):
    """Something that an author should look at. Only what the platform would refuse is blocking."""

    code: str
    message: str
    blocking: bool
    part: int
    start: int | None
    end: int | None


class SuggestionShown(BaseModel):
    """A text that fits its platform.

    `engine` is what wrote it: "composer" means that no model did, and `label` says so in words. `nearness` is how near
    it is to the workspace's voice, from 0 to 1; null where none was learned.
    """

    content: str
    performance_prediction: dict[str, Any]
    engine: str
    label: str
    hashtags: list[str]
    parts: list[str] = Field(description="Further parts of a thread")
    options: dict[str, Any] = Field(description="What the platform wants beside the text, such as a title")
    form: str
    grounds: list[GroundShown]
    flags: list[FlagShown]
    nearness: float | None

    @classmethod
    def of(cls, suggestion: Suggestion) -> SuggestionShown:
        return cls(
            content=suggestion.text,
            performance_prediction=dict(suggestion.prediction or {}),
            engine=suggestion.engine,
            label=_label(suggestion.engine),
            hashtags=list(suggestion.hashtags),
            parts=list(suggestion.parts),
            options=dict(suggestion.options),
            form=suggestion.form,
            grounds=[
                GroundShown(
                    part=ground.part,
                    start=ground.start,
                    end=ground.end,
                    standing=ground.standing,
                    passage_ids=list(ground.passage_ids),
                    missing=list(ground.missing),
                    reason=ground.reason,
                )
                for ground in suggestion.grounds
            ],
            flags=[FlagShown(**vars(flag)) for flag in suggestion.flags],
            nearness=suggestion.nearness,
        )


class GeneratedAnswer(BaseModel):
    """A text for each platform, under the name by which it was asked for."""

    success: bool
    generated_content: dict[str, SuggestionShown]
    notices: list[str]


class VariationAnswer(BaseModel):
    """Another text."""

    suggestion: SuggestionShown
    notices: list[str]


@routes.post(
    "/generate-content",
    operation_id="generateContent",
    summary="A post for each platform",
    responses={200: GeneratedAnswer, **problems("pro_required", "not_found")},
)
def generate_content(body: GenerateBody) -> dict[str, Any]:
    names = _asked(body.platforms)
    written = product().generation.service.generate(viewer().workspace_id, body.brief(body.domain, list(names)))
    shown = {names[key]: SuggestionShown.of(suggestion) for key, suggestion in written.suggestions.items()}
    answer = GeneratedAnswer(success=True, generated_content=shown, notices=list(written.notices))
    return answer.model_dump(mode="json")


@routes.post(
    "/generate-content/stream",
    operation_id="streamContent",
    summary="The same, as server-sent events while it is written",
    responses={
        200: {
            "description": "Events `begin`, `text`, `suggestion`, `notice`, last `done` or `problem`, with JSON data",
            "content": {"text/event-stream": {}},
        },
        **problems("pro_required", "not_found"),
    },
)
def stream_content(body: GenerateBody) -> Response:
    """`text` carries what the model has written so far, before it is fitted; `suggestion` what came of it. A `begin`
    voids what was shown of its platforms."""
    names = _asked(body.platforms)
    progress = product().generation.service.stream(viewer().workspace_id, body.brief(body.domain, list(names)))
    answer = Response(_events(progress, names), mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


@routes.post(
    "/variations",
    operation_id="generateVariation",
    summary="Another text that differs in more than words",
    responses={200: VariationAnswer, **problems("pro_required", "not_found")},
)
def generate_variation(body: VariationBody) -> dict[str, Any]:
    (key,) = _asked([body.platform])
    brief = body.brief(body.domain, [key])
    written = product().generation.service.another(viewer().workspace_id, brief, key, body.earlier)
    answer = VariationAnswer(suggestion=SuggestionShown.of(written.suggestions[key]), notices=list(written.notices))
    return answer.model_dump(mode="json")


@routes.post(
    "/pictures",
    operation_id="drawPicture",
    summary="Let a model draw a picture, and keep it in the library",
    responses={201: MediaAnswer, **problems("no_engine", "budget_used_up", "engine_failed")},
)
def draw_picture(body: PictureBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    media = product().generation.pictures.draw(
        who.workspace_id,
        who.user_id,
        body.prompt,
        body.shape,
        alt=body.alt,
    )
    return MediaAnswer(media=shown_media(media)).model_dump(mode="json"), 201


def platform_named(name: str) -> Platform:
    """By key or alias; a problem of the field where there is none."""
    try:
        return product().generation.service.platform(name)
    except UnknownPlatform as error:
        told = f"{error} Nothing was written."
        raise Problem("validation_failed", told, errors={"platforms": str(error)}) from None


def _asked(names: Sequence[str]) -> dict[str, str]:
    """The names that were asked for, by platform key."""
    asked: dict[str, str] = {}
    for name in names:
        key = platform_named(name).spec.key
        if key in asked:
            told = f"{name} and {asked[key]} are the same platform."
            raise Problem("validation_failed", f"{told} Nothing was written.", errors={"platforms": told})
        asked[key] = name
    return asked


def _label(engine: str) -> str:
    if engine == composer.ENGINE:
        return "drafted without a model"
    return f"drafted by {SERVICES[engine].name}" if engine in SERVICES else f"drafted by {engine}"


def _events(progress: Iterator[Progress], names: dict[str, str]) -> Iterator[str]:
    try:
        for event in progress:
            yield _event(event, names)
        yield _line("done", {"success": True})
    except Exception as error:
        problem = problem_of(error)
        yield _line("problem", {"code": problem.code, "detail": problem.detail, **problem.extra})
    finally:
        if close := getattr(progress, "close", None):
            close()


def _event(event: Progress, names: dict[str, str]) -> str:
    if isinstance(event, Restarted):
        return _line("begin", {"engine": event.engine, "platforms": [names[key] for key in event.platforms]})
    if isinstance(event, Grew):
        return _line("text", {"platform": names[event.platform], "text": event.text})
    if isinstance(event, Noticed):
        return _line("notice", {"message": event.message})
    shown = SuggestionShown.of(event.suggestion).model_dump(mode="json")
    return _line("suggestion", {"platform": names[event.platform], **shown})


def _line(kind: str, data: dict[str, Any]) -> str:
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n"
