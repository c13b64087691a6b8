"""The little text format: what is in it, what is shown of it, and how LinkedIn writes it itself.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
"""

import re
from dataclasses import dataclass

RESERVED = frozenset("\\|{}@[]()<>#*_~")
_TEMPLATE = re.compile(r"\{hashtag\|\\?[#＃]\|(?P<word>(?:\\.|[^\\{}|])+)\}", re.DOTALL)
_MENTION = re.compile(
    r"@\[(?P<name>(?:\\.|[^\\\[\]])+)\]\((?P<urn>urn:li:(?:person|organization):[A-Za-z0-9_-]+)\)", re.DOTALL
)
_WORD = re.compile(r"[#＃](?P<word>\w*[^\W\d_]\w*)")


@dataclass(frozen=True, slots=True)
class Element:
    """Plain text, a "hashtag" (its word) or a "mention" (a name, and whose)."""

    kind: str
    text: str
    urn: str = ""

    @property
    def shown(self) -> str:
        """As a reader sees it."""
        return f"#{self.text}" if self.kind == "hashtag" else self.text


def parse(commentary: str) -> list[Element]:
    """The elements. A reserved sign that is neither escaped nor part of an element ends the text: the rest is lost."""
    elements: list[Element] = []
    plain: list[str] = []
    position = 0

    def found(element: Element | None) -> None:
        if plain:
            elements.append(Element("text", "".join(plain)))
            plain.clear()
        if element is not None:
            elements.append(element)

    while position < len(commentary):
        sign = commentary[position]
        if sign == "\\" and position + 1 < len(commentary):
            plain.append(commentary[position + 1])
            position += 2
        elif sign not in RESERVED and sign != "＃":
            plain.append(sign)
            position += 1
        elif match := _TEMPLATE.match(commentary, position) or _WORD.match(commentary, position):
            found(Element("hashtag", _unescaped(match["word"])))
            position = match.end()
        elif match := _MENTION.match(commentary, position):
            found(Element("mention", _unescaped(match["name"]), match["urn"]))
            position = match.end()
        elif sign == "＃":
            plain.append(sign)
            position += 1
        else:
            break
    found(None)
    return elements


def shown(elements: list[Element]) -> str:
    """What a reader sees."""
    return "".join(element.shown for element in elements)


def length(text: str) -> int:
    """In the units of a Java string."""
    return sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)


def rendered(elements: list[Element]) -> str:
    """As the API gives it back."""
    return "".join(_rendered(element) for element in elements)


def _rendered(element: Element) -> str:
    text = "".join(f"\\{sign}" if sign in RESERVED else sign for sign in element.text)
    if element.kind == "hashtag":
        return f"{{hashtag|\\#|{text}}}"
    return f"@[{text}]({element.urn})" if element.kind == "mention" else text


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
