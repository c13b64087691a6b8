"""Bringing a file's rows in, in a worker: one after the other, each once, whatever dies on the way.

An import is claimed with a lease that is renewed before each row. The mark of a row is there before its post and names
the post's id: who comes after a crash goes on where it stopped, and another file with the same row finds it done.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote, urlsplit

from velocitypost.accounts.errors import NoSuchWorkspace
from velocitypost.billing.allowance import PlanLimit
from velocitypost.connections.model import NoSuchConnection
from velocitypost.content.campaigns import BadCampaign, CampaignForm, Campaigns, NoSuchCampaign
from velocitypost.content.labels import TAGS_MOST, Labels, tags_of
from velocitypost.content.model import BadWriting, NoSuchPost, Post, PostChanged, PostMedia, Writing
from velocitypost.content.service import ContentService
from velocitypost.contract.registry import Registry
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.fetching import CannotFetch, Fetcher
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.media.model import ALT_MAX, BadText, Media, MediaInUse, MediaRefused, MediaTooLarge, NoSuchMedia
from velocitypost.media.service import MediaService
from velocitypost.publishing.model import AlreadyPublished, CannotSchedule, NotPossibleNow
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.spreadsheets.checking import Checker, Meant, column_of_field
from velocitypost.publishing.spreadsheets.model import (
    Import,
    ImportChanged,
    ImportRow,
    ImportState,
    Mark,
    RowProblem,
)
from velocitypost.publishing.spreadsheets.service import Spreadsheets, mark_id
from velocitypost.publishing.spreadsheets.store import ImportRowStore, ImportStore, MarkStore
from velocitypost.publishing.times import BadTime

log = get_logger(__name__)
_AT_ONCE = 20
_LEASE = timedelta(minutes=4)
_TRIES_MOST = 5
_FILE_MOST = 100 * 1024**2
_FILE_SECONDS = 90.0
_NAME_MOST = 200


class _Refused(Exception):
    """The row cannot come in."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(problems[0].message if problems else "")
        self.problems = tuple(problems)


class _Gone(Exception):
    """The claim is somebody else's, or the import was cancelled."""


@dataclass
class _Run:
    """An import that is worked on here. `files` are those that were fetched for it: media id by address."""

    one: Import
    claim: str
    done: int = 0
    files: dict[str, str] = field(default_factory=dict)


class Importer:
    """`checkpoint` is called at named places, for tests of crashes."""

    def __init__(
        self,
        imports: ImportStore,
        rows: ImportRowStore,
        marks: MarkStore,
        spreadsheets: Spreadsheets,
        checker: Checker,
        publishing: PublishingService,
        content: ContentService,
        media: MediaService,
        labels: Labels,
        campaigns: Campaigns,
        registry: Registry,
        fetcher: Fetcher,
        clock: Clock,
        events: Events,
        *,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._imports = imports
        self._rows = rows
        self._marks = marks
        self._spreadsheets = spreadsheets
        self._checker = checker
        self._publishing = publishing
        self._content = content
        self._media = media
        self._labels = labels
        self._campaigns = campaigns
        self._registry = registry
        self._fetcher = fetcher
        self._clock = clock
        self._events = events
        self._checkpoint = checkpoint

    def work(self) -> bool:
        """Brings in the import that waits longest, to its end. Whether there was one."""
        for one in self._imports.due(self._clock.now(), most=_AT_ONCE):
            claim = new_id("claim")
            claimed = self._imports.claim(one, claim, until=self._clock.now() + _LEASE)
            if claimed is not None:
                self._run(_Run(claimed, claim))
                return True
        return False

    # ---- the whole

    def _run(self, run: _Run) -> None:
        if run.one.tries > _TRIES_MOST:
            self._finish(run, "It could not be brought in to its end. What came in is there.")
            return
        try:
            rows = self._rows.all(run.one.id)
            run.files = {address: media_id for row in rows for address, media_id in row.fetched.items()}
            meant = self._meant(run.one, rows)
            if run.one.all_or_nothing:
                self._run_whole(run, rows, meant)
            else:
                for row, one in zip(rows, meant, strict=True):
                    if row.state == "waiting":
                        self._step(run)
                        self._bring_in(run, row, one)
                        self._tell(run)
                    else:
                        run.done += 1
                self._finish(run)
        except _Gone:
            log.info("import_left", import_id=run.one.id)
        except NoSuchWorkspace:
            self._finish(run, "The workspace is gone.")

    def _run_whole(self, run: _Run, rows: Sequence[ImportRow], meant: Sequence[Meant]) -> None:
        """All rows, or none."""
        ready: list[ImportRow] = []
        for row, one in zip(rows, meant, strict=True):
            self._step(run)
            ready.append(self._prepared(run, row, one))
        if any(row.state == "refused" for row in ready):
            self._leave_all(run, ready)
            return
        brought: list[ImportRow] = []
        for row, one in zip(ready, meant, strict=True):
            self._step(run)
            brought.append(self._bring_in(run, row, one) if row.state == "waiting" else row)
            if brought[-1].state == "refused":
                self._leave_all(run, [*brought, *ready[len(brought) :]])
                return
            self._tell(run)
        self._finish(run)

    def _leave_all(self, run: _Run, rows: Sequence[ImportRow]) -> None:
        """What came in goes again. What has left already cannot, and its row says so."""
        for row in rows:
            if row.state == "refused":
                continue
            self._step(run)
            if row.state in ("scheduled", "draft") and row.post_id is not None and not self._taken_back(run.one, row):
                continue
            if row.state != "known":
                self._drop_files(run, row)
                self._save(replace(row, state="left_out", post_id=None, fetched={}))
        refused = [row for row in rows if row.state == "refused"]
        words = "1 row has an error" if len(refused) == 1 else f"{len(refused)} rows have errors"
        self._finish(run, f"{words}, and all or none were wanted: nothing was brought in.", refused=True)

    def _taken_back(self, one: Import, row: ImportRow) -> bool:
        if row.post_id is None:
            return True
        try:
            self._publishing.delete(one.workspace_id, row.post_id)
        except AlreadyPublished:
            left = RowProblem("state", "warning", "It had left before the others were found to be wrong.")
            self._save(replace(row, problems=(*row.problems, left)))
            return False
        except NoSuchPost:
            pass
        self._marks.forget(Mark(self._mark_id(one, row), one.workspace_id, one.id, row.post_id))
        return True

    # ---- one row

    def _prepared(self, run: _Run, row: ImportRow, meant: Meant) -> ImportRow:
        """With its files here and nothing against it any more, or refused."""
        if row.state != "waiting" or meant.checked.outcome == "leave_out":
            return row
        if (known := self._brought_in_before(run.one, row)) is not None:
            return self._save(replace(row, state="known", post_id=known.post_id))
        if (done := self._scheduled_already(run.one, row)) is not None:
            return self._save(done)
        try:
            if meant.checked.outcome == "refuse":
                raise _Refused(meant.checked.problems)
            row, files = self._with_files(run, row, meant)
            writing = self._writing(run.one, row, meant, files)
            if meant.checked.outcome == "schedule":
                self._require_fit(run.one.workspace_id, writing)
        except _Refused as refused:
            row = replace(row, state="refused", problems=refused.problems)
            self._drop_files(run, row)
        return self._save(row)

    def _bring_in(self, run: _Run, row: ImportRow, meant: Meant) -> ImportRow:
        """As it stands then."""
        one = run.one
        if meant.checked.outcome == "leave_out":
            return self._save(replace(row, state="left_out", problems=meant.checked.problems))
        mark = self._marked(one, row)
        if mark.import_id != one.id:
            return self._save(replace(row, state="known", post_id=mark.post_id))
        if (done := self._scheduled_already(one, row)) is not None:
            return self._save(done)
        row = replace(row, post_id=mark.post_id)
        try:
            if meant.checked.outcome == "refuse":
                raise _Refused(meant.checked.problems)
            row, files = self._with_files(run, row, meant)
            writing = self._writing(one, row, meant, files)
            self._checkpoint("import_row_ready")
            row = self._put(one, row, meant, writing)
        except _Refused as refused:
            self._undo(run, row, mark)
            row = replace(row, state="refused", problems=refused.problems, post_id=None, fetched={})
        return self._save(row)

    def _put(self, one: Import, row: ImportRow, meant: Meant, writing: Writing) -> ImportRow:
        """Writes the post and schedules it. Raises `_Refused`; then the post may be there as a draft."""
        schedules = meant.checked.outcome == "schedule"
        if schedules:
            self._require_fit(one.workspace_id, writing)
        try:
            post = self._publishing.write(
                one.workspace_id, one.author_id, writing, post_id=row.post_id, origin="import"
            )
            self._checkpoint("import_row_written")
            post = self._labelled(one, post, meant)
            when = meant.reading.when
            if schedules and post.planned is None and when is not None:
                self._publishing.schedule_at(one.workspace_id, post.id, when)
        except (BadWriting, CannotSchedule, PlanLimit, NoSuchConnection, NoSuchMedia, NotPossibleNow, BadTime) as error:
            if isinstance(error, AlreadyPublished):
                return replace(row, state="scheduled", problems=_warnings(meant))
            raise _Refused(_problems(error)) from error
        self._checkpoint("import_row_planned")
        return replace(row, state="scheduled" if schedules else "draft", problems=_warnings(meant))

    def _require_fit(self, workspace_id: str, writing: Writing) -> None:
        try:
            self._publishing.require_fit(workspace_id, writing)
        except (CannotSchedule, NoSuchConnection, NoSuchMedia) as error:
            raise _Refused(_problems(error)) from error

    def _labelled(self, one: Import, post: Post, meant: Meant) -> Post:
        """With its tags and its campaign, which is made where there is none of this name, and those of all rows."""
        said, every = meant.reading, self._labels.still(one.workspace_id, one.defaults.labels)
        tags = tuple(dict.fromkeys((*tags_of(said.tags), *every.tags)))[:TAGS_MOST]
        campaign_id = self._campaign(one.workspace_id, said.campaign) if said.campaign else every.campaign_id
        if not tags and campaign_id is None:
            return post
        try:
            return self._labels.put(
                one.workspace_id, post.id, tags=tags, campaign_id=campaign_id, version=post.labels_version
            )
        except (NoSuchCampaign, PostChanged) as error:
            raise _Refused([RowProblem("campaign", "error", str(error))]) from error

    def _campaign(self, workspace_id: str, name: str) -> str:
        for campaign in self._campaigns.all(workspace_id):
            if campaign.name.casefold() == name.casefold():
                return campaign.id
        try:
            return self._campaigns.create(workspace_id, CampaignForm(name)).id
        except BadCampaign as error:
            raise _Refused([RowProblem("campaign", "error", str(error))]) from error

    # ---- files

    def _with_files(self, run: _Run, row: ImportRow, meant: Meant) -> tuple[ImportRow, list[PostMedia]]:
        """With its files fetched into the library. Raises `_Refused`."""
        alts = [*meant.reading.alts, *[""] * len(meant.media)]
        files = []
        for address, alt in zip(meant.media, alts, strict=False):
            media_id = self._checker.own_file(address) or run.files.get(address)
            if media_id is None:
                self._step(run)
                media_id = run.files[address] = self._fetched(run.one, address, alt).id
                row = self._save(replace(row, fetched={**row.fetched, address: media_id}))
            files.append(PostMedia(media_id, alt))
        return row, files

    def _fetched(self, one: Import, address: str, alt: str) -> Media:
        try:
            came = self._fetcher.fetch(address, accept="image/*,video/*,*/*", most=_FILE_MOST, within=_FILE_SECONDS)
            name = _file_name(came.url, came.headers.get("content-type", ""))
            return self._media.add(one.workspace_id, one.author_id, BytesIO(came.data), name=name, alt=alt[:ALT_MAX])
        except CannotFetch as error:
            raise _Refused([RowProblem("media", "error", f"“{address[:60]}”: {error}")]) from error
        except MediaTooLarge as error:
            words = f"“{address[:60]}” is larger than {error.limit / 1024**2:.0f} MB."
            raise _Refused([RowProblem("media", "error", words)]) from error
        except (MediaRefused, BadText) as error:
            raise _Refused([RowProblem("media", "error", f"“{address[:60]}”: {error}")]) from error

    def _writing(self, one: Import, row: ImportRow, meant: Meant, files: Sequence[PostMedia]) -> Writing:
        try:
            seen = self._media.get_many(one.workspace_id, [file.media_id for file in files])
        except NoSuchMedia:
            gone = RowProblem("media", "error", "A file of it is not in your library any more.")
            raise _Refused([gone]) from None
        return meant.writing(files, self._registry, seen)

    def _drop_files(self, run: _Run, row: ImportRow) -> None:
        """What was fetched for nothing."""
        for address, media_id in row.fetched.items():
            run.files.pop(address, None)
            try:
                self._media.delete(row.workspace_id, media_id)
            except (NoSuchMedia, MediaInUse):
                continue

    # ---- marks and claims

    def _marked(self, one: Import, row: ImportRow) -> Mark:
        """The mark of this row: ours, or that of an earlier import whose post is still there."""
        fresh = Mark(self._mark_id(one, row), one.workspace_id, one.id, new_id("post"))
        if self._marks.insert(fresh):
            return fresh
        known = self._marks.find(fresh.id)
        if known is None:
            return self._marked(one, row)
        if known.import_id == one.id or self._is_there(one.workspace_id, known.post_id):
            return known
        return fresh if self._marks.take_over(known, fresh) else self._marked(one, row)

    def _mark_id(self, one: Import, row: ImportRow) -> str:
        return mark_id(one.workspace_id, f"{row.key}/{one.id}" if one.defaults.again else row.key)

    def _is_there(self, workspace_id: str, post_id: str) -> bool:
        try:
            self._content.get(workspace_id, post_id)
        except NoSuchPost:
            return False
        return True

    def _scheduled_already(self, one: Import, row: ImportRow) -> ImportRow | None:
        """The row as it stands if a worker that died had scheduled it: what would be refused now was good then."""
        mark = self._marks.find(self._mark_id(one, row))
        if mark is None or mark.import_id != one.id:
            return None
        try:
            planned = self._content.get(one.workspace_id, mark.post_id).planned is not None
        except NoSuchPost:
            return None
        return replace(row, state="scheduled", post_id=mark.post_id) if planned else None

    def _undo(self, run: _Run, row: ImportRow, mark: Mark) -> None:
        try:
            self._publishing.delete(run.one.workspace_id, mark.post_id)
        except (NoSuchPost, AlreadyPublished, PostChanged) as reason:
            log.info("import_row_without_post", row=row.id, reason=type(reason).__name__)
        self._drop_files(run, self._rows.find(row.id) or row)
        self._marks.forget(mark)

    def _brought_in_before(self, one: Import, row: ImportRow) -> Mark | None:
        known = self._marks.find(self._mark_id(one, row))
        if known is None or known.import_id == one.id or not self._is_there(one.workspace_id, known.post_id):
            return None
        return known

    def _meant(self, one: Import, rows: Sequence[ImportRow]) -> list[Meant]:
        # Where one row may fail alone, the schedule itself says that a day is full: it counts what is there already.
        return self._spreadsheets.meant(
            one.workspace_id,
            [(row.number, row.cells) for row in rows],
            one.defaults,
            order=one.defaults.order,
            within_plan=one.all_or_nothing and one.tries == 1,
        )

    def _step(self, run: _Run) -> None:
        if not self._imports.renew(run.one.id, run.claim, until=self._clock.now() + _LEASE):
            raise _Gone

    def _save(self, row: ImportRow) -> ImportRow:
        self._rows.save(row)
        return row

    def _tell(self, run: _Run) -> None:
        run.done += 1
        self._imports.note_done(run.one.id, run.done)
        one = run.one
        self._events.publish(ImportChanged(one.workspace_id, one.id, "running", run.done, one.total))

    def _finish(self, run: _Run, problem: str = "", *, refused: bool = False) -> None:
        one = run.one
        state: ImportState = "refused" if refused else "done"
        if self._imports.finish(one.id, run.claim, state, at=self._clock.now(), problem=problem):
            self._imports.note_done(one.id, one.total)
            self._events.publish(ImportChanged(one.workspace_id, one.id, state, one.total, one.total))


def _problems(error: Exception) -> list[RowProblem]:
    if isinstance(error, CannotSchedule):
        return [
            RowProblem(column_of_field(one["field"]), "error", one["message"], one.get("connection_id"))
            for one in error.problems
        ]
    if isinstance(error, NoSuchConnection):
        return [RowProblem("accounts", "error", "An account of this row is not connected any more.")]
    if isinstance(error, NoSuchMedia):
        return [RowProblem("media", "error", "A file of it is not in your library any more.")]
    if isinstance(error, BadWriting):
        return [RowProblem(column_of_field(error.field), "error", str(error))]
    return [RowProblem("date" if isinstance(error, PlanLimit | BadTime) else "state", "error", str(error))]


def _warnings(meant: Meant) -> tuple[RowProblem, ...]:
    return tuple(one for one in meant.checked.problems if one.severity == "warning")


def _file_name(url: str, content_type: str) -> str:
    name = unquote(urlsplit(url).path.rpartition("/")[2])[:_NAME_MOST]
    name = "".join(char for char in name if char.isprintable())
    if "." not in name and (ending := mimetypes.guess_extension(content_type.partition(";")[0].strip())):
        name += ending
    return name or "picture"
