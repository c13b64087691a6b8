"""LinkedIn's "little text", in which a post's words, its mentions and its hashtags are written.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

# Left bare, one of these ends the post: everything from there on is lost without a word.
_RESERVED = regex.compile(r"[\\|{}@\[\]()<>#*_~]")
_MARKS = regex.compile(
    r"(?P<link>https?://[^\s<>\"]+)"
    r"|@\[(?P<name>[^\[\]\n]+)\]\((?P<urn>urn:li:(?:person|organization):[\w-]+)\)"
    r"|(?<![\p{L}\p{N}_&/#])#(?P<tag>[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)",
    regex.IGNORECASE,
)
_WRITTEN = regex.compile(r"\\(?P<sign>.)|\{hashtag\|\\?[#＃]\|(?P<tag>(?:\\.|[^\\}])*)\}", regex.DOTALL)


def written(text: str) -> str:
    """`text` as little text. `@[Name](urn:li:organization:1)` stays a mention, `#word` becomes a hashtag."""
    return "".join(_pieces(text))


def read(little: str) -> str:
    """What its author wrote, from little text."""
    return _WRITTEN.sub(lambda found: found["sign"] or f"#{read(found['tag'] or '')}", little)


def length(text: str) -> int:
    """As LinkedIn counts: UTF-16 units of what is shown, a mention as its name."""
    shown = _MARKS.sub(lambda found: found["name"] or found.group(), text)
    return len(shown.encode("utf-16-le", "surrogatepass")) // 2


def comparable(text: str) -> str:
    """The same for texts that differ only in white space or in how accents are put together."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _pieces(text: str) -> Iterator[str]:
    position = 0
    for found in _MARKS.finditer(text):
        yield _escaped(text[position : found.start()])
        if found["urn"]:
            yield f"@[{_escaped(found['name'])}]({found['urn']})"
        elif found["tag"]:
            yield "{hashtag|\\#|" + _escaped(found["tag"]) + "}"
        else:
            yield _escaped(found["link"])
        position = found.end()
    yield _escaped(text[position:])


def _escaped(text: str) -> str:
    return _RESERVED.sub(lambda found: f"\\{found.group()}", text)
