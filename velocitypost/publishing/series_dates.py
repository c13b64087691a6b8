"""The coming times of series, and what stands there on the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from velocitypost.content.model import Post
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.publishing.recurrence import Occurrence
from velocitypost.publishing.series import Date, DateStanding, Making, Series, SeriesState, coming
from velocitypost.publishing.series_posts import making_id
from velocitypost.publishing.series_store import MakingStore

# So many of its times are looked at to find the next one that nobody took off the calendar.
_LOOKED_AT = 4


class SeriesDates:
    """Reads only, twice, however many series there are."""

    def __init__(self, makings: MakingStore, content: ContentService, clock: Clock) -> None:
        self._makings = makings
        self._content = content
        self._clock = clock

    def of(self, series: Series, *, most: int) -> list[Date]:
        """The next times of its rule; none where it has ended."""
        return self._dates(series.workspace_id, [series], most=most)[series.id]

    def next_of(self, workspace_id: str, many: Sequence[Series]) -> dict[str, datetime | None]:
        """By id, when the next post of each goes out; None where none is to come."""
        found, now = self._dates(workspace_id, many, most=_LOOKED_AT), self._clock.now()
        return {series.id: _next(series, found[series.id], now) for series in many}

    def _dates(self, workspace_id: str, many: Sequence[Series], *, most: int) -> dict[str, list[Date]]:
        times = {series.id: self._times(series, most) for series in many}
        rows = self._makings.find_many([making_id(series, one) for series in many for one in times[series.id]])
        posts = self._content.find_many(workspace_id, [row.post_id for row in rows.values() if row.state == "made"])
        return {
            series.id: [_date(one, rows.get(making_id(series, one)), posts) for one in times[series.id]]
            for series in many
        }

    def _times(self, series: Series, most: int) -> list[Occurrence]:
        if series.state is SeriesState.ENDED:
            return []
        return list(islice(coming(series.recurrence, self._clock.now()), most))


def _date(occurrence: Occurrence, making: Making | None, posts: dict[str, Post]) -> Date:
    if making is None or making.state != "made":
        return Date(occurrence, "open")
    post = posts.get(making.post_id)
    return Date(occurrence, _standing(making, post), post)


def _standing(making: Making, post: Post | None) -> DateStanding:
    if post is None or post.planned is None:
        return "out"
    return "planned" if making.wrote(post) and post.planned.local == making.local else "own"


def _next(series: Series, dates: Sequence[Date], now: datetime) -> datetime | None:
    """A post that was moved counts where it is now."""
    moments = [date.post.planned.at for date in dates if date.post is not None and date.post.planned is not None]
    if series.state is SeriesState.ACTIVE:
        moments += [date.occurrence.at for date in dates if date.standing == "open"]
    return min((moment for moment in moments if moment > now), default=None)
