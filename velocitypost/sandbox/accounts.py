"""The people and businesses that exist in the sandbox, and the followers who react to them."""

import hashlib
import random
from dataclasses import dataclass

from velocitypost.sandbox.store import Row, Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
    service TEXT NOT NULL, id TEXT NOT NULL, handle TEXT NOT NULL COLLATE NOCASE, name TEXT NOT NULL,
    bio TEXT NOT NULL DEFAULT '', followers INTEGER NOT NULL, following INTEGER NOT NULL,
    kind TEXT NOT NULL, created_ms INTEGER NOT NULL, PRIMARY KEY (service, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS accounts_by_handle ON accounts (service, handle);
"""

JOINED_MS = 1_551_398_400_000  # 2019-03-01, when everybody here joined


@dataclass(frozen=True, slots=True)
class Account:
    """`kind` is "owner" (can be connected to the product) or "follower" (part of the audience)."""

    service: str
    id: str
    handle: str
    name: str
    bio: str = ""
    followers: int = 0
    following: int = 0
    kind: str = "owner"
    created_ms: int = JOINED_MS


READY = (
    ("mapleandrye", "Maple & Rye Bakery", "Sourdough, rye and cardamom buns. Baked at 4, sold out by 11.", 4_812, 326),
    ("adaquist", "Ada Quist", "Writes about calm software. Sketches lighthouses.", 12_940, 611),
    ("northwindhq", "Northwind Studio", "Branding for small makers. Two people, one dog, many pencils.", 2_305, 198),
)
FOLLOWERS = (
    ("ivolindgren", "Ivo Lindgren"), ("tamsinokoro", "Tamsin Okoro"), ("pia_marchetti", "Pia Marchetti"),
    ("joristhoorn", "Joris Thoorn"), ("lenakowal", "Lena Kowal"), ("samirhaddou", "Samir Haddou"),
    ("brigidfarrow", "Brigid Farrow"), ("matsnyberg", "Mats Nyberg"), ("odettevale", "Odette Vale"),
    ("harukimori_", "Haruki Mori"), ("celiabrandt", "Celia Brandt"), ("tobiasrenn", "Tobias Renn"),
    ("ninasolberg", "Nina Solberg"), ("elliotmarsh_", "Elliot Marsh"), ("yaraduarte", "Yara Duarte"),
    ("felixostrow", "Felix Ostrow"), ("grettahume", "Gretta Hume"), ("deniztarhan", "Deniz Tarhan"),
    ("rosaquill", "Rosa Quill"), ("antonvesely", "Anton Vesely"), ("mirasandhu", "Mira Sandhu"),
    ("jonaspeake", "Jonas Peake"), ("wandalisiecka", "Wanda Lisiecka"), ("kofiasante_", "Kofi Asante"),
)  # fmt: skip


def account_id(service: str, handle: str) -> str:
    """A steady numeric id, the same on every machine."""
    digest = hashlib.sha256(f"{service}:{handle.lower()}".encode()).digest()
    return str(10**15 + int.from_bytes(digest[:6]) % 10**15)


class Accounts:
    """Accounts by service."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def seed(self, service: str) -> None:
        """Make the ready accounts and the audience of a service, once."""
        ready = [
            Account(
                service,
                account_id(service, handle),
                handle,
                name,
                bio,
                followers,
                following,
                "owner",
                JOINED_MS + place,
            )
            for place, (handle, name, bio, followers, following) in enumerate(READY)
        ]
        for handle, name in FOLLOWERS:
            dice = random.Random(handle)  # noqa: S311 (repeatable on purpose)
            size, following = dice.randrange(40, 900), dice.randrange(90, 700)
            ready.append(Account(service, account_id(service, handle), handle, name, "", size, following, "follower"))
        self.add(ready)

    def add(self, accounts: list[Account]) -> None:
        """Keep them; an account that exists is left as it is."""
        values = [tuple(getattr(a, name) for name in Account.__slots__) for a in accounts]
        with self._store.write() as rows:
            rows.executemany("INSERT OR IGNORE INTO accounts VALUES (?,?,?,?,?,?,?,?,?)", values)

    def find(self, service: str, account: str) -> Account | None:
        """By id, or by handle with or without the @."""
        row = self._store.first("SELECT * FROM accounts WHERE service=? AND id=?", service, account)
        return _account(row) if row else self.find_handle(service, account.removeprefix("@"))

    def find_handle(self, service: str, handle: str) -> Account | None:
        """By handle, in any letter case."""
        row = self._store.first("SELECT * FROM accounts WHERE service=? AND handle=?", service, handle)
        return _account(row) if row else None

    def get(self, service: str, account: str) -> Account:
        """By id; KeyError when there is none."""
        found = self.find(service, account)
        if found is None:
            raise KeyError(account)
        return found

    def listed(self, service: str, kind: str | None = None) -> list[Account]:
        """The first 200 of a service, oldest first, of one kind or all."""
        sql = "SELECT * FROM accounts WHERE service=? AND (? IS NULL OR kind=?) ORDER BY created_ms, id LIMIT 200"
        return [_account(row) for row in self._store.all(sql, service, kind, kind)]


def _account(row: Row) -> Account:
    return Account(*row)
