"""How files are put together, for whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from velocitypost.core.blobs import Blobs
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.media.links import Links
from velocitypost.media.renditions import Renditions
from velocitypost.media.service import MediaService
from velocitypost.media.store import MediaStore, RenditionStore, UploadStore
from velocitypost.media.uploads import Uploads
from velocitypost.settings import Settings


@dataclass(frozen=True)
class MediaRoom:
    """Everything that the web process, the workers and higher rooms call of it."""

    media: MediaService
    renditions: Renditions
    links: Links


def put_together(
    settings: Settings, clock: Clock, database: Database, blobs: Blobs, *, is_in_use: Callable[[str, str], bool]
) -> MediaRoom:
    """`is_in_use(workspace_id, media_id)`: whether something still needs the file."""
    incoming, most = settings.files_dir / "incoming", settings.media_max_file_size
    renditions = Renditions(
        RenditionStore(database),
        blobs,
        clock,
        folder=incoming,
        find=lambda workspace_id, media_id: media.get(workspace_id, media_id),
    )
    media = MediaService(
        MediaStore(database),
        blobs,
        clock,
        max_bytes=most,
        folder=incoming,
        renditions=renditions,
        uploads=Uploads(UploadStore(database), incoming, clock, max_bytes=most),
        is_in_use=is_in_use,
    )
    links = Links(settings.secret_key.get_secret_value(), base_url=settings.base_url)
    return MediaRoom(media, renditions, links)
