"""The posts of series: made seven days ahead, taken back, and made anew when their series is changed.

The row of `MakingStore` that stands for a time is there before its post and names the post's id, so that whoever comes
after a crash goes on where it stopped. When a series is changed, its `edition` is stored first; every row of an earlier
edition is then looked at before anything new is made. Whoever still works by the earlier one either sees the new
edition after it has claimed its row, or its row is seen by those who look: so nothing stays that nobody wanted any
more, and nothing is made twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from velocitypost.accounts.errors import NoSuchWorkspace
from velocitypost.billing.allowance import PlanLimit
from velocitypost.connections.model import NoSuchConnection
from velocitypost.content.labels import Labels
from velocitypost.content.model import BadWriting, NoSuchPost, Post, PostChanged
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.media.model import NoSuchMedia
from velocitypost.publishing.model import AlreadyPublished, CannotSchedule, NotPossibleNow, Publication, State
from velocitypost.publishing.recurrence import LOOK_BACK, Occurrence
from velocitypost.publishing.series import AHEAD, Making, Remade, Series, SeriesState, SeriesTold
from velocitypost.publishing.series_store import MakingStore, SeriesStore
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.times import Moment, zone_of

log = get_logger(__name__)
# Longer than the making of one post can take; after this it is taken for dead.
_CLAIM = timedelta(minutes=5)
_REFUSALS = (CannotSchedule, PlanLimit, NoSuchConnection, NoSuchMedia, BadWriting, NoSuchWorkspace)
_NOT_YET = Remade(done=False)
_SETTLED = Remade()


@dataclass(frozen=True)
class _Times:
    """The times of a series up to the horizon, the first one after it, and the last one that was seen."""

    near: Mapping[str, Occurrence]
    following: Occurrence | None
    last: Occurrence | None


class SeriesPosts:
    """Makes and takes back. Safe to be asked anywhere, any number of times, at once."""

    def __init__(
        self,
        store: SeriesStore,
        makings: MakingStore,
        publishing: PublishingService,
        content: ContentService,
        labels: Labels,
        clock: Clock,
        events: Events,
        *,
        checkpoint: Callable[[str], None],
    ) -> None:
        self._store = store
        self._makings = makings
        self._publishing = publishing
        self._content = content
        self._labels = labels
        self._clock = clock
        self._events = events
        self._checkpoint = checkpoint

    def materialise(self, series: Series) -> Remade:
        """Makes the posts of the coming seven days, and makes anew those of an earlier edition.

        Where it has to wait for somebody else, the series stays due.
        """
        earlier = [one for one in self._makings.after(series.id, self._clock.now()) if one.edition < series.edition]
        times = self._times(series, wholly=bool(earlier))
        remade = _SETTLED
        for making in earlier:
            remade = remade.plus(self._settle(series, making, times.near.get(making.local)))
        if not remade.done:
            return remade
        for occurrence in times.near.values():
            if occurrence.at >= series.since and not self._make(series, occurrence):
                return remade.plus(_NOT_YET)
        self._put_off(series, times)
        return remade

    def take_back(self, series: Series) -> int:
        """Takes what was made and is still to come off the calendar: how many are drafts now."""
        upcoming = self._makings.after(series.id, self._clock.now())
        return sum(self._withdraw(making) for making in upcoming if making.state == "made")

    # ---- the times

    def _times(self, series: Series, *, wholly: bool) -> _Times:
        """`wholly`: all from now on, not only those that may still have to be made."""
        horizon, near = self._clock.now() + AHEAD, dict[str, Occurrence]()
        last: Occurrence | None = None
        for occurrence in series.recurrence.occurrences(self._begin(series, wholly=wholly)):
            if occurrence.at > horizon:
                return _Times(near, occurrence, last)
            near[_local(occurrence)] = last = occurrence
        return _Times(near, None, last)

    def _begin(self, series: Series, *, wholly: bool) -> datetime:
        here = self._clock.now().astimezone(zone_of(series.zone)).replace(tzinfo=None)
        reached = datetime.fromisoformat(series.next_local) if series.next_local else here
        # A time that was moved may lie before one that was reached already; what was made is known by its row.
        return (min(reached, here) if wholly else reached) - LOOK_BACK

    def _put_off(self, series: Series, times: _Times) -> None:
        """Until the next post is to be made, or its last time has passed."""
        now, following, last = self._clock.now(), times.following, times.last
        waits = following is not None or (last is not None and last.at > now)
        wake_at = following.at - AHEAD if following else last.at if last and waits else None
        saved = self._store.save(
            replace(
                series,
                state=SeriesState.ACTIVE if waits else SeriesState.ENDED,
                next_local=_local(following) if following else None,
                wake_at=wake_at,
                updated_at=now,
            )
        )
        if saved is not None and not waits:
            self._events.publish(SeriesTold(series.workspace_id, series.id, saved.version))

    # ---- making

    def _make(self, series: Series, occurrence: Occurrence) -> bool:
        """Whether the post for this time was made, by whomever."""
        making = self._claimed(series, occurrence)
        if not isinstance(making, Making):
            return making
        self._checkpoint("occurrence_claimed")
        current = self._store.find(series.id)
        if current is None or current.edition != series.edition or current.state is not SeriesState.ACTIVE:
            self._release(making)  # what we know of it is out of date
            return False
        try:
            self._plan(series, occurrence, making)
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
        made = replace(making, state="made", edition=series.edition)
        self._makings.change(making, made)
        current = self._store.find(series.id)
        if current is None or current.state is not SeriesState.ACTIVE:
            self._withdraw(made)  # it was halted while we made this one
        return True

    def _claimed(self, series: Series, occurrence: Occurrence) -> Making | bool:
        """The right to make it; else whether it is made."""
        now, meant = self._clock.now(), series.writing_of(occurrence.number).digest
        fresh = Making(
            id=making_id(series, occurrence),
            series_id=series.id,
            workspace_id=series.workspace_id,
            local=_local(occurrence),
            at=occurrence.at,
            post_id=new_id("post"),
            state="making",
            claimed_until=now + _CLAIM,
            edition=series.edition,
            written=(meant,),
        )
        if self._makings.insert(fresh):
            return fresh
        known = self._makings.find(fresh.id)
        if known is None or (known.state == "making" and known.claimed_until > now):
            return False
        if known.state == "made":
            return True
        mine = replace(fresh, post_id=known.post_id, edition=known.edition, written=known.writing(meant))
        return mine if self._makings.change(known, mine) else False

    def _release(self, making: Making) -> None:
        self._makings.change(making, replace(making, claimed_until=self._clock.now()))

    def _plan(self, series: Series, occurrence: Occurrence, making: Making) -> None:
        if self._content.was_deleted(making.post_id):
            return
        writing, workspace_id = series.writing_of(occurrence.number), series.workspace_id
        labels = self._labels.still(workspace_id, series.labels)
        post = self._publishing.write(
            workspace_id, series.author_id, writing, post_id=making.post_id, origin=series.origin, labels=labels
        )
        self._checkpoint("occurrence_written")
        if post.planned is not None:
            return
        if post.digest != writing.digest and making.wrote(post):
            self._publishing.rewrite(workspace_id, post.id, writing, version=post.version)
            self._checkpoint("occurrence_rewritten")
        if making.edition < series.labels_edition and post.labelled != labels:
            self._labels.put(
                workspace_id,
                post.id,
                tags=labels.tags,
                campaign_id=labels.campaign_id,
                version=post.labels_version,
            )
        when = Moment(_local(occurrence), series.zone, occurrence.at, occurrence.notices)
        self._publishing.schedule_at(workspace_id, post.id, when)

    def _stop_with(self, series: Series, occurrence: Occurrence, refusal: Exception) -> None:
        shown = occurrence.local.strftime("%Y-%m-%d %H:%M")
        problem = f"The post for {shown} could not be planned. {_reason(refusal)} The series waits until you resume it."
        log.warning("series_paused", series=series.id, reason=type(refusal).__name__)
        saved = self._store.save(
            replace(series, state=SeriesState.PAUSED, wake_at=None, problem=problem, updated_at=self._clock.now())
        )
        if saved is not None:
            self._events.publish(SeriesTold(series.workspace_id, series.id, saved.version, problem))

    # ---- making anew

    def _settle(self, series: Series, making: Making, occurrence: Occurrence | None) -> Remade:
        """Brings what was made by an earlier edition to where this one can make it, or lets it be.

        `occurrence` is the time of the rule as it is now; None where it has none there any more.
        """
        if making.state == "making" and making.claimed_until > self._clock.now():
            return _NOT_YET
        post = self._content.find_many(making.workspace_id, [making.post_id]).get(making.post_id)
        if post is None:
            return self._leave(series, making)  # somebody deleted it, or nobody has written it yet
        if making.state == "withdrawn":
            return self._settle_draft(series, making, occurrence, post)
        if making.state == "making":
            return self._reopen(series, making, occurrence, post, own=not making.wrote(post))
        publications = [one for one in self._publishing.of_post(post) if _belongs(one, post)]
        off = [one for one in publications if one.state is State.CANCELLED]
        if post.planned is None or len(off) == len(publications):
            return self._leave(series, making)  # somebody took it off the calendar
        own = bool(off) or post.planned.local != making.local or not making.wrote(post)
        if occurrence is not None and occurrence.at == making.at:
            if own:
                return self._leave(series, making).plus(Remade(left=1))
            if self._says(series, making, occurrence, post):
                return self._leave(series, making)
        return self._reopen(series, making, occurrence, post, own=own)

    def _says(self, series: Series, making: Making, occurrence: Occurrence, post: Post) -> bool:
        """Whether it is already what this edition would make."""
        labels = self._labels.still(series.workspace_id, series.labels)
        relabelled = making.edition < series.labels_edition and post.labelled != labels
        return post.digest == series.writing_of(occurrence.number).digest and not relabelled

    def _settle_draft(self, series: Series, making: Making, occurrence: Occurrence | None, post: Post) -> Remade:
        """A pause had taken it off the calendar."""
        if occurrence is not None:
            return _SETTLED  # it is made again, as it shall be now
        if post.planned is not None or not making.wrote(post):
            return self._leave(series, making)
        return self._clear(series, making, occurrence, post, own=False)

    def _reopen(
        self, series: Series, making: Making, occurrence: Occurrence | None, post: Post, *, own: bool
    ) -> Remade:
        """Takes it off the calendar, whole or not at all. `own`: somebody changed or moved it."""
        claimed = replace(making, state="making", claimed_until=self._clock.now() + _CLAIM)
        if not self._makings.change(making, claimed):
            return _NOT_YET
        self._checkpoint("occurrence_reopened")
        try:
            post = self._publishing.take_back(making.workspace_id, post.id)
        except AlreadyPublished:
            return self._leave(series, claimed, state="made").plus(Remade(begun=1))
        except NoSuchPost:
            return self._leave(series, claimed, state="made")
        except (NotPossibleNow, PostChanged):
            self._release(claimed)
            return _NOT_YET
        self._checkpoint("occurrence_taken_back")
        return self._clear(series, claimed, occurrence, post, own=own or not making.wrote(post))

    def _clear(self, series: Series, making: Making, occurrence: Occurrence | None, post: Post, *, own: bool) -> Remade:
        """It is a draft now: it is made again, or it is its author's own, or nobody needs it any more."""
        if occurrence is not None and (occurrence.at == making.at or not own):
            again = replace(making, state="withdrawn", at=occurrence.at)
            return _SETTLED if self._makings.change(making, again) else _NOT_YET
        free = replace(making, state="withdrawn", post_id=new_id("post"), written=(), edition=series.edition)
        if not self._makings.change(making, free):
            return _NOT_YET
        self._checkpoint("occurrence_freed")
        if own:
            return Remade(drafts=1)
        with suppress(NotPossibleNow, PostChanged, NoSuchPost):  # somebody has a use for it
            self._publishing.delete(making.workspace_id, post.id)
        return _SETTLED

    def _leave(self, series: Series, making: Making, **changes: Any) -> Remade:
        """It stays as it is, and this edition has nothing more to do with it."""
        left = replace(making, edition=series.edition, **changes)
        return _SETTLED if self._makings.change(making, left) else _NOT_YET

    def _withdraw(self, making: Making) -> bool:
        """Whether its post is a draft now; what left already, or was deleted, stays as it is."""
        try:
            self._publishing.cancel(making.workspace_id, making.post_id)
        except (AlreadyPublished, NoSuchPost):
            return False
        return self._makings.change(making, replace(making, state="withdrawn"))


def making_id(series: Series, occurrence: Occurrence) -> str:
    """The id of the row that stands for this time."""
    return f"{series.id}:{_local(occurrence)}"


def _local(occurrence: Occurrence) -> str:
    return occurrence.local.isoformat(timespec="minutes")


def _belongs(publication: Publication, post: Post) -> bool:
    """Whether it stands for the post as it is now: accounts and parts that it had before stay behind, cancelled."""
    if publication.connection_id not in post.connection_ids:
        return False
    return publication.position <= len(post.writing.for_account(publication.connection_id).follow_ups)


def _reason(refusal: Exception) -> str:
    """Why a post could not be planned, for whoever has to change its series."""
    if isinstance(refusal, CannotSchedule):
        return next((problem["message"] for problem in refusal.problems), str(refusal))
    if isinstance(refusal, NoSuchConnection):
        return "One of its accounts is not connected here any more: choose other accounts, or connect it again."
    if isinstance(refusal, NoSuchMedia):
        return "One of its files is not in the library any more: take it out, or put in another."
    return str(refusal)
