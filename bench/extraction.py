"""How well and how fast documents are read: `python -m bench --only extraction` writes docs/quality/extraction.md.

What is compared is what the product's own reading gives, from the same code; the second library is pdfminer.six.
"""

from __future__ import annotations

import os
import platform
import random
import re
import shutil
import statistics
import sysconfig
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import LCSseq, Levenshtein

from bench import scene
from bench.measures import Row
from bench.stack import Stack
from tests.unit.sources import making
from velocitypost.sources.extraction.reading import read
from velocitypost.sources.extraction.recognition import Recogniser, recogniser
from velocitypost.sources.limits import Kind

PAGE = Path(__file__).parents[1] / "docs" / "quality" / "extraction.md"
_HEAD = """# How documents are read

Made by `python -m bench.quality extraction`. Real files are those that installed packages and this system bring along;
where they hold no text they are left out. The second library is pdfminer.six. “Recovered” is the share of the other
library's words (or, for made files, of the words that were written) that ours gives, counted with repetitions.
“Order” is the longest run of words that both have in the same order, as a share of the shorter text. On real files
nobody knows the truth: where the two differ, either may be right. Character errors are edits (Levenshtein) for each
character written, on the text as it was put together to passages.
"""
_WORD = re.compile(r"\w+")
_READY_WITHIN = 120.0
_REAL_MAX_BYTES = 10_000_000
_FEW_WORDS = 30


def measure(stack: Stack) -> list[Row]:
    """All of it; writes the page."""
    parts = {
        "Speed": [*_hundred_pages(stack), *_beside_reading(stack)],
        "Real files, against pdfminer.six": list(_real_files()),
        "Made files, against what was written": list(_made_files()),
        "Recognition of pictures (OCR)": list(_recognition()),
    }
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(_page(parts))
    return [row for rows in parts.values() for row in rows]


# ---- speed


def _hundred_pages(stack: Stack) -> Iterator[Row]:
    """From the upload to ready, over HTTP, as a person waits for it."""
    with signed_in(stack) as client:
        for what, data in (("one column", _report(100, columns=1)), ("two columns", _report(100, columns=2))):
            began = time.monotonic()
            source = _ready(client, _upload(client, data))
            seconds = time.monotonic() - began
            words = source["digest"]["characters"] // 6
            figure = f"{seconds:.1f} s ({source['digest']['passages']:,} passages, about {words:,} words)"
            yield Row(f"A PDF of 100 pages, {what}, from upload to ready", figure, "under 10 s", seconds < 10)


def _beside_reading(stack: Stack) -> Iterator[Row]:
    """How fast the web process answers while a document with text and one of pictures are read."""
    with signed_in(stack) as client:
        rest = _answers(client, until=lambda since: time.monotonic() - since > 3)
        scan = _upload(client, making.scanned(*(_printed(_TEXTS[n % 3]) for n in range(4))), "scan.pdf")
        report = _upload(client, _report(100, columns=2))
        waiting = {scan, report}

        def all_ready(since: float) -> bool:
            if time.monotonic() - since > _READY_WITHIN:
                raise RuntimeError("the documents were not read")
            waiting.difference_update([one for one in waiting if _state(client, one) not in ("queued", "reading")])
            return not waiting

        busy = _answers(client, until=all_ready)
    figure = f"p50 {_p(busy, 0.5)} ms, p95 {_p(busy, 0.95)} ms ({len(busy)} asked)"
    at_rest = f"at rest p50 {_p(rest, 0.5)} ms, p95 {_p(rest, 0.95)} ms"
    reached = statistics.quantiles(busy, n=20)[-1] < 0.15
    yield Row("The web process while two documents are read", f"{figure}; {at_rest}", "p95 under 150 ms", reached)


def _answers(client: httpx2.Client, *, until: Callable[[float], bool]) -> list[float]:
    taken, since = [], time.monotonic()
    while not until(since):
        began = time.perf_counter()
        client.get("/api/auth/me").raise_for_status()
        taken.append(time.perf_counter() - began)
        time.sleep(0.02)
    return taken


def signed_in(stack: Stack) -> httpx2.Client:
    space = scene.workspace(stack.product(), stack.control())
    headers = {"authorization": f"Bearer {space.access_token}"}
    return httpx2.Client(base_url=stack.url, headers=headers, timeout=60)


def _upload(client: httpx2.Client, data: bytes, name: str = "report.pdf") -> str:
    answer = client.post("/api/sources", files={"file": (name, data)})
    answer.raise_for_status()
    return str(answer.json()["source"]["id"])


def _state(client: httpx2.Client, source_id: str) -> str:
    return str(client.get(f"/api/sources/{source_id}").json()["source"]["state"])


def _ready(client: httpx2.Client, source_id: str) -> Any:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        source = client.get(f"/api/sources/{source_id}").json()["source"]
        if source["state"] == "ready":
            return source
        if source["state"] == "refused":
            raise RuntimeError(source["reason"])
        time.sleep(0.05)
    raise RuntimeError("the document was not read")


def _p(taken: list[float], share: float) -> str:
    return f"{sorted(taken)[int(len(taken) * share)] * 1000:.0f}"


# ---- real files


def _real_files() -> Iterator[Row]:
    from pdfminer.high_level import extract_text

    seen = 0
    for path in _found(".pdf"):
        theirs = _words(extract_text(str(path)))
        if len(theirs) < _FEW_WORDS:
            continue
        seen += 1
        yield _compared(f"`{_named(path)}`", theirs, _words(_read("pdf", path)), recovered=0.985, order=0.96)
    for path in _found(".docx"):
        theirs = _words(_raw_text_of_word(path))
        if len(theirs) >= _FEW_WORDS:
            seen += 1
            yield _compared(
                f"`{_named(path)}` (against the bare XML)",
                theirs,
                _words(_read("docx", path)),
                recovered=0.985,
                order=0.96,
            )
    if not seen:
        yield Row("Real files", "there are none with text on this machine")


def _found(ending: str) -> list[Path]:
    roots = [Path(sysconfig.get_path("purelib")), Path(__file__).parents[1] / "frontend" / "node_modules"]
    roots += [Path("/usr/share"), Path("/usr/lib")]
    files = (path for root in roots if root.is_dir() for path in root.rglob(f"*{ending}"))
    return sorted(path for path in files if path.is_file() and path.stat().st_size < _REAL_MAX_BYTES)


def _named(path: Path) -> str:
    parts = path.parts
    start = max(
        (n for n, part in enumerate(parts) if part in ("site-packages", "node_modules", "share", "lib")), default=0
    )
    return "/".join(parts[start + 1 :])


def _raw_text_of_word(path: Path) -> str:
    xml = making.part_of(path.read_bytes(), "word/document.xml").decode()
    return " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))


# ---- made files


def _made_files() -> Iterator[Row]:
    from pdfminer.high_level import extract_text

    for what, columns in (("one column", 1), ("two columns", 2), ("three columns", 3)):
        written = [making.prose(n, 7) for n in range(60)]
        data = making.story(*map(making.paragraph, written), columns=columns)
        truth = _words(" ".join(written))
        with _file(data) as path:
            theirs = _words(extract_text(str(path)))
            row = _compared(f"PDF, {what}", truth, _words(_read("pdf", path)), recovered=0.99, order=0.99)
        other = f"pdfminer.six: recovered {_recovered(truth, theirs):.3f}, order {_order(truth, theirs):.3f}"
        yield Row(row.what, f"{row.figure}; {other}", row.goal, row.reached)
    rows = [("Year", "Cups sold", "Price"), *((str(2000 + n), f"{n * 137:,}", f"${n}.50") for n in range(1, 20))]
    for what, ruled in (("with lines", True), ("without lines", False)):
        with _file(making.story(making.paragraph(making.prose(1, 9)), making.table(rows, ruled=ruled))) as path:
            found = [p.rows for p in read("pdf", path, "table.pdf", lambda _a, _b: None).passages if p.kind == "table"]
        same = len(found) == 1 and sum(a == b for a, b in zip(found[0], rows, strict=False))
        yield Row(f"PDF, a table of 20 rows {what}", f"{same or 0} of 20 rows as written", "20", same == 20)
    written = [making.prose(n, 5) for n in range(40)]

    def build(document: Any) -> None:
        for text in written:
            document.add_paragraph(text)

    with _file(making.word(build)) as path:
        yield _compared(
            "DOCX, 40 paragraphs", _words(" ".join(written)), _words(_read("docx", path)), recovered=1, order=1
        )


def _compared(what: str, truth: list[str], ours: list[str], *, recovered: float, order: float) -> Row:
    found, in_order = _recovered(truth, ours), _order(truth, ours)
    figure = f"recovered {found:.3f}, order {in_order:.3f} ({len(truth):,} words)"
    return Row(what, figure, f"{recovered:.3g} and {order:.3g}", found >= recovered and in_order >= order)


def _recovered(truth: list[str], found: list[str]) -> float:
    shared = Counter(truth) & Counter(found)
    return shared.total() / max(1, len(truth))


def _order(truth: list[str], found: list[str]) -> float:
    return LCSseq.similarity(truth, found) / max(1, min(len(truth), len(found)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _read(kind: Kind, path: Path) -> str:
    return "\n".join(p.text for p in read(kind, path, path.name, lambda _done, _total: None).passages)


# ---- pictures

_TEXTS = (
    "The Maple Street bakery sold 1,900 loaves in May 2024, which is 12.5 % more than a year before. Most customers "
    "come before nine; the loyalty card has 1,200 members. “We did not expect that,” says Ann O'Neill, who bought the "
    "second oven for $12,400 (net of tax).",
    "Flour prices rose to 0.89 per kilogram in the first quarter, and the price of butter followed. Sourdough keeps "
    "for five days, rye bread for seven. Opening hours: Monday to Friday 7:00–18:30, Saturday 8:00–13:00. Call "
    "555-0137 or write to hello@maple.example.",
    "Die Bäckerei öffnet früh und schließt, wenn alles verkauft ist. Größere Brötchen kosten über zwei Euro. À la "
    "carte, le café crème coûte 3,20 €; el pan de centeno está hecho con harina española y un poco de miel.",
)


@dataclass(frozen=True)
class _Sheet:
    """A made page: its font, and what has happened to it."""

    what: str
    font: Path
    spoil: Callable[[Image.Image], Image.Image] = lambda image: image
    columns: int = 1
    size: int = 30


def _recognition() -> Iterator[Row]:
    engine, total, errors = recogniser(), 0, 0
    seconds: list[float] = []
    for sheet in _sheets():
        texts = _TEXTS if sheet.columns == 1 else (*_TEXTS, *_TEXTS)
        began = time.process_time()
        found = _recognised(engine, _printed(*texts, sheet=sheet))
        seconds.append(time.process_time() - began)
        truth = _plain(" ".join(texts))
        wrong = Levenshtein.distance(truth, _plain(found))
        total, errors = total + len(truth), errors + wrong
        yield Row(f"Character errors: {sheet.what}", f"{100 * wrong / len(truth):.2f} % of {len(truth)}")
    share = errors / total
    yield Row("Character errors over all pages", f"{100 * share:.2f} % of {total:,}", "under 2 %", share < 0.02)
    name = "tesseract, rapidocr where that is not certain" if shutil.which("tesseract") else "rapidocr"
    yield Row("Recogniser", f"{name}, one thread, {statistics.median(seconds):.1f} s of the processor a page")


def _sheets() -> Iterator[_Sheet]:
    sans, serif, mono = (making.font_file(name) for name in ("DejaVuSans", "DejaVuSerif", "DejaVuSansMono"))
    times = making.font_file("STIXGeneral")
    yield _Sheet("DejaVu Sans", sans)
    yield _Sheet("DejaVu Serif", serif)
    yield _Sheet("DejaVu Sans Mono", mono, size=26)
    yield _Sheet("STIX (like Times)", times, size=34)
    yield _Sheet("STIX italic", making.font_file("STIXGeneralItalic"), size=34)
    yield _Sheet("8 pt at 150 dpi", sans, size=17)
    yield _Sheet("8 pt at 100 dpi", sans, size=11)
    yield _Sheet("two columns", sans, columns=2, size=24)
    yield _Sheet("two columns, 2° askew", serif, _askew(2), columns=2, size=24)
    yield _Sheet("3° askew", sans, _askew(-3))
    yield _Sheet("upside down", sans, lambda image: image.rotate(180))
    yield _Sheet("noise", sans, _noise(60))
    yield _Sheet("strong noise", serif, _noise(120))
    yield _Sheet("blurred and noisy", times, lambda image: _noise(40)(_blurred(image, 1.5)), size=34)
    yield _Sheet("pale on grey", sans, lambda image: image.point(lambda value: 150 + value * 60 // 255))
    yield _Sheet("white on black", sans, lambda image: image.point(lambda value: 255 - value))
    yield _Sheet("JPEG of quality 8", serif, _as_jpeg)


def _blurred(image: Image.Image, radius: float) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(radius))


def _recognised(engine: Recogniser, image: Image.Image) -> str:
    """As the product reads it: fragments, columns, lines, passages."""
    from velocitypost.sources.extraction.outline import outlined
    from velocitypost.sources.extraction.paged import blocks_of
    from velocitypost.sources.extraction.pdf import Page

    page = Page(1, image.width, image.height, engine.fragments(image))
    return " ".join(passage.text for passage in outlined([blocks_of(page)]))


def _printed(*texts: str, sheet: _Sheet | None = None) -> Image.Image:
    """A page of A4 at 150 dpi."""
    sheet = sheet or _Sheet("", making.font_file())
    image = Image.new("RGB", (1240, 1754), "white")
    draw, face = ImageDraw.Draw(image), ImageFont.truetype(sheet.font, sheet.size)
    width = (1240 - 160 - 60 * (sheet.columns - 1)) // sheet.columns
    each = -(-len(texts) // sheet.columns)
    for column in range(sheet.columns):
        x, y = 80 + column * (width + 60), 90
        for text in texts[column * each : (column + 1) * each]:
            for line in _wrapped(text, face, width):
                draw.text((x, y), line, font=face, fill="black")
                y += int(sheet.size * 1.4)
            y += sheet.size
    return sheet.spoil(image)


def _wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    count = len(text)
    while True:
        lines = textwrap.wrap(text, count, break_long_words=False, break_on_hyphens=False)
        if all(face.getlength(line) <= width for line in lines):
            return lines
        count = min(count - 1, max(map(len, lines)) - 1)


def _askew(degrees: float) -> Callable[[Image.Image], Image.Image]:
    return lambda image: image.rotate(degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)


def _noise(strength: int) -> Callable[[Image.Image], Image.Image]:
    def spoil(image: Image.Image) -> Image.Image:
        grain = Image.frombytes("L", image.size, random.Random(7).randbytes(image.width * image.height))
        spread = grain.point(lambda value: 128 + (value - 128) * strength // 128)
        noisy = Image.blend(image.convert("L"), spread, strength / 255)
        return noisy.convert("RGB")

    return spoil


def _as_jpeg(image: Image.Image) -> Image.Image:
    out = BytesIO()
    image.save(out, "JPEG", quality=8)
    return Image.open(BytesIO(out.getvalue())).convert("RGB")


def _plain(text: str) -> str:
    """Without differences that no reader would call an error: quotation marks, dashes, spaces around signs."""
    for signs, plain in (('“”„"', '"'), ("’‘´`", "'"), ("–—", "-")):
        text = re.sub(f"[{signs}]", plain, text)
    return re.sub(r"\s+", " ", text).strip()


# ---- files and the page


def _report(pages: int, *, columns: int) -> bytes:
    """A report with headings, paragraphs and a table now and then, of at least so many pages."""
    a_page = 12 if columns == 1 else 14
    flowables: list[Any] = [making.paragraph("A report of a hundred pages", "Title")]
    for number in range(pages * a_page):
        if number % 12 == 0:
            flowables.append(making.paragraph(f"{number // 12 + 1} {making.sentence(number, 3)[:-1]}", "Heading2"))
        if number % 60 == 30:
            flowables.append(making.table([("Year", "Cups"), ("2023", "1,450"), ("2024", "1,900")], ruled=True))
        flowables.append(making.paragraph(making.prose(number, 5)))
    data = making.story(*flowables, columns=columns, header="The Maple Street bakery")
    return _first_pages(data, pages)


def _first_pages(data: bytes, count: int) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for page in PdfReader(BytesIO(data)).pages[:count]:
        writer.add_page(page)
    if len(writer.pages) != count:
        raise RuntimeError(f"the made report has {len(writer.pages)} pages")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@contextmanager
def _file(data: bytes) -> Iterator[Path]:
    """The bytes as a file, as long as it is needed."""
    with tempfile.NamedTemporaryFile() as kept:
        kept.write(data)
        kept.flush()
        yield Path(kept.name)


def _page(parts: dict[str, list[Row]]) -> str:
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    lines = [_HEAD, f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine}."]
    for title, rows in parts.items():
        lines += ["", f"## {title}", "", "| what | measured | goal | reached |", "|---|---|---|---|"]
        lines += [f"| {row.what} | {row.figure} | {row.goal} | {_reached(row)} |" for row in rows]
    return "\n".join([*lines, ""])


def _reached(row: Row) -> str:
    return {True: "yes", False: "**no**", None: ""}[row.reached]
