"""What people do with files of posts: look what would happen, bring them in, see how that goes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.connections.service import ConnectionService
from velocitypost.content.campaigns import Campaigns
from velocitypost.content.model import NoSuchPost
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.publishing.spreadsheets import table
from velocitypost.publishing.spreadsheets.checking import Checker, Meant, with_problem
from velocitypost.publishing.spreadsheets.columns import TITLES, Column, Columns, count_known
from velocitypost.publishing.spreadsheets.dates import BadDate, Order, order_of
from velocitypost.publishing.spreadsheets.dates import read as read_date
from velocitypost.publishing.spreadsheets.model import (
    FILE_NAME_MOST,
    Checked,
    CheckedFile,
    Defaults,
    FileFacts,
    Import,
    ImportChanged,
    ImportConflict,
    ImportRow,
    NoSuchImport,
    RowProblem,
    RowState,
)
from velocitypost.publishing.spreadsheets.store import ImportRowStore, ImportStore, MarkStore
from velocitypost.publishing.spreadsheets.table import BadFile
from velocitypost.publishing.times import zone_of

Row = tuple[int, Mapping[Column, str]]
_UNDER_WAY_MOST = 3
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


class Spreadsheets:
    """The verbs of imports. All are scoped by workspace. The work is done by `running.Importer` in a worker."""

    def __init__(
        self,
        imports: ImportStore,
        rows: ImportRowStore,
        marks: MarkStore,
        checker: Checker,
        content: ContentService,
        connections: ConnectionService,
        workspaces: Workspaces,
        campaigns: Campaigns,
        clock: Clock,
        events: Events,
    ) -> None:
        self._imports = imports
        self._rows = rows
        self._marks = marks
        self._checker = checker
        self._content = content
        self._connections = connections
        self._workspaces = workspaces
        self._campaigns = campaigns
        self._clock = clock
        self._events = events

    def check(self, workspace_id: str, data: bytes, defaults: Defaults) -> CheckedFile:
        """What would happen to each row. Nothing is kept, and no file is fetched.

        Raises `BadFile`, `BadTime` for a zone that is none, or `NoSuchConnection`.
        """
        self._require(workspace_id, defaults)
        facts, rows = self._read(data, defaults)
        meant = self.meant(workspace_id, rows, defaults, order=facts.order)
        return CheckedFile(facts, tuple(self._known(workspace_id, [one.checked for one in meant], defaults)))

    def begin(
        self,
        workspace_id: str,
        author_id: str,
        data: bytes,
        defaults: Defaults,
        *,
        name: str,
        all_or_nothing: bool,
        key: str = "",
    ) -> Import:
        """Takes a file on; its rows come in by themselves.

        With the same `key` it gives the import that was begun the first time. Without one, so does the same file, read
        in the same way; but where some of its rows did not come in, they are tried again: the others are known.
        Raises as `check`, and `ImportConflict`; then nothing is begun.
        """
        self._require(workspace_id, defaults)
        digest = _digest(data, defaults, all_or_nothing)
        if not key:
            before = self._imports.latest_of(workspace_id, digest)
            if before is not None and not self._left_some_out(before):
                return before
            key = digest if before is None else f"{digest}/{before.id}"
        known = self._imports.of_key(workspace_id, key)
        if known is None:
            known = self._begin(workspace_id, author_id, data, defaults, name, all_or_nothing, key, digest)
        if known.digest != digest:
            raise ImportConflict("This key was used for another file. Nothing was begun.")
        return known

    def get(self, workspace_id: str, import_id: str) -> Import:
        """Raises `NoSuchImport`."""
        found = self._imports.find(import_id)
        if found is None or found.workspace_id != workspace_id:
            raise NoSuchImport("There is no such import in this workspace.")
        return found

    def count(self, one: Import) -> Counter[str]:
        """How many of its rows stand how."""
        return self._rows.count(one.id)

    def page(self, workspace_id: str, *, before: str | None, most: int) -> tuple[list[Import], str | None]:
        """A page, newest first, and the cursor of the next one."""
        found = self._imports.page(workspace_id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def rows(
        self, workspace_id: str, import_id: str, *, after: int | None, most: int, states: Sequence[RowState] = ()
    ) -> tuple[list[ImportRow], int | None]:
        """A page of its rows in the order of the file, and the cursor of the next one. Raises `NoSuchImport`."""
        one = self.get(workspace_id, import_id)
        found = self._rows.page(one.id, after=-1 if after is None else after, most=most + 1, states=states)
        return found[:most], found[most - 1].position if len(found) > most else None

    def cancel(self, workspace_id: str, import_id: str) -> Import:
        """Brings in no more; what is in stays. One that is over already is no error. Raises `NoSuchImport`."""
        one = self.get(workspace_id, import_id)
        if self._imports.cancel(one.id, at=self._clock.now()):
            one = self.get(workspace_id, import_id)
            self._events.publish(ImportChanged(workspace_id, one.id, one.state, one.done, one.total))
        return one

    def meant(
        self, workspace_id: str, rows: Sequence[Row], defaults: Defaults, *, order: Order, within_plan: bool = True
    ) -> list[Meant]:
        """What each row means, checked; with `within_plan` also against the room that the plan has on its day."""
        campaigns = [one.name.casefold() for one in self._campaigns.all(workspace_id)]
        found = self._checker.rows(
            workspace_id, rows, defaults, order=order, campaigns=campaigns, within_plan=within_plan
        )
        if self._workspaces.may_publish(workspace_id):
            return found
        message = "Confirm your e-mail address before posts are scheduled: the link is in the mail we sent you."
        refusal = RowProblem("state", "error", message)
        return [with_problem(one, refusal) if one.checked.outcome == "schedule" else one for one in found]

    # ---- inside

    def _left_some_out(self, one: Import) -> bool:
        """Whether it is over, and to bring the same file in again would make more of it."""
        if one.state in ("waiting", "running") or one.defaults.again:
            return False
        count = self._rows.count(one.id)
        return one.state in ("refused", "cancelled") or bool(count["refused"])

    def _require(self, workspace_id: str, defaults: Defaults) -> None:
        zone_of(defaults.zone)
        for connection_id in defaults.connection_ids:
            self._connections.get(workspace_id, connection_id)

    def _begin(
        self,
        workspace_id: str,
        author_id: str,
        data: bytes,
        defaults: Defaults,
        name: str,
        all_or_nothing: bool,
        key: str,
        digest: str,
    ) -> Import:
        facts, rows = self._read(data, defaults)
        checked = [one.checked for one in self.meant(workspace_id, rows, defaults, order=facts.order)]
        if self._imports.count_under_way(workspace_id) >= _UNDER_WAY_MOST:
            raise ImportConflict(f"{_UNDER_WAY_MOST} imports are under way already. Wait for one. Nothing was begun.")
        now = self._clock.now()
        one = Import(
            id=new_id("import"),
            workspace_id=workspace_id,
            author_id=author_id,
            key=key,
            digest=digest,
            name=name[:FILE_NAME_MOST],
            defaults=replace(defaults, order=facts.order),
            all_or_nothing=all_or_nothing,
            state="waiting",
            total=len(checked),
            created_at=now,
            wake_at=now,
        )
        # The rows first: were the process to die between the two, nobody would find an import without its rows.
        self._rows.insert([_row(one, row) for row in checked])
        if self._imports.insert(one):
            return one
        return self._imports.of_key(workspace_id, key) or one

    def _read(self, data: bytes, defaults: Defaults) -> tuple[FileFacts, list[Row]]:
        found = table.read(data, is_header=count_known)
        columns = Columns(found.header, self._checker.platform_of)
        if columns.guessed:
            _require_dates([line.cells[0] for line in found.lines[:1]], defaults)
        rows: list[Row] = [
            (columns.number(line.cells) or line.number, columns.cells(line.cells)) for line in found.lines
        ]
        order = defaults.order
        if order == "auto":
            order = order_of(cell for _, cells in rows for cell in (cells.get("date", ""), cells.get("time", "")))
        named = columns.found
        notices = _notices(found, columns, named.unknown)
        if any(columns.beyond(line.cells) for line in found.lines):
            notices.append("Some rows have more cells than there are names of columns; what is beyond is not read.")
        facts = FileFacts(
            encoding=found.encoding,
            delimiter=_DELIMITERS.get(found.delimiter, found.delimiter),
            columns=named.columns,
            unknown=named.unknown,
            order=order,
            notices=tuple(notices),
        )
        return facts, rows

    def _known(self, workspace_id: str, rows: Sequence[Checked], defaults: Defaults) -> list[Checked]:
        """With those marked that an earlier file brought in and that are still there."""
        if defaults.again:
            return list(rows)
        marks = self._marks.find_many([mark_id(workspace_id, row.key) for row in rows])
        found = []
        for row in rows:
            mark = marks.get(mark_id(workspace_id, row.key))
            if (
                mark is None
                or row.outcome not in ("schedule", "draft", "refuse")
                or not self._is_there(mark.post_id, workspace_id)
            ):
                found.append(row)
                continue
            known = RowProblem("text", "warning", "It was brought in before, so it is not made again.")
            found.append(replace(row, outcome="known", problems=(known,), post_id=mark.post_id))
        return found

    def _is_there(self, post_id: str, workspace_id: str) -> bool:
        try:
            self._content.get(workspace_id, post_id)
        except NoSuchPost:
            return False
        return True


def mark_id(workspace_id: str, key: str) -> str:
    """The id of the mark that a post of this key leaves."""
    return f"{workspace_id}/{key}"


def _row(one: Import, row: Checked) -> ImportRow:
    return ImportRow(
        id=f"{one.id}/{row.position:04d}",
        import_id=one.id,
        workspace_id=one.workspace_id,
        position=row.position,
        number=row.number,
        cells=row.cells,
        key=row.key,
    )


def _digest(data: bytes, defaults: Defaults, all_or_nothing: bool) -> str:
    said = json.dumps([asdict(defaults), all_or_nothing], sort_keys=True).encode()
    return hashlib.sha256(hashlib.sha256(data).digest() + said).hexdigest()


def _require_dates(cells: Sequence[str], defaults: Defaults) -> None:
    """Raises `BadFile` where a file without names of columns is not one of Hootsuite's, which begins with a date."""
    names = ", ".join(TITLES.values())
    for cell in cells:
        try:
            if read_date(cell, "", defaults.order) is not None:
                continue
        except BadDate as bad:
            if "two ways" in str(bad):
                continue
        raise BadFile(
            f"None of the columns has a name that is known here, so it cannot be told which is which. "
            f"Name them in the first row: {names}."
        )


def _notices(found: table.Table, columns: Columns, unknown: Sequence[str]) -> list[str]:
    notices = []
    if columns.guessed:
        notices.append("The file names no columns: the first was read as date, the second as text, the third as link.")
    if unknown:
        names = ", ".join(f"“{name.strip()[:40]}”" for name in unknown[:8])
        notices.append(f"These columns are not known here and were not read: {names}.")
    if found.encoding == "Windows-1252":
        notices.append("The file is not in UTF-8; it was read as Windows-1252. Look whether special letters are right.")
    return notices
