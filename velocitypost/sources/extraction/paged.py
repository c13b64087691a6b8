"""Documents of pages: PDF, and pictures, which are one page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from velocitypost.sources.extraction.lines import Line, lines, regions
from velocitypost.sources.extraction.outline import outlined
from velocitypost.sources.extraction.paragraphs import Block, blocks
from velocitypost.sources.extraction.pdf import Page, Pdf
from velocitypost.sources.extraction.picture import open_picture
from velocitypost.sources.extraction.problems import EMPTY, UNRECOGNISED, Unreadable
from velocitypost.sources.extraction.recognition import Recogniser, recogniser
from velocitypost.sources.extraction.tables import with_aligned_tables, with_ruled_tables
from velocitypost.sources.extraction.text import Text
from velocitypost.sources.limits import RECOGNISED_PAGES_MAX
from velocitypost.sources.passage import Found

Progress = Callable[[int, int], None]


def read_pdf(path: Path, progress: Progress, engine: Recogniser | None = None) -> Text:
    """Raises `Unreadable`. `engine` reads pages without text; None: the best there is."""
    document = Pdf(path)
    document.require_readable_length()
    pages = [blocks_of(page) for page in document.pages(progress, engine or recogniser())]
    found = outlined(pages)
    if not found:
        raise Unreadable(UNRECOGNISED if document.recognised.tried else EMPTY)
    return Text(found, title=document.title, pages=document.count, notices=_notices(document))


def read_picture(path: Path, progress: Progress) -> Text:
    """Raises `Unreadable`."""
    progress(0, 1)
    image = open_picture(path)
    page = Page(1, image.width, image.height, recogniser().fragments(image))
    found: list[Found] = outlined([blocks_of(page)])
    if not found:
        raise Unreadable(UNRECOGNISED)
    progress(1, 1)
    return Text(found, pages=1)


def blocks_of(page: Page) -> list[Block]:
    """The paragraphs and tables of a page, in reading order."""
    fragments = with_aligned_tables(with_ruled_tables(page.fragments, page.rules), prose_columns=0)
    upright, turned = [f for f in fragments if not f.turned], [[f] for f in fragments if f.turned]
    found: list[Line] = []
    for region in (*regions(upright), *turned):
        found += lines(with_aligned_tables(region, prose_columns=1))
    return blocks(found, page=page.number, width=page.width, height=page.height)


def _notices(document: Pdf) -> tuple[str, ...]:
    notices = []
    recognised = document.recognised
    if recognised.pages:
        notices.append(
            f"{_pages(recognised.pages)} held no text and {'was' if recognised.pages == 1 else 'were'} recognised from "
            "the picture: letters may be wrong."
        )
    if recognised.left_out:
        notices.append(
            f"{_pages(len(recognised.left_out))} more without text, from page {recognised.left_out[0]} on, "
            f"{'was' if len(recognised.left_out) == 1 else 'were'} not read: in one document at most "
            f"{RECOGNISED_PAGES_MAX} pages are recognised from their picture, or as many as a few minutes allow."
        )
    if document.cut_at is not None:
        notices.append(f"The document is very long: it was read up to page {document.cut_at - 1}.")
    return tuple(notices)


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
