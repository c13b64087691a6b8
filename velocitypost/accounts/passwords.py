"""Passwords as Argon2id hashes (RFC 9106), with the work for an unknown account the same as for a known one."""

from __future__ import annotations

from dataclasses import dataclass
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

_AT_ONCE = 4


@dataclass(frozen=True)
class Cost:
    """How hard a guess is: passes, memory in KiB, lanes.

    The default is the OWASP password storage cheat sheet's first choice for a server whose memory is shared:
    https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
    """

    passes: int = 2
    memory_kib: int = 19 * 1024
    lanes: int = 1


CHEAP = Cost(passes=1, memory_kib=8, lanes=1)


class Passwords:
    """Hashes and compares. A change of `cost` takes hold of each account at its next sign-in."""

    def __init__(self, cost: Cost | None = None) -> None:
        cost = cost or Cost()
        self._hasher = PasswordHash(
            [Argon2Hasher(time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes)]
        )
        # A crowd at the door must not take all memory.
        self._gate = BoundedSemaphore(_AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """A salted hash that `matches` understands."""
        with self._gate:
            return self._hasher.hash(password)

    def matches(self, password: str, hashed: str | None) -> bool:
        """Whether `hashed` was made of `password`. None (no such account) takes as long and is never a match."""
        with self._gate:
            try:
                matched = self._hasher.verify(password, hashed or self._nobody)
            except PwdlibError:
                return False
        return matched and hashed is not None

    def is_current(self, hashed: str) -> bool:
        """Whether the hash was made at today's cost; if not, make a new one while the password is at hand."""
        return not self._hasher.current_hasher.check_needs_rehash(hashed)
