"""What people decide about planned posts before they go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from velocitypost.automation.model import (
    STANDING,
    Automation,
    AutomationChanged,
    BadAutomation,
    Entry,
    EntryState,
    NoSuchEntry,
    NotNow,
)
from velocitypost.automation.service import Automations
from velocitypost.automation.store import EntryStore
from velocitypost.automation.taking_back import TakingBack
from velocitypost.automation.work import EntryWork
from velocitypost.billing.allowance import PlanLimit
from velocitypost.content.model import BadWriting
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.publishing.model import CannotSchedule, NotPossibleNow
from velocitypost.publishing.times import BadTime

REASON_MOST = 300
TEXT_MOST = 10_000
AT_ONE_MOMENT = 500
_WORDS = {
    EntryState.WANTED: "it is not written yet",
    EntryState.TO_REVIEW: "it waits for approval",
    EntryState.SCHEDULED: "it is on the calendar",
    EntryState.REJECTED: "it was rejected",
    EntryState.EXPIRED: "its time has passed",
    EntryState.REMOVED: "it was removed",
    EntryState.CLEARED: "it was taken off the plan",
    EntryState.FAILED: "it could not be made",
}


@dataclass(frozen=True)
class Decided:
    """What became of each of several planned posts: `problem` says why one could not be done."""

    entry: Entry
    problem: str = ""


class Review:
    """The verbs of planned posts. All are scoped by workspace."""

    def __init__(
        self,
        entries: EntryStore,
        automations: Automations,
        work: EntryWork,
        taking_back: TakingBack,
        clock: Clock,
        events: Events,
    ) -> None:
        self._entries = entries
        self._automations = automations
        self._work = work
        self._taking_back = taking_back
        self._clock = clock
        self._events = events

    def get(self, workspace_id: str, entry_id: str) -> Entry:
        """Raises `NoSuchEntry`."""
        entry = self._entries.find(entry_id)
        if entry is None or entry.workspace_id != workspace_id:
            raise NoSuchEntry("There is no such planned post in this workspace.")
        return entry

    def page(
        self, workspace_id: str, states: Sequence[EntryState], *, after: datetime | None, most: int
    ) -> tuple[list[Entry], datetime | None]:
        """A page in the order of their times, and where the next one begins.

        What is planned for one moment stays together: a page may hold fewer than `most` for it, or more.
        """
        found = list(self._entries.page(workspace_id, states, after=after, most=most + 1))
        if len(found) <= most:
            return found, None
        before = [entry for entry in found if entry.at < found[-1].at]
        if before:
            return before, before[-1].at
        moment = found[-1].at
        more = self._entries.page(workspace_id, states, after=after, most=most + AT_ONE_MOMENT)
        return [entry for entry in more if entry.at == moment], moment

    def approve(self, workspace_id: str, entry_id: str) -> Entry:
        """It goes out at its time. Raises `NoSuchEntry`, `NotNow`, `CannotSchedule` or `PlanLimit`."""
        entry = self._waiting(workspace_id, entry_id)
        try:
            return self._work.schedule(self._automation(workspace_id), entry)
        except BadTime as error:
            raise NotNow("Its time has passed. Reject it, or give it another time.") from error

    def edit(self, workspace_id: str, entry_id: str, text: str) -> Entry:
        """Another text, by a person. Raises `NoSuchEntry`, `NotNow` or `BadAutomation`."""
        entry = self._waiting(workspace_id, entry_id)
        if not text.strip() or len(text) > TEXT_MOST:
            raise BadAutomation({"text": f"Write from 1 to {TEXT_MOST:,} characters."})
        return self._save(replace(entry, text=text, engine="", flags=()))

    def regenerate(self, workspace_id: str, entry_id: str) -> Entry:
        """Another text, unlike this one. Raises `NoSuchEntry`, `NotNow`, or the writing room's own errors."""
        entry = self._waiting(workspace_id, entry_id)
        suggestion = self._work.write(self._automation(workspace_id), entry)
        flags = tuple(flag.message for flag in suggestion.flags)
        return self._save(replace(entry, text=suggestion.text, engine=suggestion.engine, flags=flags))

    def reject(self, workspace_id: str, entry_id: str, reason: str) -> Entry:
        """It does not go out; the reason steers what is written next. Raises `NoSuchEntry` or `NotNow`."""
        entry = self._waiting(workspace_id, entry_id)
        return self._save(
            replace(entry, state=EntryState.REJECTED, rejected_for=reason.strip()[:REASON_MOST], due=None)
        )

    def remove(self, workspace_id: str, entry_id: str) -> Entry:
        """Takes it off the plan, wherever it stands before it is out; its place stays empty."""
        entry = self.get(workspace_id, entry_id)
        if entry.state not in STANDING:
            raise NotNow(f"It cannot be removed: {_WORDS[entry.state]}.")
        try:
            return self._taking_back.take(entry, EntryState.REMOVED)
        except NotPossibleNow as error:
            raise NotNow(str(error)) from error

    def each(self, entry_ids: Sequence[str], workspace_id: str, do: Callable[[str], Entry]) -> list[Decided]:
        """Does the same to several; what one of them refuses does not stop the others."""
        decided = []
        for entry_id in entry_ids:
            try:
                decided.append(Decided(do(entry_id)))
            except (NotNow, CannotSchedule, PlanLimit, BadWriting, NotPossibleNow) as error:
                decided.append(Decided(self.get(workspace_id, entry_id), str(error)))
        return decided

    def _waiting(self, workspace_id: str, entry_id: str) -> Entry:
        entry = self.get(workspace_id, entry_id)
        if entry.state is not EntryState.TO_REVIEW:
            raise NotNow(f"Nothing is to be decided here: {_WORDS[entry.state]}.")
        return entry

    def _automation(self, workspace_id: str) -> Automation:
        return self._automations.get(workspace_id)

    def _save(self, entry: Entry) -> Entry:
        saved = replace(entry, updated_at=self._clock.now(), version=entry.version + 1)
        if not self._entries.save(saved):
            raise NotNow("Somebody else changed it just now. Load it again and look.")
        self._events.publish(AutomationChanged(saved.workspace_id, saved.id))
        return saved
