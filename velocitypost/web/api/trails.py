"""What happened to a post, from its writing to the replies, and whether anybody changed it afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from velocitypost.publishing.audit import Line
from velocitypost.publishing.model import Publication
from velocitypost.web.api.posts import PostPath
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint

routes = api_blueprint("trails", prefix="/api/posts", about="What happened to a post, and whether that is true")

_WORDS = {
    "written": "Written",
    "planned": "Planned",
    "unplanned": "Taken off the calendar",
    "changed": "Changed",
    "scheduled": "Scheduled",
    "rezoned": "Moved, because the rules of its time zone changed",
    "cancelled": "Cancelled",
    "stopped": "Cancelled, because publishing was stopped",
    "stop_undone": "Scheduled again, because the stop was undone",
    "cancel_undone": "Scheduled again, because another part had begun",
    "will_try_again": "To be tried again",
    "unconfirmed": "No clear answer: a person has to decide",
    "failed": "Not published",
    "published": "Published",
    "person_said_send_again": "A person decided to send it again",
    "person_said_it_is_there": "A person said that it is there",
    "person_dropped_it": "A person decided to leave it",
    "replies_counted": "Replies counted",
}


class TrailEntryShown(BaseModel):
    """One thing that happened. Without a publication it happened to the post itself."""

    at: datetime
    kind: str
    words: str
    publication_id: str | None
    platform: str | None
    username: str | None
    position: int | None
    facts: dict[str, Any]
    number: int
    hash: str

    @classmethod
    def of(cls, line: Line, publication: Publication | None) -> TrailEntryShown:
        entry = line.entry
        return cls(
            at=entry.at,
            kind=entry.kind,
            words=_WORDS.get(entry.kind, entry.kind.replace("_", " ")),
            publication_id=line.publication_id,
            platform=publication.platform if publication else None,
            username=publication.username if publication else None,
            position=publication.position if publication else None,
            facts=dict(entry.facts),
            number=entry.number,
            hash=entry.hash,
        )


class TrailAnswer(BaseModel):
    """All that happened, in its order. Where `verified` is false, `faults` name what was changed afterwards."""

    entries: list[TrailEntryShown]
    verified: bool
    faults: list[str]


@routes.get(
    "/<post_id>/trail",
    operation_id="getTrail",
    summary="What happened to a post, and whether it was changed afterwards",
    responses={200: TrailAnswer},
)
def get_trail(path: PostPath) -> dict[str, Any]:
    post = product().content.get(viewer().workspace_id, path.post_id)
    publications = {publication.id: publication for publication in product().publishing.of_post(post)}
    entries = [
        TrailEntryShown.of(line, publications.get(line.publication_id or "")) for line in product().audit.lines_of(post)
    ]
    faults = [fault.sentence for fault in product().audit.faults_of(post.id)]
    entries.sort(key=lambda entry: entry.at)
    return TrailAnswer(entries=entries, verified=not faults, faults=faults).model_dump(mode="json")
