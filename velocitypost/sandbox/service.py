"""What a twin tells the sandbox about itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint

from velocitypost.sandbox.state import Sandbox


@dataclass(frozen=True)
class Service:
    """One twin. `schema` are its own tables; `timeline` is the path of an account's public page, with {handle}.

    `operations` are the names that the control page offers for faults; `begin` puts into an empty store what the
    twin cannot be without; `post_counts` are the posts that stand, by account id.
    """

    key: str
    name: str
    host: str
    schema: str
    blueprints: Callable[[Sandbox], Sequence[Blueprint]]
    timeline: str
    operations: tuple[str, ...]
    begin: Callable[[Sandbox], None]
    post_counts: Callable[[Sandbox], dict[str, int]]
