"""Pictures that people upload, and why one may not be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["image", "gif", "video", "document"]

ALT_MAX = 2000
NAME_MAX = 255


@dataclass(frozen=True)
class Media:
    """One uploaded picture, without the metadata it came with.

    `kind` is `gif` for a moving GIF, else `image`. `width` and `height` in pixels as it is seen. `bytes` and
    `sha256` are those of the stored file, which is what is sent to a platform.
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
    """A name or a description that cannot be taken; `field` is `name` or `alt`."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
