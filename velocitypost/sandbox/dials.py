"""What a person or a test may turn while the sandbox runs; kept across restarts."""

import json
import threading
from typing import Any

from velocitypost.sandbox.store import Store

SCHEMA = "CREATE TABLE IF NOT EXISTS dials (name TEXT PRIMARY KEY, value TEXT NOT NULL);"

DEFAULTS: dict[str, float] = {
    "audience_speed": 60.0,  # audience seconds that pass in one real second
    "audience_seed": 1.0,  # another number gives every post another audience
    "latency_ms": 0.0,  # added to each answer of a service
    "duplicate_window_s": 86_400.0,  # how long a service remembers a text; 0 accepts the same text again
    "media_processing_s": 2.0,  # how long a video or a GIF is processed
    "model_seconds": 0.0,  # how long a language model takes to answer
    "models_at_once": 0.0,  # how many answers each of their services writes at a time; 0 for any number
    "rate_limit_factor": 1.0,  # multiplies every limit of every service
}
HIGHEST: dict[str, float] = {
    "audience_speed": 1_000_000.0,
    "latency_ms": 60_000.0,
    "media_processing_s": 3_600.0,
    "model_seconds": 600.0,
}
ABOVE_ZERO = frozenset({"audience_speed", "rate_limit_factor"})


class Dials:
    """Named numbers, and the rate limits that differ from a service's own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._values: dict[str, Any] = {}
        self.load()

    def load(self) -> None:
        """Read what is stored."""
        with self._lock:
            rows = self._store.all("SELECT name, value FROM dials")
            self._values = {row["name"]: json.loads(row["value"]) for row in rows}

    def number(self, name: str) -> float:
        """The dial's value, or its default."""
        return float(self._values.get(name, DEFAULTS.get(name, 0.0)))

    def limits(self) -> dict[str, dict[str, list[int]]]:
        """Rate limits set by control: `{"x POST /2/tweets": {"user": [100, 900]}}`, windows in seconds."""
        limits: dict[str, dict[str, list[int]]] = self._values.get("rate_limits", {})
        return limits

    def turn(self, name: str, value: Any) -> None:
        """Set one value and keep it."""
        with self._lock:
            self._values[name] = value
            with self._store.write() as rows:
                rows.execute("INSERT OR REPLACE INTO dials VALUES (?, ?)", (name, json.dumps(value)))

    def shown(self) -> dict[str, Any]:
        """All dials as the control API answers them."""
        return {name: self.number(name) for name in DEFAULTS} | {"rate_limits": self.limits()}


def checked(name: str, value: object) -> float:
    """The value as a number that this dial can take, else a ValueError that says what is wrong."""
    if name not in DEFAULTS:
        raise ValueError(f"There is no dial called {name!r}. Dials: {', '.join(DEFAULTS)}.")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{name} must be a number.")
    try:
        number = float(value)
    except ValueError:
        raise ValueError(f"{name} must be a number.") from None
    highest = HIGHEST.get(name, 1e12)
    if not 0 <= number <= highest or (number == 0 and name in ABOVE_ZERO):
        least = "more than 0" if name in ABOVE_ZERO else "0 or more"
        raise ValueError(f"{name} must be {least} and at most {highest:g}.")
    return number
