"""Writing posts and keeping them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from velocitypost.content.model import (
    UNLABELLED,
    DeletedPost,
    Labelled,
    NoSuchPost,
    Plan,
    Post,
    PostChanged,
    Writing,
    clean,
)
from velocitypost.content.store import PostStore
from velocitypost.core.clock import Clock
from velocitypost.core.database import AlreadyThere
from velocitypost.core.ids import new_id
from velocitypost.core.spelling import one_spelling

_USES_SHOWN = 50


class ContentService:
    """The verbs of posts. All are scoped by workspace."""

    def __init__(self, store: PostStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def create(
        self,
        workspace_id: str,
        author_id: str,
        writing: Writing,
        *,
        post_id: str | None = None,
        origin: str = "",
        labels: Labelled = UNLABELLED,
    ) -> Post:
        """Keeps a new post. Raises `BadWriting`. `labels` are those that `Labels` gave.

        With the id that a post shall have it is safe to repeat: the post that was kept the first time is given.
        """
        clean(writing)
        now = self._clock.now()
        post = Post(
            id=post_id or new_id("post"),
            workspace_id=workspace_id,
            author_id=author_id,
            text=writing.text,
            media=writing.media,
            connection_ids=writing.connection_ids,
            follow_ups=writing.follow_ups,
            options=writing.options,
            tailored=writing.tailored,
            origin=origin,
            created_at=now,
            updated_at=now,
            tags=labels.tags,
            campaign_id=labels.campaign_id,
        )
        post = post.noting("written", now, writing=post.digest)
        try:
            self._store.insert(post)
        except AlreadyThere:
            return self.get(workspace_id, post.id)
        return post

    def get(self, workspace_id: str, post_id: str) -> Post:
        """Raises `NoSuchPost`."""
        post = self._store.find(post_id)
        if post is None or post.workspace_id != workspace_id:
            raise NoSuchPost("There is no such post in this workspace.")
        return post

    def find_many(self, workspace_id: str, post_ids: Sequence[str]) -> dict[str, Post]:
        """By id, those of these that there are in this workspace."""
        return {post.id: post for post in self._store.find_many(post_ids) if post.workspace_id == workspace_id}

    def was_deleted(self, post_id: str) -> bool:
        """Whether there was such a post, and somebody deleted it."""
        return isinstance(self._store.read(post_id), DeletedPost)

    def page(
        self,
        workspace_id: str,
        *,
        before: str | None,
        most: int,
        drafts_only: bool = False,
        tag: str | None = None,
        campaign_id: str | None = None,
    ) -> tuple[list[Post], str | None]:
        """A page, newest first, and the cursor of the next one; of those with this tag, of this campaign.

        A tag is found however it is typed; one of which nothing is left asks for none.
        """
        wanted = one_spelling(tag or "") or None
        posts = self._store.page(
            workspace_id, before=before, most=most + 1, drafts_only=drafts_only, tag=wanted, campaign_id=campaign_id
        )
        return posts[:most], posts[most - 1].id if len(posts) > most else None

    def rewrite(self, post: Post, writing: Writing) -> Post:
        """Replaces what was written. Raises `BadWriting`, or `PostChanged` where it is not as `post` says any more."""
        clean(writing)
        rewritten = replace(
            post,
            text=writing.text,
            media=writing.media,
            connection_ids=writing.connection_ids,
            follow_ups=writing.follow_ups,
            options=writing.options,
            tailored=writing.tailored,
        )
        if rewritten.digest != post.digest:
            rewritten = rewritten.noting("changed", self._clock.now(), writing=rewritten.digest)
        return self._change(post, rewritten, "text", "media", "connection_ids", "follow_ups", "options", "tailored")

    def plan(self, post: Post, planned: Plan | None) -> Post:
        """Notes when the author wants it out; None makes it a draft again. Raises `PostChanged`."""
        now = self._clock.now()
        if planned is None:
            noted = post.noting("unplanned", now)
        else:
            meant = planned.at.isoformat()
            noted = post.noting(
                "planned", now, local=planned.local, zone=planned.zone, due_at=meant, writing=post.digest
            )
        return self._change(post, replace(noted, planned=planned), "planned")

    def delete(self, post: Post) -> None:
        """Forgets what was typed; the trail stays. Raises `PostChanged`."""
        noted = post.noting("deleted", self._clock.now())
        # Its trail first: were the process to die between the two, a trail without its post would be lost.
        self._store.keep_trail(DeletedPost(post.id, post.workspace_id, post.author_id, post.created_at, noted.trail))
        if not self._store.delete(post):
            raise PostChanged("This post was changed elsewhere meanwhile. Nothing was deleted. Load it again.")

    def planned(self, workspace_id: str, post_ids: Sequence[str]) -> dict[str, bool]:
        """Of each of these posts that there is, whether its author has said when it shall go out."""
        return self._store.planned(workspace_id, post_ids)

    def labelled(self, workspace_id: str, *, tag: str | None = None, campaign_id: str | None = None) -> set[str]:
        """The ids of the posts that have this tag, however it is typed, and are of this campaign."""
        return self._store.labelled(workspace_id, tag=one_spelling(tag or "") or None, campaign_id=campaign_id)

    def media_of_campaign(self, workspace_id: str, campaign_id: str) -> set[str]:
        """The files that the posts of a campaign hold."""
        return self._store.media_of_campaign(workspace_id, campaign_id)

    def uses_media(self, workspace_id: str, media_id: str) -> bool:
        """Whether a post holds this file."""
        return self._store.uses_media(workspace_id, media_id)

    def using(self, workspace_id: str, media_id: str) -> list[Post]:
        """The posts that hold this file, newest first, as many as a page shows."""
        return self._store.using(workspace_id, media_id, most=_USES_SHOWN)

    def _change(self, post: Post, changed: Post, *parts: str) -> Post:
        """Stores these parts of `changed`, with its trail, where the row still is as `post` says."""
        changed = replace(changed, updated_at=self._clock.now())
        if not self._store.change(post, {part: getattr(changed, part) for part in (*parts, "trail", "updated_at")}):
            raise PostChanged("This post was changed elsewhere meanwhile. Nothing was overwritten. Load it again.")
        return replace(changed, version=post.version + 1)
