"""Keeping the books: room is held in the month's budget before a call, and what the call took is written after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id
from velocitypost.generation.engines.engine import Answer
from velocitypost.generation.engines.prices import Price
from velocitypost.generation.preferences import Preferences
from velocitypost.generation.store import PreferenceStore, UsageStore
from velocitypost.generation.usage import Budget, Call, Month, Purpose, hold_for, month_of

_TRIES = 60
_MONTHS_SHOWN = 13


class BudgetUsedUp(Exception):
    """The month's budget does not allow another call. The text says which."""


class Priced(Protocol):
    """What is asked, and what it costs."""

    @property
    def key(self) -> str: ...

    @property
    def model(self) -> str: ...

    @property
    def price(self) -> Price | None: ...


@dataclass(frozen=True)
class Entry:
    """A call for which room is held."""

    call_id: str
    month: Month
    engine: Priced
    purpose: Purpose
    own_key: bool


class Ledger:
    """`budget` is the installation's own, for workspaces that have chosen none; `zone_of` gives a workspace's zone."""

    def __init__(
        self,
        store: UsageStore,
        preferences: PreferenceStore,
        clock: Clock,
        *,
        budget: Budget,
        zone_of: Callable[[str], str],
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._clock = clock
        self._budget = budget
        self._zone_of = zone_of

    def budget_of(self, preferences: Preferences) -> Budget:
        """What holds for a workspace: its own choice, and no more than the installation allows."""
        return Budget(
            tokens=_least(preferences.budget_tokens, self._budget.tokens),
            micro_usd=_least(preferences.budget_micro_usd, self._budget.micro_usd),
        )

    def month(self, workspace_id: str, month: str | None) -> Month:
        """What was spent in a month such as "2026-03", by default in the present one."""
        present = month_of(self._clock.now(), self._zone_of(workspace_id))
        return self._store.month(workspace_id, month or present)

    def months(self, workspace_id: str) -> list[Month]:
        """The latest in which something was spent."""
        return self._store.months(workspace_id, most=_MONTHS_SHOWN)

    def calls(self, workspace_id: str, *, before: str | None, most: int) -> tuple[list[Call], str | None]:
        """A page, the latest first, and the cursor of the next one."""
        found = self._store.calls(workspace_id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def open(
        self, workspace_id: str, engine: Priced, tokens_in: int, tokens_out: int, *, purpose: Purpose, own_key: bool
    ) -> Entry:
        """Holds room for a call that may take so many tokens. Raises `BudgetUsedUp`."""
        budget = self.budget_of(self._preferences.of(workspace_id))
        call_id = new_id("call")
        for _ in range(_TRIES):
            now = self._clock.now()
            month = self._store.month(workspace_id, month_of(now, self._zone_of(workspace_id)))
            hold = hold_for(engine.price, tokens_in, tokens_out, now)
            if reason := budget.refusal(month, hold, now):
                raise BudgetUsedUp(reason)
            if self._store.hold(month, call_id, hold, now=now):
                return Entry(call_id, month, engine, purpose, own_key)
        raise BudgetUsedUp("Too many calls are made at once to keep count of the budget. Try again in a moment.")

    def close(self, entry: Entry, outcome: str, answer: Answer | None, *, seconds: float) -> None:
        """Writes down how it ended. Without an answer nothing is known to have been taken."""
        price = entry.engine.price
        tokens_in, tokens_out = (answer.tokens_in, answer.tokens_out) if answer else (0, 0)
        cost: int | None = 0
        if answer:
            cost = price.micro_usd(tokens_in, tokens_out) if price else None
        call = Call(
            id=entry.call_id,
            workspace_id=entry.month.workspace_id,
            at=self._clock.now(),
            engine=entry.engine.key,
            model=entry.engine.model,
            purpose=entry.purpose,
            outcome=outcome,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            micro_usd=cost,
            seconds=round(seconds, 3),
            counted=bool(answer and answer.counted),
            own_key=entry.own_key,
        )
        self._store.settle(entry.month, call)


def _least(own: int | None, installation: int | None) -> int | None:
    given = [limit for limit in (own, installation) if limit is not None]
    return min(given) if given else None
