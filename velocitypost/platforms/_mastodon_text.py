"""What Mastodon makes of a text: how long it is, and how it comes back.

https://docs.joinmastodon.org/user/posting/#text
"""

from __future__ import annotations

import html
import re

from velocitypost.contract.types import Draft

_URL_CHARACTERS = 23
_URL = re.compile(r"(?<![\w@])https?://[^\s<>\"]+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w/=.])@(\w+(?:[\w.\-]*\w)?)(@[\w.\-]+\w)?")


def as_counted(text: str) -> str:
    """With each address as long as it counts, and each name without its server."""
    text = _URL.sub(lambda link: "x" * _URL_CHARACTERS + link.group()[len(_bare(link.group())) :], text)
    return _MENTION.sub(r"@\1", text)


def as_sent(draft: Draft) -> str:
    """For comparing with what comes back: names lose their server, white space is one space."""
    return " ".join(_MENTION.sub(r"@\1", draft.text).split())


def as_read(content: str) -> str:
    """The text of a status without its HTML. https://docs.joinmastodon.org/spec/activitypub/#sanitization"""
    text = re.sub(r"</p>\s*<p>", "\n\n", re.sub(r"<br\s*/?>", "\n", content))
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def _bare(url: str) -> str:
    """An address without the punctuation that ends a sentence."""
    bare = url.rstrip(".,;:!?'\"")
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(".,;:!?'\"")
    return bare
