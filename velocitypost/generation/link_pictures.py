"""The picture that a page shows of itself, for a post that links to it; with where it is from.

https://ogp.me/#structured, https://developer.x.com/en/docs/x-for-websites/cards/overview/markup
"""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

import filetype

from velocitypost.core.fetching import CannotFetch, Fetched, Fetcher, checked

_PAGE_MOST = 1024**2
_PICTURE_MOST = 10 * 1024**2
_WITHIN_SECONDS = 12.0
_SIDE_LEAST = 200
_KINDS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}
_NAMES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_ALTS = ("og:image:alt", "twitter:image:alt")
# A page that says one of these does not want its pictures used elsewhere.
# https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
_FORBIDS = frozenset({"noimageindex", "none", "noindex", "max-image-preview:none"})


class NoLinkPicture(Exception):
    """There is no picture for this link; the text tells why."""


@dataclass(frozen=True)
class LinkPicture:
    """`page` is where it was found after redirects, `picture` its own address, `site` the host to name as source."""

    data: bytes
    ending: str
    page: str
    picture: str
    site: str
    title: str
    alt: str


class LinkPictures:
    """Goes to public addresses only, within a few seconds and megabytes."""

    def __init__(self, fetcher: Fetcher, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._fetcher = fetcher
        self._monotonic = monotonic

    def find(self, url: str) -> LinkPicture:
        """Raises `NoLinkPicture`."""
        until = self._monotonic() + _WITHIN_SECONDS
        page = self._fetched(url, "text/html", _PAGE_MOST, until, whole=False)
        if page.headers.get("content-type", "").partition(";")[0].strip().lower() not in (
            "text/html",
            "application/xhtml+xml",
        ):
            raise NoLinkPicture("This address leads to no web page, so it has no preview picture.")
        head = _Head()
        head.feed(page.data.decode(_charset(page.headers), errors="replace"))
        site = (urllib.parse.urlsplit(page.url).hostname or "").removeprefix("www.")
        if _FORBIDS & _directives(head.robots, page.headers.get("x-robots-tag", "")):
            raise NoLinkPicture(f"{site} asks that its pictures are not used elsewhere.")
        named = next((head.meta[name] for name in _NAMES if head.meta.get(name)), None)
        if named is None:
            raise NoLinkPicture("This page names no preview picture.")
        picture = self._fetched(named, "image/*", _PICTURE_MOST, until, seen_from=page.url)
        if _FORBIDS & _directives([], picture.headers.get("x-robots-tag", "")):
            raise NoLinkPicture(f"{site} asks that its pictures are not used elsewhere.")
        title = " ".join((head.meta.get("og:title") or head.title).split())[:300]
        alt = next((head.meta[name] for name in _ALTS if head.meta.get(name)), "") or title
        told = f"{' '.join(alt.split())[:1000]} (picture: {site})".strip()
        return LinkPicture(picture.data, _ending(picture.data), page.url, picture.url, site, title, told)

    def _fetched(
        self, url: str, accept: str, most: int, until: float, *, whole: bool = True, seen_from: str = ""
    ) -> Fetched:
        try:
            url = checked(url, base=seen_from)
            return self._fetcher.fetch(url, accept=accept, most=most, within=until - self._monotonic(), whole=whole)
        except CannotFetch as failure:
            raise NoLinkPicture(_in_words(failure, most)) from None


class _Head(HTMLParser):
    """What a page says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.robots: list[str] = []
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = not self.title
        if tag != "meta":
            return
        given = {name: value or "" for name, value in attrs}
        name = (given.get("property") or given.get("name") or "").strip().lower()
        content = given.get("content", "").strip()
        if name == "robots":
            self.robots.append(content)
        elif name:
            self.meta.setdefault(name, content)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _in_words(failure: CannotFetch, most: int) -> str:
    match failure.why:
        case "slow":
            return "The page took too long to answer. Try again in a while."
        case "refused":
            return f"The server answered {failure.status}, so there is no picture to be had."
        case "unreached":
            return f"The page could not be read: {failure.detail}."
        case "large":
            return f"The page's picture is larger than {most // 1024**2} MB."
        case _:
            return str(failure)


def _charset(headers: Mapping[str, str]) -> str:
    name = headers.get("content-type", "").lower().partition("charset=")[2].strip(" \"';")
    try:
        return "utf-8" if not name else "".encode(name).decode() or name
    except LookupError:
        return "utf-8"


def _directives(metas: list[str], header: str) -> set[str]:
    """Those for everybody; a part of the header that begins with another robot's name is not for us."""
    return {"".join(part.split()).lower() for text in (*metas, header) for part in text.split(",")}


def _ending(data: bytes) -> str:
    from io import BytesIO

    from PIL import Image

    kind = filetype.guess(data[:8192])
    ending = _KINDS.get(str(kind.mime)) if kind else None
    if ending is None:
        raise NoLinkPicture("What the page names is no JPEG, PNG, WebP or GIF.")
    try:
        with Image.open(BytesIO(data)) as image:
            small = min(image.size)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoLinkPicture("The page's picture is damaged.") from None
    if small < _SIDE_LEAST:
        raise NoLinkPicture(f"The page's picture is smaller than {_SIDE_LEAST} pixels.")
    return ending
