"""Words as the check compares them: without endings, and one for all that say the same."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from velocitypost.generation.lexicon import phrases, words

_TOKEN = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:[’'\-][\p{L}\p{M}]+)*|\p{N}+(?:[.,:]\p{N}+)*|[%‰$€£¥₹°]")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
# Longest first, each with the least that must be left of the word.
_ENDINGS = (
    *((ending, 4) for ending in ("ations", "ation", "ments", "ment", "nesses", "ness", "ings", "able")),
    *((ending, 3) for ending in ("ing", "edly", "ers", "est", "ed", "er", "ly", "es", "en", "e", "s", "n")),
)
_VOWELS = regex.compile(r"[aeiouy]")


@dataclass(frozen=True)
class Token:
    """A word of a text, its place, and the stem it is compared by."""

    start: int
    end: int
    text: str
    stem: str

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def tokens(text: str) -> list[Token]:
    """The words, numbers and units of `text` in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if _UNSPACED.search(word):
            # Scripts without spaces are compared by pairs of characters.
            found.extend(
                Token(
                    match.start() + place, match.start() + place + 2, word[place : place + 2], word[place : place + 2]
                )
                for place in range(max(1, len(word) - 1))
            )
        else:
            found.append(Token(match.start(), match.end(), word, stem(word)))
    return found


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word, the same for all words of one line of `words/synonyms.txt`."""
    plain = folded(word)
    plain = _irregular().get(plain, plain)
    for known in (plain, _short(plain)):
        if known in _synonyms():
            return _synonyms()[known]
    return _short(plain)


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """In lower case, without accents and the possessive ending."""
    word = regex.sub(r"[’']s?$", "", word.casefold())
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def says_something(token: Token) -> bool:
    """Whether a token is neither a number, a unit sign nor a word that says nothing by itself."""
    word = token.text.casefold()
    empty = word in words("stopwords") or word in words("negations") or word.endswith(("n't", "n’t"))
    return word[0].isalpha() and not empty and len(token.stem) > 1


def _short(word: str) -> str:
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith(("ies", "ied")):
        return word[:-2]
    for ending, least in _ENDINGS:
        left = word[: -len(ending)]
        if word.endswith(ending) and len(left) >= least and _VOWELS.search(left) and not word.endswith("ss"):
            return _undoubled(left)
    return _undoubled(word)


def _undoubled(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


@cache
def _irregular() -> dict[str, str]:
    lines = [line.split() for line in phrases("irregular")]
    return {form: base for base, *forms in lines for form in forms}


@cache
def _synonyms() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in phrases("synonyms"):
        first, *others = line.split()
        for word in (first, *others):
            known.setdefault(folded(word), first)
            known.setdefault(_short(folded(word)), first)
    return known
