"""Layouts of quote cards."""

from __future__ import annotations

from collections.abc import Callable

from velocitypost.generation.cards.canvas import Box, Canvas
from velocitypost.generation.cards.card import Card
from velocitypost.generation.cards.colours import mixed
from velocitypost.generation.cards.faces import Voice, is_rtl
from velocitypost.generation.cards.typesetting import Align, Colour, Setting, draw, fit

_SMALLEST = 24


def marked(card: Card) -> Canvas:
    """A large quotation mark above words in a serif."""
    colours = card.palette
    canvas = Canvas(card.shape, colours.ground)
    unit = canvas.unit
    inner = canvas.free.inset(9 * unit, 8 * unit)
    mark = 11 * unit
    _quotation_mark(canvas, inner, mark, colours.accent, right=is_rtl(card.text))
    foot = _foot(canvas, card, inner, colours.on_ground, colours.accent)
    body = Box(inner.left, inner.top + mark * 1.05, inner.width, foot - inner.top - mark * 1.05 - 3 * unit)
    _words(canvas, card, body, "serif_strong", colours.on_ground, largest=9.5)
    return canvas


def panel(card: Card) -> Canvas:
    """A sheet of paper on a ground that fades."""
    colours = card.palette
    canvas = Canvas(card.shape, colours.ground)
    canvas.fade(canvas.all, mixed(colours.ground, (255, 255, 255), 0.16), mixed(colours.ground, (0, 0, 0), 0.22))
    unit = canvas.unit
    sheet = canvas.free.inset(7 * unit)
    canvas.rounded(Box(sheet.left, sheet.top + 0.8 * unit, sheet.width, sheet.height), 3 * unit, _shade(colours.ground))
    canvas.rounded(sheet, 3 * unit, colours.paper)
    inner = sheet.inset(7 * unit, 6 * unit)
    foot = _foot(canvas, card, inner, colours.on_paper, colours.mark_on_paper)
    body = inner.upper(foot - inner.top - 3 * unit)
    _words(canvas, card, body, "plain", colours.on_paper, largest=8.5)
    return canvas


def bar(card: Card) -> Canvas:
    """A thick bar at the edge where the words begin."""
    colours = card.palette
    canvas = Canvas(card.shape, colours.paper)
    unit = canvas.unit
    rtl = is_rtl(card.text)
    inner = canvas.free.inset(9 * unit, 9 * unit)
    foot = _foot(canvas, card, inner, colours.on_paper, colours.mark_on_paper)
    indent = 5 * unit
    left = inner.left if rtl else inner.left + indent
    body = Box(left, inner.top, inner.width - indent, foot - inner.top - 4 * unit)
    setting = _words(canvas, card, body, "strong", colours.on_paper, largest=9.0)
    top = body.top + (body.height - setting.height) / 2
    edge = inner.left + inner.width - 1.4 * unit if rtl else inner.left
    canvas.rounded(Box(edge, top, 1.4 * unit, setting.height), 0.7 * unit, colours.mark_on_paper)
    return canvas


def loud(card: Card) -> Canvas:
    """Large, narrow letters on the accent colour."""
    colours = card.palette
    canvas = Canvas(card.shape, colours.accent)
    unit = canvas.unit
    strip = canvas.height * (0.2 if canvas.wide else 0.13) + (canvas.height - canvas.free.height) / 2
    canvas.fill(canvas.all.below(canvas.height - strip), colours.ground)
    inner = canvas.free.inset(8 * unit, 7 * unit)
    body = Box(inner.left, inner.top, inner.width, canvas.height - strip - 5 * unit - inner.top)
    setting = fit(
        card.text.upper(),
        "loud",
        (body.width, body.height),
        largest=round(15 * unit),
        smallest=_SMALLEST,
        leading=1.2,
    )
    top = body.top + (body.height - setting.height) / 2
    draw(canvas.draw, setting, body.left, top, body.width, colours.on_accent)
    low = Box(
        inner.left, canvas.height - strip, inner.width, canvas.free.top + canvas.free.height - canvas.height + strip
    )
    _signed(canvas, card, low, colours.on_ground)
    return canvas


def framed(card: Card) -> Canvas:
    """Slanted letters in the middle of a thin frame."""
    colours = card.palette
    canvas = Canvas(card.shape, colours.paper)
    unit = canvas.unit
    frame = canvas.free.inset(4.5 * unit)
    line = max(2.0, 0.4 * unit)
    canvas.fill(frame, colours.mark_on_paper)
    canvas.fill(frame.inset(line), colours.paper)
    inner = frame.inset(7 * unit, 6 * unit)
    foot = _foot(canvas, card, inner, colours.on_paper, colours.mark_on_paper, align="centre")
    body = inner.upper(foot - inner.top - 3 * unit)
    _words(canvas, card, body, "italic", colours.on_paper, largest=9.5, align="centre")
    return canvas


def parted(card: Card) -> Canvas:
    """Words on the ground, and who said them on the paper below, with a disc between."""
    colours = card.palette
    canvas = Canvas(card.shape, colours.ground)
    unit = canvas.unit
    signed = bool(card.author or card.name or card.logo)
    low = (canvas.height * (0.24 if canvas.wide else 0.2) if signed else 4 * unit) + canvas.free.top
    cut = canvas.height - low
    canvas.fill(canvas.all.below(cut), colours.paper)
    radius = 5 * unit
    rtl = is_rtl(card.text)
    x = canvas.width - 9 * unit - radius if rtl else 9 * unit + radius
    if signed:
        canvas.disc(x, cut, radius + 0.8 * unit, colours.paper)
        canvas.disc(x, cut, radius, colours.accent)
        half = Box(x - radius * 0.52, cut - radius * 0.4, radius, radius)
        _quotation_mark(canvas, half, radius * 0.85, colours.on_accent)
    top = canvas.free.top + 7 * unit
    body = Box(9 * unit, top, canvas.width - 18 * unit, cut - radius - 2 * unit - top)
    _words(canvas, card, body, "strong", colours.on_ground, largest=9.0)
    if signed:
        foot = Box(9 * unit, cut + radius * 0.9, canvas.width - 18 * unit, low - canvas.free.top - radius * 1.2)
        _signed(canvas, card, foot, colours.on_paper)
    return canvas


LAYOUTS: dict[str, tuple[str, Callable[[Card], Canvas]]] = {
    "marked": ("Quotation mark", marked),
    "panel": ("Sheet of paper", panel),
    "bar": ("Bar at the edge", bar),
    "loud": ("Large letters", loud),
    "framed": ("Thin frame", framed),
    "parted": ("Two colours", parted),
}


def _words(
    canvas: Canvas, card: Card, box: Box, voice: Voice, colour: Colour, *, largest: float, align: Align = "start"
) -> Setting:
    size = round(largest * canvas.unit)
    setting = fit(card.text, voice, (box.width, box.height), largest=size, smallest=_SMALLEST)
    top = box.top + (box.height - setting.height) / 2
    draw(canvas.draw, setting, box.left, top, box.width, colour, align=align)
    return setting


def _foot(canvas: Canvas, card: Card, inner: Box, colour: Colour, accent: Colour, *, align: Align = "start") -> float:
    """Who said it and whose card it is, at the lower edge. Where the words may go on to."""
    unit = canvas.unit
    bottom = inner.top + inner.height
    rtl = is_rtl(card.text)
    if not (card.author or card.name or card.logo):
        return bottom
    tall = 5 * unit
    if align == "centre":
        said = " · ".join(part for part in (card.author, card.name) if part)
        line = fit(
            said or card.name, "plain", (inner.width, tall), largest=round(3.2 * unit), smallest=14, field="author"
        )
        draw(canvas.draw, line, inner.left, bottom - tall / 2 - line.height / 2, inner.width, colour, align="centre")
        middle = inner.left + inner.width / 2
        canvas.rounded(Box(middle - 4 * unit, bottom - tall - 2.2 * unit, 8 * unit, 0.5 * unit), 0.25 * unit, accent)
        return bottom - tall - 3 * unit
    _signed(canvas, card, Box(inner.left, bottom - tall, inner.width, tall), colour)
    left = inner.left + inner.width - 8 * unit if rtl else inner.left
    canvas.rounded(Box(left, bottom - tall - 2.4 * unit, 8 * unit, 0.7 * unit), 0.35 * unit, accent)
    return bottom - tall - 3 * unit


def _signed(canvas: Canvas, card: Card, box: Box, colour: Colour) -> None:
    """The author where the words begin, the brand at the other side."""
    unit = canvas.unit
    rtl = is_rtl(card.text)
    taken = 0.0
    if card.logo is not None:
        room = Box(box.left + (0 if rtl else box.width * 0.7), box.top, box.width * 0.3, min(box.height, 7 * unit))
        room = Box(room.left, box.top + (box.height - room.height) / 2, room.width, room.height)
        taken = canvas.logo(room, card.logo, on_right=not rtl) + 2 * unit
    elif card.name and card.author:
        taken = _line(canvas, card.name, box, "plain", colour, align="end", of_rtl=rtl, share=0.45) + 2 * unit
    said = card.author or card.name
    if said:
        left = box.left + taken if rtl else box.left
        _line(canvas, said, Box(left, box.top, box.width - taken, box.height), "strong", colour, of_rtl=rtl)


def _line(
    canvas: Canvas,
    text: str,
    box: Box,
    voice: Voice,
    colour: Colour,
    *,
    of_rtl: bool,
    align: Align = "start",
    share: float = 1.0,
) -> float:
    room = box.width * share
    largest = round(3.2 * canvas.unit)
    # One line, as long as that can be read.
    tall = min(box.height, 3.4 * canvas.unit)
    line = fit(text, voice, (room, tall), largest=largest, smallest=14, leading=1.15, field="author")
    on_right = (align == "end") != of_rtl
    left = box.left + box.width - room if on_right else box.left
    side: Align = "end" if on_right != is_rtl(text) else "start"
    draw(canvas.draw, line, left, box.top + (box.height - line.height) / 2, room, colour, align=side)
    return line.width


def _quotation_mark(canvas: Canvas, box: Box, height: float, colour: Colour, *, right: bool = False) -> None:
    """Drawn, not set, so that it is the same in every script: two discs with a tail each."""
    radius = height * 0.27
    left = box.left + box.width - 4.6 * radius if right else box.left
    for number in range(2):
        x, y = left + radius + number * 2.5 * radius, box.top + height - radius * 1.35
        canvas.disc(x, y, radius, colour)
        canvas.polygon(
            [
                (x - radius, y),
                (x - radius * 0.82, y - radius * 0.95),
                (x - radius * 0.3, y - radius * 1.75),
                (x + radius * 0.45, y - radius * 2.2),
                (x + radius * 0.62, y - radius * 1.85),
                (x + radius * 0.05, y - radius * 1.4),
                (x - radius * 0.2, y - radius * 0.85),
                (x, y),
            ],
            colour,
        )


def _shade(ground: Colour) -> Colour:
    return mixed(ground, (0, 0, 0), 0.35)
