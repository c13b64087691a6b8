"""What a card says and shows, and the words for those who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PIL import Image

from velocitypost.generation.cards.colours import Palette
from velocitypost.generation.cards.shapes import Shape

Kind = Literal["quote", "meme"]
TEXT_MOST = 400
AUTHOR_MOST = 80


@dataclass(frozen=True)
class Card:
    """`text` of a meme has its parts in lines. `name` is the brand's; `picture` lies under or beside a meme's words."""

    text: str
    shape: Shape
    palette: Palette
    author: str = ""
    name: str = ""
    logo: Image.Image | None = None
    picture: Image.Image | None = None
    seed: int = 0


def halves(text: str) -> tuple[str, str]:
    """A meme's two parts: at the first line's end, else at the end of the sentence or the word nearest its middle."""
    first, _, rest = text.partition("\n")
    if rest.strip():
        return first.strip(), " ".join(rest.split())
    ends = [place + 1 for place, char in enumerate(text[:-1]) if char in ".!?…:;," and text[place + 1] == " "]
    spaces = [place for place, char in enumerate(text) if char == " "]
    if not spaces:
        return text, ""
    cut = min(ends or spaces, key=lambda place: abs(place - len(text) / 2))
    return text[:cut].strip(), text[cut:].strip()


def described(kind: Kind, card: Card) -> str:
    """The card in words."""
    if kind == "quote":
        words = f"Quote: “{card.text.strip('“”„«» ')}”"
        words = f"{words} — {card.author}" if card.author else words
    else:
        words = f"Meme: {' / '.join(part for part in halves(card.text) if part)}"
        words = f"{words} (over a picture)" if card.picture else words
    return " ".join(f"{words}{_end(words)} {card.name}".split())


def _end(words: str) -> str:
    return "" if words.rstrip("”").endswith((".", "!", "?", "…")) else "."
