"""Short links and how often they were followed, in MongoDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from velocitypost.content.clicks import DayOfLink
from velocitypost.content.short_links import ShortLink
from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection

_SHAPE = Shape(ShortLink)


class ShortLinkStore:
    """One row for each, for good: a post that is out keeps its links."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "short_links", [Index(("post_id",))])

    def insert(self, link: ShortLink) -> bool:
        """False where there is one of this code."""
        try:
            self._rows.insert_one(_SHAPE.to_row(link))
        except AlreadyThere:
            return False
        return True

    def find(self, code: str) -> ShortLink | None:
        row = self._rows.find_one({"_id": code})
        return _SHAPE.from_row(row) if row else None

    def find_many(self, codes: Iterable[str]) -> list[ShortLink]:
        """Those that are there, in no order."""
        return [_SHAPE.from_row(row) for row in self._rows.find({"_id": {"$in": list(codes)}})]

    def of_posts(self, post_ids: Iterable[str]) -> list[ShortLink]:
        """Every one of these posts, in no order."""
        return [_SHAPE.from_row(row) for row in self._rows.find({"post_id": {"$in": list(post_ids)}})]


class ClickStore:
    """One row for each link and day. No row says anything of who followed it."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "link_clicks", [Index(("post_id", "day"))])

    def add(self, link: ShortLink, counts: Mapping[str, int], *, gathering: str) -> None:
        """Adds to the link's days what was counted in one gathering; to repeat the last one is safe."""
        for day, count in counts.items():
            row: Document = {"_id": f"{link.id}/{day}", "gathering": {"$ne": gathering}}
            facts = {"code": link.id, "post_id": link.post_id, "workspace_id": link.workspace_id, "day": day}
            change = {"$inc": {"count": count}, "$set": {"gathering": gathering}, "$setOnInsert": facts}
            try:
                self._rows.update_one(row, change, upsert=True)
            except AlreadyThere:
                continue  # this gathering is in it already

    def of_post(self, post_id: str) -> list[DayOfLink]:
        """In the order of days."""
        rows = self._rows.find({"post_id": post_id}).sort("day", 1)
        return [DayOfLink(row["code"], row["day"], row["count"]) for row in rows]

    def of_posts(self, post_ids: Iterable[str]) -> Counter[str]:
        """How often the links of these posts were followed, by post."""
        rows = self._rows.find({"post_id": {"$in": list(post_ids)}}, {"post_id": 1, "count": 1})
        found: Counter[str] = Counter()
        for row in rows:
            found[row["post_id"]] += row["count"]
        return found
