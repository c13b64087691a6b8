"""What happens to each planned post by itself: it is written, and scheduled or put before a person, or it expires."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from velocitypost.automation.model import Automation, AutomationChanged, Entry, EntryState
from velocitypost.automation.store import AutomationStore, EntryStore
from velocitypost.billing.allowance import PlanLimit
from velocitypost.connections.model import NoSuchConnection
from velocitypost.connections.service import ConnectionService
from velocitypost.content.labels import Labels
from velocitypost.content.model import BadWriting, Post, PostMedia, Writing
from velocitypost.contract.capabilities import Platform
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.generation import similarity
from velocitypost.generation.experts import NoSuchExpert, NotInPlan
from velocitypost.generation.model import Brief, Suggestion
from velocitypost.generation.service import BadBrief, GenerationService
from velocitypost.notifications.notices import Notices
from velocitypost.publishing.model import AUTOMATION, AlreadyPublished, CannotSchedule, NotPossibleNow
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.times import BadTime

log = get_logger(__name__)
_LEASE = timedelta(minutes=3)
_BESIDE = timedelta(days=7)
_BESIDE_MOST = 40
_SAME_ACCOUNT = timedelta(days=90)
_OWN_MOST = 200
_REMINDS_BEFORE = timedelta(hours=12)
_KEPT_FOR = timedelta(days=30)
_TRIES_MOST = 4
_TRIES_AT_ANOTHER = 6
_AGAIN = timedelta(minutes=5)
_STYLES = {
    "casual": "Write casually, as to a friend.",
    "professional": "Write in a professional tone.",
    "funny": "Write with a light sense of humour.",
}
_REFUSALS = (CannotSchedule, PlanLimit, BadWriting, NoSuchConnection, NotPossibleNow, NoSuchExpert, NotInPlan, BadBrief)

Draw = Callable[[str, Platform, str, int], str | None]


class EntryWork:
    """`draw(workspace_id, platform, text, seed)` makes a picture where one is needed, and gives its media id."""

    def __init__(
        self,
        automations: AutomationStore,
        entries: EntryStore,
        generation: GenerationService,
        publishing: PublishingService,
        connections: ConnectionService,
        labels: Labels,
        notices: Notices,
        clock: Clock,
        events: Events,
        *,
        draw: Draw,
    ) -> None:
        self._automations = automations
        self._entries = entries
        self._generation = generation
        self._publishing = publishing
        self._connections = connections
        self._labels = labels
        self._notices = notices
        self._clock = clock
        self._events = events
        self._draw = draw

    def work(self) -> bool:
        """Does what is due for the post that waits longest. Whether there was one."""
        now = self._clock.now()
        for entry in self._entries.due(now, most=8):
            automation = self._automations.find(entry.workspace_id)
            if automation is None or automation.state != "running":
                self._save(replace(entry, due=None))
                continue
            claimed = self._save(replace(entry, due=now + _LEASE, tries=entry.tries + 1))
            if claimed is None:
                continue
            self._do(automation, claimed)
            return True
        return False

    def write(self, automation: Automation, entry: Entry) -> Suggestion:
        """A text for this place, unlike those around it and the account's own. Raises the writing room's errors."""
        known = self._entries.between(entry.workspace_id, entry.at - _SAME_ACCOUNT, entry.at + _BESIDE)
        around = [other for other in known if other.at >= entry.at - _BESIDE]
        others = [other for other in known if other.text and other.id != entry.id]
        near = [other.text for other in others if other.at >= entry.at - _BESIDE][:_BESIDE_MOST]
        own = [other.text for other in others if other.connection_id == entry.connection_id][-_OWN_MOST:]
        beside = list(dict.fromkeys(near + own))
        guidance = self._guidance(automation, around)
        tried: list[tuple[float, Suggestion]] = []
        for attempt in range(_TRIES_AT_ANOTHER):
            brief = Brief(
                domain=entry.domain,
                platforms=(entry.platform,),
                prompt=automation.about,
                guidance=guidance,
                seed=_seed(entry) + attempt,
            )
            written = self._generation.another(entry.workspace_id, brief, entry.platform, beside)
            suggestion = written.suggestions[entry.platform]
            alike = similarity.nearest(suggestion.text, beside)
            tried.append((alike[1] if alike else 0.0, suggestion))
            if tried[-1][0] <= similarity.SAME:
                break
        return min(tried, key=lambda one: one[0])[1]

    def schedule(self, automation: Automation, entry: Entry) -> Entry:
        """Puts it on the calendar. Raises `CannotSchedule`, `PlanLimit` or `BadTime`; then it is not."""
        writing = Writing(
            text=entry.text,
            media=(PostMedia(entry.media_id),) if entry.media_id else (),
            connection_ids=(entry.connection_id,),
        )
        entry = self._with_post(automation, entry, writing)
        try:
            self._publishing.schedule(entry.workspace_id, entry.post_id, local=entry.local, zone=entry.zone)
        except AlreadyPublished:
            log.info("entry_out_already", entry=entry.id)
        scheduled = replace(entry, state=EntryState.SCHEDULED, due=None, problem="")
        return self._save(scheduled) or self._overtaken(scheduled)

    # ---- inside

    def _overtaken(self, scheduled: Entry) -> Entry:
        """Somebody decided otherwise while it went onto the calendar: their word holds."""
        there = self._entries.find(scheduled.id)
        if there is None or there.state is not EntryState.SCHEDULED:
            with suppress(NotPossibleNow):
                self._publishing.cancel(scheduled.workspace_id, scheduled.post_id)
        return there or scheduled

    def _with_post(self, automation: Automation, entry: Entry, writing: Writing) -> Entry:
        """The entry with a post that holds exactly this; one that was kept for an earlier text is given up.

        Its new id is stored before anything goes onto the calendar under it: whoever repeats this finds the same post.
        """

        def kept(post_id: str) -> Post:
            return self._publishing.write(
                entry.workspace_id,
                automation.owner_id,
                writing,
                post_id=post_id,
                origin=AUTOMATION,
                labels=self._labels.still(entry.workspace_id, automation.labels),
            )

        post = kept(entry.post_id)
        if (post.text, post.media) == (writing.text, writing.media):
            return entry
        with suppress(NotPossibleNow):
            self._publishing.cancel(entry.workspace_id, post.id)
        anew = self._save(replace(entry, post_id=new_id("post")))
        if anew is None:
            raise NotPossibleNow("Somebody else changed it just now. Load it again and look.")
        kept(anew.post_id)
        return anew

    def _do(self, automation: Automation, entry: Entry) -> None:
        if entry.state is EntryState.TO_REVIEW:
            self._watch_over(automation, entry)
        elif entry.state is EntryState.WANTED and entry.at <= self._clock.now():
            self._settle(entry, EntryState.EXPIRED, "Its time passed before it was written.")
        elif entry.state is EntryState.WANTED:
            self._prepare(automation, entry)
        else:
            self._save(replace(entry, due=None))

    def _prepare(self, automation: Automation, entry: Entry) -> None:
        try:
            entry, sound = self._written(automation, entry)
            entry = self._with_picture(entry)
            if automation.review or not sound:
                self._save(replace(entry, state=EntryState.TO_REVIEW, due=self.reminder(entry), tries=0))
            else:
                self.schedule(automation, entry)
        except BadTime:
            self._settle(entry, EntryState.EXPIRED, "Its time passed before it was ready.")
        except _REFUSALS as error:
            self._refuse(entry, str(error))
        except Exception as error:
            log.exception("entry_not_written", entry=entry.id)
            if entry.tries >= _TRIES_MOST:
                self._refuse(entry, f"It could not be written ({type(error).__name__}).")
            else:
                self._save(replace(entry, due=self._clock.now() + _AGAIN))

    def _written(self, automation: Automation, entry: Entry) -> tuple[Entry, bool]:
        """With a text, and whether it may go out unseen."""
        if (kept := self._kept(entry)) is not None:
            again = replace(entry, text=kept.text, engine=kept.engine, flags=kept.flags, media_id=kept.media_id)
            return again, not kept.flags
        suggestion = self.write(automation, entry)
        flags = tuple(flag.message for flag in suggestion.flags)
        written = replace(entry, text=suggestion.text, engine=suggestion.engine, flags=flags)
        return written, not any(flag.blocking for flag in suggestion.flags)

    def _kept(self, entry: Entry) -> Entry | None:
        """What was written for an earlier place that came to nothing: each is used once."""
        now = self._clock.now()
        for earlier in self._entries.between(entry.workspace_id, now - _KEPT_FOR, now):
            same = (earlier.connection_id, earlier.domain) == (entry.connection_id, entry.domain)
            if earlier.keeps_text and same and self._save(replace(earlier, keeps_text=False)) is not None:
                return earlier
        return None

    def reminder(self, entry: Entry) -> datetime:
        """When people are told that it waits for them."""
        return max(self._clock.now(), entry.at - _REMINDS_BEFORE)

    def _with_picture(self, entry: Entry) -> Entry:
        platform = self._connections.platform_of(self._connections.get(entry.workspace_id, entry.connection_id))
        if not platform.spec.limits.media_required or entry.media_id is not None:
            return entry
        return replace(entry, media_id=self._draw(entry.workspace_id, platform, entry.text, _seed(entry)))

    def _watch_over(self, automation: Automation, entry: Entry) -> None:
        now = self._clock.now()
        if entry.at <= now:
            self._settle(entry, EntryState.EXPIRED, "Nobody approved it in time.")
            return
        if not automation.review and not entry.flags:
            self._let_go(automation, entry)
            return
        if now < self.reminder(entry):
            self._save(replace(entry, due=self.reminder(entry)))
            return
        text = "Posts wait for your approval; those that nobody approves in time are not sent."
        self._notices.tell(
            entry.workspace_id,
            f"review/{entry.day}",
            text,
            kind="automation",
            link="/auto-posting/review",
            mail=True,
        )
        self._save(replace(entry, due=entry.at))

    def _let_go(self, automation: Automation, entry: Entry) -> None:
        """It waited for a person, and no longer needs one."""
        try:
            self.schedule(automation, entry)
        except BadTime:
            self._settle(entry, EntryState.EXPIRED, "Its time passed before it was ready.")
        except _REFUSALS as error:
            self._refuse(entry, str(error))

    def _refuse(self, entry: Entry, why: str) -> None:
        self._settle(entry, EntryState.FAILED, why)
        self._notices.tell(
            entry.workspace_id,
            f"{entry.id}/failed",
            f"A planned post could not be made: {why}",
            kind="automation",
            link="/auto-posting",
        )

    def _settle(self, entry: Entry, state: EntryState, problem: str) -> None:
        self._save(replace(entry, state=state, due=None, problem=problem))

    def _guidance(self, automation: Automation, around: Sequence[Entry]) -> str:
        reasons = [entry.rejected_for for entry in around if entry.rejected_for]
        asked = [_STYLES[automation.style]]
        if reasons:
            asked.append("Posts were rejected before because: " + "; ".join(dict.fromkeys(reasons[-5:])) + ".")
        return " ".join(asked)

    def _save(self, entry: Entry) -> Entry | None:
        saved = replace(entry, updated_at=self._clock.now(), version=entry.version + 1)
        if not self._entries.save(saved):
            return None
        self._events.publish(AutomationChanged(saved.workspace_id, saved.id))
        return saved


def _seed(entry: Entry) -> int:
    return int.from_bytes(hashlib.sha256(f"{entry.id}/{entry.version}".encode()).digest()[:4], "big")
