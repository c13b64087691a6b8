"""The files of a draft as they are really sent: as uploaded, or made by a recipe for this platform."""

from __future__ import annotations

from dataclasses import dataclass, replace

from velocitypost.contract.types import Attachment
from velocitypost.media.links import Links, Shared
from velocitypost.media.model import Media
from velocitypost.media.recipes import Recipe, described
from velocitypost.media.renditions import Fitted, Renditions
from velocitypost.media.service import MediaService
from velocitypost.publishing import fitting
from velocitypost.publishing.model import DraftFile, Publication


@dataclass(frozen=True)
class FilePreview:
    """How a platform will be sent a file; `url` is None while it is being made."""

    changed: bool
    words: str | None
    mime: str
    width: int
    height: int
    url: str | None


class NotReady(Exception):
    """A worker is still making the file."""


class DraftFiles:
    """Gives the bytes of drafts, and addresses from which a platform can fetch them."""

    def __init__(self, media: MediaService, renditions: Renditions, links: Links) -> None:
        self._media = media
        self._renditions = renditions
        self._links = links

    def order(self, workspace_id: str, file: DraftFile) -> None:
        """Has a film made ahead of its time. Raises `CannotFit` where it is known that it cannot be."""
        if file.recipe is not None and file.kind == "video":
            self._renditions.want(self._media.get(workspace_id, file.media_id), Recipe.of(file.recipe))

    def preview(self, media: Media, file: DraftFile, name: str) -> FilePreview:
        """What the platform called `name` will be sent. Raises `CannotFit`."""
        if file.recipe is None:
            url = f"/media/{media.id}/original"
            return FilePreview(False, None, media.mime, media.width, media.height, url)
        recipe = Recipe.of(file.recipe)
        fitted = self._renditions.want(media, recipe)
        words = described(recipe, media, name)
        if fitted is None:
            return FilePreview(True, words, recipe.mime, recipe.width, recipe.height, None)
        shared = self._links.path(Shared(fitted.key, fitted.mime))
        return FilePreview(True, words, fitted.mime, fitted.width, fitted.height, shared)

    def require(self, publication: Publication) -> None:
        """Raises `NotReady` while a file is being made, `CannotFit` or `NoSuchMedia` where it never will be ready."""
        for file in publication.draft.files:
            self._ready(publication.workspace_id, file)

    def attached(self, publication: Publication) -> tuple[Attachment, ...]:
        """As the platform takes them, with their true sizes. Raises as `require`."""
        return tuple(self._attached(publication.workspace_id, file) for file in publication.draft.files)

    def _attached(self, workspace_id: str, file: DraftFile) -> Attachment:
        ready = self._ready(workspace_id, file)
        true = replace(file, mime=ready.mime, bytes=ready.bytes, width=ready.width, height=ready.height)
        return fitting.attachment(
            true,
            open=lambda: self._media.open_fitted(ready),
            link=lambda: self._links.make(Shared(ready.key, ready.mime)),
        )

    def _ready(self, workspace_id: str, file: DraftFile) -> Fitted:
        media: Media = self._media.get(workspace_id, file.media_id)
        if file.recipe is None:
            return self._media.fitted(media)
        fitted = self._renditions.want(media, Recipe.of(file.recipe))
        if fitted is None:
            raise NotReady("The film is still being converted.")
        return fitted
