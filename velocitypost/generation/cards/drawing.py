"""From words to the bytes of a card and its alternative text. Nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from threading import BoundedSemaphore

import regex
from PIL import Image

from velocitypost.contract.capabilities import Platform
from velocitypost.generation import sentences
from velocitypost.generation.cards import memes, quotes
from velocitypost.generation.cards.card import AUTHOR_MOST, TEXT_MOST, Card, Kind, described
from velocitypost.generation.cards.colours import palette
from velocitypost.generation.cards.faces import CannotDraw, drawable
from velocitypost.generation.cards.shapes import Shape, shape_for

LAYOUTS = {"quote": quotes.LAYOUTS, "meme": memes.LAYOUTS}
_ON_A_CARD = 180
_LINK = regex.compile(r"\bhttps?://\S+|\bwww\.\S+")
_TAGS_AT_THE_END = regex.compile(r"(?:\s*[#＃][\p{L}\p{N}_]+)+\s*\Z")
_SIGN = regex.compile(r"(?<!\w)[#＃](?=\p{L})")
# A canvas takes some megabytes; the web process has many threads.
_gate = BoundedSemaphore(2)


@dataclass(frozen=True)
class Look:
    """A brand as it is drawn: its colours as `#rrggbb`, its name, its logo."""

    colours: tuple[str, ...] = ()
    name: str = ""
    logo: Image.Image | None = None


@dataclass(frozen=True)
class Asked:
    """What is to be drawn. Without a `layout` the seed chooses one."""

    kind: Kind
    text: str
    shape: Shape
    layout: str | None = None
    author: str = ""
    picture: Image.Image | None = None
    seed: int = 0


def draw_card(asked: Asked, look: Look) -> tuple[bytes, str]:
    """A PNG and the words for those who cannot see it; the same for the same seed. Raises `CannotDraw`."""
    card = Card(
        text=_within(drawable(asked.text), TEXT_MOST, "text", "The text"),
        shape=asked.shape,
        palette=palette(look.colours, asked.seed),
        author=_within(" ".join(drawable(asked.author, "author").split()), AUTHOR_MOST, "author", "The name"),
        name=look.name,
        logo=look.logo,
        picture=asked.picture,
        seed=asked.seed,
    )
    if not card.text:
        raise CannotDraw("There are no words to be drawn. Write some.")
    found = LAYOUTS[asked.kind]
    layout = asked.layout or sorted(found)[asked.seed // 8 % len(found)]
    if layout not in found:
        raise CannotDraw(f"There is no layout named {layout[:40]} for this kind of card.", "layout")
    with _gate:
        return found[layout][1](card).png(), described(asked.kind, card)


def card_for(text: str, platform: Platform, brand: Look, seed: int) -> tuple[bytes, str]:
    """A quote card of what a post says first, in the shape that suits the platform. Raises `CannotDraw`."""
    return draw_card(Asked("quote", words_for_card(text), shape_for(platform), seed=seed), brand)


def words_for_card(text: str) -> str:
    """The first sentences of a post that a card has room for, without links and the tags at its end."""
    bare = _SIGN.sub("", _TAGS_AT_THE_END.sub("", _LINK.sub("", text))).strip()
    chosen = ""
    for sentence in sentences.sentences(bare):
        longer = f"{chosen} {sentence.text}".strip()
        if chosen and len(longer) > _ON_A_CARD:
            break
        chosen = longer
        if len(chosen) >= _ON_A_CARD / 2:
            break
    if len(chosen) > TEXT_MOST:
        chosen = f"{chosen[:_ON_A_CARD].rpartition(' ')[0]}…"
    return chosen or bare[:_ON_A_CARD]


def _within(text: str, most: int, field: str, what: str) -> str:
    if len(text) > most:
        raise CannotDraw(f"{what} may have at most {most} characters on a card; this has {len(text)}.", field)
    return text
