"""Cards of a workspace: drawn in its own colours and kept in its library."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Protocol

from PIL import Image

from velocitypost.contract.capabilities import Platform
from velocitypost.core.log import get_logger
from velocitypost.generation.cards.brand import BadBrand, Brand, BrandChanged, colours_of, name_of
from velocitypost.generation.cards.charts import draw_chart
from velocitypost.generation.cards.drawing import Asked, Look, card_for, draw_card
from velocitypost.generation.cards.faces import CannotDraw
from velocitypost.generation.cards.shapes import Shape
from velocitypost.generation.cards.store import BrandStore
from velocitypost.generation.cards.tables import ChartKind
from velocitypost.generation.link_pictures import LinkPicture, LinkPictures
from velocitypost.media.model import ALT_MAX, Media, NoSuchMedia
from velocitypost.media.service import MediaService
from velocitypost.sources.model import Source
from velocitypost.sources.passage import Passage

log = get_logger(__name__)
_LOGO_SIDE = 400
_PICTURE_SIDE = 2000
_NAME_MOST = 60


class Tables(Protocol):
    """Documents with their tables."""

    def get(self, workspace_id: str, source_id: str) -> Source:
        """Raises `NoSuchSource`."""

    def passages_by_id(self, workspace_id: str, source_id: str, ids: Sequence[str]) -> list[Passage]:
        """Raises `NoSuchSource` or `NotReadYet`."""


class NoSuchTable(Exception):
    """The document has no such passage, or it is no table."""


class Cards:
    """Draws at once; a card takes some tenths of a second."""

    def __init__(self, brands: BrandStore, media: MediaService, tables: Tables, links: LinkPictures) -> None:
        self._brands = brands
        self._media = media
        self._tables = tables
        self._links = links

    def brand(self, workspace_id: str) -> Brand:
        return self._brands.of(workspace_id)

    def set_brand(
        self, workspace_id: str, version: int, *, colours: Sequence[str], logo_id: str | None, name: str
    ) -> Brand:
        """In place of the one with this version. Raises `BadBrand` or `BrandChanged`."""
        before = self._brands.of(workspace_id)
        if before.version != version:
            raise BrandChanged("Somebody else changed the brand meanwhile. Look at it, and save again.")
        if logo_id is not None:
            self._require_picture(workspace_id, logo_id)
        wished = replace(before, colours=colours_of(colours), logo_id=logo_id, name=name_of(name))
        if (saved := self._brands.save(wished)) is None:
            raise BrandChanged("Somebody else changed the brand meanwhile. Look at it, and save again.")
        return saved

    def preview(self, workspace_id: str, asked: Asked, *, picture_id: str | None = None) -> tuple[bytes, str]:
        """Without keeping it. Raises `CannotDraw` or `NoSuchMedia`."""
        return draw_card(self._with_picture(workspace_id, asked, picture_id), self._look(workspace_id))

    def draw(self, workspace_id: str, user_id: str, asked: Asked, *, picture_id: str | None = None) -> Media:
        """Raises `CannotDraw`, `NoSuchMedia`, or what the library says."""
        data, alt = self.preview(workspace_id, asked, picture_id=picture_id)
        return self._keep(workspace_id, user_id, data, f"{asked.kind} card.png", alt)

    def draw_for_post(self, workspace_id: str, user_id: str, platform: Platform, text: str, seed: int) -> Media:
        """A card that goes with a post. Raises `CannotDraw`, or what the library says."""
        data, alt = card_for(text, platform, self._look(workspace_id), seed)
        return self._keep(workspace_id, user_id, data, "quote card.png", alt)

    def chart(
        self,
        workspace_id: str,
        user_id: str,
        source_id: str,
        passage_id: str,
        shape: Shape,
        *,
        kind: ChartKind | None = None,
        title: str = "",
    ) -> Media:
        """Of a document's table. Raises `NoSuchSource`, `NotReadYet`, `NoSuchTable`, `CannotDraw`."""
        source = self._tables.get(workspace_id, source_id)
        found = self._tables.passages_by_id(workspace_id, source_id, [passage_id])
        if not found or found[0].kind != "table":
            raise NoSuchTable("This document has no such table.")
        table = found[0]
        place = table.place
        heading = title or (place.headings[-1] if place.headings else "") or _bare(source.name)
        page = f", page {place.page}" if place.page else f", slide {place.slide}" if place.slide else ""
        told = f"Source: {source.digest.title if source.digest and source.digest.title else source.name}{page}"
        data, alt = draw_chart(table.rows, shape, self._look(workspace_id), title=heading, source=told, kind=kind)
        return self._keep(workspace_id, user_id, data, "chart.png", alt)

    def link_picture(self, workspace_id: str, user_id: str, url: str) -> tuple[Media, LinkPicture]:
        """The picture that a page shows of itself, with where it is from. Raises `NoLinkPicture`."""
        found = self._links.find(url)
        media = self._media.add(workspace_id, user_id, BytesIO(found.data), name=_named(found), alt=found.alt[:ALT_MAX])
        return media, found

    # ---- inside

    def _keep(self, workspace_id: str, user_id: str, data: bytes, name: str, alt: str) -> Media:
        return self._media.add(workspace_id, user_id, BytesIO(data), name=name, alt=alt[:ALT_MAX])

    def _look(self, workspace_id: str) -> Look:
        brand = self._brands.of(workspace_id)
        logo = None
        if brand.logo_id is not None:
            try:
                logo = self._picture(workspace_id, brand.logo_id, _LOGO_SIDE)
            except (NoSuchMedia, CannotDraw):  # it was deleted since; a card without it is better than none
                log.info("logo_missing", workspace=workspace_id)
        return Look(brand.colours, brand.name, logo)

    def _with_picture(self, workspace_id: str, asked: Asked, picture_id: str | None) -> Asked:
        if picture_id is None:
            return asked
        return replace(asked, picture=self._picture(workspace_id, picture_id, _PICTURE_SIDE))

    def _require_picture(self, workspace_id: str, media_id: str) -> None:
        try:
            self._picture(workspace_id, media_id, _LOGO_SIDE)
        except NoSuchMedia:
            raise BadBrand("logo_id", "There is no such picture in this workspace.") from None
        except CannotDraw as error:
            raise BadBrand("logo_id", str(error)) from None

    def _picture(self, workspace_id: str, media_id: str, side: int) -> Image.Image:
        """A picture of the library, decoded no larger than is needed."""
        media = self._media.get(workspace_id, media_id)
        if media.kind not in ("image", "gif"):
            raise CannotDraw("Only a picture can be put on a card.", "picture_id")
        with self._media.open(workspace_id, media_id) as file, Image.open(file) as image:
            image.draft("RGB", (side, side))
            picture = image.convert("RGBA")
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        return picture


def _named(found: LinkPicture) -> str:
    """By the page's title, so that it is found again among others of the same site."""
    title = " ".join(re.findall(r"[\w'’-]+", found.title))[:_NAME_MOST].strip()
    return f"{title or found.site}.{found.ending}"


def _bare(name: str) -> str:
    return name.rpartition(".")[0] or name
