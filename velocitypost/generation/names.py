"""Names in a text: of people, places and organisations, and titles in quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from velocitypost.generation.lexicon import table, words
from velocitypost.generation.stems import folded

_NAME = regex.compile(
    r"(?:\p{Lu}[\p{L}\p{M}]*(?:[’']\p{Lu}\p{L}+)?(?:-\p{L}[\p{L}\p{M}]*)*(?:[’']s)?|\p{Lu}{2,}\d*)"
    r"(?:[ \u00A0](?:(?:of|de|del|della|di|da|dos|du|des|la|le|el|van|von|der|den|ter|al|bin|&|and the)[ \u00A0])?"
    r"(?:\p{Lu}[\p{L}\p{M}]*\.?(?:[’']\p{Lu}\p{L}+)?(?:-\p{L}[\p{L}\p{M}]*)*(?:[’']s)?|\p{Lu}\.))*"
)
_QUOTED = regex.compile(r"[“\"«„]([^“”\"«»„\n]{2,80})[”\"»“]")
# A noun of German may stand in another case there, a name in the genitive.
_ENDINGS = ("n", "en", "e", "es", "s")
_PEOPLE_OF = regex.compile(r"(?:ian|ean|ese|ish|an|ic|i)s?$")


@dataclass(frozen=True)
class Name:
    """A name and its place. `parts` are its words, folded; `title` says that it is a quoted title."""

    start: int
    end: int
    text: str
    parts: tuple[str, ...]
    first: bool = False
    title: bool = False


def names(text: str, taken: list[tuple[int, int]] | None = None) -> list[Name]:
    """The names of `text` in order. What only begins the sentence with a capital is no name, as far as can be told."""
    taken = taken or []
    found = [
        Name(match.start(1), match.end(1), match[1], tuple(_parts(match[1])), title=True)
        for match in _QUOTED.finditer(text)
        if regex.search(r"\p{Lu}", match[1]) and len(match[1].split()) > 1
    ]
    position = 0
    while match := _NAME.search(text, position):
        position = match.end()
        occupied = [*taken, *((name.start, name.end) for name in found)]
        if over := next((end for start, end in occupied if match.start() < end and start < match.end()), None):
            # "Three Amur leopards": the number is taken, the name after it is not.
            position = max(over, match.start() + 1)
            continue
        begins = not regex.search(r"[\p{L}\p{N}]", text[: match.start()])
        start, words_of = match.start(), match.group()
        if begins:
            start, words_of = _without_beginning(start, words_of)
        if words_of.endswith(".") and not regex.search(r"\b\p{Lu}\.$", words_of):
            words_of = words_of[:-1]
        parts = tuple(part for part in _parts(words_of) if part not in words("no_names"))
        if parts and not (_is_german(text) and _is_german_noun(text, start, words_of)):
            found.append(Name(start, start + len(words_of), words_of, parts, first=begins and start == match.start()))
    return sorted(found, key=lambda name: name.start)


def known_as(part: str, source_parts: frozenset[str], source_text_initials: frozenset[str]) -> bool:
    """Whether a word of a name stands in the source, also as the people of a place or as initials."""
    if part in source_parts or part.upper() in source_text_initials:
        return True
    if len(part) >= 5 and any(
        other in source_parts for ending in _ENDINGS for other in (part + ending, part.removesuffix(ending))
    ):
        return True
    related = table("peoples").get(part)
    if related and any(word in source_parts for word in related.split()):
        return True
    base = _PEOPLE_OF.sub("", part)
    if base != part and len(base) >= 4 and any(other.startswith(base) for other in source_parts):
        return True
    return any(
        len(_PEOPLE_OF.sub("", other)) >= 4
        and _PEOPLE_OF.sub("", other) != other
        and part.startswith(_PEOPLE_OF.sub("", other))
        for other in source_parts
        if len(other) > 4 and other[:4] == part[:4]
    )


def initials(found: list[Name]) -> frozenset[str]:
    """The acronyms that names of several words would have."""
    return frozenset("".join(part[0] for part in name.parts).upper() for name in found if len(name.parts) > 1)


def _is_german(text: str) -> bool:
    return len(set(regex.findall(r"\b\p{L}+\b", text.casefold())) & words("german")) >= 2


def _is_german_noun(text: str, start: int, found: str) -> bool:
    """In German every noun has a capital: a name is told by standing together or after a place's preposition."""
    if len(found.split()) > 1:
        return False
    return not regex.search(r"\b(?:in|aus|nach|bei|von|Stadt|Gemeinde)\s+$", text[:start])


def _without_beginning(start: int, text: str) -> tuple[int, str]:
    """A name at the beginning of a sentence without a common word that comes before it."""
    first, *rest = text.split(" ", 1)
    if not _is_common(first):
        return start, text
    left = regex.sub(r"^(?:\p{Ll}+|&)\s+(?:\p{Ll}+\s+)?", "", rest[0]) if rest else ""
    return (start + len(text) - len(left), left) if left and left[0].isupper() else (start, "")


def _is_common(word: str) -> bool:
    low = folded(word)
    if word.isupper() and len(word) > 1:
        return False
    return (
        any(
            form in words(name)
            for form in (low, word.lower(), low.removesuffix("s"), low.removesuffix("es"))
            for name in ("common", "stopwords", "no_names")
        )
        or low.removesuffix("ies") + "y" in words("common")
        or _composed(low)
    )


def _composed(word: str) -> bool:
    """Whether it ends in a common word: "landowners", "long-distance"."""
    ends = [word.removesuffix("s")[place:] for place in range(3, len(word) - 4)]
    return any(end.lstrip("-") in words("common") for end in ends if len(end) >= 5)


def _parts(text: str) -> list[str]:
    return [
        part
        for part in (
            folded(word.strip(".")) for word in regex.findall(r"[\p{L}\p{M}\p{N}]+(?:[’'\-][\p{L}\p{M}]+)*\.?", text)
        )
        if len(part) > 1 and part not in ("of", "the", "and", "de", "van", "von", "der", "la", "di", "da")
    ]
