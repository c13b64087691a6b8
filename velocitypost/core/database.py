"""MongoDB: one way to connect, one way to declare indexes, one way to page.

Writes are acknowledged by a majority and journaled. Datetimes come back timezone-aware in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pymongo
from bson.codec_options import CodecOptions
from pydantic import TypeAdapter, ValidationError
from pymongo import WriteConcern
from pymongo.collection import Collection as _Collection
from pymongo.database import Database as _Database
from pymongo.errors import DocumentTooLarge, DuplicateKeyError, PyMongoError, WriteError

from velocitypost.core.ids import new_secret
from velocitypost.core.together import Together

Document = dict[str, Any]
Database = _Database[Document]
Collection = _Collection[Document]

AlreadyThere = DuplicateKeyError
DatabaseError = PyMongoError

_DEFAULT_NAME = "velocitypost"
_ASCENDING = pymongo.ASCENDING


@dataclass(frozen=True)
class Index:
    """An index a store needs. `fields` in order; `-field` means descending."""

    fields: tuple[str, ...]
    unique: bool = False
    only_where: Document | None = None
    expire_after_seconds: int | None = None

    @property
    def model(self) -> pymongo.IndexModel:
        """As the driver takes it."""
        keys = [(field.lstrip("-"), -1 if field.startswith("-") else 1) for field in self.fields]
        options: Document = {"unique": self.unique}
        if self.only_where is not None:
            options["partialFilterExpression"] = self.only_where
        if self.expire_after_seconds is not None:
            options["expireAfterSeconds"] = self.expire_after_seconds
        return pymongo.IndexModel(keys, **options)


def connect(uri: str, *, timeout_seconds: float = 10.0) -> Database:
    """The database named in `uri` (or `velocitypost`), with safe write settings. Does not wait for the server."""
    client: pymongo.MongoClient[Document] = pymongo.MongoClient(
        uri,
        tz_aware=True,
        serverSelectionTimeoutMS=int(timeout_seconds * 1000),
        connectTimeoutMS=int(timeout_seconds * 1000),
        retryWrites=False,  # a store repeats its own compare-and-set; a hidden repeat could not tell its own success
        appname="velocitypost",
    )
    return client.get_default_database(
        _DEFAULT_NAME,
        codec_options=CodecOptions(tz_aware=True),
        write_concern=WriteConcern(w="majority", j=True),
    )


def collection(database: Database, name: str, indexes: Sequence[Index] = ()) -> Collection:
    """The collection, with its indexes ensured."""
    found = database[name]
    if indexes:
        found.create_indexes([index.model for index in indexes])
    return found


T = TypeVar("T")


class Shape(Generic[T]):
    """How a frozen dataclass with an `id` is kept as a document, and read back."""

    def __init__(self, kind: type[T]) -> None:
        self._adapter = TypeAdapter(kind)

    def to_row(self, value: T) -> Document:
        row: Document = self._adapter.dump_python(value)
        row["_id"] = row.pop("id")
        return row

    def from_row(self, row: Document) -> T:
        """Raises `pydantic.ValidationError` where the document is not of this shape."""
        return self._adapter.validate_python({"id": row["_id"], **{k: v for k, v in row.items() if k != "_id"}})

    def read(self, row: Document) -> T | None:
        """The value, or None where the document is not of this shape."""
        try:
            return self.from_row(row)
        except ValidationError:
            return None


class Replacements:
    """Compare-and-set on rows that carry a `version`. What many threads want at once is one statement, and one sync."""

    def __init__(self, rows: Collection) -> None:
        self._rows = rows
        self._replace: Together[Document, bool | DatabaseError] = Together(self._replace_all)

    def replace(self, row: Document) -> bool:
        """Puts `row` in the place of the one with its `_id`, if that has the version before. Durable on return."""
        answer = self._replace.ask(row)
        if isinstance(answer, DatabaseError):
            raise answer
        return answer

    def _replace_all(self, rows: Sequence[Document]) -> list[bool | DatabaseError]:
        if len(rows) > 1 and len({row["_id"] for row in rows}) == len(rows):
            try:
                return self._replace_in_one_statement(rows)
            except DocumentTooLarge:
                pass
        return [self._replace_one(row) for row in rows]

    def _replace_one(self, row: Document) -> bool | DatabaseError:
        before = {"_id": row["_id"], "version": row["version"] - 1}
        try:
            return self._rows.replace_one(before, row).matched_count == 1
        except DatabaseError as error:
            return error

    def _replace_in_one_statement(self, rows: Sequence[Document]) -> list[bool | DatabaseError]:
        """Each stored row finds the one that is meant for it, and stays as it is where its version is another.

        `let` needs MongoDB 5.0: https://www.mongodb.com/docs/manual/reference/command/update/
        """
        ids, stamp = [row["_id"] for row in rows], new_secret(9)
        meant = {"$arrayElemAt": ["$$rows", {"$indexOfArray": ["$$ids", "$_id"]}]}
        follows = {"$eq": ["$$new.version", {"$add": ["$version", 1]}]}
        chosen = {"$let": {"vars": {"new": meant}, "in": {"$cond": [follows, "$$new", "$$ROOT"]}}}
        stamped = [{**row, "stamp": stamp} for row in rows]
        given = {"ids": {"$literal": ids}, "rows": {"$literal": stamped}}
        try:
            result = self._rows.update_many({"_id": {"$in": ids}}, [{"$replaceWith": chosen}], let=given)
        except WriteError:
            # The database refuses one of them, and what comes after it: which one, and why, shows when they go alone.
            done = self._with_stamp(ids, stamp)
            return [row["_id"] in done or self._replace_one(row) for row in rows]
        if result.modified_count == len(rows):
            return [True] * len(rows)
        done = self._with_stamp(ids, stamp)
        return [row["_id"] in done for row in rows]

    def _with_stamp(self, ids: Sequence[str], stamp: str) -> set[str]:
        return {row["_id"] for row in self._rows.find({"_id": {"$in": ids}, "stamp": stamp}, {"_id": 1})}
