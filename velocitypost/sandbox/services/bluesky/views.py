"""What the app view shows of posts and people.

https://docs.bsky.app/docs/api/app-bsky-feed-get-posts and its neighbours
"""

from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.bluesky import names
from velocitypost.sandbox.services.bluesky.answers import XrpcAnswers
from velocitypost.sandbox.services.bluesky.repo import record_of
from velocitypost.sandbox.social.answers import answer, stamp
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.kit import Kit

MOST_POSTS = 25


class Views:
    """Posts with their counts, threads, feeds, profiles, notifications."""

    def __init__(self, kit: Kit, answers: XrpcAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def mount(self, api: Blueprint, base: str) -> None:
        """Add the endpoints."""
        api.get(f"{base}/app.bsky.feed.getPosts")(self.get_posts)
        api.get(f"{base}/app.bsky.feed.getPostThread")(self.get_post_thread)
        api.get(f"{base}/app.bsky.feed.getAuthorFeed")(self.get_author_feed)
        api.get(f"{base}/app.bsky.actor.getProfile")(self.get_profile)
        api.get(f"{base}/app.bsky.notification.listNotifications")(self.list_notifications)
        api.get(f"{base}/com.atproto.identity.resolveHandle")(self.resolve_handle)

    def _actor(self, name: str) -> Account:
        account = self._kit.account(name)
        if account is None:
            raise self._answers.invalid("Profile not found")
        return account

    def _basic(self, account: Account) -> dict[str, Any]:
        shown = {"did": account.id, "handle": account.handle, "displayName": account.name}
        return {**shown, "avatar": self._kit.avatar(account), "labels": [], "createdAt": stamp(account.created_ms)}

    def get_profile(self) -> Response:
        account = self._actor(request.args.get("actor", ""))
        counts = {
            "followersCount": account.followers,
            "followsCount": account.following,
            "postsCount": self._kit.feed.count(account.id),
        }
        known = {"description": account.bio, "indexedAt": stamp(account.created_ms)}
        return answer(self._basic(account) | known | counts)

    def resolve_handle(self) -> Response:
        account = self._kit.sandbox.accounts.find_handle(self._kit.key, request.args.get("handle", ""))
        if account is None:
            raise self._answers.invalid("Unable to resolve handle")
        return answer({"did": account.id})

    def get_posts(self) -> Response:
        uris = request.args.getlist("uris")
        if len(uris) > MOST_POSTS:
            raise self._answers.invalid(f"Error: uris must not have more than {MOST_POSTS} elements")
        return answer({"posts": self._posts(self._kit.feed.find_many(uris) if uris else [])})

    def _posts(self, posts: list[Post]) -> list[dict[str, Any]]:
        numbers = self._kit.crowd.numbers(posts)
        return [self._post(post, numbers[post.id]) for post in posts]

    def _post(self, post: Post, numbers: dict[str, int]) -> dict[str, Any]:
        author = self._kit.sandbox.accounts.get(self._kit.key, post.account)
        record = self._whole(post)
        shown: dict[str, Any] = {
            "uri": post.id,
            "cid": names.record_cid(record),
            "author": self._basic(author),
            "record": record,
            "bookmarkCount": numbers["bookmarks"],
            "replyCount": numbers["replies"],
            "repostCount": numbers["reposts"],
            "likeCount": numbers["likes"],
            "quoteCount": 0,
            "indexedAt": stamp(post.created_ms),
            "labels": [],
        }
        embed = self._embed(post)
        return shown | ({"embed": embed} if embed else {})

    def _whole(self, post: Post) -> dict[str, Any]:
        """The record, with what a follower's has too."""
        record = record_of(post)
        if record["createdAt"]:
            return record
        made = {**record, "createdAt": stamp(post.created_ms)}
        root, parent = self._kit.feed.find(post.root), self._kit.feed.find(post.reply_to or "")
        if root is not None and parent is not None:
            ends = {"root": root, "parent": parent}
            made["reply"] = {n: {"uri": p.id, "cid": names.record_cid(record_of(p))} for n, p in ends.items()}
        return made

    def _embed(self, post: Post) -> dict[str, Any] | None:
        if post.media and post.media[0]["kind"] == "video":
            address = self._kit.media_address(post.media[0]["name"])
            return {"$type": "app.bsky.embed.video#view", "cid": post.media[0]["cid"], "playlist": address}
        if post.media:
            images = []
            for medium in post.media:
                address = self._kit.media_address(medium["name"])
                ratio = {"width": medium["width"], "height": medium["height"]}
                images.append({"thumb": address, "fullsize": address, "alt": medium["alt"], "aspectRatio": ratio})
            return {"$type": "app.bsky.embed.images#view", "images": images}
        card = post.options.get("card")
        if card:
            named = {"uri": card["url"], "title": card["title"], "description": card.get("description", "")}
            return {"$type": "app.bsky.embed.external#view", "external": named}
        return None

    def get_author_feed(self) -> Response:
        account = self._actor(request.args.get("actor", ""))
        limit = min(max(request.args.get("limit", 50, int), 1), 100)
        before = request.args.get("cursor", 2**62, int)
        own = "" if request.args.get("filter") == "posts_with_replies" else " AND reply_to IS NULL"
        if request.args.get("filter") in ("posts_with_media", "posts_with_video"):
            own = " AND media<>'[]'"
        found = self._kit.feed.select(f"account=? AND seq<?{own}", account.id, before, limit=limit)
        page: dict[str, Any] = {"feed": [{"post": post} for post in self._posts(found)]}
        return answer(page | ({"cursor": str(found[-1].seq)} if len(found) == limit else {}))

    def get_post_thread(self) -> Response:
        uri = request.args.get("uri", "")
        post = self._kit.feed.find(uri)
        if post is None:
            raise self._answers.invalid(f"Post not found: {uri}", "NotFound")
        depth = min(max(request.args.get("depth", 6, int), 0), 1_000)
        root = self._kit.feed.find(post.root)
        self._kit.crowd.catch_up([root] if root else [])
        everybody = self._kit.feed.select("root=?", post.root, limit=1_000, oldest_first=True)
        shown = {one["uri"]: one for one in self._posts(everybody)}
        below: dict[str, list[Post]] = {}
        for one in everybody:
            below.setdefault(one.reply_to or "", []).append(one)

        def thread(here: Post, left: int) -> dict[str, Any]:
            replies = [thread(one, left - 1) for one in below.get(here.id, [])] if left else []
            view = shown.get(here.id) or self._posts([here])[0]
            return {"$type": "app.bsky.feed.defs#threadViewPost", "post": view, "replies": replies}

        return answer({"thread": thread(post, depth)})

    def list_notifications(self) -> Response:
        self._kit.crowd.catch_up_with(g.account.id)
        limit = min(max(request.args.get("limit", 50, int), 1), 100)
        mine = "reply_to IN (SELECT id FROM social_posts WHERE service='bluesky' AND account=?) AND account<>?"
        found = self._kit.feed.select(mine, g.account.id, g.account.id, limit=limit)
        entries = [
            {
                "uri": post["uri"],
                "cid": post["cid"],
                "author": post["author"],
                "reason": "reply",
                "reasonSubject": row.reply_to,
                "record": post["record"],
                "isRead": False,
                "indexedAt": post["indexedAt"],
                "labels": [],
            }
            for row, post in zip(found, self._posts(found), strict=True)
        ]
        return answer({"notifications": entries, "seenAt": stamp(self._kit.sandbox.clock.now_ms())})
