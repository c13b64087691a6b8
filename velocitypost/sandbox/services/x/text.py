"""How X reads and counts a text.

https://docs.x.com/fundamentals/counting-characters and the published configuration v3 of its counting.
"""

import hashlib
import html
import re
import unicodedata
from typing import Any

import regex

from velocitypost.sandbox.services.x.links import links

LONGEST = 280
URL_WEIGHT = 23
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
FORBIDDEN = re.compile("[\ufffe\uffff\ufeff]")

_EMOJI = regex.compile(
    r"\p{RI}\p{RI}"
    r"|[0-9#*]\ufe0f?\u20e3"
    r"|(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Emoji_Modifier_Base})\ufe0f?\p{Emoji_Modifier}?"
    r"(?:[\U000e0020-\U000e007e]+\U000e007f)?"
    r"(?:\u200d\p{Emoji}\ufe0f?\p{Emoji_Modifier}?)*"
)
_TAG = (
    r"\p{L}\p{M}\p{Nd}_\u200c\u200d\u0482\ua67e\u05be\u05f3\u05f4"
    r"\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
)
_HASHTAG = regex.compile(
    rf"(?:(?<![{_TAG}&/])|(?<=[\ufe0e\ufe0f]))[#＃](?!\ufe0f|\u20e3)([{_TAG}]*[\p{{L}}\p{{M}}][{_TAG}]*+)(?!://|[#＃])"
)
_MENTION = regex.compile(
    r"(?:(?<![A-Za-z0-9_!#$%&*@＠])|(?<=\b[Rr][Tt]))[@＠]([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_@＠\u00c0-\u024f]|://)"
)
_CASHTAG = regex.compile(r"(?<=^|\s)\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?=$|\s|[!-#%-/:-@\[-`{-~])")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def normalised(text: str) -> str:
    """NFC, without white space around it: the form that X counts and keeps."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def weight(text: str) -> int:
    """How long X counts a normalised text. A link counts 23, an emoji or a CJK character 2."""
    counted = 0
    position = 0
    for link in links(text):
        counted += _weight_without_links(text[position : link.start]) + URL_WEIGHT
        position = link.end
    return counted + _weight_without_links(text[position:])


def _weight_without_links(text: str) -> int:
    if text.isascii():
        return len(text)
    without, emoji = _EMOJI.subn("", text)
    return 2 * int(emoji) + sum(
        1 if any(low <= ord(letter) <= high for low, high in LIGHT) else 2 for letter in without
    )


def cashtags(text: str) -> list[str]:
    """The $SYMBOLS in a text."""
    return [match[1] for match in _CASHTAG.finditer(text)]


def short_link(post_id: int, number: int) -> str:
    """The code behind https://t.co/, the same for the same post and place."""
    digest = hashlib.sha256(f"{post_id}/{number}".encode()).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:10])


def shown_address(address: str) -> str:
    """An address as X prints it: without https:// and www., cut to 26 characters."""
    bare = re.sub(r"^(https?://)?(www\.)?", "", address, flags=re.IGNORECASE)
    return bare if len(bare) <= 27 else bare[:26] + "…"


def composed(
    plain: str, post_id: int, pictures: list[dict[str, Any]], pictures_at: str
) -> tuple[str, list[dict[str, Any]]]:
    """The text as X's API gives it, and its `entities.urls`.

    Links are wrapped in t.co, `&`, `<` and `>` are escaped, attached media add one more link at the end.
    Positions count code points of the text returned.
    """
    text, urls, position = "", [], 0
    for number, link in enumerate(links(plain)):
        text += html.escape(plain[position : link.start], quote=False)
        address = link.address if "://" in link.address else "http://" + link.address
        wrapped = f"https://t.co/{short_link(post_id, number)}"
        urls.append(_entity(text, wrapped, address, shown_address(address)))
        text += wrapped
        position = link.end
    text += html.escape(plain[position:], quote=False)
    if pictures:
        code = short_link(post_id, len(urls))
        text += " " if text else ""
        start = text
        text += f"https://t.co/{code}"
        for picture in pictures:
            entity = _entity(start, f"https://t.co/{code}", pictures_at, f"pic.x.com/{code}")
            urls.append({**entity, "media_key": picture["media_key"]})
    return text, urls


def _entity(before: str, wrapped: str, address: str, display: str) -> dict[str, Any]:
    start = len(before)
    return {
        "start": start,
        "end": start + len(wrapped),
        "url": wrapped,
        "expanded_url": address,
        "display_url": display,
    }


def marks(text: str) -> dict[str, list[dict[str, Any]]]:
    """Hashtags, mentions and cashtags with their positions in the returned text."""
    found: dict[str, list[dict[str, Any]]] = {}
    covered = [(m.start(), m.end()) for m in re.finditer(r"https://t\.co/\w+", text)]
    for kind, pattern, name in (
        ("hashtags", _HASHTAG, "tag"),
        ("mentions", _MENTION, "username"),
        ("cashtags", _CASHTAG, "tag"),
    ):
        entries = [
            {"start": m.start(), "end": m.end(), name: m[1]}
            for m in pattern.finditer(text)
            if not any(start <= m.start() < end for start, end in covered)
        ]
        if entries:
            found[kind] = entries
    return found


_SCRIPTS = (
    ("ja", r"[\p{Hiragana}\p{Katakana}]"), ("ko", r"\p{Hangul}"), ("zh", r"\p{Han}"), ("ru", r"\p{Cyrillic}"),
    ("ar", r"\p{Arabic}"), ("iw", r"\p{Hebrew}"), ("th", r"\p{Thai}"), ("hi", r"\p{Devanagari}"), ("en", r"\p{Latin}"),
)  # fmt: skip


def language(text: str) -> str:
    """A guess by the script of the letters; "und" when there are none."""
    bare = re.sub(r"https?://\S+|[@#]\w+", "", text)
    return next((name for name, script in _SCRIPTS if regex.search(script, bare)), "und")
