"""What people do with series, and the making of their posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from velocitypost.accounts.errors import NoSuchWorkspace
from velocitypost.billing.allowance import PlanLimit
from velocitypost.connections.model import NoSuchConnection
from velocitypost.content.labels import Labels
from velocitypost.content.model import (
    UNLABELLED,
    BadWriting,
    Labelled,
    NoSuchPost,
    PostChanged,
    Writing,
    clean,
)
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.media.model import NoSuchMedia
from velocitypost.publishing import recurrence
from velocitypost.publishing.model import AlreadyPublished, CannotSchedule, NotPossibleNow
from velocitypost.publishing.recurrence import LOOK_BACK, Occurrence, Recurrence
from velocitypost.publishing.series import (
    AHEAD,
    RUNNING_MOST,
    Making,
    NoSuchSeries,
    Preview,
    Series,
    SeriesChanged,
    SeriesState,
    TooManySeries,
    preview,
    require_texts,
)
from velocitypost.publishing.series_store import MakingStore, SeriesStore
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.times import Moment, moment, zone_of

log = get_logger(__name__)
_AT_ONCE = 100
# Longer than the making of one post can take; after this it is taken for dead.
_CLAIM = timedelta(minutes=5)
_REFUSALS = (CannotSchedule, PlanLimit, NoSuchConnection, NoSuchMedia, BadWriting, NoSuchWorkspace)


class SeriesService:
    """The verbs of series. All are scoped by workspace.

    A post is made for each time within the next seven days, once: the row of `MakingStore` that stands for this time
    is there before the post, and names the post's id, so that whoever comes after a crash goes on where it stopped.
    """

    def __init__(
        self,
        store: SeriesStore,
        makings: MakingStore,
        publishing: PublishingService,
        content: ContentService,
        labels: Labels,
        clock: Clock,
        *,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._store = store
        self._makings = makings
        self._publishing = publishing
        self._content = content
        self._labels = labels
        self._clock = clock
        self._checkpoint = checkpoint

    # ---- people

    def create(
        self,
        workspace_id: str,
        author_id: str,
        writing: Writing,
        texts: tuple[str, ...],
        *,
        rule: str,
        local: str,
        zone: str,
        labels: Labelled = UNLABELLED,
    ) -> Series:
        """Begins a series; its first posts are made at once. Each begins with `labels`, as `Labels` gave them.

        Raises `BadTime` (also for a bad rule), `BadWriting`, `CannotSchedule`, `NoSuchMedia`, `NoSuchConnection` or
        `TooManySeries`; then there is no series.
        """
        begun = self._recurrence(rule, local, zone)
        require_texts(texts)
        for text in (writing.text, *texts):
            clean(replace(writing, text=text))
            self._publishing.require_fit(workspace_id, replace(writing, text=text))
        if self._store.count_unended(workspace_id) >= RUNNING_MOST:
            raise TooManySeries(f"At most {RUNNING_MOST} series can run at a time. End one first. Nothing was stored.")
        now = self._clock.now()
        series = Series(
            id=new_id("series"),
            workspace_id=workspace_id,
            author_id=author_id,
            writing=writing,
            texts=texts,
            rule=begun.rule,
            start=begun.start.isoformat(timespec="minutes"),
            zone=zone,
            state=SeriesState.ACTIVE,
            since=now,
            next_local=begun.start.isoformat(timespec="minutes"),
            wake_at=now,
            created_at=now,
            updated_at=now,
            labels=labels,
        )
        self._store.insert(series)
        self._materialise(series)
        return self.get(workspace_id, series.id)

    def get(self, workspace_id: str, series_id: str) -> Series:
        """Raises `NoSuchSeries`."""
        series = self._store.find(series_id)
        if series is None or series.workspace_id != workspace_id:
            raise NoSuchSeries("There is no such series in this workspace.")
        return series

    def page(self, workspace_id: str, *, before: str | None, most: int) -> tuple[list[Series], str | None]:
        """A page, newest first, and the cursor of the next one."""
        found = self._store.page(workspace_id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def preview(self, texts: tuple[str, ...], *, rule: str, local: str, zone: str, most: int) -> Preview:
        """The next times of a rule that does not run yet. Raises `BadTime`."""
        return preview(self._recurrence(rule, local, zone), texts, self._clock.now(), most=most)

    def upcoming(self, series: Series, *, most: int) -> Preview:
        """The next times of a series."""
        texts = (series.writing.text, *series.texts)
        return preview(series.recurrence, texts, self._clock.now(), most=most)

    def pause(self, workspace_id: str, series_id: str) -> tuple[Series, int]:
        """Makes no more, and takes what was made and is still to come off the calendar: how many are drafts now."""
        return self._halt(self.get(workspace_id, series_id), SeriesState.PAUSED, (SeriesState.ACTIVE,))

    def end(self, workspace_id: str, series_id: str) -> tuple[Series, int]:
        """As `pause`, for good."""
        return self._halt(
            self.get(workspace_id, series_id), SeriesState.ENDED, (SeriesState.ACTIVE, SeriesState.PAUSED)
        )

    def resume(self, workspace_id: str, series_id: str) -> Series:
        """Goes on from now: what the pause took off the calendar and is still to come returns to it."""
        series = self.get(workspace_id, series_id)
        if series.state is not SeriesState.PAUSED:
            raise SeriesChanged(f"Only a paused series can be resumed; this one is {series.state.value}.")
        now = self._clock.now()
        here = now.astimezone(zone_of(series.zone)).replace(tzinfo=None, second=0, microsecond=0)
        resumed = self._saved(
            replace(
                series,
                state=SeriesState.ACTIVE,
                since=now,
                next_local=here.isoformat(timespec="minutes"),
                wake_at=now,
                problem="",
            )
        )
        self._materialise(resumed)
        return self.get(workspace_id, series_id)

    # ---- the clockwork

    def materialise_due(self) -> int:
        """Makes the posts of every series whose time has come, seven days ahead; how many series were looked at.

        Safe to run anywhere, any number of times, at once.
        """
        due = self._store.due(self._clock.now(), most=_AT_ONCE)
        for series in due:
            try:
                self._materialise(series)
            except Exception:
                # One that cannot be made must not hold up the others.
                log.exception("series_failed", series=series.id)
        return len(due)

    def _materialise(self, series: Series) -> None:
        horizon = self._clock.now() + AHEAD
        following: Occurrence | None = None
        # A time that was moved may lie before one that was reached already; what was made is known by its row.
        begin = datetime.fromisoformat(series.next_local) - LOOK_BACK if series.next_local else None
        for occurrence in series.recurrence.occurrences(begin):
            if occurrence.at < series.since:
                continue
            if occurrence.at > horizon:
                following = occurrence
                break
            if not self._make(series, occurrence):
                return
        self._store.save(
            replace(
                series,
                state=SeriesState.ACTIVE if following else SeriesState.ENDED,
                next_local=following.local.isoformat(timespec="minutes") if following else None,
                wake_at=following.at - AHEAD if following else None,
                updated_at=self._clock.now(),
            )
        )

    def _make(self, series: Series, occurrence: Occurrence) -> bool:
        """Whether the post for this time was made, by whomever."""
        making = self._claimed(series, occurrence)
        if not isinstance(making, Making):
            return making
        self._checkpoint("occurrence_claimed")
        try:
            self._plan(series, occurrence, making.post_id)
        except AlreadyPublished:
            pass  # somebody who died after this had made it
        except (NotPossibleNow, PostChanged):
            self._release(making)
            return False
        except _REFUSALS as refusal:
            self._release(making)
            self._stop_with(series, occurrence, refusal)
            return False
        self._checkpoint("occurrence_planned")
        made = replace(making, state="made")
        self._makings.change(making, made)
        current = self._store.find(series.id)
        if current is not None and current.state is not SeriesState.ACTIVE:
            self._withdraw(made)  # it was halted while we made this one
        return True

    def _claimed(self, series: Series, occurrence: Occurrence) -> Making | bool:
        """The right to make it; else whether it is made."""
        now = self._clock.now()
        local = occurrence.local.isoformat(timespec="minutes")
        fresh = Making(
            id=f"{series.id}:{local}",
            series_id=series.id,
            workspace_id=series.workspace_id,
            local=local,
            at=occurrence.at,
            post_id=new_id("post"),
            state="making",
            claimed_until=now + _CLAIM,
        )
        if self._makings.insert(fresh):
            return fresh
        known = self._makings.find(fresh.id)
        if known is None or (known.state == "making" and known.claimed_until > now):
            return False
        if known.state == "made" or (known.state == "withdrawn" and known.at <= now):
            return True
        mine = replace(fresh, post_id=known.post_id)
        return mine if self._makings.change(known, mine) else False

    def _release(self, making: Making) -> None:
        self._makings.change(making, replace(making, claimed_until=self._clock.now()))

    def _plan(self, series: Series, occurrence: Occurrence, post_id: str) -> None:
        if self._content.was_deleted(post_id):
            return
        post = self._publishing.write(
            series.workspace_id,
            series.author_id,
            series.writing_of(occurrence.number),
            post_id=post_id,
            labels=self._labels.still(series.workspace_id, series.labels),
        )
        self._checkpoint("occurrence_written")
        if post.planned is not None:
            return
        when = Moment(occurrence.local.isoformat(timespec="minutes"), series.zone, occurrence.at, occurrence.notices)
        self._publishing.schedule_at(series.workspace_id, post.id, when)

    # ---- inside

    def _recurrence(self, rule: str, local: str, zone: str) -> Recurrence:
        start = moment(local, zone, now=self._clock.now())
        return recurrence.parse(rule, datetime.fromisoformat(start.local), zone_of(zone))

    def _halt(self, series: Series, state: SeriesState, possible: tuple[SeriesState, ...]) -> tuple[Series, int]:
        if series.state not in possible:
            raise SeriesChanged(f"This series is {series.state.value}. Nothing was changed.")
        halted = self._saved(replace(series, state=state, wake_at=None, problem=""))
        upcoming = self._makings.made_after(series.id, self._clock.now())
        return halted, sum(self._withdraw(making) for making in upcoming)

    def _withdraw(self, making: Making) -> bool:
        """Whether its post is a draft now; what left already, or was deleted, stays as it is."""
        try:
            self._publishing.cancel(making.workspace_id, making.post_id)
        except (AlreadyPublished, NoSuchPost):
            return False
        return self._makings.change(making, replace(making, state="withdrawn"))

    def _stop_with(self, series: Series, occurrence: Occurrence, refusal: Exception) -> None:
        shown = occurrence.local.strftime("%Y-%m-%d %H:%M")
        problem = f"The post for {shown} could not be planned: {refusal} The series waits until you resume it."
        log.warning("series_paused", series=series.id, reason=type(refusal).__name__)
        self._store.save(
            replace(series, state=SeriesState.PAUSED, wake_at=None, problem=problem, updated_at=self._clock.now())
        )

    def _saved(self, series: Series) -> Series:
        saved = self._store.save(replace(series, updated_at=self._clock.now()))
        if saved is None:
            raise SeriesChanged("This series was changed elsewhere meanwhile. Nothing was changed. Load it again.")
        return saved
