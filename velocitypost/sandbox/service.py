"""What a twin tells the sandbox about itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint

from velocitypost.sandbox.accounts import NUMBERED, Account, Naming
from velocitypost.sandbox.state import Sandbox


def _no_counts(_sandbox: Sandbox) -> dict[str, int]:
    return {}


def _nothing(_sandbox: Sandbox) -> None:
    return None


@dataclass(frozen=True)
class Service:
    """One twin. `schema` are its own tables; `timeline` is the path of an account's public page, with {handle}.

    `operations` are the names that the control page offers for faults; `begin` puts into an empty store what the
    twin cannot be without; `post_counts` are the posts that stand, by account id.

    `kinds` are the accounts that have a public page; none, and the service has no accounts. `naming` and `more` say
    how the ready accounts are called here and which others there are. `colour` is the service's own.
    """

    key: str
    name: str
    host: str
    schema: str
    blueprints: Callable[[Sandbox], Sequence[Blueprint]]
    timeline: str = ""
    operations: tuple[str, ...] = ()
    begin: Callable[[Sandbox], None] = _nothing
    post_counts: Callable[[Sandbox], dict[str, int]] = _no_counts
    kinds: tuple[str, ...] = ("owner",)
    naming: Naming = NUMBERED
    more: Callable[[], list[Account]] = list
    colour: str = "#1b1c1a"

    def prepare(self, sandbox: Sandbox) -> None:
        """Put in what a first day begins with; what is there already stays."""
        if self.kinds:
            sandbox.accounts.seed(self.key, self.more, naming=self.naming)
        self.begin(sandbox)
