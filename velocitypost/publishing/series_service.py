"""What people do with series, and what the clockwork does with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from velocitypost.content.model import UNLABELLED, Labelled, NoSuchPost, PostChanged, Writing, clean
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.publishing import recurrence
from velocitypost.publishing.model import CannotSchedule, NotPossibleNow, State
from velocitypost.publishing.recurrence import Recurrence
from velocitypost.publishing.series import (
    RUNNING_MOST,
    Date,
    NoSuchSeries,
    Preview,
    Remade,
    Series,
    SeriesChanged,
    SeriesState,
    SeriesTold,
    TooManySeries,
    coming,
    preview,
    require_texts,
)
from velocitypost.publishing.series_dates import SeriesDates
from velocitypost.publishing.series_posts import SeriesPosts
from velocitypost.publishing.series_store import MakingStore, SeriesStore
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.times import BadTime, moment, zone_of

log = get_logger(__name__)
_AT_ONCE = 100
_TRIES_AGAINST_RACES = 5
# How far before its making a series may be said to have begun: that changes which of every second week it has.
_BEGINS_BEFORE = timedelta(days=366)
_WORDS = {SeriesState.ACTIVE: "running", SeriesState.PAUSED: "paused", SeriesState.ENDED: "ended"}
_BUSY = "This series was changed elsewhere meanwhile. Nothing was changed. Load it again."


@dataclass(frozen=True)
class Wanted:
    """What a series shall say, when, and with which labels, as `Labels` gave them."""

    writing: Writing
    texts: tuple[str, ...]
    rule: str
    local: str
    zone: str
    labels: Labelled = UNLABELLED


class SeriesService:
    """The verbs of series. All are scoped by workspace.

    A post is made for each time within the next seven days, once (`series_posts.py`).
    """

    def __init__(
        self,
        store: SeriesStore,
        makings: MakingStore,
        posts: SeriesPosts,
        dates: SeriesDates,
        publishing: PublishingService,
        content: ContentService,
        clock: Clock,
        events: Events,
    ) -> None:
        self._store = store
        self._makings = makings
        self._posts = posts
        self._dates = dates
        self._publishing = publishing
        self._content = content
        self._clock = clock
        self._events = events

    # ---- people

    def create(
        self,
        workspace_id: str,
        author_id: str,
        wanted: Wanted,
        *,
        series_id: str | None = None,
        draft_id: str | None = None,
    ) -> Series:
        """Begins a series; its first posts are made at once, and the draft that it came of is deleted.

        With the id that it shall have it is safe to repeat. Raises `BadTime` (also for a bad rule), `BadWriting`,
        `CannotSchedule`, `NoSuchMedia`, `NoSuchConnection`, `NotPossibleNow` where the draft is none any more, or
        `TooManySeries`; then there is no series.
        """
        known = self._store.find(series_id) if series_id else None
        if known is None:
            known = self._begin(workspace_id, author_id, wanted, series_id or new_id("series"), draft_id)
        if known.workspace_id != workspace_id or _said(known) != (wanted.writing, wanted.texts, wanted.zone):
            raise SeriesChanged("This series was begun already, in another form. Nothing was changed. Load it again.")
        self._drop_draft(workspace_id, draft_id)
        return self.get(workspace_id, known.id)

    def change(
        self, workspace_id: str, series_id: str, wanted: Wanted, *, edition: int, draft_id: str | None = None
    ) -> tuple[Series, Remade]:
        """Makes it anew from now on: posts that were made ahead and have not begun become what it says now.

        What somebody changed, moved or took off the calendar by hand stays so. Raises what `create` raises, or
        `SeriesChanged` where it is not of this edition any more, or has ended; then nothing was changed.
        """
        series = self._expect(workspace_id, series_id, edition)
        begun = self._recurrence(wanted.rule, wanted.local, wanted.zone, series)
        anew = (begun.rule, _wall(begun), wanted.zone) != (series.rule, series.start, series.zone)
        if anew and next(coming(begun, self._clock.now()), None) is None:
            raise BadTime("rule", "No time of this rule is still to come. To stop the series, end it.")
        self._require_sendable(workspace_id, wanted)
        self._require_draft(workspace_id, draft_id)
        if anew and series.state is SeriesState.ACTIVE and series.wake_at and series.wake_at <= self._clock.now():
            self._posts.materialise(series)  # what the rule so far still owes
        changed = self._turn(
            workspace_id, series_id, lambda current: self._changed(current, wanted, begun, edition, anew=anew)
        )
        remade = self._posts.materialise(changed) if changed.state is SeriesState.ACTIVE else Remade()
        self._drop_draft(workspace_id, draft_id)
        return self.get(workspace_id, series_id), remade

    def get(self, workspace_id: str, series_id: str) -> Series:
        """Raises `NoSuchSeries`."""
        series = self._store.find(series_id)
        if series is None or series.workspace_id != workspace_id:
            raise NoSuchSeries("There is no such series in this workspace.")
        return series

    def page(
        self, workspace_id: str, *, before: str | None, most: int, state: SeriesState | None = None
    ) -> tuple[list[Series], str | None]:
        """A page, newest first, and the cursor of the next one; all, or those in this state."""
        found = self._store.page(workspace_id, before=before, most=most + 1, state=state)
        return found[:most], found[most - 1].id if len(found) > most else None

    def next_of(self, workspace_id: str, many: Sequence[Series]) -> dict[str, datetime | None]:
        """By id, when the next post of each goes out; None where none is to come."""
        return self._dates.next_of(workspace_id, many)

    def preview(
        self,
        texts: tuple[str, ...],
        *,
        rule: str,
        local: str,
        zone: str,
        most: int,
        says_the_same: bool = False,
        of: Series | None = None,
    ) -> Preview:
        """The next times of a rule that does not run yet, or that `of` is to have. Raises `BadTime`."""
        wanted, now = self._recurrence(rule, local, zone, of), self._clock.now()
        return preview(wanted, texts, now, most=most, says_the_same=says_the_same)

    def upcoming(self, series: Series, *, most: int) -> tuple[list[Date], Preview]:
        """The next times of a series and what stands there, and what people should know of them."""
        told = preview(
            series.recurrence, series.turns, self._clock.now(), most=most, says_the_same=series.says_the_same
        )
        return self._dates.of(series, most=most), told

    def pause(self, workspace_id: str, series_id: str) -> tuple[Series, int]:
        """Makes no more, and takes what was made and is still to come off the calendar: how many are drafts now."""
        return self._halt(workspace_id, series_id, SeriesState.PAUSED, (SeriesState.ACTIVE,))

    def end(self, workspace_id: str, series_id: str) -> tuple[Series, int]:
        """As `pause`, for good."""
        return self._halt(workspace_id, series_id, SeriesState.ENDED, (SeriesState.ACTIVE, SeriesState.PAUSED))

    def resume(self, workspace_id: str, series_id: str) -> Series:
        """Goes on from now: what the pause took off the calendar and is still to come returns to it."""

        def resumed(series: Series) -> Series:
            if series.state is not SeriesState.PAUSED:
                raise SeriesChanged(f"Only a paused series can be resumed; this one is {_WORDS[series.state]}.")
            now = self._clock.now()
            return replace(
                series,
                state=SeriesState.ACTIVE,
                since=now,
                next_local=self._here(series.zone),
                wake_at=now,
                problem="",
            )

        self._posts.materialise(self._turn(workspace_id, series_id, resumed))
        return self.get(workspace_id, series_id)

    def delete(self, workspace_id: str, series_id: str) -> None:
        """Forgets a series that has ended; its posts stay. Raises `SeriesChanged` where it has not."""
        series = self.get(workspace_id, series_id)
        if series.state is not SeriesState.ENDED:
            raise SeriesChanged(
                f"Only an ended series can be deleted; this one is {_WORDS[series.state]}. End it first."
            )
        if not self._store.delete(series):
            raise SeriesChanged(_BUSY)
        self._makings.forget(series_id)
        self._events.publish(SeriesTold(workspace_id, series_id))

    # ---- the clockwork

    def materialise_due(self) -> int:
        """Makes the posts of every series whose time has come, seven days ahead; how many series were looked at.

        Safe to run anywhere, any number of times, at once.
        """
        due = self._store.due(self._clock.now(), most=_AT_ONCE)
        for series in due:
            try:
                self._posts.materialise(series)
            except Exception:
                # One that cannot be made must not hold up the others.
                log.exception("series_failed", series=series.id)
        return len(due)

    # ---- inside

    def _begin(self, workspace_id: str, author_id: str, wanted: Wanted, series_id: str, draft_id: str | None) -> Series:
        begun = self._recurrence(wanted.rule, wanted.local, wanted.zone, None)
        self._require_sendable(workspace_id, wanted)
        self._require_draft(workspace_id, draft_id)
        if self._store.count_unended(workspace_id) >= RUNNING_MOST:
            raise TooManySeries(f"At most {RUNNING_MOST} series can run at a time. End one first. Nothing was stored.")
        now = self._clock.now()
        series = Series(
            id=series_id,
            workspace_id=workspace_id,
            author_id=author_id,
            writing=wanted.writing,
            texts=wanted.texts,
            rule=begun.rule,
            start=_wall(begun),
            zone=wanted.zone,
            state=SeriesState.ACTIVE,
            since=now,
            next_local=_wall(begun),
            wake_at=now,
            created_at=now,
            updated_at=now,
            labels=wanted.labels,
        )
        if not self._store.insert(series):
            raise SeriesChanged(_BUSY)
        self._events.publish(SeriesTold(workspace_id, series.id, series.version))
        self._posts.materialise(series)
        return series

    def _changed(self, current: Series, wanted: Wanted, begun: Recurrence, edition: int, *, anew: bool) -> Series:
        self._require(current, edition)
        now, here = self._clock.now(), self._here(wanted.zone)
        same_labels = current.labels == wanted.labels
        return replace(
            current,
            writing=wanted.writing,
            texts=wanted.texts,
            rule=begun.rule,
            start=_wall(begun),
            zone=wanted.zone,
            labels=wanted.labels,
            edition=edition + 1,
            labels_edition=current.labels_edition if same_labels else edition + 1,
            since=now if anew else current.since,
            # What was made ahead is to be reached again; by the same rule, nothing that was not reached yet is lost.
            next_local=here if anew or current.next_local is None else min(here, current.next_local),
            wake_at=now if current.state is SeriesState.ACTIVE else None,
        )

    def _recurrence(self, rule: str, local: str, zone: str, of: Series | None) -> Recurrence:
        """Of a series that runs already the beginning may be past."""
        not_before = of.created_at - _BEGINS_BEFORE if of else None
        start = moment(local, zone, now=self._clock.now(), not_before=not_before)
        return recurrence.parse(rule, datetime.fromisoformat(start.local), zone_of(zone))

    def _here(self, zone: str) -> str:
        """What the clock shows there now."""
        return self._clock.now().astimezone(zone_of(zone)).replace(tzinfo=None).isoformat(timespec="minutes")

    def _require_sendable(self, workspace_id: str, wanted: Wanted) -> None:
        """Raises for what could not go out as it is, a further text at its field."""
        require_texts(wanted.texts)
        for place, text in enumerate((wanted.writing.text, *wanted.texts)):
            writing = replace(wanted.writing, text=text)
            clean(writing)
            try:
                self._publishing.require_fit(workspace_id, writing)
            except CannotSchedule as refusal:
                if place == 0:
                    raise
                at = {"text": f"texts.{place - 1}"}
                problems = [{**one, "field": at.get(one["field"], one["field"])} for one in refusal.problems]
                raise CannotSchedule(str(refusal), problems) from None

    def _require_draft(self, workspace_id: str, draft_id: str | None) -> None:
        found = self._content.find_many(workspace_id, [draft_id] if draft_id else [])
        for post in found.values():
            if post.planned is not None or any(
                one.state is not State.CANCELLED for one in self._publishing.of_post(post)
            ):
                raise NotPossibleNow(
                    "This post is scheduled or sent already. Take it off the calendar first, so that it does not go "
                    "out beside the series. Nothing was stored."
                )

    def _drop_draft(self, workspace_id: str, draft_id: str | None) -> None:
        if draft_id is None:
            return
        with suppress(NoSuchPost, NotPossibleNow, PostChanged):  # whoever was faster has a use for it
            self._require_draft(workspace_id, draft_id)
            self._publishing.delete(workspace_id, draft_id)

    def _halt(
        self, workspace_id: str, series_id: str, state: SeriesState, possible: tuple[SeriesState, ...]
    ) -> tuple[Series, int]:
        def halted(series: Series) -> Series:
            if series.state not in possible:
                raise SeriesChanged(f"This series is {_WORDS[series.state]}. Nothing was changed.")
            return replace(series, state=state, wake_at=None, problem="")

        series = self._turn(workspace_id, series_id, halted)
        return series, self._posts.take_back(series)

    def _expect(self, workspace_id: str, series_id: str, edition: int) -> Series:
        series = self.get(workspace_id, series_id)
        self._require(series, edition)
        return series

    def _require(self, series: Series, edition: int) -> None:
        if series.state is SeriesState.ENDED:
            raise SeriesChanged("This series has ended and cannot be changed any more. Begin a new one.")
        if series.edition != edition:
            raise SeriesChanged(_BUSY)

    def _turn(self, workspace_id: str, series_id: str, change: Callable[[Series], Series]) -> Series:
        """The series as `change` makes it from what it is then."""
        for _ in range(_TRIES_AGAINST_RACES):
            series = self.get(workspace_id, series_id)
            saved = self._store.save(replace(change(series), updated_at=self._clock.now()))
            if saved is not None:
                self._events.publish(SeriesTold(workspace_id, series_id, saved.version))
                return saved
        raise SeriesChanged(_BUSY)


def _wall(rule: Recurrence) -> str:
    return rule.start.isoformat(timespec="minutes")


def _said(series: Series) -> tuple[Writing, tuple[str, ...], str]:
    return series.writing, series.texts, series.zone
