"""How a platform's twin is spoken to by the suite: facts of the twin, none of the platform's code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Scene:
    """One platform before its twin.

    `write` is the call after which followers see something, and `read_posts` the one by which `find` looks, as the twin
    names operations. `needs` is the file that a post cannot be without, `options` what its author must say.
    `token_seconds` is the life of an access token (None: it does not end by itself), `narrow_scope` one that does not
    suffice for publishing. `tells_when` says that a refusal for too many requests names its end.
    `refuses_signs` are signs that the service takes in no text.
    `refuses_repetition` says that the service refuses what it has already, `repeats_safely` that the same key cannot
    make two posts. `fillers` are texts that the service counts in its own way. `grows` is the number that grows first.
    `described_by` is the file of its published description, and `used` what we use of it. `token_request` goes along
    when the twin's control is asked for a token. `limit_step` is how coarsely the end of a limit is told, in seconds.
    `faults_at` is the twin whose answers go wrong, where it is not `service`. `person` asks the twin's control for the
    token by which accounts are chosen, where it is another.
    `one_alt` says that all pictures of a post share one alt text. `shown_as` is what stands in for the account's name
    where the service does not tell apps that.
    """

    service: str
    host: str
    site: str
    account: str
    write: str
    read_posts: str
    token_seconds: int | None = None
    narrow_scope: str | None = None
    needs: Literal["nothing", "image", "video"] = "nothing"
    options: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    tells_when: bool = True
    refuses_signs: str = ""
    refuses_repetition: bool = False
    repeats_safely: bool = False
    fillers: tuple[str, ...] = ("é", "日", "👍🏽", "https://example.com/a ")
    grows: str = "impressions"
    described_by: str | None = None
    used: frozenset[str] = frozenset()
    token_request: Mapping[str, Any] = field(default_factory=dict)
    limit_step: int = 1
    faults_at: str = ""
    person: Mapping[str, Any] = field(default_factory=dict)
    shown_as: str | None = None
    one_alt: bool = False
