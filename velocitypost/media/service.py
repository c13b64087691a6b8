"""Taking, describing, finding, giving and removing files. Everything is scoped by workspace."""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Literal

import filetype

from velocitypost.core.blobs import Blobs, NoSuchBlob
from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id
from velocitypost.core.spelling import one_spelling
from velocitypost.media import child
from velocitypost.media.inspect import Inspected, inspect
from velocitypost.media.model import (
    ALT_MAX,
    NAME_MAX,
    TAG_MAX,
    TAGS_MAX,
    BadText,
    Kind,
    Media,
    MediaInUse,
    MediaRefused,
    MediaTooLarge,
    NoSuchMedia,
    Upload,
)
from velocitypost.media.renditions import Fitted, Renditions
from velocitypost.media.store import MediaStore
from velocitypost.media.uploads import Uploads

Part = Literal["original", "thumbnail"]
_FILMS = {"video/mp4": "mp4", "video/x-m4v": "mp4", "video/quicktime": "mov", "video/webm": "webm"}
_FILMS |= {"video/x-matroska": "mkv"}
_SNIFFED_BYTES = 8192
_LOOK_SECONDS = 60.0
_PICTURE_MAX_BYTES = 50 * 1024**2


class MediaService:
    """`is_in_use(workspace_id, media_id)` tells whether a post that has yet to go out needs the file."""

    def __init__(
        self,
        store: MediaStore,
        blobs: Blobs,
        clock: Clock,
        *,
        max_bytes: int,
        folder: Path,
        is_in_use: Callable[[str, str], bool],
        renditions: Renditions,
        uploads: Uploads,
    ) -> None:
        """`folder` is for what is being looked at, on the same disk as the blobs."""
        self._store = store
        self._blobs = blobs
        self._clock = clock
        self._max_bytes = max_bytes
        self._folder = folder
        self._is_in_use = is_in_use
        self._renditions = renditions
        self.uploads = uploads

    def add(self, workspace_id: str, user_id: str, file: BinaryIO, *, name: str, alt: str = "") -> Media:
        """Keeps what `file` holds. Raises `BadText`, `MediaTooLarge` or `MediaRefused`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._folder / f"{new_id('incoming')}.part"
        try:
            with place.open("xb") as kept:
                shutil.copyfileobj(_Bounded(file, self._max_bytes), kept)
            return self._take(workspace_id, user_id, place, name=name, alt=alt)
        finally:
            place.unlink(missing_ok=True)

    def finish(self, upload: Upload, *, alt: str = "") -> Media:
        """Keeps what an upload brought. Raises `MediaRefused` where it is not whole yet, and as `add`."""
        missing = upload.bytes - self.uploads.received(upload)
        if missing:
            raise MediaRefused(f"{missing:,} bytes of it are still missing.")
        try:
            return self._take(upload.workspace_id, upload.user_id, self.uploads.path(upload), name=upload.name, alt=alt)
        finally:
            self.uploads.forget(upload)

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

    def list(
        self,
        workspace_id: str,
        *,
        before: str | None,
        most: int,
        kind: Kind | None = None,
        words: str = "",
        tag: str = "",
        among: Collection[str] | None = None,
    ) -> tuple[list[Media], str | None]:
        """A page, newest first, and the cursor of the next one.

        Of one kind, found by the beginnings of words, with this tag, however it is typed, and among these ids, where
        any of it is asked for.
        """
        found = self._store.list(
            workspace_id, before=before, most=most + 1, kind=kind, words=words, tag=one_spelling(tag), among=among
        )
        return found[:most], found[most - 1].id if len(found) > most else None

    def describe(
        self, workspace_id: str, media_id: str, *, alt: str | None = None, tags: Sequence[str] | None = None
    ) -> Media:
        """Sets the text for people who cannot see it, or its tags. Raises `BadText` or `NoSuchMedia`."""
        media = self.get(workspace_id, media_id)
        if alt is not None:
            media = replace(media, alt=_description(alt))
        if tags is not None:
            media = replace(media, tags=_tags(tags))
        self._store.change(media)
        return media

    def count_tags(self, workspace_id: str) -> Counter[str]:
        """How many files have each tag."""
        return self._store.count_tags(workspace_id)

    def tags_of(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words as tags: each once, in its one spelling. Raises `BadText`."""
        return _tags(words)

    def delete(self, workspace_id: str, media_id: str) -> None:
        """Removes the file for good. Raises `MediaInUse` or `NoSuchMedia`."""
        media = self.get(workspace_id, media_id)
        if self._is_in_use(workspace_id, media.id):
            raise MediaInUse(media.id)
        self._store.delete(workspace_id, media.id)
        self._renditions.forget(media.id)
        self._blobs.delete(_key(media, "original"))
        self._blobs.delete(_key(media, "thumbnail"))

    def open(self, workspace_id: str, media_id: str) -> BinaryIO:
        """The stored file from its start; the caller closes it. Raises `NoSuchMedia`."""
        try:
            return self._blobs.open(_key(self.get(workspace_id, media_id), "original"))
        except NoSuchBlob:
            raise NoSuchMedia(media_id) from None

    def fitted(self, media: Media) -> Fitted:
        """The stored file as it is, where it needs no recipe."""
        return Fitted(media.mime, media.bytes, media.width, media.height, _key(media, "original"))

    def open_fitted(self, fitted: Fitted) -> BinaryIO:
        """The bytes of a file that is ready to be sent; the caller closes it. Raises `NoSuchMedia`."""
        try:
            return self._blobs.open(fitted.key)
        except NoSuchBlob:
            raise NoSuchMedia(fitted.key) from None

    def path(self, media: Media, part: Part) -> Path:
        """Where the file lies, for a server that sends files by itself."""
        return self._blobs.path(_key(media, part))

    def blob_path(self, key: str) -> Path:
        """Where the file of a signed address lies. Raises `ValueError` for what is no key."""
        return self._blobs.path(key)

    # ---- inside

    def _take(self, workspace_id: str, user_id: str, place: Path, *, name: str, alt: str) -> Media:
        name, alt = _file_name(name), _description(alt)
        with place.open("rb") as file:
            head = file.read(_SNIFFED_BYTES)
        kind = filetype.guess(head)
        mime = str(kind.mime) if kind else ""
        if mime in _FILMS:
            media = self._film(place, mime)
        elif mime == "application/pdf":
            media = self._paper(place)
        else:
            if place.stat().st_size > _PICTURE_MAX_BYTES:
                raise MediaTooLarge(_PICTURE_MAX_BYTES)
            media = self._picture(inspect(place.read_bytes()))
        kept = replace(
            media, workspace_id=workspace_id, uploaded_by=user_id, name=name, alt=alt, created_at=self._clock.now()
        )
        self._store.insert(kept)
        return kept

    def _picture(self, inspected: Inspected) -> Media:
        media_id = new_id("media")
        original = self._blobs.write(f"{media_id}.original", [inspected.original])
        self._blobs.write(f"{media_id}.thumbnail", [inspected.thumbnail])
        bare = self._bare(
            media_id, inspected.kind, inspected.mime, original.bytes, original.sha256, inspected.width, inspected.height
        )
        return replace(bare, seconds=inspected.seconds)

    def _film(self, place: Path, mime: str) -> Media:
        """Copied without its metadata, such as where it was taken; picture and sound stay as they are."""
        import imageio_ffmpeg

        ending = _FILMS[mime]
        bare, thumbnail = place.with_suffix(f".bare.{ending}"), place.with_suffix(".webp")
        command = [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-y", "-i", str(place)),
            *("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-map_metadata", "-1", "-fflags", "+bitexact"),
            *(("-movflags", "+faststart") if ending in ("mp4", "mov") else ()),
            str(bare),
        ]
        try:
            child.run(command, seconds=_LOOK_SECONDS * 5)
            seen = child.run_module("velocitypost.media.film", str(bare), str(thumbnail), seconds=_LOOK_SECONDS)
            return self._adopted("video", "video/mp4" if mime == "video/x-m4v" else mime, bare, thumbnail, seen)
        except (child.ChildFailed, KeyError, TypeError) as error:
            raise MediaRefused(
                "This film is damaged, incomplete, or coded in a way that is not known here. Save it as MP4 (H.264) "
                "and try again."
            ) from error
        finally:
            bare.unlink(missing_ok=True)
            thumbnail.unlink(missing_ok=True)

    def _paper(self, place: Path) -> Media:
        thumbnail = place.with_suffix(".webp")
        try:
            seen = child.run_module("velocitypost.media.paper", str(place), str(thumbnail), seconds=_LOOK_SECONDS)
            return self._adopted("document", "application/pdf", place, thumbnail, seen)
        except (child.ChildFailed, KeyError, TypeError) as error:
            raise MediaRefused(
                "This PDF is damaged or needs a password. Save it anew, without one, and try again."
            ) from error
        finally:
            thumbnail.unlink(missing_ok=True)

    def _adopted(self, kind: Kind, mime: str, place: Path, thumbnail: Path, seen: Mapping[str, Any]) -> Media:
        media_id = new_id("media")
        self._blobs.adopt(f"{media_id}.thumbnail", thumbnail)
        original = self._blobs.adopt(f"{media_id}.original", place)
        bare = self._bare(media_id, kind, mime, original.bytes, original.sha256, seen["width"], seen["height"])
        return replace(
            bare,
            seconds=seen.get("seconds"),
            fps=seen.get("fps"),
            pages=seen.get("pages"),
            codecs=tuple(seen.get("codecs", ())),
        )

    def _bare(self, media_id: str, kind: Kind, mime: str, size: int, sha256: str, width: int, height: int) -> Media:
        return Media(
            id=media_id,
            workspace_id="",
            uploaded_by="",
            kind=kind,
            mime=mime,
            bytes=size,
            sha256=sha256,
            width=width,
            height=height,
            alt="",
            name="",
            created_at=self._clock.now(),
        )


class _Bounded:
    """Reads until the file has more than it may."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._left = most
        self._most = most

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise MediaTooLarge(self._most)
        return data


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


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(spelled for tag in tags if (spelled := one_spelling(tag))))
    if len(kept) > TAGS_MAX:
        raise BadText("tags", f"A file may have at most {TAGS_MAX} tags.")
    for tag in kept:
        if len(tag) > TAG_MAX or any(unicodedata.category(char) in ("Cc", "Cs") for char in tag):
            raise BadText("tags", f"A tag is a word or two of at most {TAG_MAX} characters.")
    return kept
