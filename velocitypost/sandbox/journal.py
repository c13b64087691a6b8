"""The last requests that the twins received: enough to see what happened, and no secrets."""

import threading
from collections import deque
from typing import Any

KEPT = 2_000


class Journal:
    """A bounded list in memory. Query strings, headers and bodies are never kept: they may hold tokens."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._count = 0

    def add(self, entry: dict[str, Any]) -> None:
        """Note one request."""
        with self._lock:
            self._count += 1
            self._entries.append({"number": self._count, **entry})

    def last(self, limit: int = KEPT) -> list[dict[str, Any]]:
        """Newest first."""
        with self._lock:
            entries = list(self._entries)
        return entries[::-1][:limit]

    @property
    def count(self) -> int:
        """How many requests came since the start, forgotten ones included."""
        return self._count

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._entries.clear()
            self._count = 0
