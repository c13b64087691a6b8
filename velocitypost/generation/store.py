"""What generation keeps in MongoDB, beside batches: keys, usage, preferences, voices, domains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection
from velocitypost.generation.preferences import Preferences
from velocitypost.generation.usage import Call, Hold, Month, month_id

JSON = Any


@dataclass(frozen=True)
class EngineKey:
    """A workspace's own key for an engine, sealed. `id` is `<workspace>:<engine>`.

    `checked` says whether the service accepted it when it was given.
    """

    id: str
    workspace_id: str
    engine: str
    sealed: str
    set_by: str
    set_at: datetime
    checked: bool


@dataclass(frozen=True)
class KeptVoice:
    """A workspace's voice; `id` is the workspace's. `learned` is `voice.Voice.as_json`.

    `source` says what it was learned from: pasted samples, or the workspace's own posts.
    """

    id: str
    learned: Mapping[str, JSON]
    source: str
    learned_at: datetime


@dataclass(frozen=True)
class KeptDomain:
    """A content domain of a workspace's own. `fields` is `experts.as_json`."""

    id: str
    workspace_id: str
    fields: Mapping[str, JSON]
    created_at: datetime


_KEY = Shape(EngineKey)
_CALL = Shape(Call)
_MONTH = Shape(Month)
_PREFERENCES = Shape(Preferences)
_VOICE = Shape(KeptVoice)
_DOMAIN = Shape(KeptDomain)
_DOMAINS_AT_ONCE = 100
_CALLS_KEPT_SECONDS = 90 * 24 * 3600


class KeyStore:
    """One row for each workspace and engine."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "engine_keys", [Index(("workspace_id", "engine"))])

    def put(self, key: EngineKey) -> None:
        """In place of the one before it."""
        self._rows.replace_one({"_id": key.id}, _KEY.to_row(key), upsert=True)

    def find(self, workspace_id: str, engine: str) -> EngineKey | None:
        row = self._rows.find_one({"_id": f"{workspace_id}:{engine}"})
        return _KEY.from_row(row) if row else None

    def of(self, workspace_id: str) -> list[EngineKey]:
        return [_KEY.from_row(row) for row in self._rows.find({"workspace_id": workspace_id})]

    def delete(self, workspace_id: str, engine: str) -> bool:
        return self._rows.delete_one({"_id": f"{workspace_id}:{engine}"}).deleted_count == 1


class UsageStore:
    """Calls, kept for ninety days, and months that add them up. What a call takes is added in one write."""

    def __init__(self, database: Database) -> None:
        self._calls = collection(
            database,
            "engine_calls",
            [Index(("workspace_id", "_id")), Index(("at",), expire_after_seconds=_CALLS_KEPT_SECONDS)],
        )
        self._months = collection(database, "engine_months", [Index(("workspace_id", "month"))])

    def month(self, workspace_id: str, month: str) -> Month:
        """As it stands; an empty one where nothing was spent."""
        row = self._months.find_one({"_id": month_id(workspace_id, month)})
        return _MONTH.from_row(row) if row else Month(month_id(workspace_id, month), workspace_id, month, version=0)

    def months(self, workspace_id: str, *, most: int) -> list[Month]:
        """Those in which something was spent, the latest first."""
        where: Document = {"workspace_id": workspace_id, "month": {"$gte": "0000", "$lt": "9999-99"}}
        return [_MONTH.from_row(row) for row in self._months.find(where).sort("month", -1).limit(most)]

    def hold(self, month: Month, call_id: str, hold: Hold, *, now: datetime) -> bool:
        """Keeps room for a call, where the month still is as `month` says. Holds that ended are dropped."""
        live = {name: one for name, one in month.holds.items() if one.until > now}
        row = _MONTH.to_row(replace(month, holds={**live, call_id: hold}, version=month.version + 1))
        if month.version == 0:
            try:
                self._months.insert_one(row)
            except AlreadyThere:
                return False
            return True
        return self._months.replace_one({"_id": month.id, "version": month.version}, row).matched_count == 1

    def settle(self, month: Month, call: Call) -> None:
        """Adds what the call took, and lets go of its hold."""
        at = f"engines.{call.engine}"
        added: Document = {
            "version": 1,
            "tokens": call.tokens_in + call.tokens_out,
            "micro_usd": call.micro_usd or 0,
            f"{at}.calls": 1,
            f"{at}.failures": int(call.outcome != "ok"),
            f"{at}.tokens_in": call.tokens_in,
            f"{at}.tokens_out": call.tokens_out,
            f"{at}.micro_usd": call.micro_usd or 0,
            f"{at}.seconds": call.seconds,
            f"{at}.unpriced_calls": int(call.micro_usd is None),
        }
        self._months.update_one({"_id": month.id}, {"$inc": added, "$unset": {f"holds.{call.id}": ""}})
        self._calls.insert_one(_CALL.to_row(call))

    def calls(self, workspace_id: str, *, before: str | None, most: int) -> list[Call]:
        """The latest first, those before the one with the id `before`."""
        where: Document = {"workspace_id": workspace_id, "_id": {"$lt": before or "call_~"}}
        return [_CALL.from_row(row) for row in self._calls.find(where).sort("_id", -1).limit(most)]


class PreferenceStore:
    """One row for each workspace that has chosen something."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "writing_preferences")

    def of(self, workspace_id: str) -> Preferences:
        row = self._rows.find_one({"_id": workspace_id})
        return _PREFERENCES.from_row(row) if row else Preferences(workspace_id)

    def save(self, preferences: Preferences) -> Preferences | None:
        """Replaces them if they still have `preferences.version`, and gives them with the new one; else None."""
        saved = replace(preferences, version=preferences.version + 1)
        row = _PREFERENCES.to_row(saved)
        if preferences.version == 0:
            try:
                self._rows.insert_one(row)
            except AlreadyThere:
                return None
            return saved
        where = {"_id": preferences.id, "version": preferences.version}
        return saved if self._rows.replace_one(where, row).matched_count == 1 else None


class VoiceStore:
    """At most one for each workspace."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "voices")

    def put(self, voice: KeptVoice) -> None:
        self._rows.replace_one({"_id": voice.id}, _VOICE.to_row(voice), upsert=True)

    def find(self, workspace_id: str) -> KeptVoice | None:
        row = self._rows.find_one({"_id": workspace_id})
        return _VOICE.from_row(row) if row else None

    def delete(self, workspace_id: str) -> None:
        self._rows.delete_one({"_id": workspace_id})


class DomainStore:
    """A workspace's own content domains."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "content_domains", [Index(("workspace_id", "_id"))])

    def insert(self, domain: KeptDomain) -> None:
        self._rows.insert_one(_DOMAIN.to_row(domain))

    def of(self, workspace_id: str) -> list[KeptDomain]:
        """All of them, the oldest first; there is a bound to how many there can be."""
        rows = self._rows.find({"workspace_id": workspace_id}).sort("_id", 1).limit(_DOMAINS_AT_ONCE)
        return [_DOMAIN.from_row(row) for row in rows]

    def find(self, workspace_id: str, domain_id: str) -> KeptDomain | None:
        row = self._rows.find_one({"_id": domain_id, "workspace_id": workspace_id})
        return _DOMAIN.from_row(row) if row else None

    def replace(self, domain: KeptDomain) -> bool:
        where = {"_id": domain.id, "workspace_id": domain.workspace_id}
        return self._rows.replace_one(where, _DOMAIN.to_row(domain)).matched_count == 1

    def delete(self, workspace_id: str, domain_id: str) -> bool:
        return self._rows.delete_one({"_id": domain_id, "workspace_id": workspace_id}).deleted_count == 1
