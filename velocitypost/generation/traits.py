"""How a text is written, in numbers: its sentences, punctuation, emoji, casing and small words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from velocitypost.generation import hashtags as tags_of
from velocitypost.generation.cleaning import emojis_in, without_emojis
from velocitypost.generation.lexicon import table
from velocitypost.generation.sentences import is_bullet, sentences

_LINK = regex.compile(r"https?://\S+|www\.\S+")
_MENTION = regex.compile(r"(?<![\p{L}\p{N}.])[@＠][\p{L}\p{N}_.]+")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:[’'\-]\p{L}+)*")


@dataclass(frozen=True)
class Trait:
    """One measured habit. `usual` and `spread` are what posts of many authors have of it.

    `less` and `more` tell an author how a text that has less or more of it differs from their own way, and `name` what
    it is that there is less or more of.
    """

    key: str
    usual: float
    spread: float
    less: str
    more: str
    name: str


@cache
def traits() -> tuple[Trait, ...]:
    """All that are measured."""
    made = []
    for key, line in table("traits").items():
        usual, spread, less, more, name = (part.strip() for part in line.split("|"))
        made.append(Trait(key, float(usual), float(spread), less, more, name))
    return tuple(made)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without links, names of accounts and hashtags."""
    plain = _LINK.sub(" ", _MENTION.sub(" ", text))
    plain = regex.sub(r"[#＃][\p{L}\p{N}_]+", " ", plain)
    return [word.replace("’", "'").casefold() for word in _WORD.findall(plain)]


def measured(text: str) -> Mapping[str, float]:
    """Every trait of `text`, by its key."""
    body, closing = tags_of.apart(text)
    plain = _LINK.sub("", _MENTION.sub("", without_emojis(body)))
    found = words_of(body)
    count = max(1, len(found))
    spans = sentences(plain)
    lengths = [len(_WORD.findall(span.text)) for span in spans] or [count]
    lines = [line for line in body.splitlines() if line.strip()]
    shouted = [word for word in _WORD.findall(plain) if len(word) > 2 and word.isupper()]
    starts = [span.text[0] for span in spans if span.text[0].isalpha()]
    per_hundred = 100 / max(12, count)

    def rate(number: int) -> float:
        return math.log1p(number * per_hundred)

    return {
        "sentence": math.log1p(sum(lengths) / len(lengths)),
        "length": math.log1p(count),
        "word": sum(map(len, found)) / count,
        "lines": math.log1p(len(lines)),
        "bullets": math.log1p(sum(is_bullet(line) for line in lines)),
        "!": math.log1p(plain.count("!")),
        "?": math.log1p(plain.count("?")),
        ",": rate(plain.count(",")),
        "…": math.log1p(len(regex.findall(r"…|\.{2,}", plain))),
        "–": math.log1p(len(regex.findall(r"–|—|\s-\s|--", plain))),
        ":": math.log1p(len(regex.findall(r"[:;](?!\d)", plain))),
        '"': math.log1p(len(regex.findall(r"[\"“”„«»]", plain))),
        "(": math.log1p(plain.count("(")),
        "emoji": math.log1p(len(emojis_in(text))),
        "hashtags": math.log1p(len(tags_of.found(text)) if not closing else len({*closing, *tags_of.found(body)})),
        "mentions": math.log1p(len(_MENTION.findall(text))),
        "links": math.log1p(len(_LINK.findall(text))),
        "shouting": math.log1p(len(shouted)),
        "small": sum(char.islower() for char in starts) / max(1, len(starts)),
        "short forms": rate(sum("'" in word for word in found)),
        **{key: rate(sum(word in known.split() for word in found)) for key, known in table("persons").items()},
        "numbers": math.log1p(len(regex.findall(r"\d[\d.,]*", plain))),
    }


def opening(text: str) -> str:
    """The first word, in small letters; empty where there is none."""
    found = words_of(text)
    return found[0] if found else ""
