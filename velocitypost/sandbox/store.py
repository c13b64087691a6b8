"""Where the sandbox keeps what it accepted: one SQLite file that outlives the process."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Row = sqlite3.Row


class Store:
    """One writer at a time, any number of readers, safe to use from every thread.

    What a `write` block committed survives a kill of this process; it is not synced to the disk, so a
    power cut may lose the last moments.
    """

    def __init__(self, path: Path, schema: Sequence[str]) -> None:
        self._path = path
        self._schema = tuple(schema)
        self._lock = threading.RLock()
        self._local = threading.local()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = self._open()
        for statements in self._schema:
            self._writer.executescript(statements)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=10)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    def _reader(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open()
        return connection

    def all(self, sql: str, *values: Any) -> list[Row]:
        """Every row that the query gives."""
        return self._reader().execute(sql, values).fetchall()

    def first(self, sql: str, *values: Any) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._reader().execute(sql, values).fetchone()
        return row

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that no other writer can enter; rolled back when the block raises."""
        with self._lock:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def wipe(self) -> None:
        """Empty every table."""
        with self.write() as rows:
            tables = rows.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
            for (name,) in tables:
                if not name.startswith("sqlite_"):
                    rows.execute(f'DELETE FROM "{name}"')  # noqa: S608 (a table name of ours)
