"""The composer's own words: openings, questions and angles, in `catalogue/<language>/<expert>.json`.

They state nothing. "[a|b]" is a choice, "{topic}" and the like are filled in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import regex

_PLACE = Path(__file__).with_name("catalogue")
_CHOICE = regex.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


@dataclass(frozen=True)
class Angle:
    """A way to come at a topic without knowing anything of it: an opening, lines that go on, and what is asked.

    `bold` is 0 for what suits everybody and 1 for what is playful.
    """

    hook: str
    more: tuple[str, ...]
    ask: str
    bold: int = 0


@dataclass(frozen=True)
class Phrasebook:
    """What the composer can say in one language for one expert, the expert's own first.

    `angles` suit any topic, `own` what is the author's, `source` a heading of a document. `dated_hooks` and
    `dated_asks` suit news of a day to come. `themes` are topics for those who name none, `facets` parts of a topic.
    """

    language: str
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    angles: tuple[Angle, ...] = ()
    own: tuple[Angle, ...] = ()
    source: tuple[Angle, ...] = ()
    told_hooks: tuple[str, ...] = ("",)
    told_asks: tuple[str, ...] = ()
    dated_hooks: tuple[str, ...] = ()
    dated_asks: tuple[str, ...] = ()
    question_hooks: tuple[str, ...] = ("",)
    question_more: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


@cache
def phrasebook(language: str, expert_id: str) -> Phrasebook:
    """An empty one where the language has no catalogue: then only the source's own words are left."""
    language = language.lower().split("-", 1)[0]
    general, own = _read(language, "any"), _read(language, expert_id)
    if not general:
        return Phrasebook(language)
    forms = {*general["hooks"], *own.get("hooks", {})}
    return Phrasebook(
        language=language,
        hooks={form: (*own.get("hooks", {}).get(form, ()), *general["hooks"].get(form, ())) for form in forms},
        asks=(*own.get("asks", ()), *general["asks"]),
        calls={key: tuple(lines) for key, lines in general["calls"].items()},
        angles=_angles([*own.get("angles", ()), *(() if expert_id == "memes" else general["angles"])]),
        own=_angles(general["own"]),
        source=_angles(general["source"]),
        told_hooks=tuple(general["told"]["hooks"]),
        told_asks=tuple(general["told"]["asks"]),
        dated_hooks=tuple(general["told"].get("dated_hooks", ())),
        dated_asks=tuple(general["told"].get("dated_asks", ())),
        question_hooks=tuple(general["question"]["hooks"]),
        question_more=tuple(general["question"]["more"]),
        themes=tuple(own.get("themes", ())),
        facets=tuple(general["facets"]),
    )


def chosen(text: str, *key: object) -> str:
    """The text with each of its choices made, the same for the same key."""
    number = 0

    def choose(match: regex.Match[str]) -> str:
        nonlocal number
        number += 1
        options = match[1].split("|")
        return options[pick(len(options), *key, number)]

    return str(_CHOICE.sub(choose, text))


def pick(count: int, *key: object) -> int:
    """A number from 0 to `count` - 1, the same for the same key and spread evenly over keys."""
    digest = blake2b(repr(key).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % count


def _angles(given: list[dict[str, Any]]) -> tuple[Angle, ...]:
    return tuple(Angle(a["hook"], tuple(a["more"]), a["ask"], a.get("bold", 0)) for a in given)


def _read(language: str, name: str) -> dict[str, Any]:
    place = _PLACE / language / f"{name}.json"
    if not regex.fullmatch(r"[a-z]{2,3}", language) or not regex.fullmatch(r"[a-z]+", name) or not place.is_file():
        return {}
    content: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return content
