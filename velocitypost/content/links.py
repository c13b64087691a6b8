"""The links of a text: where they begin and end, and how they are tagged for whoever counts their visitors.

Only whole addresses (http and https) are links here. What cannot be told apart from the text around it is left alone:
a link that stays as it was typed is better than one that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import regex

# Letters of other scripts belong to an address as browsers show it; a symbol, such as an emoji, ends it. `](` stands
# between the two halves of a link in Markdown.
_LINK = regex.compile(
    r"(?<![\p{L}\p{N}@/])https?://(?:(?!\]\()[\p{L}\p{N}\p{M}\-._~:/?#\[\]@!$&'()*+,;=%])+", regex.IGNORECASE
)
# Scripts that put no space between words: nobody can say where an address ends there and the sentence goes on.
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]", regex.IGNORECASE
)
_ENDS_A_SENTENCE = ".,;:!?'*"
_CLOSING = {")": "(", "]": "["}
# After these an address may go on in a way that no standard has, so that it is not certain where it ends.
_MAY_GO_ON = frozenset("{}|^\\`")
_TAGGED = regex.compile(r"[?&#;]utm_[a-z_]+=", regex.IGNORECASE)


@dataclass(frozen=True)
class Tags:
    """What a link says of where its visitors come from. An empty value is not said."""

    source: str
    medium: str
    campaign: str = ""
    content: str = ""
    term: str = ""

    @property
    def query(self) -> str:
        """As the end of an address has it."""
        named = {
            "utm_source": self.source,
            "utm_medium": self.medium,
            "utm_campaign": self.campaign,
            "utm_content": self.content,
            "utm_term": self.term,
        }
        return "&".join(f"{name}={_quoted(value)}" for name, value in named.items() if value)


def _quoted(value: str) -> str:
    """So that no platform takes its last character for the end of the sentence."""
    return quote(value, safe="").replace(".", "%2E").replace("~", "%7E")


def is_link(text: str) -> bool:
    """Whether this is a whole address of a page."""
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def links_of(text: str) -> list[str]:
    """Every link that it is certain of, in their order, each once."""
    return list(dict.fromkeys(text[start:end] for start, end in _spans(text)))


def with_links(text: str, change: Callable[[str], str]) -> str:
    """The text with each of its links changed, and everything else as it was."""
    parts, last = [], 0
    for start, end in _spans(text):
        parts += [text[last:start], change(text[start:end])]
        last = end
    return "".join([*parts, text[last:]])


def tagged(link: str, tags: Tags) -> str:
    """The link with these tags behind its own parameters and before its fragment; as it was where it has tags."""
    if not tags.query or not is_link(link) or _TAGGED.search(link):
        return link
    address, mark, fragment = link.partition("#")
    between = "?" if "?" not in address else "" if address.endswith(("?", "&")) else "&"
    return f"{address}{between}{tags.query}{mark}{fragment}"


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for found in _LINK.finditer(text):
        whole, after = found[0], text[found.end() : found.end() + 1]
        if _UNSPACED.search(whole) or after in _MAY_GO_ON:
            continue
        link = _without_end_of_sentence(whole)
        if is_link(link):
            yield found.start(), found.start() + len(link)


def _without_end_of_sentence(link: str) -> str:
    """What ends the sentence or closes a bracket around the link is not part of it."""
    while link:
        last = link[-1]
        closes_more = last in _CLOSING and link.count(last) > link.count(_CLOSING[last])
        if last not in _ENDS_A_SENTENCE and not closes_more:
            return link
        link = link[:-1]
    return link
