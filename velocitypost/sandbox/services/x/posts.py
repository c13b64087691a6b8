"""The posts that the twin keeps."""

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from velocitypost.sandbox.services.x.ids import Ids
from velocitypost.sandbox.services.x.text import composed, marks
from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Row

SCHEMA = """
CREATE TABLE IF NOT EXISTS x_posts (
    id INTEGER PRIMARY KEY, author TEXT NOT NULL, plain TEXT NOT NULL, text TEXT NOT NULL, entities TEXT NOT NULL,
    media TEXT NOT NULL, extras TEXT NOT NULL, created_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL,
    born REAL NOT NULL, conversation INTEGER NOT NULL, reply_to INTEGER, reply_to_user TEXT, quoted INTEGER,
    hidden_until REAL, deleted_ms INTEGER, sameness TEXT NOT NULL, fingerprint TEXT, app TEXT,
    awaited INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS x_posts_by_author ON x_posts (author, id);
CREATE INDEX IF NOT EXISTS x_posts_same ON x_posts (author, sameness);
CREATE INDEX IF NOT EXISTS x_posts_by_conversation ON x_posts (conversation, id);
CREATE INDEX IF NOT EXISTS x_posts_by_reply ON x_posts (reply_to) WHERE reply_to IS NOT NULL;
CREATE INDEX IF NOT EXISTS x_posts_quoting ON x_posts (quoted) WHERE quoted IS NOT NULL;
CREATE TABLE IF NOT EXISTS x_mentions (
    account TEXT NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (account, post)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS x_links (code TEXT PRIMARY KEY, address TEXT NOT NULL) WITHOUT ROWID;
"""
FOREVER = 1e18
# Replies keep coming for about two days of audience time; nobody needs asking after that.
AWAITED = -1


@dataclass(frozen=True)
class Post:
    """A stored post. `plain` is what the author typed, `text` what the API answers."""

    id: int
    author: str
    plain: str
    text: str
    entities: dict[str, Any]
    media: list[dict[str, Any]]
    extras: dict[str, Any]
    created_ms: int
    received_ms: int
    born: float
    conversation: int
    reply_to: int | None
    reply_to_user: str | None
    quoted: int | None
    hidden_until: float | None
    deleted_ms: int | None
    sameness: str
    fingerprint: str | None
    app: str | None
    awaited: int

    @cached_property
    def mentioned(self) -> set[str]:
        """Handles that the text names, in lower case."""
        return {entity["username"].lower() for entity in self.entities.get("mentions", [])}

    @classmethod
    def of(cls, row: Row) -> "Post":
        """From its row."""
        values = dict(row)
        for name in ("entities", "media", "extras"):
            values[name] = json.loads(values[name])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants posted, checked already. `media` are the rows of ready uploads."""

    author: str
    handle: str
    plain: str
    media: tuple[dict[str, Any], ...] = ()
    extras: dict[str, Any] | None = None
    reply_to: Post | None = None
    quoted: Post | None = None
    fingerprint: str | None = None
    app: str | None = None

    @property
    def sameness(self) -> str:
        """Equal for posts that X calls duplicates: the same words, the same media, answering the same post."""
        about = [self.plain, *[m["sha256"] for m in self.media], self.reply_to.id if self.reply_to else 0]
        about.append(self.quoted.id if self.quoted else 0)
        return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:32]


class Duplicate(Exception):
    """The author has posted the same lately."""


class Posts:
    """Posts of everybody."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._store = sandbox.store
        self._ids = Ids()

    def create(self, draft: Draft, *, received_ms: int, hidden_until: float | None = None) -> Post:
        """Keep a post for good; raises `Duplicate`."""
        now_ms = self._sandbox.clock.now_ms()
        post = self.made(draft, self._ids.new(now_ms), now_ms, received_ms, hidden_until)
        window = self._sandbox.dials.number("duplicate_window_s")
        with self._store.write() as rows:
            if window:
                same = rows.execute(
                    "SELECT 1 FROM x_posts"
                    " WHERE author=? AND sameness=? AND created_ms>? AND deleted_ms IS NULL LIMIT 1",
                    (post.author, post.sameness, now_ms - window * 1000),
                )
                if same.fetchone():
                    raise Duplicate
            self.insert(rows, post)
        return post

    def made(
        self, draft: Draft, post_id: int, now_ms: int, received_ms: int, hidden_until: float | None = None
    ) -> Post:
        """The post that a draft becomes, not stored yet."""
        kind = "video" if any(m["kind"] == "video" for m in draft.media) else "photo"
        pictures_at = f"https://x.com/{draft.handle}/status/{post_id}/{kind}/1"
        media = [dict(m) for m in draft.media]
        text, urls = composed(draft.plain, post_id, media, pictures_at)
        entities: dict[str, Any] = {"urls": urls} if urls else {}
        above = draft.reply_to
        return Post(
            id=post_id,
            author=draft.author,
            plain=draft.plain,
            text=text,
            entities=entities | self._named(text),
            media=media,
            extras=draft.extras or {},
            created_ms=now_ms,
            received_ms=received_ms,
            born=self._sandbox.clock.audience_now(),
            conversation=above.conversation if above else post_id,
            reply_to=above.id if above else None,
            reply_to_user=above.author if above else None,
            quoted=draft.quoted.id if draft.quoted else None,
            hidden_until=hidden_until,
            deleted_ms=None,
            sameness=draft.sameness,
            fingerprint=draft.fingerprint,
            app=draft.app,
            awaited=AWAITED,
        )

    def _named(self, text: str) -> dict[str, Any]:
        found = marks(text)
        for mention in found.get("mentions", []):
            account = self._sandbox.accounts.find_handle("x", mention["username"])
            if account is not None:
                mention["id"] = account.id
        return found

    def insert(self, rows: sqlite3.Connection, post: Post) -> None:
        """Write a post and what it points at, inside a transaction."""
        values = {name: getattr(post, name) for name in Post.__dataclass_fields__}
        for name in ("entities", "media", "extras"):
            values[name] = json.dumps(values[name], ensure_ascii=False)
        slots = ",".join("?" * len(values))
        rows.execute(f"INSERT INTO x_posts VALUES ({slots})", tuple(values.values()))  # noqa: S608
        for mention in post.entities.get("mentions", []):
            if "id" in mention:
                rows.execute("INSERT OR IGNORE INTO x_mentions VALUES (?,?)", (mention["id"], post.id))
        for link in post.entities.get("urls", []):
            code = link["url"].rpartition("/")[2]
            rows.execute("INSERT OR IGNORE INTO x_links VALUES (?,?)", (code, link["expanded_url"]))

    def find(self, post_id: int) -> Post | None:
        """A post that is not deleted, or None."""
        found = self.find_many([post_id])
        return found[0] if found else None

    def find_many(self, ids: list[int]) -> list[Post]:
        """Those of them that exist and are not deleted, in the order asked for."""
        slots = ",".join("?" * len(ids))
        rows = self._store.all(f"SELECT * FROM x_posts WHERE id IN ({slots}) AND deleted_ms IS NULL", *ids)  # noqa: S608
        by_id = {row["id"]: Post.of(row) for row in rows}
        return [by_id[post_id] for post_id in ids if post_id in by_id]

    def delete(self, post_id: int) -> None:
        """Take a post down. Its row stays, for those who ask what was accepted."""
        with self._store.write() as rows:
            rows.execute("UPDATE x_posts SET deleted_ms=? WHERE id=?", (self._sandbox.clock.now_ms(), post_id))

    def select(self, where: str, *values: Any, limit: int) -> list[Post]:
        """Posts that are not deleted, newest first. `where` is SQL of ours, never a caller's words."""
        sql = f"SELECT p.* FROM x_posts p WHERE p.deleted_ms IS NULL AND {where} ORDER BY p.id DESC LIMIT ?"  # noqa: S608
        return [Post.of(row) for row in self._store.all(sql, *values, limit)]

    def everything(self, account: str | None, limit: int) -> list[Post]:
        """For tests: what was really accepted from apps, hidden and deleted ones too, oldest first."""
        sql = "SELECT * FROM x_posts WHERE app IS NOT NULL AND (? IS NULL OR author=?) ORDER BY id LIMIT ?"
        return [Post.of(row) for row in self._store.all(sql, account, account, limit)]

    def counts(self, post_ids: list[int]) -> dict[int, tuple[int, int]]:
        """How many replies and quotes each has that are posts here."""
        slots = ",".join("?" * len(post_ids))
        counted = {post_id: [0, 0] for post_id in post_ids}
        for place, column in enumerate(("reply_to", "quoted")):
            sql = (
                f"SELECT {column}, COUNT(*) FROM x_posts WHERE {column} IN ({slots}) AND deleted_ms IS NULL GROUP BY 1"  # noqa: S608
            )
            for post_id, number in self._store.all(sql, *post_ids):
                counted[post_id][place] = number
        return {post_id: (pair[0], pair[1]) for post_id, pair in counted.items()}
