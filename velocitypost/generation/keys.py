"""Whose key an engine is asked with: the workspace's own where it has one, else the installation's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from velocitypost.core.clock import Clock
from velocitypost.core.log import get_logger
from velocitypost.core.vault import CannotOpen, Vault
from velocitypost.generation.engines.engine import Engine, EngineError, WrongKey
from velocitypost.generation.store import EngineKey, KeyStore

log = get_logger(__name__)
LONGEST = 500
INSTALLATION: Literal["installation"] = "installation"


class NoSuchEngine(Exception):
    """There is no engine of this name that takes a key."""


class BadKey(Exception):
    """This is no key, or the service does not accept it. Nothing was stored; the text says why."""


@dataclass(frozen=True)
class Secret:
    """A key in the clear, for one call. `whose` is the workspace's id, or "installation"."""

    whose: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class KeyState:
    """What may be shown of a key. `source` is None where there is none."""

    source: Literal["workspace", "installation"] | None
    set_at: datetime | None = None
    checked: bool = False


class EngineKeys:
    """`installation` holds the keys of the environment, by engine; an engine that needs none has an empty one."""

    def __init__(self, store: KeyStore, vault: Vault, installation: Mapping[str, str], clock: Clock) -> None:
        self._store = store
        self._vault = vault
        self._installation = dict(installation)
        self._clock = clock

    def secret(self, workspace_id: str, engine: str) -> Secret | None:
        """The key to ask with, or None where there is none."""
        if own := self._store.find(workspace_id, engine):
            try:
                return Secret(workspace_id, self._vault.open(own.sealed, place=_place(own)))
            except CannotOpen:
                log.warning("engine_key_does_not_open", workspace_id=workspace_id, engine=engine)
        if engine in self._installation:
            return Secret(INSTALLATION, self._installation[engine])
        return None

    def states(self, workspace_id: str) -> dict[str, KeyState]:
        """By engine, of those that have a key."""
        found = {engine: KeyState(INSTALLATION) for engine in self._installation}
        own = {key.engine: KeyState("workspace", key.set_at, key.checked) for key in self._store.of(workspace_id)}
        return {**found, **own}

    def set(self, workspace_id: str, user_id: str, engine: Engine, text: str) -> KeyState:
        """Keeps a workspace's own key, in place of the one before. Raises `BadKey`.

        The service is asked whether it takes the key. Where it cannot be asked, the key is kept unchecked.
        """
        text = text.strip()
        if not text or len(text) > LONGEST or not text.isascii() or not text.isprintable() or " " in text:
            raise BadKey("This does not look like a key: it is one word of letters, digits and signs.")
        key = EngineKey(
            id=f"{workspace_id}:{engine.key}",
            workspace_id=workspace_id,
            engine=engine.key,
            sealed="",
            set_by=user_id,
            set_at=self._clock.now(),
            checked=_accepted(engine, text),
        )
        sealed = self._vault.seal(text, place=_place(key))
        self._store.put(EngineKey(**{**vars(key), "sealed": sealed}))
        return KeyState("workspace", key.set_at, key.checked)

    def remove(self, workspace_id: str, engine: str) -> None:
        """Forgets the workspace's own key. One that is not there is no error."""
        self._store.delete(workspace_id, engine)


def _accepted(engine: Engine, text: str) -> bool:
    try:
        engine.check(text)
    except WrongKey as error:
        raise BadKey(f"{error.reason} Copy it again from the service's own page.") from None
    except EngineError:
        return False
    return True


def _place(key: EngineKey) -> str:
    return f"engine_keys/{key.workspace_id}/{key.engine}"
