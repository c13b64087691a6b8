"""The accounts that a cell names, in whatever way people name them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from velocitypost.connections.model import Connection
from velocitypost.publishing.spreadsheets.reading import split


class NoSuchAccount(Exception):
    """The name is nobody's here, or that of several; the text tells which, and what to write."""


class AccountNames:
    """The accounts of a workspace by what they are called. `platform_of` gives the key of a platform by its name."""

    def __init__(self, accounts: Sequence[Connection], platform_of: Callable[[str], str | None]) -> None:
        self._accounts = accounts
        self._platform_of = platform_of

    def all(self, cell: str) -> list[Connection]:
        """The accounts that a cell names, each once. Raises `NoSuchAccount`."""
        if len(whole := self._called(cell.strip())) == 1:
            return whole
        return list({found.id: found for name in split(cell) for found in [self._one(name)]}.values())

    def of_ids(self, ids: Collection[str]) -> list[Connection]:
        """Those with these ids. Raises `NoSuchAccount`."""
        there = {one.id: one for one in self._accounts}
        if any(connection_id not in there for connection_id in ids):
            raise NoSuchAccount("An account that was chosen is not connected any more.")
        return [there[connection_id] for connection_id in ids]

    def _one(self, name: str) -> Connection:
        found = self._called(name)
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(name_of(one) for one in found[:4])
            raise NoSuchAccount(f"“{name[:60]}” can be several accounts. Write one of these: {several}.")
        known = ", ".join(name_of(one) for one in self._accounts[:4]) or "none is connected yet"
        raise NoSuchAccount(f"“{name[:60]}” is no account of yours. Yours are: {known}.")

    def _called(self, name: str) -> list[Connection]:
        wanted = name.casefold().strip()
        platform, _, rest = (part.strip() for part in wanted.partition(":"))
        key = self._platform_of(platform)
        if rest and key is not None:
            return self._matching(rest, (one for one in self._accounts if one.platform == key))
        if found := self._matching(wanted, self._accounts):
            return found
        key = self._platform_of(wanted)
        return [one for one in self._accounts if one.platform == key] if key else []

    def _matching(self, wanted: str, accounts: Iterable[Connection]) -> list[Connection]:
        wanted = wanted.removeprefix("@")
        among = list(accounts)
        exact = [one for one in among if wanted in (one.id, one.username.casefold().removeprefix("@"))]
        return exact or [one for one in among if wanted == one.name.casefold()]


def name_of(account: Connection) -> str:
    """How a file names an account, so that it is found again."""
    return f"{account.platform}:{account.username or account.id}"
