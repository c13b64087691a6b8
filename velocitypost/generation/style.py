"""What a workspace has of its own: its voice, its content domains, its preferences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.generation import experts, voice
from velocitypost.generation.experts import Expert
from velocitypost.generation.preferences import BadPreferences, Preferences, PreferencesChanged, cleaned
from velocitypost.generation.safety import Brand, OwnPost
from velocitypost.generation.store import DomainStore, KeptDomain, KeptVoice, PreferenceStore, VoiceStore
from velocitypost.generation.voice import Voice

JSON = Any
log = get_logger(__name__)
DOMAINS_MOST = 20
SAMPLES_MOST = 500


class TooManyDomains(Exception):
    """A workspace may have only so many domains of its own. Nothing was stored."""


class NoSuchDomain(Exception):
    """This workspace has no such domain of its own."""


class Style:
    """`posts_of` gives a workspace's own posts, the latest first."""

    def __init__(
        self,
        voices: VoiceStore,
        domains: DomainStore,
        preferences: PreferenceStore,
        clock: Clock,
        *,
        posts_of: Callable[[str], Sequence[OwnPost]],
    ) -> None:
        self._voices = voices
        self._domains = domains
        self._preferences = preferences
        self._clock = clock
        self._posts_of = posts_of

    # ---- voice

    def find_voice(self, workspace_id: str) -> tuple[Voice, KeptVoice] | None:
        """What was learned, and how it is kept."""
        kept = self._voices.find(workspace_id)
        if kept is None:
            return None
        try:
            return Voice.from_json(kept.learned), kept
        except (ValueError, KeyError, TypeError):
            log.warning("voice_unreadable", workspace_id=workspace_id)
            return None

    def learn_voice(self, workspace_id: str, samples: Sequence[str]) -> tuple[Voice, KeptVoice]:
        """From pasted samples, or from the workspace's own posts where there are none. Raises `TooFewSamples`."""
        texts = [text for text in samples if text.strip()]
        source = "samples" if texts else "posts"
        if not texts:
            texts = [post.text for post in self._posts_of(workspace_id)]
        learned = voice.learn(texts[:SAMPLES_MOST])
        kept = KeptVoice(workspace_id, learned.as_json(), source, self._clock.now())
        self._voices.put(kept)
        return learned, kept

    def forget_voice(self, workspace_id: str) -> None:
        """From now on texts are compared with nobody."""
        self._voices.delete(workspace_id)

    # ---- domains

    def domains(self, workspace_id: str) -> list[Expert]:
        """The workspace's own."""
        return [_read(kept) for kept in self._domains.of(workspace_id)]

    def add_domain(self, workspace_id: str, fields: Mapping[str, JSON]) -> Expert:
        """Raises `BadExpert` or `TooManyDomains`."""
        if len(self._domains.of(workspace_id)) >= DOMAINS_MOST:
            raise TooManyDomains(f"At most {DOMAINS_MOST} domains of your own can be kept. Remove one first.")
        domain_id = new_id("domain")
        made = experts.custom({**fields, "id": domain_id})
        self._domains.insert(KeptDomain(domain_id, workspace_id, experts.as_json(made), self._clock.now()))
        return made

    def change_domain(self, workspace_id: str, domain_id: str, fields: Mapping[str, JSON]) -> Expert:
        """Raises `BadExpert` or `NoSuchDomain`."""
        kept = self._domains.find(workspace_id, domain_id)
        if kept is None:
            raise NoSuchDomain("There is no such domain of your own.")
        made = experts.custom({**fields, "id": domain_id})
        self._domains.replace(replace(kept, fields=experts.as_json(made)))
        return made

    def remove_domain(self, workspace_id: str, domain_id: str) -> None:
        """Raises `NoSuchDomain`."""
        if not self._domains.delete(workspace_id, domain_id):
            raise NoSuchDomain("There is no such domain of your own.")

    # ---- preferences

    def preferences(self, workspace_id: str) -> Preferences:
        return self._preferences.of(workspace_id)

    def brand(self, workspace_id: str) -> Brand:
        """The words that are never said, and the partners."""
        chosen = self._preferences.of(workspace_id)
        return Brand(chosen.never, chosen.partners)

    def prefer(self, workspace_id: str, version: int, changes: Mapping[str, JSON]) -> Preferences:
        """Changes these choices, where they are still at `version`. Raises `BadPreferences` or `PreferencesChanged`."""
        current = self._preferences.of(workspace_id)
        if current.version != version:
            raise PreferencesChanged("These choices were changed elsewhere meanwhile. Load them again.")
        wanted = dict(changes)
        for name in ("never", "partners"):
            if name in wanted:
                wanted[name] = cleaned(name, tuple(wanted[name]))
        for name in ("budget_tokens", "budget_micro_usd"):
            if (wanted.get(name) or 0) < 0:
                raise BadPreferences(name, "A budget cannot be below zero.")
        if (saved := self._preferences.save(replace(current, **wanted))) is None:
            raise PreferencesChanged("These choices were changed elsewhere meanwhile. Load them again.")
        return saved


def _read(kept: KeptDomain) -> Expert:
    return experts.custom(kept.fields)
