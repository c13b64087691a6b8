"""Pictures, films and documents that people upload, and why one may not be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Kind = Literal["image", "gif", "video", "document"]

ALT_MAX = 2000
NAME_MAX = 255
TAG_MAX = 40
TAGS_MAX = 30


@dataclass(frozen=True)
class Media:
    """One uploaded file, without the metadata it came with.

    `kind` is `gif` for a moving GIF. `width` and `height` in pixels as it is seen (of a document: its first page, in
    points). `bytes` and `sha256` are those of the stored file. `seconds`, `fps` and `codecs` are a film's, `pages` a
    document's. `tags` are words by which its owner finds it again.
    """

    id: str
    workspace_id: str
    uploaded_by: str
    kind: Kind
    mime: str
    bytes: int
    sha256: str
    width: int
    height: int
    alt: str
    name: str
    created_at: datetime
    seconds: float | None = None
    fps: float | None = None
    pages: int | None = None
    codecs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rendition:
    """A file as one platform takes it, made from an uploaded one by a recipe. `id` names its bytes.

    `state` is `wanted` until it is made; `failed` says in `problem` why it cannot be.
    """

    id: str
    workspace_id: str
    media_id: str
    recipe_key: str
    recipe: Mapping[str, Any]
    state: Literal["wanted", "ready", "failed"]
    created_at: datetime
    mime: str = ""
    bytes: int = 0
    width: int = 0
    height: int = 0
    leased_until: datetime | None = None
    tries: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Upload:
    """A file that is on its way, piece by piece. What has come is told by the file itself."""

    id: str
    workspace_id: str
    user_id: str
    name: str
    bytes: int
    created_at: datetime
    expires_at: datetime


class NoSuchUpload(Exception):
    """There is no such upload in this workspace, or it waited too long."""


class WrongOffset(Exception):
    """The piece does not go on where the last one ended; `received` bytes are here."""

    def __init__(self, received: int) -> None:
        super().__init__(f"{received} bytes are here")
        self.received = received


class NoSuchMedia(Exception):
    """There is no such picture in this workspace."""


class MediaRefused(Exception):
    """The file cannot be taken; the text tells why and what to do. Nothing was stored."""


class MediaTooLarge(Exception):
    """The file is larger than `limit` bytes. Nothing was stored."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"larger than {limit} bytes")
        self.limit = limit


class MediaInUse(Exception):
    """A post that has yet to go out needs this picture."""


class BadText(Exception):
    """A name or a description that cannot be taken; `field` is `name`, `alt` or `tags`."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
