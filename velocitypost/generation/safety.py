"""What an author should look at before a text goes out. Only what the platform would refuse is blocking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from velocitypost.contract.capabilities import Platform
from velocitypost.generation.model import Flag


@dataclass(frozen=True)
class Brand:
    """What a workspace wants in its texts and what not.

    `never` are words and phrases that must not appear, `partners` names whose mention is an advertisement.
    """

    never: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnPost:
    """One of the workspace's own posts, for the search for duplicates. `id` is what a person is shown it by."""

    id: str
    text: str
    at: datetime
    platform: str = ""


def review(
    text: str,
    platform: Platform,
    *,
    domain: str = "",
    own_posts: Sequence[OwnPost] = (),
    now: datetime | None = None,
    brand: Brand | None = None,
    part: int = 0,
) -> tuple[Flag, ...]:
    """Everything worth a look in `text`, the blocking first.

    `domain` is the expert's id; finance is looked at more closely. Of `own_posts` those of the last 90 days before
    `now` count. `part` is noted in the flags.
    """
    return ()
