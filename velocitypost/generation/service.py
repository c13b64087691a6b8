"""Writing posts: from a brief to texts that fit, by a model where there is one and without where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from velocitypost.billing.plans import Plan
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.registry import Registry
from velocitypost.core.clock import Clock
from velocitypost.generation import composer, experts, prediction, similarity
from velocitypost.generation.desk import Desk, Forecasts
from velocitypost.generation.engines.relay import Relay
from velocitypost.generation.experts import NotInPlan
from velocitypost.generation.grounding import Source
from velocitypost.generation.model import Brief, Suggestion
from velocitypost.generation.passages import Passage
from velocitypost.generation.prediction import Past
from velocitypost.generation.safety import OwnPost
from velocitypost.generation.style import Style
from velocitypost.generation.usage import Purpose
from velocitypost.generation.writing import Errand, Noticed, Progress, Writing, Wrote, slip

PROMPT_MOST = 8_000
_PATIENCE_SECONDS = 20.0
_TRIES_AT_ANOTHER = 2


class Documents(Protocol):
    """What people uploaded, as far as it is needed here."""

    def passages(self, workspace_id: str, source_id: str) -> Sequence[Passage]:
        """All of a document's, in its order. Raises the room's own errors where there is none, or none yet."""


class NoSuchDocument(Exception):
    """There is no such document in this workspace."""


class NoDocuments:
    """For an installation that takes none."""

    def passages(self, workspace_id: str, source_id: str) -> Sequence[Passage]:
        raise NoSuchDocument("There is no such document in this workspace.")


class BadBrief(Exception):
    """What was asked for cannot be written. `field` says where; the text says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Generated:
    """Suggestions by platform key, and what is to be said about the whole."""

    suggestions: dict[str, Suggestion]
    notices: tuple[str, ...] = ()


class GenerationService:
    """The verbs of writing. All are scoped by workspace.

    `history_of(workspace_id, platform)` gives an account's past posts with their numbers; `posts_of` the workspace's
    own posts, the latest first.
    """

    def __init__(
        self,
        relay: Relay,
        style: Style,
        registry: Registry,
        clock: Clock,
        *,
        documents: Documents,
        plan_of: Callable[[str], Plan],
        history_of: Callable[[str, str], Sequence[Past]],
        posts_of: Callable[[str], Sequence[OwnPost]],
    ) -> None:
        self._writing = Writing(relay)
        self._style = style
        self._registry = registry
        self._clock = clock
        self._documents = documents
        self._plan_of = plan_of
        self._history_of = history_of
        self._posts_of = posts_of

    @property
    def writing(self) -> Writing:
        """What does the work, for those who have a desk of their own."""
        return self._writing

    def require_allowed(self, workspace_id: str, domains: Sequence[str], *, with_document: bool) -> None:
        """Raises `NotInPlan` or `NoSuchExpert`."""
        plan = self._plan_of(workspace_id)
        experts.ensure_allowed(domains, plan, self._style.domains(workspace_id))
        if with_document and not plan.file_upload:
            raise NotInPlan(
                "Writing from your own documents is part of the Pro plan. "
                f"The {plan.name} plan writes from what you type."
            )

    def platform(self, name: str) -> Platform:
        """By key or alias. Raises `UnknownPlatform`."""
        return self._registry.get(name)

    def desk(self, workspace_id: str, brief: Brief) -> Desk:
        """Raises `NoSuchExpert`, `BadBrief`, or what the documents say of the one that is named."""
        if len(brief.prompt) > PROMPT_MOST:
            raise BadBrief("custom_prompt", f"At most {PROMPT_MOST:,} characters can be taken.")
        kept = self._style.find_voice(workspace_id)
        source = None
        if brief.source_id is not None:
            source = Source(self._documents.passages(workspace_id, brief.source_id))
        return Desk(
            brief=brief,
            expert=experts.expert(brief.domain, self._style.domains(workspace_id)),
            voice=kept[0] if kept else None,
            source=source,
            brand=self._style.brand(workspace_id),
            own_posts=self._posts_of(workspace_id),
            hold_back_unsupported=self._style.preferences(workspace_id).hold_back_unsupported,
            forecast=Forecasts(lambda key: prediction.learn(self._history_of(workspace_id, key), key)),
            now=self._clock.now(),
        )

    def generate(self, workspace_id: str, brief: Brief) -> Generated:
        """A suggestion for each platform of the brief. Raises as `stream`."""
        return _collected(self.stream(workspace_id, brief), brief.platforms)

    def stream(self, workspace_id: str, brief: Brief) -> Iterator[Progress]:
        """The same, as it comes. Raises `NotInPlan`, `NoSuchExpert`, `UnknownPlatform` or `BadBrief`, at once."""
        self.require_allowed(workspace_id, [brief.domain], with_document=brief.source_id is not None)
        platforms = [self.platform(key) for key in brief.platforms]
        desk = self.desk(workspace_id, brief)
        errand = Errand(workspace_id, desk, "post", _PATIENCE_SECONDS)
        return self._writing.run(errand, [slip(n, one, desk, 0) for n, one in enumerate(platforms, start=1)])

    def another(self, workspace_id: str, brief: Brief, platform: str, earlier: Sequence[str]) -> Generated:
        """Another suggestion for one platform, which differs from `earlier` in more than words. Raises as `stream`."""
        self.require_allowed(workspace_id, [brief.domain], with_document=brief.source_id is not None)
        desk = self.desk(workspace_id, replace(brief, platforms=(platform,)))
        return self.one_more(workspace_id, desk, self.platform(platform), earlier, purpose="another")

    def one_more(
        self, workspace_id: str, desk: Desk, platform: Platform, earlier: Sequence[str], *, purpose: Purpose
    ) -> Generated:
        """As `another`, at a desk that is set already."""
        errand = Errand(workspace_id, desk, purpose, _PATIENCE_SECONDS)
        tried: list[tuple[float, Suggestion]] = []
        notices: list[str] = []
        for attempt in range(_TRIES_AT_ANOTHER):
            texts = [*earlier, *(one.text for _, one in tried)]
            written = _collected(
                self._writing.run(errand, [slip(1, platform, desk, len(earlier) + attempt, earlier=texts)]),
                (platform.spec.key,),
            )
            suggestion = written.suggestions[platform.spec.key]
            notices += written.notices
            alike = similarity.nearest(suggestion.text, earlier)
            tried.append((alike[1] if alike else 0.0, suggestion))
            if suggestion.engine == composer.ENGINE or _varies(suggestion.text, earlier):
                break
        best = min(tried, key=lambda one: one[0])[1]
        return Generated({platform.spec.key: best}, tuple(dict.fromkeys(notices)))


def _varies(text: str, earlier: Sequence[str]) -> bool:
    mine = similarity.likeness(text)
    return all(mine.varies(similarity.likeness(other)) for other in earlier)


def _collected(progress: Iterator[Progress], platforms: Sequence[str]) -> Generated:
    suggestions: dict[str, Suggestion] = {}
    notices: list[str] = []
    for event in progress:
        if isinstance(event, Wrote):
            suggestions[event.platform] = event.suggestion
        elif isinstance(event, Noticed):
            notices.append(event.message)
    return Generated({key: suggestions[key] for key in platforms}, tuple(dict.fromkeys(notices)))
