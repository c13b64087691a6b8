"""What can go wrong on purpose: which fault, on which operation, how often, for whom."""

import random
import threading
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

Stage = Literal["before", "storing", "writing", "after"]

KINDS: dict[str, tuple[Stage, str]] = {
    "refuse": ("before", "refuses with 403 (or `status`); nothing is accepted"),
    "rate_limited": ("before", "answers 429; `retry_after` adds the header; nothing is accepted"),
    "server_error_before": ("before", "answers 503 (or `status`); nothing is accepted"),
    "server_error_after": ("after", "accepts, then answers 503 (or `status`)"),
    "cut_before": ("before", "closes the connection without an answer; nothing is accepted"),
    "cut_after": ("after", "accepts, then closes the connection without an answer"),
    "timeout_after": ("after", "accepts, then stays silent for `seconds` and closes the connection"),
    "slow": ("before", "waits `seconds`, then does everything as usual"),
    "garbage": ("after", "accepts, then answers something that is not JSON"),
    "garbage_before": ("before", "answers something that is not JSON; nothing is accepted"),
    "babble": (
        "writing",
        "of a language model: answers, but not what was asked for; `code` says how, prose if not given",
    ),
    "hide": ("storing", "accepts and shows it to followers, but leaves it out of listings (for `seconds`)"),
}


@dataclass(slots=True)
class Fault:
    """One fault and how often it has acted. `times` None means until it is cleared."""

    id: int
    service: str
    operation: str
    kind: str
    times: int | None = 1
    every: int = 1
    probability: float | None = None
    seed: int = 0
    account: str | None = None
    seconds: float | None = None
    status: int | None = None
    code: str | None = None
    reason: str | None = None
    retry_after: int | None = None
    matched: int = 0
    hits: int = 0
    _dice: random.Random = field(default_factory=random.Random, repr=False)

    @property
    def stage(self) -> Stage:
        return KINDS[self.kind][0]

    @property
    def spent(self) -> bool:
        return self.times is not None and self.hits >= self.times

    def fits(self, service: str, names: tuple[str, ...], account: set[str]) -> bool:
        """Whether it is meant for this request: the operation by its name, its route or its path."""
        if self.service not in ("*", service) or (self.account and self.account.lower() not in account):
            return False
        return any(fnmatchcase(name, self.operation) for name in names)

    def strikes(self) -> bool:
        """Count one matching request and say whether the fault acts on it."""
        self.matched += 1
        if self.spent or self.matched % self.every:
            return False
        if self.probability is not None and self._dice.random() >= self.probability:
            return False
        self.hits += 1
        return True

    def shown(self) -> dict[str, Any]:
        """As the control API answers it."""
        names = ("id", "service", "operation", "kind", "times", "every", "probability", "seed", "account")
        more = ("seconds", "status", "code", "reason", "retry_after", "matched", "hits")
        return {name: getattr(self, name) for name in (*names, *more)}


class Faults:
    """The faults that are on. They live in memory: a restarted sandbox is well again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._last_id = 0

    def add(self, service: str, operation: str, kind: str, **details: Any) -> Fault:
        """Switch a fault on. `kind` is one of `KINDS`."""
        with self._lock:
            self._last_id += 1
            fault = Fault(self._last_id, service, operation, kind, **details)
            fault._dice = random.Random(fault.seed)  # noqa: S311 (repeatable on purpose)
            self._faults = [*self._faults, fault]
            return fault

    def take(self, stage: Stage, service: str, names: tuple[str, ...], account: set[str]) -> Fault | None:
        """The first fault that acts on this request at this stage."""
        if not self._faults:
            return None
        with self._lock:
            for fault in self._faults:
                if fault.stage == stage and fault.fits(service, names, account) and fault.strikes():
                    return fault
        return None

    def listed(self) -> list[Fault]:
        """All faults, spent ones too, so that their hits can be read."""
        return self._faults

    def clear(self, fault_id: int | None = None) -> int:
        """Switch one fault off, or all; returns how many were removed."""
        with self._lock:
            kept = [] if fault_id is None else [f for f in self._faults if f.id != fault_id]
            removed = len(self._faults) - len(kept)
            self._faults = kept
            return removed
