"""Rows as Reddit's things. https://github.com/reddit-archive/reddit/wiki/JSON"""

import re
from typing import Any

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.reddit.rules import SUBREDDITS
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.kit import Kit

GONE = "[deleted]"


def listing(children: list[dict[str, Any]], after: str | None = None) -> dict[str, Any]:
    """A page of things."""
    return {"kind": "Listing", "data": {"after": after, "before": None, "dist": len(children), "children": children}}


def slug(title: str) -> str:
    """The words of a title as they stand in an address."""
    return re.sub(r"\W+", "_", title.lower()).strip("_")[:50] or "_"


class Reader:
    """What the API answers of what the twin keeps."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def ready(self, post: Post) -> bool:
        """Pictures and videos are processed for a while; until then nobody sees the post."""
        ready_at: float = post.options.get("ready_at", 0)
        return self._kit.sandbox.clock.now() >= ready_at

    def permalink(self, post: Post) -> str:
        """Below www.reddit.com."""
        root = post if post.reply_to is None else self._kit.feed.find(post.root, deleted=True)
        assert root is not None  # noqa: S101 (rows are never taken out)
        address = f"/r/{root.place}/comments/{root.id.removeprefix('t3_')}/{slug(root.title or '')}/"
        return address if post.reply_to is None else f"{address}{post.id.removeprefix('t1_')}/"

    def address(self, post: Post) -> str:
        """A post's page."""
        return self._kit.address(f"/www.reddit.com{self.permalink(post)}")

    def me(self, account: Account) -> dict[str, Any]:
        """The account that asks."""
        return {
            "id": account.id,
            "name": account.handle,
            "created_utc": account.created_ms / 1000,
            "icon_img": self._kit.avatar(account),
            "link_karma": 412,
            "comment_karma": 96,
            "over_18": False,
            "is_suspended": False,
            "has_verified_email": True,
            "subreddit": {
                "display_name": f"u_{account.handle}",
                "title": account.name,
                "public_description": account.bio,
                "subscribers": account.followers,
                "url": f"/user/{account.handle}/",
            },
        }

    def subreddit(self, name: str) -> dict[str, Any]:
        """One of them."""
        found = SUBREDDITS[name.lower()]
        data = {
            "display_name": found.name,
            "display_name_prefixed": f"r/{found.name}",
            "title": found.title,
            "subscribers": found.members,
            "url": f"/r/{found.name}/",
            "allow_images": "image" in found.takes,
            "allow_videos": "video" in found.takes,
            "allow_galleries": "gallery" in found.takes,
            "subreddit_type": "private" if found.closed else "public",
            "over18": False,
        }
        return {"kind": "t5", "data": data}

    def posts(self, posts: list[Post]) -> list[dict[str, Any]]:
        """Posts with their numbers."""
        numbers = self._kit.crowd.numbers(posts) if posts else {}
        return [{"kind": "t3", "data": self._post(post, numbers[post.id])} for post in posts]

    def _post(self, post: Post, numbers: dict[str, int]) -> dict[str, Any]:
        author = self._kit.sandbox.accounts.get(self._kit.key, post.account)
        permalink = self.permalink(post)
        said = post.options
        return {
            "id": post.id.removeprefix("t3_"),
            "name": post.id,
            "author": author.handle if post.deleted_ms is None else GONE,
            "author_fullname": f"t2_{author.id}",
            "title": post.title,
            "selftext": post.text if post.deleted_ms is None else GONE,
            "subreddit": post.place,
            "subreddit_name_prefixed": f"r/{post.place}",
            "is_self": said["kind"] == "self",
            "is_video": said["kind"] == "video",
            "is_gallery": said["kind"] == "gallery",
            "url": post.link or self._kit.address(f"/www.reddit.com{permalink}"),
            "permalink": permalink,
            "created_utc": post.created_ms / 1000,
            "score": 1 + numbers["ups"],
            "ups": 1 + numbers["ups"],
            "upvote_ratio": 0.97,
            "num_comments": numbers["comments"],
            "num_crossposts": numbers["crossposts"],
            "view_count": None,
            "over_18": said["nsfw"],
            "spoiler": said["spoiler"],
            "link_flair_text": said.get("flair"),
            "removed_by_category": None,
        }

    def comments(self, root: Post, most: int) -> list[dict[str, Any]]:
        """All that was said below a post, as a tree, newest first."""
        self._kit.crowd.catch_up([root])
        said = self._kit.feed.select("root=? AND reply_to IS NOT NULL", root.id, limit=most)
        below: dict[str, list[Post]] = {}
        for one in said:
            below.setdefault(one.reply_to or "", []).append(one)
        return [self._tree(one, below) for one in below.get(root.id, [])]

    def _tree(self, post: Post, below: dict[str, list[Post]]) -> dict[str, Any]:
        answers = [self._tree(one, below) for one in below.get(post.id, [])]
        return {"kind": "t1", "data": {**self.comment(post), "replies": listing(answers) if answers else ""}}

    def comment(self, post: Post) -> dict[str, Any]:
        """One comment."""
        author = self._kit.sandbox.accounts.get(self._kit.key, post.account)
        return {
            "id": post.id.removeprefix("t1_"),
            "name": post.id,
            "author": author.handle if post.deleted_ms is None else GONE,
            "author_fullname": f"t2_{author.id}",
            "body": post.text if post.deleted_ms is None else GONE,
            "parent_id": post.reply_to,
            "link_id": post.root,
            "subreddit": post.place,
            "permalink": self.permalink(post),
            "created_utc": post.created_ms / 1000,
            "score": 1,
            "ups": 1,
        }
