"""How posts are told apart by those who wrote them: tags, and the campaign that a post belongs to.

Labels are not published. They may change wherever the post stands, and its fingerprint does not hold them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from velocitypost.content.campaigns import NoSuchCampaign
from velocitypost.content.model import BadWriting, Labelled, NoSuchPost, Post, PostChanged
from velocitypost.content.store import PostStore
from velocitypost.core.events import Event, Events
from velocitypost.core.spelling import one_spelling

TAGS_MOST = 20
TAG_LENGTH_MOST = 40


@dataclass(frozen=True)
class TagCount:
    """A tag, and how many posts have it."""

    name: str
    posts: int


@dataclass(frozen=True)
class TagReplaced(Event):
    """A tag is called otherwise from now on, or is no more: what labels posts that are still to be made follows."""

    old: str
    new: str | None


def normalised(tag: str) -> str:
    """A tag as it is kept, in its one spelling. Raises `BadWriting`."""
    words = one_spelling(tag)
    if not words:
        raise BadWriting("tags", "A tag needs at least one letter or digit.")
    if len(words) > TAG_LENGTH_MOST:
        raise BadWriting("tags", f"A tag has at most {TAG_LENGTH_MOST} characters; “{words[:20]}…” has {len(words)}.")
    if "," in words or any(unicodedata.category(char) in ("Cc", "Cs", "Cf") for char in words):
        raise BadWriting("tags", "A tag holds neither commas nor invisible characters.")
    return words


def tags_of(given: Iterable[str]) -> tuple[str, ...]:
    """As they are kept: each once, in their order. Raises `BadWriting`."""
    tags = tuple(dict.fromkeys(normalised(tag) for tag in given))
    if len(tags) > TAGS_MOST:
        raise BadWriting("tags", f"A post has at most {TAGS_MOST} tags; these are {len(tags)}.")
    return tags


class Labels:
    """The verbs of tags and of belonging to a campaign. All are scoped by workspace."""

    def __init__(self, posts: PostStore, events: Events, *, is_campaign: Callable[[str, str], bool]) -> None:
        """`is_campaign` says whether this workspace has this campaign."""
        self._posts = posts
        self._events = events
        self._is_campaign = is_campaign

    def checked(self, workspace_id: str, tags: Iterable[str], campaign_id: str | None) -> Labelled:
        """Labels as they are kept. Raises `BadWriting` or `NoSuchCampaign`."""
        kept = tags_of(tags)
        if campaign_id is not None and not self._is_campaign(workspace_id, campaign_id):
            raise NoSuchCampaign("There is no such campaign in this workspace. Nothing was changed.")
        return Labelled(kept, campaign_id)

    def still(self, workspace_id: str, labels: Labelled) -> Labelled:
        """Those of labels that were chosen earlier that there still are: a campaign may be deleted meanwhile."""
        if labels.campaign_id is None or self._is_campaign(workspace_id, labels.campaign_id):
            return labels
        return Labelled(labels.tags)

    def put(
        self, workspace_id: str, post_id: str, *, tags: Iterable[str], campaign_id: str | None, version: int
    ) -> Post:
        """Gives a post these labels in the place of those it had.

        Raises `BadWriting`, `NoSuchPost`, `NoSuchCampaign`, or `PostChanged` where its labels are not of this version
        any more. What is typed may change at the same time: neither loses the other.
        """
        kept = self.checked(workspace_id, tags, campaign_id).tags
        if self._posts.label(workspace_id, post_id, tags=kept, campaign_id=campaign_id, version=version):
            return self._get(workspace_id, post_id)
        self._get(workspace_id, post_id)
        raise PostChanged("The tags of this post were changed elsewhere meanwhile. Nothing was overwritten.")

    def all(self, workspace_id: str) -> list[TagCount]:
        """Every tag that a post has, the most used first."""
        counts = self._posts.count_tags(workspace_id)
        return [TagCount(name, counts[name]) for name in sorted(counts, key=lambda name: (-counts[name], name))]

    def rename(self, workspace_id: str, tag: str, new: str) -> int:
        """Gives every post with this tag the new one in its place; how many had it. Where both are there, one stays.

        Raises `BadWriting`. To repeat it after a fault is safe.
        """
        old, meant = normalised(tag), normalised(new)
        if old == meant:
            return 0
        return self._replace(workspace_id, old, meant)

    def remove(self, workspace_id: str, tag: str) -> int:
        """Takes this tag from every post; how many had it. Raises `BadWriting`. To repeat it is safe."""
        return self._replace(workspace_id, normalised(tag), None)

    def _replace(self, workspace_id: str, old: str, new: str | None) -> int:
        # Those who make posts first: were the process to die between the two, none may bring the old one back.
        self._events.publish(TagReplaced(workspace_id, old, new))
        return self._posts.replace_tag(workspace_id, old, new)

    def _get(self, workspace_id: str, post_id: str) -> Post:
        post = self._posts.find(post_id)
        if post is None or post.workspace_id != workspace_id:
            raise NoSuchPost("There is no such post in this workspace.")
        return post
