"""Posts from a CSV file, and posts as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, BinaryIO, Literal, cast

from flask import Response, request
from flask_openapi.models.file import FileStorage
from pydantic import BaseModel, ConfigDict, Field

from velocitypost.publishing.spreadsheets.export import STATES, Range, template
from velocitypost.publishing.spreadsheets.model import (
    Checked,
    CheckedFile,
    Defaults,
    Import,
    ImportRow,
    RowProblem,
)
from velocitypost.publishing.spreadsheets.table import BYTES_MOST, ROWS_MOST
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem

routes = api_blueprint("imports", prefix="/api/imports", about="Posts from a CSV file")
export_routes = api_blueprint("exports", prefix="/api/exports", about="Posts as a CSV file")

_KEY_MOST = 200
_CSV = {"content": {"text/csv": {"schema": {"type": "string"}}}}
Zone = Annotated[str, Field("", max_length=60, description="For rows without one; empty: the workspace's")]


class CheckImportForm(BaseModel):
    """A CSV file, and how it is to be read."""

    model_config = ConfigDict(extra="forbid")

    file: FileStorage = Field(description=f"CSV with at most {ROWS_MOST} rows and {BYTES_MOST // 1024**2} MB")
    zone: Zone
    connection_ids: str = Field("", max_length=4000, description="For rows that name no account, separated by commas")
    date_order: Literal["auto", "day_first", "month_first"] = "auto"
    again: bool = Field(False, description="Bring in rows, too, that an earlier file brought in")
    tags: str = Field("", max_length=2000, description="For every row, beside its own, separated by commas")
    campaign_id: str = Field("", max_length=60, description="For rows that name no campaign")


class ImportForm(CheckImportForm):
    """A CSV file to be brought in. With the header `Idempotency-Key` it is safe to send it again."""

    all_or_nothing: bool = Field(False, description="Bring in nothing where one row has an error")


class ImportPath(BaseModel):
    """Which import."""

    import_id: str = Field(max_length=60)


class ImportPageQuery(BaseModel):
    """A page, newest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(20, ge=1, le=100)


class ImportRowQuery(BaseModel):
    """A page of rows in the order of the file; of one state."""

    cursor: int | None = Field(None, ge=0, le=10_000)
    limit: int = Field(100, ge=1, le=ROWS_MOST)
    state: Literal["all", "waiting", "scheduled", "draft", "known", "left_out", "refused"] = "all"


class ExportQuery(BaseModel):
    """Which posts: due from `since` to before `until`, of these states (separated by commas).

    A draft counts by the moment when it was written.
    """

    since: datetime | None = None
    until: datetime | None = None
    states: str = Field("", max_length=200, examples=[""])


class RowProblemShown(BaseModel):
    """What speaks against a row, or what its author should know, and at which column."""

    column: str
    severity: Literal["error", "warning"]
    message: str
    connection_id: str | None

    @classmethod
    def of(cls, problem: RowProblem) -> RowProblemShown:
        return cls(**vars(problem))


class CellsShown(BaseModel):
    """A row's cells under our names of columns."""

    date: str = ""
    time: str = ""
    time_zone: str = ""
    text: str = ""
    accounts: str = ""
    media: str = ""
    alt_text: str = ""
    link: str = ""
    first_comment: str = ""
    tags: str = ""
    campaign: str = ""
    state: str = ""


class CheckedRowShown(BaseModel):
    """What would happen to a row. `number` is the one that a spreadsheet shows beside it."""

    position: int
    number: int
    cells: CellsShown
    outcome: Literal["schedule", "draft", "known", "leave_out", "refuse"]
    problems: list[RowProblemShown]
    connection_ids: list[str]
    local: str | None
    zone: str
    at: datetime | None
    post_id: str | None

    @classmethod
    def of(cls, row: Checked) -> CheckedRowShown:
        return cls(
            position=row.position,
            number=row.number,
            cells=_cells(row.cells),
            outcome=row.outcome,
            problems=[RowProblemShown.of(problem) for problem in row.problems],
            connection_ids=list(row.connection_ids),
            local=row.local,
            zone=row.zone,
            at=row.at,
            post_id=row.post_id,
        )


class FileFactsShown(BaseModel):
    """How the file was read. `columns` says which of its names is which column; `unknown` were not read."""

    encoding: str
    delimiter: str
    columns: dict[str, str]
    unknown: list[str]
    date_order: Literal["auto", "day_first", "month_first"]
    notices: list[str]


class CheckedFileAnswer(BaseModel):
    """What would happen to each row. Nothing was kept."""

    file: FileFactsShown
    rows: list[CheckedRowShown]

    @classmethod
    def of(cls, checked: CheckedFile) -> CheckedFileAnswer:
        facts = checked.facts
        return cls(
            file=FileFactsShown(
                encoding=facts.encoding,
                delimiter=facts.delimiter,
                columns=dict(facts.columns),
                unknown=list(facts.unknown),
                date_order=facts.order,
                notices=list(facts.notices),
            ),
            rows=[CheckedRowShown.of(row) for row in checked.rows],
        )


class ImportCounts(BaseModel):
    """How many rows stand how."""

    waiting: int = 0
    scheduled: int = 0
    draft: int = 0
    known: int = 0
    left_out: int = 0
    refused: int = 0


class ImportShown(BaseModel):
    """A file that is being brought in, or was. `problem` says why nothing came in."""

    id: str
    name: str
    state: Literal["waiting", "running", "done", "refused", "cancelled"]
    all_or_nothing: bool
    total: int
    done: int
    counts: ImportCounts
    problem: str
    created_at: datetime
    finished_at: datetime | None


class ImportRowShown(BaseModel):
    """A row of it: what it says, and what became of it."""

    position: int
    number: int
    cells: CellsShown
    state: Literal["waiting", "scheduled", "draft", "known", "left_out", "refused"]
    problems: list[RowProblemShown]
    post_id: str | None

    @classmethod
    def of(cls, row: ImportRow) -> ImportRowShown:
        return cls(
            position=row.position,
            number=row.number,
            cells=_cells(row.cells),
            state=row.state,
            problems=[RowProblemShown.of(problem) for problem in row.problems],
            post_id=row.post_id,
        )


class ImportAnswer(BaseModel):
    """One import."""

    imported: ImportShown


class ImportsAnswer(BaseModel):
    """A page of imports."""

    imports: list[ImportShown]
    next_cursor: str | None


class ImportRowsAnswer(BaseModel):
    """A page of rows."""

    rows: list[ImportRowShown]
    next_cursor: int | None


@routes.post(
    "/check",
    operation_id="checkImport",
    summary="What would happen to each row of a CSV file",
    responses={200: CheckedFileAnswer, **problems("media_refused", "not_found")},
)
def check_import(form: CheckImportForm) -> dict[str, Any]:
    """Nothing is kept, and no file that a row names is fetched."""
    who = viewer()
    checked = product().spreadsheets.imports.check(who.workspace_id, _data(form), _defaults(form))
    return CheckedFileAnswer.of(checked).model_dump(mode="json")


@routes.post(
    "",
    operation_id="beginImport",
    summary="Bring in the posts of a CSV file",
    responses={202: ImportAnswer, **problems("media_refused", "conflict", "not_found")},
)
def begin_import(form: ImportForm) -> tuple[dict[str, Any], int]:
    """The rows come in one after the other; the live stream tells how far it is.

    A file that is sent again, with the same `Idempotency-Key` or without one, is not brought in twice.
    """
    who = viewer()
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > _KEY_MOST or not key.isprintable():
        raise Problem("validation_failed", "The Idempotency-Key is a text of at most 200 characters.")
    begun = product().spreadsheets.imports.begin(
        who.workspace_id,
        who.user_id,
        _data(form),
        _defaults(form),
        name=form.file.filename or "",
        all_or_nothing=form.all_or_nothing,
        key=key,
    )
    return _one(begun), 202


@routes.get("", operation_id="listImports", summary="Imports, newest first", responses={200: ImportsAnswer})
def list_imports(query: ImportPageQuery) -> dict[str, Any]:
    found, cursor = product().spreadsheets.imports.page(viewer().workspace_id, before=query.cursor, most=query.limit)
    return ImportsAnswer(imports=[_shown(one) for one in found], next_cursor=cursor).model_dump(mode="json")


@routes.get(
    "/template",
    operation_id="readImportTemplate",
    summary="A CSV file with the columns and two examples",
    responses={200: _CSV},
)
def read_template() -> Response:
    return _file(iter([template()]), "velocitypost-template.csv")


@routes.get("/<import_id>", operation_id="getImport", summary="One import", responses={200: ImportAnswer})
def get_import(path: ImportPath) -> dict[str, Any]:
    return _one(product().spreadsheets.imports.get(viewer().workspace_id, path.import_id))


@routes.get(
    "/<import_id>/rows",
    operation_id="listImportRows",
    summary="What became of its rows",
    responses={200: ImportRowsAnswer},
)
def list_import_rows(path: ImportPath, query: ImportRowQuery) -> dict[str, Any]:
    rows, cursor = product().spreadsheets.imports.rows(
        viewer().workspace_id,
        path.import_id,
        after=query.cursor,
        most=query.limit,
        states=[] if query.state == "all" else [query.state],
    )
    shown = [ImportRowShown.of(row) for row in rows]
    return ImportRowsAnswer(rows=shown, next_cursor=cursor).model_dump(mode="json")


@routes.post(
    "/<import_id>/cancel",
    operation_id="cancelImport",
    summary="Bring in no more; what is in stays",
    responses={200: ImportAnswer},
)
def cancel_import(path: ImportPath) -> dict[str, Any]:
    return _one(product().spreadsheets.imports.cancel(viewer().workspace_id, path.import_id))


@export_routes.get(
    "/posts",
    operation_id="exportPosts",
    summary="Posts as a CSV file, in the columns that an import reads",
    responses={200: _CSV},
)
def export_posts(query: ExportQuery) -> Response:
    states = frozenset(one.strip() for one in query.states.split(",") if one.strip())
    if unknown := states - set(STATES):
        message = f"There is no state called {sorted(unknown)[0][:40]!r}. There are {', '.join(STATES)}."
        raise Problem("validation_failed", message, errors={"states": message})
    since, until = (_aware(at, name) for at, name in ((query.since, "since"), (query.until, "until")))
    pieces = product().spreadsheets.export.pieces(viewer().workspace_id, Range(since, until, states))
    day = product().clock.now().date().isoformat()
    return _file(pieces, f"velocitypost-posts-{day}.csv")


def _file(pieces: Iterator[str], name: str) -> Response:
    answer = Response((piece.encode() for piece in pieces), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _aware(at: datetime | None, name: str) -> datetime | None:
    if at is not None and at.tzinfo is None:
        message = "Give a moment with its offset, such as 2026-11-24T00:00:00+01:00."
        raise Problem("validation_failed", message, errors={name: message})
    return at


def _data(form: CheckImportForm) -> bytes:
    if not hasattr(form.file, "stream"):  # a text where the file must be
        raise Problem("validation_failed", "Send the CSV as a file. Nothing was stored.", errors={"file": "No file."})
    return cast(BinaryIO, form.file.stream).read(BYTES_MOST + 1)


def _defaults(form: CheckImportForm) -> Defaults:
    return Defaults(
        zone=form.zone or product().workspaces.get(viewer().workspace_id).time_zone,
        connection_ids=tuple(one.strip() for one in form.connection_ids.split(",") if one.strip()),
        order=form.date_order,
        again=form.again,
        labels=product().labels.checked(
            viewer().workspace_id, [tag for tag in form.tags.split(",") if tag.strip()], form.campaign_id or None
        ),
    )


def _one(one: Import) -> dict[str, Any]:
    return ImportAnswer(imported=_shown(one)).model_dump(mode="json")


def _shown(one: Import) -> ImportShown:
    return ImportShown(
        id=one.id,
        name=one.name,
        state=one.state,
        all_or_nothing=one.all_or_nothing,
        total=one.total,
        done=one.done,
        counts=ImportCounts(**product().spreadsheets.imports.count(one)),
        problem=one.problem,
        created_at=one.created_at,
        finished_at=one.finished_at,
    )


def _cells(cells: Mapping[Any, str]) -> CellsShown:
    return CellsShown(**cells)
