"""Finding what X turns into a link: with or without https://, but only under a real top-level domain.

https://docs.x.com/fundamentals/counting-characters; the finer rules are those of X's published text library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_START = re.compile(
    r"(?<![A-Za-z0-9\u00c0-\u024f@＠$#＃_/.\-])(?:https?://(?=[^\s_/])|(?=[A-Za-z0-9\u00c0-\u024f]))", re.IGNORECASE
)
_ANY_HOST = re.compile(r"[\w\-]+(?:\.[\w\-]+)+")
_PLAIN_HOST = re.compile(r"(?:[A-Za-z0-9_\u00c0-\u024f\-]+\.)+")
_NEXT_LABEL = re.compile(r"[\w\-]+")
_LABEL = re.compile(r"[^\W_](?:[\w\-]*[^\W_])?")
_LETTERS = r"A-Za-z0-9\u00c0-\u024f\u0400-\u04ff"
_REST = re.compile(
    rf"(?::\d+)?(?:/[{_LETTERS}!*';:=+,.$/%#\[\]\-\u2013_~@|&()]*)?"
    r"(?:\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*)?"
)
_TAIL = frozenset("!*';:,.?[]|~@$%\u2013")
_SLUG = re.compile(r"/([A-Za-z0-9]+)(?:\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[A-Za-z0-9_&=#/\-])?")
LONGEST_LABEL, LONGEST_HOST, LONGEST_SLUG = 63, 253, 40


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text as typed: `start` and `end` in code points."""

    start: int
    end: int
    address: str


def links(text: str) -> list[Link]:
    """All links of a text, in order."""
    return list(_found(text)) if "." in text else []


def _found(text: str) -> Iterator[Link]:
    position = 0
    while (start := _START.search(text, position)) is not None:
        schemed = bool(start.group())
        host_end = _host_end(text, start.end(), schemed)
        end = _whole_end(text, start.end(), host_end) if host_end else None
        if end is None:
            position = _past_word(text, start.end())
            continue
        yield Link(start.start(), end, text[start.start() : end])
        position = end


def _past_word(text: str, position: int) -> int:
    word = re.compile(r"[A-Za-z0-9\u00c0-\u024f_\-]*[^A-Za-z0-9_\-]?").match(text, position)
    return max(word.end() if word else position, position + 1)


def _host_end(text: str, start: int, schemed: bool) -> int | None:
    """Where a host name that X believes ends; names without https:// must be ASCII up to the top-level domain."""
    if schemed:
        host = _ANY_HOST.match(text, start)
        stop = host.end() if host else start
    else:
        host = _PLAIN_HOST.match(text, start)
        label = _NEXT_LABEL.match(text, host.end()) if host else None
        stop = label.end() if label else start
    dots = [i for i in range(start, min(stop, start + LONGEST_HOST)) if text[i] == "."]
    for dot in reversed(dots):
        length = _tld_length(text, dot + 1)
        if length and _labels_hold(text[start:dot]):
            return dot + 1 + length
    return None


def _tld_length(text: str, start: int) -> int:
    """How many characters from here make a top-level domain, 0 if none do."""
    ascii_run = re.compile(r"[A-Za-z0-9\-]+").match(text, start)
    if ascii_run:
        name, after = ascii_run.group().lower(), text[ascii_run.end() : ascii_run.end() + 1]
        return len(name) if name in top_level_domains() and after not in ("@", "＠", "+", "_") else 0
    return next((n for n in range(12, 0, -1) if text[start : start + n] in top_level_domains()), 0)


def _labels_hold(name: str) -> bool:
    """Whether the labels before the top-level domain are ones that a registrar could have sold."""
    labels = name.split(".")
    if "_" in labels[-1] or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    wired = [_wired(label) for label in labels]
    return all(wired) and sum(len(label) + 1 for label in wired) <= LONGEST_HOST


def _wired(label: str) -> str:
    """A label as it goes over the wire, empty when it is too long or malformed."""
    if label.isascii():
        return label if len(label) <= LONGEST_LABEL else ""
    encoded = "xn--" + label.encode("punycode").decode("ascii")
    return "" if len(encoded) > LONGEST_LABEL or label.lower().startswith("xn--") else encoded


def _whole_end(text: str, start: int, host_end: int) -> int | None:
    if text[start:host_end].lower() == "t.co":
        slug = _SLUG.match(text, host_end)
        if slug is None:
            return host_end
        return slug.end() if len(slug[1]) <= LONGEST_SLUG else None
    rest = _REST.match(text, host_end)
    return host_end + (_untailed(rest.group()) if rest else 0)


def _untailed(rest: str) -> int:
    """How much of it remains when the punctuation of the sentence around it is taken off."""
    end, opened, closed = len(rest), rest.count("("), rest.count(")")
    while end:
        last = rest[end - 1]
        if last == "(":
            opened -= 1
        elif last == ")" and opened < closed:
            closed -= 1
        elif last not in _TAIL:
            break
        end -= 1
    return end


@cache
def top_level_domains() -> frozenset[str]:
    """IANA's list, in letters and in its xn-- form."""
    names = files(__package__).joinpath("top_level_domains.txt").read_text("ascii").split("\n")
    known = {name.strip() for name in names if name and not name.startswith("#")}
    spelled = {name.removeprefix("xn--").encode("ascii").decode("punycode") for name in known if name[:4] == "xn--"}
    return frozenset(known | spelled)
