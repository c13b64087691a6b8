"""What is done with several files at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from velocitypost.core.spelling import one_spelling
from velocitypost.media.model import Media, MediaInUse, NoSuchMedia
from velocitypost.media.service import MediaService


@dataclass(frozen=True)
class Removal:
    """What became of files that were to be removed: the ids of those that are gone, and those that are still needed."""

    removed: tuple[str, ...]
    kept: tuple[Media, ...]


def remove(media: MediaService, workspace_id: str, ids: Iterable[str]) -> Removal:
    """Removes for good what no post that has yet to go out shows. What is not there any more counts as gone."""
    removed: list[str] = []
    kept: list[Media] = []
    for media_id in dict.fromkeys(ids):
        try:
            media.delete(workspace_id, media_id)
        except MediaInUse:
            kept.append(media.get(workspace_id, media_id))
            continue
        except NoSuchMedia:
            pass
        removed.append(media_id)
    return Removal(tuple(removed), tuple(kept))


def tag(
    media: MediaService, workspace_id: str, ids: Iterable[str], *, add: Sequence[str], drop: Sequence[str]
) -> list[Media]:
    """Gives tags to all of them and takes tags away. Raises `BadText` or `NoSuchMedia`; then none was changed."""
    dropped = {one_spelling(word) for word in drop}
    found = media.get_many(workspace_id, ids)
    wanted = {
        one.id: media.tags_of([*(word for word in one.tags if one_spelling(word) not in dropped), *add])
        for one in found.values()
    }
    return [media.describe(workspace_id, media_id, tags=words) for media_id, words in wanted.items()]
