"""Posts, comments, stories and videos of a Page as the Graph API shows them."""

from datetime import UTC, datetime
from typing import Any

from velocitypost.sandbox.services.facebook.media import Media
from velocitypost.sandbox.services.facebook.people import People
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Field, Reader, node
from velocitypost.sandbox.services.meta.listing import stamp
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.kit import Kit


class Shown:
    """Each method gives the fields that were asked for."""

    def __init__(self, kit: Kit, people: People, media: Media, answers: GraphAnswers) -> None:
        self._kit = kit
        self._people = people
        self._media = media
        self._answers = answers

    def post(self, post: Post, wanted: tuple[Field, ...]) -> dict[str, Any]:
        """https://developers.facebook.com/docs/graph-api/reference/page-post"""
        numbers = self._kit.crowd.numbers([post])[post.id]
        readers: dict[str, Reader] = {
            "id": lambda _: post.id,
            "message": lambda _: post.text or None,
            "created_time": lambda _: stamp(post.created_ms),
            "permalink_url": lambda _: self._kit.post_address(post),
            "is_published": lambda _: True,
            "shares": lambda _: {"count": numbers["shares"]} if numbers["shares"] else None,
            "reactions": lambda _: {"data": [], "summary": {"total_count": numbers["likes"]}},
            "comments": lambda _: {"data": [], "summary": {"total_count": numbers["comments"]}},
            "attachments": lambda _: _attachments(post),
        }
        return node("Post", wanted, readers, ("created_time", "message", "id"), self._answers)

    def comment(self, post: Post, wanted: tuple[Field, ...]) -> dict[str, Any]:
        """https://developers.facebook.com/docs/graph-api/reference/comment"""
        author = self._kit.sandbox.accounts.get(self._kit.key, post.account)
        readers: dict[str, Reader] = {
            "id": lambda _: post.id,
            "message": lambda _: post.text,
            "created_time": lambda _: stamp(post.created_ms),
            "permalink_url": lambda _: self._kit.post_address(post),
            "from": lambda field: self._people.show_author(author, field),
            "like_count": lambda _: 0,
            "can_remove": lambda _: True,
        }
        return node("Comment", wanted, readers, ("created_time", "from", "message", "id"), self._answers)

    def story(self, post: Post, wanted: tuple[Field, ...]) -> dict[str, Any]:
        """https://developers.facebook.com/docs/graph-api/reference/page/stories"""
        medium = post.media[0]
        readers: dict[str, Reader] = {
            "post_id": lambda _: post.id,
            "status": lambda _: "PUBLISHED",
            "creation_time": lambda _: str(post.created_ms // 1000),
            "media_type": lambda _: medium["kind"].replace("image", "photo"),
            "media_id": lambda _: medium["node"],
            "url": lambda _: self._kit.post_address(post),
        }
        return node("PageStory", wanted, readers, tuple(readers), self._answers)

    def video(self, held: Held, wanted: tuple[Field, ...]) -> dict[str, Any]:
        """https://developers.facebook.com/docs/graph-api/reference/video"""
        post = self._kit.feed.find(held.post) if held.post else None
        readers: dict[str, Reader] = {
            "id": lambda _: held.id,
            "status": lambda _: self._media.status(held),
            "post_id": lambda _: post.id.partition("_")[2] if post else None,
            "permalink_url": lambda _: f"/reel/{held.id}/" if post else None,
            "description": lambda _: post.text or None if post else None,
            "published": lambda _: post is not None,
            "updated_time": lambda _: datetime.fromtimestamp(held.made, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000"),
        }
        return node("Video", wanted, readers, ("updated_time", "id"), self._answers)


def row(post: Post, metric: str, value: Any) -> dict[str, Any]:
    """One number of a post. https://developers.facebook.com/docs/graph-api/reference/insights-result"""
    return {
        "name": metric,
        "period": "lifetime",
        "values": [{"value": value}],
        "title": metric.replace("_", " ").capitalize(),
        "description": f"Lifetime: {metric.replace('_', ' ')}",
        "id": f"{post.id}/insights/{metric}/lifetime",
    }


def _attachments(post: Post) -> dict[str, Any] | None:
    if post.link:
        return {"data": [{"type": "share", "url": post.link, "target": {"url": post.link}}]}
    parts = [{"type": medium["kind"], "target": {"id": medium["node"]}} for medium in post.media]
    if not parts:
        return None
    return {"data": parts if len(parts) == 1 else [{"type": "album", "target": {}, "subattachments": {"data": parts}}]}
