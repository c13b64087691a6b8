"""What people do with their automation: set it up, start and stop it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from velocitypost.automation.filling import Filler
from velocitypost.automation.holidays import UnknownCountry, holidays
from velocitypost.automation.model import (
    HORIZON_DAYS,
    STANDING,
    Automation,
    AutomationChanged,
    AutomationState,
    BadAutomation,
    Entry,
    EntryState,
    NotConfigured,
    Schedule,
    check,
)
from velocitypost.automation.priorities import by_account
from velocitypost.automation.store import AutomationStore, EntryStore
from velocitypost.automation.taking_back import TakingBack
from velocitypost.billing.plans import Plan
from velocitypost.connections.service import ConnectionService
from velocitypost.content.model import UNLABELLED, Labelled
from velocitypost.contract.registry import Registry
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.notifications.notices import Notices
from velocitypost.publishing.model import NotPossibleNow
from velocitypost.publishing.switch import Switch
from velocitypost.publishing.times import BadTime, zone_of

_TRIES_AGAINST_RACES = 5
_STILL_IN_TIME = timedelta(hours=1)
_FURTHEST = timedelta(days=HORIZON_DAYS[1] + 2)


@dataclass(frozen=True)
class Wanted:
    """A whole configuration, as a person gives it. Priorities go by account or by platform."""

    schedule: Schedule
    mix: Mapping[str, int]
    priorities: Mapping[str, int]
    review: bool = True
    style: str = "casual"
    seed: int = 0
    about: str = ""
    labels: Labelled = UNLABELLED


class Automations:
    """The verbs of automations. All are scoped by workspace.

    `require_domains(workspace_id, domains)` raises where the plan does not include them.
    """

    def __init__(
        self,
        store: AutomationStore,
        entries: EntryStore,
        filler: Filler,
        taking_back: TakingBack,
        switch: Switch,
        connections: ConnectionService,
        registry: Registry,
        notices: Notices,
        clock: Clock,
        events: Events,
        *,
        plan_of: Callable[[str], Plan],
        require_domains: Callable[[str, Sequence[str]], None],
    ) -> None:
        self._store = store
        self._entries = entries
        self._filler = filler
        self._taking_back = taking_back
        self._switch = switch
        self._connections = connections
        self._registry = registry
        self._notices = notices
        self._clock = clock
        self._events = events
        self._plan_of = plan_of
        self._require_domains = require_domains

    def find(self, workspace_id: str) -> Automation | None:
        return self._store.find(workspace_id)

    def get(self, workspace_id: str) -> Automation:
        """Raises `NotConfigured`."""
        automation = self._store.find(workspace_id)
        if automation is None:
            raise NotConfigured("There is no automation here yet. Set it up first.")
        return automation

    def configure(self, workspace_id: str, owner_id: str, wanted: Wanted) -> Automation:
        """Sets it up, or changes it; what has not been written yet is planned anew. Raises `BadAutomation`.

        Raises what `require_domains` raises, too. Nothing is changed then.
        """
        wanted = self._checked(workspace_id, wanted)
        now = self._clock.now()
        known = self._store.find(workspace_id)
        if known is None:
            made = Automation(
                id=workspace_id,
                owner_id=owner_id,
                state="off",
                schedule=wanted.schedule,
                mix=wanted.mix,
                priorities=wanted.priorities,
                created_at=now,
                updated_at=now,
                review=wanted.review,
                style=wanted.style,  # type: ignore[arg-type]
                seed=wanted.seed,
                about=wanted.about,
                mix_since=now,
                labels=wanted.labels,
            )
            if self._store.insert(made):
                return made
            known = self.get(workspace_id)
        changed = self._change(
            known,
            schedule=wanted.schedule,
            mix=wanted.mix,
            priorities=wanted.priorities,
            review=wanted.review,
            style=wanted.style,
            seed=wanted.seed,
            about=wanted.about,
            labels=wanted.labels,
            mix_since=known.mix_since if known.mix == wanted.mix else now,
        )
        if changed.review != known.review:
            self._review_anew(changed)
        if changed.state == "running":
            self._plan_anew(changed)
        return self.get(workspace_id)

    def start(self, workspace_id: str) -> Automation:
        """Posts are planned and go out from now on. Raises `NotConfigured` or `BadAutomation`."""
        automation = self.get(workspace_id)
        if not self._filler.outlets(automation):
            reasons = [self._filler.why_not(automation, one) for one in self._connections.list(workspace_id)]
            why = " ".join(reason for reason in reasons if reason) or "Connect an account first."
            raise BadAutomation({"platform_priorities": f"No account can take part yet. {why}"})
        if automation.state == "paused":
            self._let_pass(automation)
        started = self._to(automation, "running", fill_at=self._clock.now())
        self._switch.pause_automation(workspace_id, paused=False)
        self._wake(workspace_id)
        self._filler.fill(started)
        return self.get(workspace_id)

    def pause(self, workspace_id: str) -> Automation:
        """Nothing of it goes out or is written; everything keeps its place."""
        self._switch.pause_automation(workspace_id, paused=True)
        return self._to(self.get(workspace_id), "paused", fill_at=None)

    def stop(self, workspace_id: str) -> tuple[Automation, int]:
        """Ends it and clears what is still to come; `undo` brings it back. How many posts were cleared."""
        batch = new_id("stop")
        stopped = self._to(self.get(workspace_id), "stopped", fill_at=None, stop_batch=batch)
        cleared = 0
        for entry in self._standing(workspace_id):
            with suppress(NotPossibleNow):
                self._taking_back.take(entry, EntryState.CLEARED, cleared_by=batch)
                cleared += 1
        self._events.publish(AutomationChanged(workspace_id))
        return stopped, cleared

    def undo_stop(self, workspace_id: str) -> Automation:
        """Brings back what the last stop cleared and has not passed, and runs again."""
        automation = self.get(workspace_id)
        now = self._clock.now()
        if automation.stop_batch is not None:
            for entry in self._entries.cleared_by(workspace_id, automation.stop_batch):
                if entry.at > now + timedelta(minutes=1):
                    back = EntryState.TO_REVIEW if entry.text and automation.review else EntryState.WANTED
                    self._save(replace(entry, state=back, cleared_by=None, due=now, post_id=new_id("post"), tries=0))
        return self.start(workspace_id)

    def emergency_stop(self, workspace_id: str) -> Automation | None:
        """Halts everything of the workspace at once, whoever made it; nothing is lost. Tells its people."""
        self._switch.emergency_stop(workspace_id)
        now = self._clock.now()
        self._notices.tell(
            workspace_id,
            f"emergency/{now:%Y%m%d%H%M}",
            "Everything was stopped at once. Nothing goes out until you start publishing again; nothing was lost.",
            kind="automation",
            link="/dashboard",
            mail=True,
        )
        automation = self._store.find(workspace_id)
        if automation is None:
            return None
        # Publishing may be started again without it: what it made still waits then.
        self._switch.pause_automation(workspace_id, paused=True)
        return self._to(automation, "paused", fill_at=None)

    def pause_connection(self, workspace_id: str, connection_id: str, *, paused: bool) -> None:
        """Nothing goes out through this account, or again. Raises `NoSuchConnection`."""
        self._connections.get(workspace_id, connection_id)
        self._switch.pause_connection(workspace_id, connection_id, paused=paused)
        self._events.publish(AutomationChanged(workspace_id))

    # ---- inside

    def _checked(self, workspace_id: str, wanted: Wanted) -> Wanted:
        """The wish with priorities by account."""
        wrong = check(wanted.schedule, wanted.mix, wanted.priorities)
        priorities, unknown = by_account(wanted.priorities, self._connections.list(workspace_id), self._registry)
        try:
            zone_of(wanted.schedule.zone)
        except BadTime as error:
            wrong["schedule.timezone"] = str(error)
        if wanted.schedule.holidays_of:
            try:
                holidays(wanted.schedule.holidays_of, self._clock.now().date(), 1)
            except UnknownCountry as error:
                wrong["schedule.holidays_of"] = str(error)
        if unknown:
            wrong["platform_priorities"] = unknown
        plan = self._plan_of(workspace_id)
        if not plan.allows_posts(wanted.schedule.posts_per_day):
            wrong["schedule.posts_per_day"] = f"The {plan.name} plan sends {plan.max_posts_per_day} posts a day."
        if wrong:
            raise BadAutomation(wrong)
        self._require_domains(workspace_id, list(wanted.mix))
        return replace(wanted, priorities=priorities)

    def _plan_anew(self, automation: Automation) -> None:
        """What nobody has seen yet makes room for what is wished now; what was written stays."""
        for entry in self._entries.in_state(automation.workspace_id, EntryState.WANTED):
            if not entry.text:
                self._entries.delete(entry)
        self._filler.fill(self.get(automation.workspace_id))

    def _wake(self, workspace_id: str) -> None:
        """What waited while nothing ran is looked at again."""
        now = self._clock.now()
        for state in (EntryState.WANTED, EntryState.TO_REVIEW):
            for entry in self._entries.in_state(workspace_id, state):
                if entry.due is None:
                    self._save(replace(entry, due=now))

    def _let_pass(self, automation: Automation) -> None:
        """What came due in the pause does not rush out after it; its text is kept for a later place.

        What came due a moment ago may still go out.
        """
        now = self._clock.now()
        since = automation.state_changed_at or now
        for entry in self._entries.between(automation.workspace_id, since, now - _STILL_IN_TIME):
            if entry.state in STANDING:
                with suppress(NotPossibleNow):
                    self._taking_back.take(
                        entry,
                        EntryState.EXPIRED,
                        problem="Its time passed while the automation was paused.",
                        keeps_text=bool(entry.text),
                    )

    def _review_anew(self, automation: Automation) -> None:
        """What nobody has looked at waits for it from now on; or no longer does."""
        for entry in self._standing(automation.workspace_id):
            if automation.review and entry.state is EntryState.SCHEDULED:
                with suppress(NotPossibleNow):
                    self._taking_back.take(entry, EntryState.TO_REVIEW, due=self._clock.now())
            elif not automation.review and entry.state is EntryState.TO_REVIEW:
                self._save(replace(entry, due=self._clock.now()))

    def _standing(self, workspace_id: str) -> list[Entry]:
        now = self._clock.now()
        found = self._entries.between(workspace_id, now, now + _FURTHEST)
        return [entry for entry in found if entry.at > now and entry.state in STANDING]

    def _to(self, automation: Automation, state: AutomationState, **changes: object) -> Automation:
        since = automation.state_changed_at if automation.state == state else self._clock.now()
        return self._change(automation, state=state, state_changed_at=since, **changes)

    def _change(self, automation: Automation, **changes: object) -> Automation:
        for _ in range(_TRIES_AGAINST_RACES):
            changed = replace(
                automation,
                **changes,  # type: ignore[arg-type]
                updated_at=self._clock.now(),
                version=automation.version + 1,
            )
            if self._store.save(changed):
                self._events.publish(AutomationChanged(automation.workspace_id))
                return changed
            automation = self.get(automation.workspace_id)
        raise NotPossibleNow("The automation is being changed elsewhere. Load it again and look.")

    def _save(self, entry: Entry) -> bool:
        return self._entries.save(replace(entry, updated_at=self._clock.now(), version=entry.version + 1))

    def zone(self, automation: Automation) -> ZoneInfo:
        """The automation's own zone."""
        return ZoneInfo(automation.schedule.zone)
