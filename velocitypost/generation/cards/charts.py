"""Charts of a document's table, drawn like cards, with the numbers in words beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

from velocitypost.generation.cards.canvas import Box, Canvas
from velocitypost.generation.cards.colours import Palette, contrast, mixed, palette
from velocitypost.generation.cards.drawing import Look
from velocitypost.generation.cards.faces import Voice, drawable
from velocitypost.generation.cards.shapes import Shape
from velocitypost.generation.cards.tables import ChartKind, Figures, figures, kind_for, require
from velocitypost.generation.cards.typesetting import Align, Colour, draw, fit, width

TITLE_MOST = 120
_SMALLEST = 12
_FINER = 2
_TOLD_MOST = 24
_LABEL_MOST = 40
_NAMES: dict[ChartKind, str] = {"bar": "Bar chart", "line": "Line chart", "share": "Chart of shares"}
_FURTHER: tuple[Colour, ...] = (
    (61, 122, 190),
    (217, 119, 52),
    (80, 150, 90),
    (150, 90, 160),
    (120, 120, 130),
    (196, 160, 40),
)


def draw_chart(
    rows: Sequence[Sequence[str]],
    shape: Shape,
    look: Look,
    *,
    title: str,
    source: str,
    kind: ChartKind | None = None,
) -> tuple[bytes, str]:
    """A PNG and its alternative text. Without a `kind` the table's shape chooses one. Raises `CannotDraw`."""
    found = figures(rows)
    chosen = kind or kind_for(found)
    require(found, chosen)
    title = drawable(" ".join(title.split())[:TITLE_MOST], "title")
    source = drawable(" ".join(source.split())[:TITLE_MOST])
    for text in (*found.labels, *(series.name for series in found.series)):
        drawable(text, "passage_id")
    colours = palette(look.colours, 0)
    canvas = Canvas(shape, colours.paper)
    area = _frame(canvas, found if chosen != "share" else None, title, source, colours, look)
    {"bar": _bars, "line": _line, "share": _share}[chosen](canvas, area, found, colours)
    return canvas.png(), _described(chosen, found, title, source)


def _frame(canvas: Canvas, found: Figures | None, title: str, source: str, colours: Palette, look: Look) -> Box:
    """Title, source and the names of several columns. What is left for the chart."""
    unit = canvas.unit
    inner = canvas.free.inset(7 * unit, 6 * unit)
    head = fit(title, "strong", (inner.width, 13 * unit), largest=round(5.2 * unit), smallest=_SMALLEST, leading=1.18)
    draw(canvas.draw, head, inner.left, inner.top, inner.width, colours.on_paper)
    top = head.height + 2 * unit
    if found is not None and len(found.series) > 1:
        top += _legend(canvas, inner.below(top), [series.name for series in found.series], colours) + 1.5 * unit
    muted = mixed(colours.on_paper, colours.paper, 0.25)
    told = " · ".join(part for part in (source, look.name) if part)
    foot = fit(told, "plain", (inner.width, 6 * unit), largest=round(2.3 * unit), smallest=_SMALLEST)
    draw(canvas.draw, foot, inner.left, inner.top + inner.height - foot.height, inner.width, muted)
    return Box(inner.left, inner.top + top, inner.width, inner.height - top - foot.height - 3 * unit)


def _legend(canvas: Canvas, box: Box, names: Sequence[str], colours: Palette) -> float:
    unit, size = canvas.unit, max(_SMALLEST, round(2.6 * canvas.unit))
    x, y, tall = box.left, box.top, size * 1.7
    for name, colour in zip(names, _tints(colours, len(names)), strict=True):
        text = _short(name or "—", "plain", size, box.width - 4 * unit)
        wide = width(text, "plain", size) + size * 1.4
        if x > box.left and x + wide > box.left + box.width:
            x, y = box.left, y + tall
        canvas.disc(x + size * 0.45, y + tall / 2, size * 0.42, colour)
        _write(canvas, text, x + size * 1.2, y + tall / 2, size, "plain", colours.on_paper)
        x += wide + 3 * unit
    return y + tall - box.top


def _bars(canvas: Canvas, box: Box, found: Figures, colours: Palette) -> None:
    unit = canvas.unit
    rows, many = len(found.labels), len(found.series)
    step = box.height / rows
    size = max(_SMALLEST, round(min(2.9 * unit, step * 0.46, step * 0.8 / many)))
    room = box.width * 0.36
    labels = [_short(label, "plain", size, room) for label in found.labels]
    left = max(width(label, "plain", size) for label in labels) + 2 * unit
    values = [value for series in found.series for value in series.values if value is not None]
    told = max(width(found.told(value), "strong", size) for value in values) + 1.5 * unit
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    lead = told if low < 0 else 0.0
    wide = box.width - left - told - lead
    zero = box.left + left + lead - low / span * wide
    thick = min(step * 0.74, 9 * unit) / many
    for row, label in enumerate(labels):
        middle = box.top + (row + 0.5) * step
        _write(canvas, label, box.left, middle, size, "plain", colours.on_paper)
        for number, (series, tint) in enumerate(zip(found.series, _tints(colours, many), strict=True)):
            value = series.values[row]
            y = middle + (number - many / 2) * thick
            if value is None:
                _write(canvas, "–", zero + unit, y + thick / 2, size, "plain", colours.on_paper)
                continue
            long = abs(value) / span * wide
            bar = Box(zero if value >= 0 else zero - long, y + thick * 0.06, max(long, 2.0), thick * 0.88)
            canvas.rounded(bar, min(0.7 * unit, bar.height / 4), tint)
            text = found.told(value)
            x = zero + long + unit if value >= 0 else zero - long - unit - width(text, "strong", size)
            _write(canvas, text, x, y + thick / 2, size, "strong", colours.on_paper)
    canvas.fill(Box(zero - 1, box.top, 2, box.height), mixed(colours.on_paper, colours.paper, 0.5))


def _line(canvas: Canvas, box: Box, found: Figures, colours: Palette) -> None:
    unit = canvas.unit
    size = max(_SMALLEST, round(2.6 * unit))
    values = [value for series in found.series for value in series.values if value is not None]
    ticks = _ticks(min(values), max(values))
    told = [found.told(tick) for tick in ticks]
    left = max(width(text, "plain", size) for text in told) + 1.5 * unit
    plot = Box(box.left + left, box.top + size, box.width - left - 2 * unit, box.height - 3.4 * size)
    low, high = ticks[0], ticks[-1]
    muted = mixed(colours.on_paper, colours.paper, 0.3)
    for tick, text in zip(ticks, told, strict=True):
        y = plot.top + plot.height * (1 - (tick - low) / (high - low))
        canvas.fill(Box(plot.left, y - 1, plot.width, 2), mixed(colours.on_paper, colours.paper, 0.85))
        _write(canvas, text, plot.left - 1.5 * unit - width(text, "plain", size), y, size, "plain", muted)
    count = len(found.labels)
    places = [plot.left + plot.width * (number / (count - 1) if count > 1 else 0.5) for number in range(count)]
    _under(canvas, found.labels, places, plot, size, muted)
    for series, tint in zip(found.series, _tints(colours, len(found.series)), strict=True):
        points = [
            None if value is None else (x, plot.top + plot.height * (1 - (value - low) / (high - low)))
            for x, value in zip(places, series.values, strict=True)
        ]
        _stroke(canvas, plot, points, 0.8 * unit, tint)
        for point in points if count <= 16 else []:
            if point is not None:
                canvas.disc(*point, 1.0 * unit, tint)
        last, value = points[-1], series.values[-1]
        if last is not None and value is not None:
            text = found.told(value)
            x = last[0] - width(text, "strong", size)
            _write(canvas, text, x, max(box.top + size / 2, last[1] - 1.1 * size), size, "strong", colours.on_paper)


def _share(canvas: Canvas, box: Box, found: Figures, colours: Palette) -> None:
    unit = canvas.unit
    values = [value or 0.0 for value in found.series[0].values]
    whole, tints = sum(values), _tints(colours, len(values))
    beside = box.width > box.height * 1.25
    rows = len(values)
    side = (
        min(box.height, box.width * 0.46) if beside else min(box.width * 0.8, box.height - rows * 5 * unit - 3 * unit)
    )
    x = box.left if beside else box.left + (box.width - side) / 2
    y = box.top + (box.height - side) / 2 if beside else box.top
    fine = round(side) * _FINER
    ring = Image.new("RGB", (fine, fine), colours.paper)
    pen, start = ImageDraw.Draw(ring), -90.0
    for value, tint in zip(values, tints, strict=True):
        end = start + 360 * value / whole
        if value:
            pen.pieslice((0, 0, fine - 1, fine - 1), start, end, fill=tint, outline=colours.paper, width=_FINER * 3)
        start = end
    hole = fine * 0.29
    pen.ellipse((hole, hole, fine - hole, fine - hole), fill=colours.paper)
    canvas.image.paste(ring.resize((round(side), round(side)), Image.Resampling.BOX), (round(x), round(y)))
    left = x + side + 5 * unit if beside else box.left
    room = box.left + box.width - left
    step = min(box.height / rows, 8 * unit) if beside else (box.height - side - 2 * unit) / rows
    top = box.top + (box.height - step * rows) / 2 if beside else box.top + side + 2 * unit
    size = max(_SMALLEST, round(min(3.2 * unit, step * 0.62)))
    for number, (label, value, tint) in enumerate(zip(found.labels, values, tints, strict=True)):
        middle = top + (number + 0.5) * step
        text = found.told(value) if found.after == "%" else f"{found.told(value)} ({100 * value / whole:.0f}%)"
        long = width(text, "strong", size)
        canvas.disc(left + size * 0.45, middle, size * 0.45, tint)
        shown = _short(label, "plain", size, room - long - size * 2.4)
        _write(canvas, shown, left + size * 1.4, middle, size, "plain", colours.on_paper)
        _write(canvas, text, left + room - long, middle, size, "strong", colours.on_paper)


def _under(
    canvas: Canvas, labels: Sequence[str], places: Sequence[float], plot: Box, size: int, colour: Colour
) -> None:
    """As many labels as have room, evenly, the last one among them."""
    widest = max(width(label, "plain", size) for label in labels) + size
    each = max(1, math.ceil(widest * len(labels) / (plot.width + widest)))
    for number in range(len(labels) - 1, -1, -each):
        long = width(labels[number], "plain", size)
        x = min(max(places[number] - long / 2, plot.left - size), canvas.width - long - size)
        _write(canvas, labels[number], x, plot.top + plot.height + 1.5 * size, size, "plain", colour)


def _stroke(
    canvas: Canvas, plot: Box, points: Sequence[tuple[float, float] | None], thick: float, colour: Colour
) -> None:
    edge = math.ceil(thick)
    left, top = math.floor(plot.left) - edge, math.floor(plot.top) - edge
    size = (math.ceil(plot.width) + 2 * edge, math.ceil(plot.height) + 2 * edge)
    mask = Image.new("L", (size[0] * _FINER, size[1] * _FINER))
    pen = ImageDraw.Draw(mask)
    piece: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            piece.append(((point[0] - left) * _FINER, (point[1] - top) * _FINER))
            continue
        if len(piece) > 1:
            pen.line(piece, fill=255, width=round(thick * _FINER), joint="curve")
        piece = []
    canvas.image.paste(colour, (left, top), mask.resize(size, Image.Resampling.BOX))


def _ticks(low: float, high: float) -> list[float]:
    """Four to seven round numbers around these two. Zero is among them unless the line would be flat then."""
    if low > 0 and low < 0.6 * high:
        low = 0.0
    if high < 0 and high > 0.6 * low:
        high = 0.0
    span = (high - low) or abs(high) or 1.0
    rough = span / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        last += 1
    return [round(number * step, 10) for number in range(first, last + 1)]


def _tints(colours: Palette, count: int) -> list[Colour]:
    """As many colours as there are columns or parts, each to be seen on the paper and apart from the others."""
    wished = [colours.ground, colours.accent, *_FURTHER]
    found: list[Colour] = []
    for colour in wished:
        apart = all(sum(abs(a - b) for a, b in zip(colour, other, strict=True)) > 110 for other in found)
        if contrast(colour, colours.paper) >= 1.6 and apart:
            found.append(colour)
    while len(found) < count:
        found.append(mixed(colours.on_paper, colours.paper, 0.2 + 0.1 * len(found)))
    return found[:count]


def _write(canvas: Canvas, text: str, x: float, middle: float, size: int, voice: Voice, colour: Colour) -> None:
    if not text:
        return
    side: Align = "start"
    setting = fit(text, voice, (canvas.width * 2, size * 4), largest=size, smallest=size)
    draw(canvas.draw, setting, x, middle - 0.42 * size - 0.1 * size, setting.width, colour, align=side)


def _short(text: str, voice: Voice, size: int, room: float) -> str:
    text = text if len(text) <= _LABEL_MOST else f"{text[: _LABEL_MOST - 1].rstrip()}…"
    while len(text) > 2 and width(text, voice, size) > room:
        text = f"{text.rstrip('…')[:-1].rstrip()}…"
    return text


def _described(kind: ChartKind, found: Figures, title: str, source: str) -> str:
    """Every number, or of long columns the ends and the extremes."""
    told = [f"{_NAMES[kind]}: {title.rstrip('.')}."]
    for series in found.series:
        known = [(label, value) for label, value in zip(found.labels, series.values, strict=True) if value is not None]
        name = f"{series.name}: " if series.name else ""
        if len(known) > _TOLD_MOST:
            (first, start), (last, end) = known[0], known[-1]
            least, most = min(known, key=lambda one: one[1]), max(known, key=lambda one: one[1])
            told.append(
                f"{name}from {found.told(start)} ({first}) to {found.told(end)} ({last}); "
                f"lowest {found.told(least[1])} ({least[0]}), highest {found.told(most[1])} ({most[0]})."
            )
        else:
            told.append(f"{name}{'; '.join(f'{label} {found.told(value)}' for label, value in known)}.")
    return " ".join([*told, f"{source}."])
