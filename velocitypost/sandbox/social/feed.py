"""What the twins keep of posts and comments: one table for all services."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Row

SCHEMA = """
CREATE TABLE IF NOT EXISTS social_posts (
    seq INTEGER PRIMARY KEY, service TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL,
    text TEXT NOT NULL, title TEXT, link TEXT, place TEXT, media TEXT NOT NULL, options TEXT NOT NULL,
    reply_to TEXT, root TEXT NOT NULL, created_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL, born REAL NOT NULL,
    hidden_until REAL, deleted_ms INTEGER, sameness TEXT, once TEXT, fingerprint TEXT, app TEXT,
    awaited INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS social_posts_by_id ON social_posts (service, id);
CREATE INDEX IF NOT EXISTS social_posts_by_account ON social_posts (service, account, seq);
CREATE INDEX IF NOT EXISTS social_posts_by_root ON social_posts (service, root, seq);
CREATE INDEX IF NOT EXISTS social_posts_by_reply ON social_posts (service, reply_to) WHERE reply_to IS NOT NULL;
CREATE INDEX IF NOT EXISTS social_posts_by_place ON social_posts (service, place, seq) WHERE place IS NOT NULL;
CREATE INDEX IF NOT EXISTS social_posts_same ON social_posts (service, account, sameness) WHERE sameness IS NOT NULL;
CREATE INDEX IF NOT EXISTS social_posts_once ON social_posts (service, account, once) WHERE once IS NOT NULL;
"""
FOREVER = 1e18
# Comments keep coming for about two days of audience time; nobody needs asking after that.
AWAITED = -1
_JSON = ("media", "options")


class Duplicate(Exception):
    """The account has the same already: `post`."""

    def __init__(self, post: "Post") -> None:
        super().__init__(post.id)
        self.post = post


class Taken(Exception):
    """The id that the caller chose is in use."""

    def __init__(self, post: "Post") -> None:
        super().__init__(post.id)
        self.post = post


@dataclass(frozen=True)
class Post:
    """A stored post or comment. `options` is whatever else the twin was told, and keeps, about it."""

    seq: int
    service: str
    id: str
    kind: str
    account: str
    text: str
    title: str | None
    link: str | None
    place: str | None
    media: list[dict[str, Any]]
    options: dict[str, Any]
    reply_to: str | None
    root: str
    created_ms: int
    received_ms: int
    born: float
    hidden_until: float | None
    deleted_ms: int | None
    sameness: str | None
    once: str | None
    fingerprint: str | None
    app: str | None
    awaited: int

    @classmethod
    def of(cls, row: Row) -> "Post":
        """From its row."""
        values = dict(row)
        return cls(**{**values, **{name: json.loads(values[name]) for name in _JSON}})


_COLUMNS = tuple(f.name for f in fields(Post))


@dataclass(frozen=True)
class Draft:
    """What somebody wants posted, checked already. `app` is None for what followers write.

    `kind` "post" stands in feeds; "comment" is said below one. `id` is None where the service makes ids.
    """

    account: str
    text: str = ""
    kind: str = "post"
    title: str | None = None
    link: str | None = None
    place: str | None = None
    media: Sequence[dict[str, Any]] = ()
    options: dict[str, Any] = field(default_factory=dict)
    reply_to: Post | None = None
    id: str | None = None
    sameness: str | None = None
    once: str | None = None
    fingerprint: str | None = None
    app: str | None = None


NewId = Callable[[int, int, Draft], str]


class Feed:
    """The posts of one service. `new_id` makes an id from the place in the store, the milliseconds and the draft."""

    def __init__(self, sandbox: Sandbox, service: str, new_id: NewId) -> None:
        self._sandbox = sandbox
        self._store = sandbox.store
        self._new_id = new_id
        self.service = service

    def create(
        self,
        draft: Draft,
        *,
        received_ms: int | None = None,
        hidden_until: float | None = None,
        same_for_s: float = 0,
        once_for_s: float = 0,
        created_ms: int | None = None,
        born: float | None = None,
        awaited: int = AWAITED,
    ) -> Post:
        """Keep a post for good.

        Raises `Duplicate` when the account posted the same `sameness` within `same_for_s` seconds, `Taken` when the
        draft's id is in use. A draft with the `once` of another within `once_for_s` gives that one again.
        """
        now_ms = self._sandbox.clock.now_ms()
        with self._store.write() as rows:
            if draft.once and (again := self._recent(rows, "once", draft.once, draft.account, once_for_s)):
                return again
            if draft.sameness and (same := self._recent(rows, "sameness", draft.sameness, draft.account, same_for_s)):
                raise Duplicate(same)
            made = self._made(rows, draft, now_ms if created_ms is None else created_ms, received_ms, born, awaited)
            if hidden_until is not None:
                made["hidden_until"] = hidden_until
            taken = rows.execute("SELECT * FROM social_posts WHERE service=? AND id=?", (self.service, made["id"]))
            if (row := taken.fetchone()) is not None:
                raise Taken(Post.of(row))
            self._insert(rows, made)
        return Post(**made)

    def made_once(self, account: str, once: str, within_s: float) -> Post | None:
        """What the account made with this key within so many seconds, deleted or not."""
        since = self._sandbox.clock.now_ms() - within_s * 1000
        sql = "SELECT * FROM social_posts WHERE service=? AND account=? AND once=? AND created_ms>? LIMIT 1"
        row = self._store.first(sql, self.service, account, once, since)
        return Post.of(row) if row else None

    def _recent(self, rows: sqlite3.Connection, column: str, value: str, account: str, within_s: float) -> Post | None:
        since = self._sandbox.clock.now_ms() - within_s * 1000
        sql = (
            f"SELECT * FROM social_posts WHERE service=? AND account=? AND {column}=? AND created_ms>?"  # noqa: S608
            " AND (deleted_ms IS NULL OR ?='once') ORDER BY seq LIMIT 1"
        )
        row = rows.execute(sql, (self.service, account, value, since, column)).fetchone() if within_s else None
        return Post.of(row) if row else None

    def _made(
        self,
        rows: sqlite3.Connection,
        draft: Draft,
        created_ms: int,
        received_ms: int | None,
        born: float | None,
        awaited: int,
    ) -> dict[str, Any]:
        seq = int(rows.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM social_posts").fetchone()[0])
        post_id = draft.id or self._new_id(seq, created_ms, draft)
        above = draft.reply_to
        return {
            "seq": seq,
            "service": self.service,
            "id": post_id,
            "kind": draft.kind,
            "account": draft.account,
            "text": draft.text,
            "title": draft.title,
            "link": draft.link,
            "place": draft.place,
            "media": [dict(medium) for medium in draft.media],
            "options": draft.options,
            "reply_to": above.id if above else None,
            "root": above.root if above else post_id,
            "created_ms": created_ms,
            "received_ms": self._sandbox.clock.now_ms() if received_ms is None else received_ms,
            "born": self._sandbox.clock.audience_now() if born is None else born,
            "hidden_until": None,
            "deleted_ms": None,
            "sameness": draft.sameness,
            "once": draft.once,
            "fingerprint": draft.fingerprint,
            "app": draft.app,
            "awaited": awaited,
        }

    def _insert(self, rows: sqlite3.Connection, made: dict[str, Any]) -> None:
        values = {**made, **{name: json.dumps(made[name], ensure_ascii=False) for name in _JSON}}
        slots = ",".join("?" * len(_COLUMNS))
        sql = f"INSERT INTO social_posts ({','.join(_COLUMNS)}) VALUES ({slots})"  # noqa: S608
        rows.execute(sql, tuple(values[name] for name in _COLUMNS))

    def change(self, post: Post, **columns: Any) -> Post:
        """Set columns of a post (text, title, options …), as when its owner edits it."""
        values = {name: json.dumps(v, ensure_ascii=False) if name in _JSON else v for name, v in columns.items()}
        assert set(values) <= set(_COLUMNS)  # noqa: S101 (names of ours, never a caller's words)
        settings = ",".join(f"{name}=?" for name in values)
        with self._store.write() as rows:
            sql = f"UPDATE social_posts SET {settings} WHERE seq=?"  # noqa: S608
            rows.execute(sql, (*values.values(), post.seq))
        return self._one("seq=?", post.seq)

    def _one(self, where: str, *values: Any) -> Post:
        row = self._store.first(f"SELECT * FROM social_posts WHERE {where}", *values)  # noqa: S608
        assert row is not None  # noqa: S101
        return Post.of(row)

    def find(self, post_id: str, *, deleted: bool = False) -> Post | None:
        """A post or comment by id; one that was deleted only if asked for."""
        row = self._store.first("SELECT * FROM social_posts WHERE service=? AND id=?", self.service, post_id)
        post = Post.of(row) if row else None
        return post if post is None or post.deleted_ms is None or deleted else None

    def find_many(self, ids: Iterable[str]) -> list[Post]:
        """Those of them that exist and are not deleted, in the order asked for."""
        wanted = list(ids)
        slots = ",".join("?" * len(wanted))
        sql = f"SELECT * FROM social_posts WHERE service=? AND id IN ({slots}) AND deleted_ms IS NULL"  # noqa: S608
        by_id = {row["id"]: Post.of(row) for row in self._store.all(sql, self.service, *wanted)}
        return [by_id[post_id] for post_id in wanted if post_id in by_id]

    def delete(self, post: Post) -> None:
        """Take a post down. Its row stays, for those who ask what was accepted."""
        self.change(post, deleted_ms=self._sandbox.clock.now_ms())

    def select(
        self, where: str, *values: Any, limit: int, hidden: bool = False, oldest_first: bool = False
    ) -> list[Post]:
        """Posts that are not deleted, newest first. `where` is SQL of ours, never a caller's words.

        What a fault hides is left out, unless `hidden`: followers' pages show it, an API's listings do not.
        """
        order = "ASC" if oldest_first else "DESC"
        visible = "1=1" if hidden else f"(hidden_until IS NULL OR hidden_until<={self._sandbox.clock.now()!r})"
        sql = (
            f"SELECT * FROM social_posts WHERE service=? AND deleted_ms IS NULL AND {visible}"  # noqa: S608
            f" AND ({where}) ORDER BY seq {order} LIMIT ?"
        )
        return [Post.of(row) for row in self._store.all(sql, self.service, *values, limit)]

    def everything(self, account: str | None, limit: int) -> list[Post]:
        """For tests: what was really accepted from apps, hidden and deleted ones too, oldest first."""
        sql = (
            "SELECT * FROM social_posts WHERE service=? AND app IS NOT NULL AND (? IS NULL OR account=?)"
            " ORDER BY seq LIMIT ?"
        )
        return [Post.of(row) for row in self._store.all(sql, self.service, account, account, limit)]

    def replies(self, post_ids: Sequence[str]) -> dict[str, int]:
        """How many answers each has that stand here."""
        slots = ",".join("?" * len(post_ids))
        sql = (
            f"SELECT reply_to, COUNT(*) FROM social_posts WHERE service=? AND reply_to IN ({slots})"  # noqa: S608
            " AND deleted_ms IS NULL GROUP BY 1"
        )
        return dict.fromkeys(post_ids, 0) | {row[0]: row[1] for row in self._store.all(sql, self.service, *post_ids)}

    def count(self, account: str) -> int:
        """Posts of one account that stand."""
        sql = "SELECT COUNT(*) FROM social_posts WHERE service=? AND account=? AND kind='post' AND deleted_ms IS NULL"
        row = self._store.first(sql, self.service, account)
        return int(row[0]) if row else 0

    def counts(self) -> dict[str, int]:
        """Posts that stand, by account id, for the overview."""
        sql = (
            "SELECT account, COUNT(*) FROM social_posts WHERE service=? AND kind='post' AND deleted_ms IS NULL"
            " GROUP BY account"
        )
        return {row[0]: row[1] for row in self._store.all(sql, self.service)}

    def await_fewer(self, post: Post, left: int, come: Sequence[tuple[Draft, int, float]]) -> None:
        """Note comments that have come, as (draft, created_ms, born), unless somebody else noted them first."""
        with self._store.write() as rows:
            now = rows.execute("SELECT awaited FROM social_posts WHERE seq=?", (post.seq,)).fetchone()
            if now is None or now[0] != post.awaited:
                return
            for draft, created_ms, born in come:
                self._insert(rows, self._made(rows, draft, created_ms, created_ms, born, 0))
            rows.execute("UPDATE social_posts SET awaited=? WHERE seq=?", (left, post.seq))


def hidden_until(sandbox: Sandbox, seconds: float | None) -> float:
    """The end of a `hide` fault that lasts so long."""
    return sandbox.clock.now() + seconds if seconds else FOREVER
