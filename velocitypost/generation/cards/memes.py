"""Layouts of meme cards. A picture of the workspace's own may lie under the words; without one a pattern does."""

from __future__ import annotations

import math
from collections.abc import Callable

from velocitypost.generation.cards.canvas import Box, Canvas
from velocitypost.generation.cards.card import Card, halves
from velocitypost.generation.cards.colours import mixed
from velocitypost.generation.cards.faces import Voice, is_rtl
from velocitypost.generation.cards.typesetting import Align, Colour, draw, fit

_SMALLEST = 24
_BLACK: Colour = (12, 12, 14)
_WHITE: Colour = (255, 255, 255)
_RED: Colour = (214, 57, 57)
_GREEN: Colour = (38, 145, 86)


def captions(card: Card) -> Canvas:
    """White letters with a black edge above and below."""
    canvas = Canvas(card.shape, card.palette.ground)
    _ground(canvas, card, canvas.all)
    unit = canvas.unit
    inner = canvas.free.inset(5 * unit, 4 * unit)
    tall = inner.height * (0.42 if card.picture is None else 0.3)
    for text, low in zip(halves(card.text), (False, True), strict=True):
        if not text:
            continue
        wide = inner.width
        setting = fit(text.upper(), "loud", (wide, tall), largest=round(13 * unit), smallest=_SMALLEST, leading=1.2)
        top = inner.top + inner.height - setting.height if low else inner.top
        edge = max(2, round(setting.size / 14))
        draw(canvas.draw, setting, inner.left, top, wide, _WHITE, align="centre", outline=_BLACK, outline_width=edge)
    return canvas


def caption_above(card: Card) -> Canvas:
    """The set-up on a white strip, the point on what lies below it."""
    canvas = Canvas(card.shape, _WHITE)
    unit = canvas.unit
    first, second = halves(card.text)
    strip = canvas.free.top + canvas.free.height * (0.36 if second else 0.6)
    low = canvas.all.below(strip)
    _ground(canvas, card, low)
    head = Box(6 * unit, canvas.free.top + 4 * unit, canvas.width - 12 * unit, strip - canvas.free.top - 8 * unit)
    _set(canvas, first, head, "strong", _BLACK, largest=8)
    if second:
        foot = Box(
            6 * unit, strip + 3 * unit, canvas.width - 12 * unit, canvas.height - strip - canvas.free.top - 6 * unit
        )
        setting = fit(second.upper(), "loud", (foot.width, foot.height), largest=round(14 * unit), smallest=_SMALLEST)
        top = foot.top + (foot.height - setting.height) * (0.5 if card.picture is None else 1.0)
        edge = max(2, round(setting.size / 14))
        draw(
            canvas.draw, setting, foot.left, top, foot.width, _WHITE, align="centre", outline=_BLACK, outline_width=edge
        )
    return canvas


def no_and_yes(card: Card) -> Canvas:
    """What nobody wants, crossed out, over what everybody does."""
    colours = card.palette
    canvas = Canvas(card.shape, colours.paper)
    unit = canvas.unit
    area = canvas.free
    rtl = is_rtl(card.text)
    for number, text in enumerate(halves(card.text)):
        row = Box(0, area.top + number * area.height / 2, canvas.width, area.height / 2)
        side = min(row.height, canvas.width * 0.34)
        if number == 0:
            row = Box(0, 0, canvas.width, area.top + area.height / 2)
        else:
            row = Box(0, row.top, canvas.width, canvas.height - row.top)
        x = canvas.width - side if rtl else 0
        tint = _RED if number == 0 else _GREEN
        canvas.fill(Box(x, row.top, side, row.height), mixed(tint, _WHITE, 0.84))
        middle = (area.top + area.height * (0.25 if number == 0 else 0.75)) if area.top else row.top + row.height / 2
        _mark(canvas, x + side / 2, middle, side * 0.27, tint, yes=number == 1)
        left = 5 * unit if rtl else side + 5 * unit
        words = Box(
            left, middle - area.height / 4 + 4 * unit, canvas.width - side - 10 * unit, area.height / 2 - 8 * unit
        )
        if text:
            _set(canvas, text, words, "strong", colours.on_paper, largest=8, align="start")
    canvas.fill(Box(0, area.top + area.height / 2 - 0.4 * unit, canvas.width, 0.8 * unit), colours.ground)
    return canvas


def talk(card: Card) -> Canvas:
    """Two bubbles of a chat."""
    colours = card.palette
    canvas = Canvas(card.shape, mixed(colours.ground, _WHITE, 0.86))
    unit = canvas.unit
    inner = canvas.free.inset(6 * unit, 6 * unit)
    parts = [part for part in halves(card.text) if part]
    room = (inner.height - 4 * unit) / 2
    settings = [
        fit(
            part,
            "plain",
            (inner.width * 0.82 - 8 * unit, room - 6 * unit),
            largest=round(7.5 * unit),
            smallest=_SMALLEST,
        )
        for part in parts
    ]
    whole = sum(setting.height + 6 * unit for setting in settings) + 4 * unit * (len(settings) - 1)
    top = inner.top + (inner.height - whole) / 2
    for number, setting in enumerate(settings):
        wide, tall = setting.width + 8 * unit, setting.height + 6 * unit
        right = number == 1
        left = inner.left + inner.width - wide if right else inner.left
        fill = colours.ground if right else _WHITE
        letters = colours.on_ground if right else _BLACK
        canvas.rounded(Box(left, top, wide, tall), 3.5 * unit, fill)
        tail = left + wide - 3.5 * unit if right else left + 3.5 * unit
        away = 3.4 * unit if right else -3.4 * unit
        canvas.polygon(
            [(tail - away * 0.8, top + tall - 2 * unit), (tail + away, top + tall), (tail, top + tall - 3.4 * unit)],
            fill,
        )
        draw(canvas.draw, setting, left + 4 * unit, top + 3 * unit, setting.width, letters)
        top += tall + 4 * unit
    return canvas


def meaning(card: Card) -> Canvas:
    """A page of a dictionary: a word, and what it really means."""
    colours = card.palette
    canvas = Canvas(card.shape, colours.paper)
    unit = canvas.unit
    inner = canvas.free.inset(9 * unit, 8 * unit)
    word, sense = halves(card.text)
    tall = inner.height * (0.3 if sense else 1.0)
    head = fit(word.rstrip(":"), "serif_strong", (inner.width, tall), largest=round(11 * unit), smallest=_SMALLEST)
    room = (inner.width, inner.height - head.height - 6 * unit)
    body = fit(sense, "serif", room, largest=round(7.5 * unit), smallest=_SMALLEST, leading=1.35) if sense else None
    whole = head.height + (body.height + 6 * unit if body else 0)
    top = inner.top + (inner.height - whole) / 2
    draw(canvas.draw, head, inner.left, top, inner.width, colours.on_paper)
    rule = top + head.height + 2.2 * unit
    left = inner.left + inner.width - 10 * unit if is_rtl(card.text) else inner.left
    canvas.rounded(Box(left, rule, 10 * unit, 0.8 * unit), 0.4 * unit, colours.mark_on_paper)
    if body:
        draw(
            canvas.draw,
            body,
            inner.left,
            top + head.height + 6 * unit,
            inner.width,
            mixed(colours.on_paper, colours.paper, 0.12),
        )
    return canvas


LAYOUTS: dict[str, tuple[str, Callable[[Card], Canvas]]] = {
    "captions": ("Above and below", captions),
    "caption_above": ("Strip above", caption_above),
    "no_and_yes": ("No and yes", no_and_yes),
    "talk": ("Chat", talk),
    "meaning": ("Dictionary", meaning),
}


def _set(
    canvas: Canvas, text: str, box: Box, voice: Voice, colour: Colour, *, largest: float, align: Align = "centre"
) -> None:
    setting = fit(text, voice, (box.width, box.height), largest=round(largest * canvas.unit), smallest=_SMALLEST)
    draw(canvas.draw, setting, box.left, box.top + (box.height - setting.height) / 2, box.width, colour, align=align)


def _ground(canvas: Canvas, card: Card, box: Box) -> None:
    """The picture, or rays in the brand's colours from the middle of the box."""
    if card.picture is not None:
        canvas.picture(box, card.picture)
        return
    canvas.fill(box, card.palette.ground)
    lighter = mixed(card.palette.ground, _WHITE, 0.14)
    x, y = box.left + box.width / 2, box.top + box.height / 2
    far = math.hypot(box.width, box.height)
    count, turn = 14, (card.seed % 26) * math.pi / 360
    for number in range(count):
        start = turn + number * 2 * math.pi / count
        ends = [(x + far * math.cos(a), y + far * math.sin(a)) for a in (start, start + math.pi / count)]
        canvas.draw.polygon([(x, y), *ends], fill=lighter)
    if box.top > 0:
        canvas.fill(canvas.all.upper(box.top), _WHITE)


def _mark(canvas: Canvas, x: float, y: float, reach: float, colour: Colour, *, yes: bool) -> None:
    thick = reach * 0.34
    if yes:
        canvas.stroke((x - reach * 0.8, y + reach * 0.05), (x - reach * 0.25, y + reach * 0.62), thick, colour)
        canvas.stroke((x - reach * 0.25, y + reach * 0.62), (x + reach * 0.85, y - reach * 0.6), thick, colour)
    else:
        canvas.stroke((x - reach * 0.65, y - reach * 0.65), (x + reach * 0.65, y + reach * 0.65), thick, colour)
        canvas.stroke((x - reach * 0.65, y + reach * 0.65), (x + reach * 0.65, y - reach * 0.65), thick, colour)
