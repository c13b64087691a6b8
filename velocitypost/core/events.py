"""How a lower room tells a higher one that something happened, without knowing it.

Events are frozen values without secrets. Handlers run at once, in the publisher's thread; one that fails is
logged and does not harm the publisher or the other handlers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from velocitypost.core.log import get_logger

log = get_logger(__name__)


@dataclass(frozen=True)
class Event:
    """Something that happened in a workspace."""

    workspace_id: str


E = TypeVar("E", bound=Event)


class Events:
    """The switchboard: `wiring` subscribes, services publish."""

    def __init__(self) -> None:
        self._handlers: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> None:
        """`handler` is called with every event of this kind or of a kind derived from it."""
        self._handlers[kind].append(handler)

    def publish(self, event: Event) -> None:
        """Tells all who subscribed. Never raises."""
        for kind in type(event).__mro__:
            for handler in self._handlers.get(kind, ()):
                try:
                    handler(event)
                except Exception:
                    log.exception("event_handler_failed", kind=type(event).__name__)
