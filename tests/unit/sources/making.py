"""Documents made for the tests: small, and each for one question."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

A4 = (595, 842)
_WORDS = (
    *("market", "growth", "customer", "service", "revenue", "quarter", "product", "team", "delivery", "city", "coffee"),
    *("garden", "harvest", "report", "energy", "price", "supply", "water", "winter", "morning", "station", "bridge"),
)


def sentence(number: int, words: int = 12) -> str:
    """A sentence that is the same for the same number."""
    chosen = random.Random(number)
    return " ".join(chosen.choice(_WORDS) for _ in range(words)).capitalize() + "."


def prose(number: int, sentences: int = 4) -> str:
    return " ".join(sentence(number * 100 + n) for n in range(sentences))


# ---- PDF


def font_file(name: str = "DejaVuSans") -> Path:
    """One of the fonts that come with matplotlib, so that they are on every machine."""
    found = find_spec("matplotlib")
    assert found is not None
    return Path(str(found.origin)).parent / "mpl-data" / "fonts" / "ttf" / f"{name}.ttf"


def font() -> str:
    """The name, in PDFs, of a font with many scripts."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if "Many" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Many", str(font_file())))
    return "Many"


def drawn(*pages: Callable[[Any], None], size: tuple[float, float] = A4, **options: Any) -> bytes:
    """A PDF of these pages; each is given the canvas, which counts from the lower left."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(
    texts: Sequence[str], *, left: float = 72, top: float = 770, size: float = 11, pitch: float = 14, bold: bool = False
) -> Callable[[Any], None]:
    """A page with one text below the other."""

    def page(canvas: Any) -> None:
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        for number, text in enumerate(texts):
            canvas.drawString(left, top - number * pitch, text)

    return page


def story(*flowables: Any, columns: int = 1, header: str = "") -> bytes:
    """A PDF that reportlab has laid out, on as many pages as it takes, in columns."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    out = BytesIO()
    width = (A4[0] - 112 - (columns - 1) * 28) / columns
    frames = [Frame(56 + n * (width + 28), 60, width, A4[1] - 120) for n in range(columns)]

    def margins(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(56, A4[1] - 36, header)
        canvas.drawCentredString(A4[0] / 2, 30, str(document.page))

    document = BaseDocTemplate(out, pagesize=A4, invariant=1)
    document.addPageTemplates([PageTemplate("all", frames, onPage=margins if header else lambda *_: None)])
    document.build(list(flowables))
    return out.getvalue()


def paragraph(text: str, style: str = "BodyText") -> Any:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    return Paragraph(text, getSampleStyleSheet()[style])


def table(rows: Sequence[Sequence[str]], *, ruled: bool) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Table

    made = Table([list(row) for row in rows])
    if ruled:
        made.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    return made


def scanned(*pages: Image.Image) -> bytes:
    """A PDF that holds pictures and no text."""
    out = BytesIO()
    first, *others = [page.convert("RGB") for page in pages]
    first.save(out, "PDF", save_all=True, append_images=others, resolution=100)
    return out.getvalue()


def encrypted(data: bytes, *, user: str, owner: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user, owner, algorithm="AES-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    """The same with its pages turned, as a scanner or a viewer does."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages:
        page.rotate(degrees)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def blank_pages(count: int) -> bytes:
    """A PDF of so many empty pages, in the fewest bytes."""
    kids = " ".join(["4 0 R"] * count)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[3 0 R]>>",
        f"<</Type/Pages/Parent 2 0 R/Count {count}/Kids[{kids}]>>",
        "<</Type/Page/Parent 3 0 R/MediaBox[0 0 200 200]>>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{text}endobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()


# ---- pictures


def written(texts: Sequence[str], *, size: int = 30, width: int = 900, background: str = "white") -> Image.Image:
    """A picture with lines of text."""
    pitch = size * 3 // 2
    image = Image.new("RGB", (width, 60 + len(texts) * pitch), background)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(font_file(), size)
    for number, text in enumerate(texts):
        draw.text((40, 20 + number * pitch), text, font=face, fill="black")
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def picture_bomb() -> bytes:
    """A PNG of 60,000 × 60,000 pixels in a few hundred bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


# ---- Office


def word(build: Callable[[Any], None]) -> bytes:
    """A DOCX; `build` is given the document."""
    from docx import Document

    document = Document()
    build(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def slides(build: Callable[[Any], None]) -> bytes:
    """A PPTX; `build` is given the presentation."""
    from pptx import Presentation

    presentation = Presentation()
    build(presentation)
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The same package with these parts changed or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changes:
                new.writestr(part, old.read(part))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)
