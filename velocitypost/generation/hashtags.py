"""Hashtags: found in a text, made from words, taken out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import regex

LENGTH_MOST = 40
_TAG = regex.compile(r"(?<![\p{L}\p{N}_&/#])[#＃]([\p{L}\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*)")


def found(text: str) -> list[str]:
    """The hashtags of a text in order, without "#", each once."""
    return distinct(match[1] for match in _TAG.finditer(text))


def distinct(tags: Iterable[str]) -> list[str]:
    """Each once, whatever its case."""
    seen: dict[str, str] = {}
    for tag in tags:
        seen.setdefault(tag.casefold(), tag)
    return list(seen.values())


def made(words: str, *, lower: bool = False) -> str:
    """A hashtag of these words, without "#"; empty where they make none.

    "climate tech" becomes "ClimateTech": screen readers read its words apart.
    """
    text = unicodedata.normalize("NFC", words.lstrip("#＃"))
    parts = regex.findall(r"[\p{L}\p{M}\p{N}_]+", text.replace("'", "").replace("’", ""))
    if len(parts) > 1:
        parts = [part if part.isupper() else part[0].upper() + part[1:] for part in parts]
    tag = "".join(parts)
    if not regex.search(r"\p{L}", tag) or len(tag) > LENGTH_MOST:
        return ""
    return tag.lower() if lower else tag


def apart(text: str) -> tuple[str, list[str]]:
    """The text without the hashtags that stand at its end, and those. One that ends a sentence as its word stays."""
    body, tags = text.rstrip(), list[str]()
    while match := regex.search(r"(?:^|[\s\p{P}])([#＃][\p{L}\p{M}\p{N}_]+)[ \t,]*\Z", body):
        tag = match[1].lstrip("#＃")
        if not regex.search(r"\p{L}", tag):
            break
        tags.insert(0, tag)
        body = body[: match.start(1)].rstrip(" \t,\n")
    if len(tags) == 1 and regex.search(r"[\p{L}\p{N}]\Z", body) and "\n" not in text.rstrip()[len(body) :]:
        return text.rstrip(), []
    return body, distinct(tags)


def without_sign(text: str, *, keep: int = 0) -> str:
    """The text with all but its first `keep` hashtags as plain words."""
    seen = 0

    def plain(match: regex.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return match.group() if seen <= keep else spoken(match[1])

    return str(_TAG.sub(plain, text))


def spoken(tag: str) -> str:
    """A hashtag as words: "ClimateTech" is "Climate Tech"."""
    return regex.sub(r"(?<=\p{Ll})(?=\p{Lu})|_", " ", tag)


@dataclass(frozen=True)
class Matter:
    """What a text is about, as `tags`. `of_its_author`: it says so three times, and not only twice."""

    tags: tuple[str, ...]
    of_its_author: bool


def matter(text: str, *, most: int = 3) -> Matter:
    """Hashtags from what a text says again and again, as a wish and what was written of it together do.

    Two words side by side that are said twice, or one that is said three times.
    """
    from velocitypost.generation.lexicon import table, words

    found = list(regex.finditer(r"\p{L}[\p{L}\p{M}\p{N}’']+", text))
    said = Counter(match.group().casefold() for match in found)
    beside = Counter(
        (a.group().casefold(), b.group().casefold())
        for a, b in pairwise(found)
        if text[a.end() : b.start()] in (" ", "-")
    )
    empty = words("untold") | words("stopwords") | table("numerals").keys()
    tells = {word for word, times in said.items() if times > 1 and len(word) > 3 and word not in empty}
    joined = tells | (words("untold_alone") - words("stopwords"))
    names = {match.group().casefold(): match.group() for match in reversed(found)}
    kept: list[str] = []
    used: set[str] = set()
    for pair, times in beside.items():
        if times > 1 and joined.issuperset(pair) and tells & {*pair} and not used & {*pair}:
            used |= {*pair}
            kept.append(" ".join(names[word] for word in pair))
    often = [word for word in said if said[word] > 2 and word in tells]
    kept += [names[word][0].upper() + names[word][1:] for word in often if word not in used]
    return Matter(tuple(distinct(filter(None, map(made, kept)))[:most]), bool(often))


def named(text: str, *, most: int = 5) -> list[str]:
    """Hashtags from the names and the long capitalised words of a text, for languages without a stock of their own."""
    from velocitypost.generation.lexicon import words
    from velocitypost.generation.units import is_unit, magnitudes

    def measures(word: str) -> bool:
        return is_unit(word) or word.lower() in magnitudes()

    telling = [
        match
        for match in regex.finditer(r"\p{Lu}[\p{L}\p{M}]{4,}(?:-\p{L}+)*(?:\s\p{Lu}[\p{L}\p{M}]{3,})?", text)
        if match.group().split()[0].casefold() not in words("stopwords")
        and not any(map(measures, match.group().split()))
    ]
    return distinct(filter(None, (made(match.group()) for match in telling)))[:most]
