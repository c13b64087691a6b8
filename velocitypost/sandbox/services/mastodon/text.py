"""How Mastodon counts a text and turns it into HTML.

https://docs.joinmastodon.org/user/posting/#text and app/validators/status_length_validator.rb of mastodon/mastodon
"""

import re
from html import escape

import regex

from velocitypost.sandbox.services.mastodon.rules import URL_CHARACTERS

_URL = re.compile(r"(?<![\w@])https?://[^\s<>\"]+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w/=.])@(?P<user>\w+(?:[\w.\-]*\w)?)(?P<domain>@[\w.\-]+\w)?")
_TAG = re.compile(r"(?<![\w/&])#(?P<tag>\w*[^\W\d_]\w*)")


def length(text: str, spoiler: str = "") -> int:
    """Clusters; an address counts 23, a name without its server."""
    short = _URL.sub(lambda found: "x" * URL_CHARACTERS + found.group()[len(_bare(found.group())) :], text)
    short = _MENTION.sub(lambda found: f"@{found['user']}", short)
    return len(regex.findall(r"\X", spoiler + short))


def _bare(url: str) -> str:
    """An address without the punctuation that ends a sentence."""
    bare = url.rstrip(".,;:!?'\"")
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(".,;:!?'\"")
    return bare


def links(text: str) -> list[str]:
    """The addresses in a text, in their order."""
    return [_bare(found.group()) for found in _URL.finditer(text)]


def tags(text: str) -> list[str]:
    """Hashtags without the #."""
    return [found["tag"] for found in _TAG.finditer(text)]


def mentioned(text: str) -> list[str]:
    """Names without the @, with their server where it is written."""
    return [found["user"] + (found["domain"] or "") for found in _MENTION.finditer(text)]


def content(text: str, site: str) -> str:
    """The HTML that the API answers."""
    if not text:
        return ""
    paragraphs = re.split(r"\n{2,}", text.replace("\r\n", "\n"))
    return "".join(f"<p>{_inline(paragraph, site)}</p>" for paragraph in paragraphs)


def _inline(text: str, site: str) -> str:
    marks = sorted((found.start(), kind, found) for kind, found in _found(text))
    html, position = "", 0
    for start, kind, found in marks:
        if start < position:
            continue
        shown = _bare(found.group()) if kind == "url" else found.group()
        html += escape(text[position:start], quote=False) + _anchor(kind, shown, found, site)
        position = start + len(shown)
    return (html + escape(text[position:], quote=False)).replace("\n", "<br />")


def _found(text: str) -> list[tuple[str, re.Match[str]]]:
    return [
        (kind, found)
        for kind, pattern in (("url", _URL), ("mention", _MENTION), ("tag", _TAG))
        for found in pattern.finditer(text)
    ]


def _anchor(kind: str, shown: str, found: re.Match[str], site: str) -> str:
    if kind == "url":
        head = re.match(r"(?i)https?://(?:www\.)?", shown)
        prefix = head.group() if head else ""
        seen, rest = shown[len(prefix) : len(prefix) + 30], shown[len(prefix) + 30 :]
        cut = ' class="ellipsis"' if rest else ""
        return (
            f'<a href="{escape(shown)}" target="_blank" rel="nofollow noopener" translate="no">'
            f'<span class="invisible">{prefix}</span><span{cut}>{escape(seen)}</span>'
            f'<span class="invisible">{escape(rest)}</span></a>'
        )
    if kind == "tag":
        tag = found["tag"]
        return f'<a href="{site}/tags/{tag}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
    user = found["user"]
    anchor = f'<a href="{site}/@{user}" class="u-url mention">@<span>{user}</span></a>'
    return f'<span class="h-card" translate="no">{anchor}</span>'
