"""Taking, describing, giving and removing pictures. Everything is scoped by workspace."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Literal

from velocitypost.core.blobs import Blobs, NoSuchBlob
from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id
from velocitypost.media.inspect import Inspected, inspect
from velocitypost.media.model import ALT_MAX, NAME_MAX, BadText, Media, MediaInUse, MediaTooLarge, NoSuchMedia
from velocitypost.media.store import MediaStore

Part = Literal["original", "thumbnail"]


class MediaService:
    """`is_in_use(workspace_id, media_id)` tells whether a post that has yet to go out needs the picture."""

    def __init__(
        self, store: MediaStore, blobs: Blobs, clock: Clock, *, max_bytes: int, is_in_use: Callable[[str, str], bool]
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._clock = clock
        self._max_bytes = max_bytes
        self._is_in_use = is_in_use

    def add(self, workspace_id: str, user_id: str, file: BinaryIO, *, name: str, alt: str = "") -> Media:
        """Keeps the picture that `file` holds. Raises `BadText`, `MediaTooLarge` or `MediaRefused`."""
        name, alt = _file_name(name), _description(alt)
        data = file.read(self._max_bytes + 1)
        if len(data) > self._max_bytes:
            raise MediaTooLarge(self._max_bytes)
        inspected = inspect(data)
        media = self._keep(inspected, workspace_id, user_id, name=name, alt=alt)
        self._store.insert(media)
        return media

    def get(self, workspace_id: str, media_id: str) -> Media:
        """Raises `NoSuchMedia`."""
        media = self._store.find(workspace_id, media_id)
        if media is None:
            raise NoSuchMedia(media_id)
        return media

    def get_many(self, workspace_id: str, ids: Iterable[str]) -> dict[str, Media]:
        """By id, in one read. Raises `NoSuchMedia` if one is missing."""
        wanted = list(dict.fromkeys(ids))
        found = {media.id: media for media in self._store.find_many(workspace_id, wanted)} if wanted else {}
        for media_id in wanted:
            if media_id not in found:
                raise NoSuchMedia(media_id)
        return found

    def list(self, workspace_id: str, *, before: str | None, most: int) -> tuple[list[Media], str | None]:
        """A page, newest first, and the cursor of the next one."""
        found = self._store.list(workspace_id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def describe(self, workspace_id: str, media_id: str, alt: str) -> Media:
        """Sets the text for people who cannot see the picture. Raises `BadText` or `NoSuchMedia`."""
        self._store.set_alt(workspace_id, media_id, _description(alt))
        return self.get(workspace_id, media_id)

    def delete(self, workspace_id: str, media_id: str) -> None:
        """Removes the picture for good. Raises `MediaInUse` or `NoSuchMedia`."""
        media = self.get(workspace_id, media_id)
        if self._is_in_use(workspace_id, media.id):
            raise MediaInUse(media.id)
        self._store.delete(workspace_id, media.id)
        self._blobs.delete(_key(media, "original"))
        self._blobs.delete(_key(media, "thumbnail"))

    def open(self, workspace_id: str, media_id: str) -> BinaryIO:
        """The stored file from its start; the caller closes it. Raises `NoSuchMedia`."""
        try:
            return self._blobs.open(_key(self.get(workspace_id, media_id), "original"))
        except NoSuchBlob:
            raise NoSuchMedia(media_id) from None

    def path(self, media: Media, part: Part) -> Path:
        """Where the file lies, for a server that sends files by itself."""
        return self._blobs.path(_key(media, part))

    def _keep(self, inspected: Inspected, workspace_id: str, user_id: str, *, name: str, alt: str) -> Media:
        media_id = new_id("media")
        original = self._blobs.write(f"{media_id}.original", [inspected.original])
        self._blobs.write(f"{media_id}.thumbnail", [inspected.thumbnail])
        return Media(
            id=media_id,
            workspace_id=workspace_id,
            uploaded_by=user_id,
            kind=inspected.kind,
            mime=inspected.mime,
            bytes=original.bytes,
            sha256=original.sha256,
            width=inspected.width,
            height=inspected.height,
            alt=alt,
            name=name,
            created_at=self._clock.now(),
        )


def _key(media: Media, part: Part) -> str:
    return f"{media.id}.{part}"


def _file_name(text: str) -> str:
    name = unicodedata.normalize("NFC", text.replace("\\", "/").rpartition("/")[2]).strip()
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        raise BadText("name", "The file's name holds invisible control characters. Rename it and try again.")
    if len(name) > NAME_MAX:
        raise BadText("name", f"The file's name may have at most {NAME_MAX} characters. Rename it and try again.")
    return name or "picture"


def _description(text: str) -> str:
    alt = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t" for char in alt):
        raise BadText("alt", "The description holds invisible control characters. Remove them, or type it anew.")
    if len(alt) > ALT_MAX:
        raise BadText("alt", f"The description may have at most {ALT_MAX:,} characters; this one has {len(alt):,}.")
    return alt
