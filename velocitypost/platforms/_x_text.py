"""How X counts and shows a text. https://docs.x.com/fundamentals/counting-characters"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import regex
from publicsuffixlist import PublicSuffixList

_URL_LENGTH = 23
_SUFFIXES = PublicSuffixList(accept_unknown=False)
_LINK = regex.compile(
    r"(?<![\w@#$.\-/])(?:(?P<scheme>https?://)[^\s<>\"]+|(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?:[/?#][^\s<>\"]*)?)",
    regex.IGNORECASE,
)
# Most texts are mostly of these; what joins the character before it, such as an accent, is not among them.
_PIECE = regex.compile(r"(?P<plain>[\x00-\u024F\u2010-\u201F]+(?=[\x00-\u024F\u2010-\u201F]|\Z))|\X")
_EMOJI = regex.compile(r"\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|\p{Emoji}")
# Code points that count once; all others count twice.
# https://docs.x.com/fundamentals/counting-characters
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def weighted_length(text: str) -> int:
    """Links count 23, an emoji 2, most other scripts than Latin 2, after NFC."""
    text = unicodedata.normalize("NFC", text)
    rest, weight = [], 0
    position = 0
    for start, end in _links(text):
        rest.append(text[position:start])
        weight += _URL_LENGTH
        position = end
    rest.append(text[position:])
    return weight + sum(map(_weigh, (piece for part in rest for piece in _PIECE.finditer(part))))


def has_link(text: str) -> bool:
    """Whether X takes something in it for a link."""
    return any(True for _ in _links(text))


def as_shown(post: Mapping[str, Any]) -> str:
    """The text as its author wrote it: X shortens links and appends one for the media."""
    text = post["text"]
    for link in post.get("entities", {}).get("urls", ()):
        shown = "" if link.get("media_key") else link.get("expanded_url", link["url"])
        text = text.replace(link["url"], shown)
    return comparable(html.unescape(text))


def comparable(text: str) -> str:
    """X adds a scheme to a bare domain, and trims white space at the ends."""
    return " ".join(re.sub(r"https?://", "", unicodedata.normalize("NFC", text)).split())


def _links(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINK.finditer(text):
        link = re.sub(r"[.,;:!?'\")\]}]+$", "", match.group())
        # With a scheme or without: what does not end in a known domain is no link to X.
        host = re.split(r"[/?#:]", link.removeprefix(match["scheme"] or ""), maxsplit=1)[0]
        if _SUFFIXES.publicsuffix(host.lower()):
            yield match.start(), match.start() + len(link)


def _weigh(piece: regex.Match[str]) -> int:
    cluster = piece.group()
    if piece["plain"] is not None:
        return len(cluster)
    if _EMOJI.match(cluster) and (len(cluster) > 1 or ord(cluster) > 0xFF):
        return 2
    return sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in cluster)
