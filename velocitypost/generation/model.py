"""What a model is asked for, and what it offers: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

JSON = Any


@dataclass(frozen=True)
class Brief:
    """What somebody wants written.

    `platforms` are platform keys. `creativity` is from 0 (plain) to 100 (bold). `source_id` names the document that the
    text must rest on, None where there is none. `seed` makes a repetition come out the same where the writer allows it,
    and another seed another text. `language` is a BCP 47 tag. `thread` lets a text that is too long become a thread.
    `guidance` is how to write, for whoever writes; it is never part of what is written.
    """

    domain: str
    platforms: tuple[str, ...]
    prompt: str = ""
    creativity: int = 50
    hashtags: bool = True
    emojis: bool = True
    source_id: str | None = None
    language: str = "en"
    seed: int = 0
    thread: bool = False
    guidance: str = ""


@dataclass(frozen=True)
class Ground:
    """A sentence of a text, and the passages of the source that it rests on.

    `start` and `end` are offsets into the text of that `part` (0 is the post itself, 1 the next of its thread).
    `missing` are numbers, dates and names that no passage holds. `reason` says in words why it is unsupported.
    """

    start: int
    end: int
    passage_ids: tuple[str, ...]
    standing: Literal["grounded", "unsupported", "opinion"]
    missing: tuple[str, ...] = ()
    reason: str = ""
    part: int = 0


@dataclass(frozen=True)
class Flag:
    """Something that an author should look at, in words. Only what the platform would refuse is `blocking`.

    `start` and `end` are offsets into the text of that `part` (0 is the post itself, 1 the next of its thread); None
    where it is about the whole.
    """

    code: str
    message: str
    blocking: bool = False
    start: int | None = None
    end: int | None = None
    part: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A text for one platform, fitted to it.

    `engine` names what wrote it; "composer" means that no model did. `parts` are the further parts of a thread.
    `nearness` is how near the text is to the workspace's voice, from 0 to 1; None where no voice was learned.
    `options` are the draft's own at that platform, such as a title. `form` is the key of the expert's form, if one was
    followed.
    """

    platform: str
    text: str
    engine: str
    parts: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    flags: tuple[Flag, ...] = ()
    nearness: float | None = None
    prediction: Mapping[str, JSON] | None = field(default=None)
    options: Mapping[str, JSON] = field(default_factory=dict)
    form: str = ""
