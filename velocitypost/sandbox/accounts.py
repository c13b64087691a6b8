"""The people and businesses that exist in the sandbox, and the followers who react to them."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

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
    """`kind` is "owner" (can sign in and be connected to the product), "follower" (part of the audience), or a

    service's word for what its owners manage ("page", "organisation", "subreddit").
    """

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


@dataclass(frozen=True, slots=True)
class Naming:
    """How a service makes an account's id from a handle, and its own handle from the plain one."""

    account_id: Callable[[str, str], str] = account_id
    handle: Callable[[str], str] = str


NUMBERED = Naming()


@cache
def ready_accounts(service: str, naming: Naming = NUMBERED) -> tuple[Account, ...]:
    """The three owners and the followers, as they are called at this service."""
    ready = []
    for place, (plain, name, bio, followers, following) in enumerate(READY):
        handle = naming.handle(plain)
        number, joined = naming.account_id(service, handle), JOINED_MS + place
        ready.append(Account(service, number, handle, name, bio, followers, following, "owner", joined))
    for plain, name in FOLLOWERS:
        dice = random.Random(plain)  # noqa: S311 (repeatable on purpose)
        size, following = dice.randrange(40, 900), dice.randrange(90, 700)
        handle = naming.handle(plain)
        number = naming.account_id(service, handle)
        ready.append(Account(service, number, handle, name, "", size, following, "follower"))
    return tuple(ready)


class Accounts:
    """Accounts by service."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def seed(self, service: str, more: Callable[[], list[Account]] = list, *, naming: Naming = NUMBERED) -> None:
        """Make the ready accounts and the audience of a service, once, and what else the service has."""
        self.add([*ready_accounts(service, naming), *more()])

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
