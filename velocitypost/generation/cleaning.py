"""A text freed of what does not belong to it: a writer's talk around it, bare markup, stray characters."""

from __future__ import annotations

import unicodedata

import regex

_TALK = regex.compile(
    r"""\A\s*(?:(?:sure|certainly|of\ course|absolutely|great|okay|ok|here\ you\ go)[!,.:]*\s*)?
        (?:here(?:'s|’s|\ is|\ are)\ [^\n]{0,100}?(?:post|tweet|caption|thread|draft|version|text|update|description)
           [^\n]{0,60}?:\s*\n?
         |(?:post|tweet|caption|draft|text|linkedin\ post|instagram\ caption)\ ?(?:\d+\ ?)?:\s+)""",
    regex.VERBOSE | regex.IGNORECASE,
)
_AFTERWARDS = regex.compile(
    r"\n+\s*(?:let me know if|would you like me to|feel free to (?:adjust|edit)|\(?\d+ characters\)?|hope this helps)"
    r"[^\n]*\s*\Z",
    regex.IGNORECASE,
)
_FENCE = regex.compile(r"\A\s*```[\w-]*\n(.*?)\n?```\s*\Z", regex.DOTALL)
_QUOTED = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'"}
_LINK = regex.compile(r"!?\[([^\]\n]*)\]\((https?://[^)\s]+)\)")
_BOLD = regex.compile(r"(?<![\w*])(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])", regex.DOTALL)
_ITALIC = regex.compile(r"(?<![\w*/])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_CODE = regex.compile(r"`([^`\n]+)`")
_HEADING = regex.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(?=\S)", regex.MULTILINE)
_STAR = regex.compile(r"^([ \t]*)[*+][ \t]+(?=\S)", regex.MULTILINE)
_RULE = regex.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$\n?", regex.MULTILINE)
_INVISIBLE = regex.compile(r"[\u200B\u2060\uFEFF\u00AD]")
_EMOJI = regex.compile(
    r"(?:\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\u2700-\u27BF])"
    r"(?:[\uFE0F\p{Emoji_Modifier}]|\u200D\p{Extended_Pictographic})*)"
)


def cleaned(text: str, *, markup: bool = False) -> str:
    """The text itself. `markup` keeps Markdown, for platforms that show it as it is meant."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))
    text = _INVISIBLE.sub("", text)
    text = _unwrapped(text)
    return tidied(text if markup else without_markup(text))


def tidied(text: str) -> str:
    """Without white space that nobody meant."""
    text = regex.sub(r"[ \u00A0]{2,}", " ", text)
    text = regex.sub(r"[ \u00A0]+(?=\n|\Z)", "", text)
    return regex.sub(r"\n{3,}", "\n\n", text).strip()


def without_markup(text: str) -> str:
    """Markdown turned into plain text; what it links to stays."""
    text = _RULE.sub("", text)
    text = _LINK.sub(lambda link: link[2] if link[1].strip() in ("", link[2]) else f"{link[1].strip()} {link[2]}", text)
    for _ in range(2):
        text = _BOLD.sub(r"\2", text)
    text = _ITALIC.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    text = _HEADING.sub("", text)
    return _STAR.sub(r"\1• ", text)


def emojis_in(text: str) -> list[str]:
    """The emoji of a text, in order."""
    return [match.group() for match in _EMOJI.finditer(text)]


def without_emojis(text: str) -> str:
    """The text without emoji and without the gaps that they would leave. Numbers in boxes become plain ones."""
    text = regex.sub(r"([0-9])\uFE0F?\u20E3", r"\1.", text)
    text = regex.sub(rf"^[ \t]*(?:{_EMOJI.pattern}[ \t]*)+", "", text, flags=regex.MULTILINE)
    text = regex.sub(rf"[ \t]*{_EMOJI.pattern}(?=[ \t]*[.,;:!?…])", "", text)
    return tidied(_EMOJI.sub("", text))


def _unwrapped(text: str) -> str:
    if fenced := _FENCE.match(text):
        text = fenced[1]
    text = _AFTERWARDS.sub("", _TALK.sub("", text, count=1)).strip()
    if fenced := _FENCE.match(text):
        text = fenced[1].strip()
    closing = _QUOTED.get(text[:1])
    if closing and len(text) > 2 and text.endswith(closing) and not {text[0], closing} & set(text[1:-1]):
        text = text[1:-1].strip()
    return text
