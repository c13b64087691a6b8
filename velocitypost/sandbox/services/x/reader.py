"""Posts, users and media as X's API shows them: the fields asked for, and what they refer to.

https://docs.x.com/x-api/fundamentals/fields and …/data-dictionary
"""

from datetime import UTC, datetime
from typing import Any

from flask import request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.x.followers import Followers
from velocitypost.sandbox.services.x.posts import Post, Posts
from velocitypost.sandbox.services.x.query import Query
from velocitypost.sandbox.services.x.text import language
from velocitypost.sandbox.state import Sandbox

EDITABLE_MS = 60 * 60 * 1000
_ROLES = ("history", "referenced", "reposts", "included")
NAMES = {
    "tweet": dict(zip(_ROLES, ("edit_history_tweet_ids", "referenced_tweets", "retweet_count", "tweets"), strict=True)),
    "post": dict(zip(_ROLES, ("edit_history_post_ids", "referenced_posts", "repost_count", "posts"), strict=True)),
}


def stamp(ms: int) -> str:
    """A moment as X writes it: 2026-11-23T09:00:00.000Z"""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{ms % 1000:03}Z"


class Reader:
    """Turns rows into what the API answers."""

    def __init__(self, sandbox: Sandbox, posts: Posts, followers: Followers) -> None:
        self._sandbox = sandbox
        self._posts = posts
        self._followers = followers

    def page(self, posts: list[Post], query: Query) -> dict[str, Any]:
        """`data` and `includes` for a list of posts."""
        self._followers.catch_up(posts)
        shown = [self._post(post, query) for post in posts]
        if query.fields("tweet.fields") | query.fields("post.fields") >= {"public_metrics"}:
            self._add_metrics(posts, shown, query)
        includes = self._includes(posts, query)
        return {"data": shown} | ({"includes": includes} if includes else {})

    def _post(self, post: Post, query: Query) -> dict[str, Any]:
        names, post_id = NAMES[query.style], str(post.id)
        fields = query.fields("tweet.fields") | query.fields("post.fields")
        expansions = query.fields("expansions")
        shown: dict[str, Any] = {"id": post_id, "text": post.text, names["history"]: [post_id]}
        above = [{"type": "replied_to", "id": str(post.reply_to)}] if post.reply_to else []
        referenced = above + ([{"type": "quoted", "id": str(post.quoted)}] if post.quoted else [])
        known: dict[str, Any] = {
            "author_id": post.author,
            "conversation_id": str(post.conversation),
            "created_at": stamp(post.created_ms),
            "in_reply_to_user_id": post.reply_to_user,
            "entities": post.entities or None,
            "attachments": _attachments(post),
            "referenced_tweets": referenced or None,
            "referenced_posts": referenced or None,
            "reply_settings": post.extras.get("reply_settings", "everyone"),
            "lang": language(post.plain),
            "possibly_sensitive": False,
            "paid_partnership": post.extras.get("paid_partnership", False),
            "edit_controls": {
                "edits_remaining": 5,
                "is_edit_eligible": False,
                "editable_until": stamp(post.created_ms + EDITABLE_MS),
            },
        }
        wanted = set(fields)
        # What an expansion starts from is shown too.
        wanted |= {"author_id", "in_reply_to_user_id"} & expansions
        wanted |= {"attachments"} if "attachments.media_keys" in expansions else set()
        wanted |= {names["referenced"]} if {"referenced_tweets.id", "referenced_posts"} & expansions else set()
        shown.update({name: known[name] for name in sorted(wanted) if known.get(name) is not None})
        return shown

    def _add_metrics(self, posts: list[Post], shown: list[dict[str, Any]], query: Query) -> None:
        counted = self._posts.counts([post.id for post in posts])
        reposts = NAMES[query.style]["reposts"]
        for post, entry in zip(posts, shown, strict=True):
            entry["public_metrics"] = self.metrics(post, counted[post.id], reposts)

    def metrics(self, post: Post, counted: tuple[int, int], reposts: str = "retweet_count") -> dict[str, int]:
        """What everybody can count on a post: the audience's reactions, and the posts that answer or quote it."""
        now = self._followers.reactions(post, self._sandbox.accounts.get("x", post.author))
        return {
            reposts: now.reposts,
            "reply_count": counted[0],
            "like_count": now.likes,
            "quote_count": now.quotes + counted[1],
            "bookmark_count": now.bookmarks,
            "impression_count": now.impressions,
        }

    def _includes(self, posts: list[Post], query: Query) -> dict[str, Any]:
        expansions = query.fields("expansions")
        includes: dict[str, Any] = {}
        people: list[str] = []
        if "author_id" in expansions:
            people += [post.author for post in posts]
        if "in_reply_to_user_id" in expansions:
            people += [post.reply_to_user for post in posts if post.reply_to_user]
        if "entities.mentions.username" in expansions:
            people += [m["id"] for post in posts for m in post.entities.get("mentions", []) if "id" in m]
        if {"referenced_tweets.id", "referenced_posts"} & expansions:
            ids = {ref for post in posts for ref in (post.reply_to, post.quoted) if ref}
            found = self._posts.find_many(sorted(ids)) if ids else []
            if found:
                includes[NAMES[query.style]["included"]] = [self._post(post, query) for post in found]
            if "referenced_tweets.id.author_id" in expansions:
                people += [post.author for post in found]
        if "attachments.media_keys" in expansions:
            media = [self._medium(m, query) for post in posts for m in post.media]
            if media:
                includes["media"] = media
        accounts = [self._sandbox.accounts.find("x", account) for account in dict.fromkeys(people)]
        if users := [self.user(account, query) for account in accounts if account]:
            includes["users"] = users
        return includes

    def _medium(self, medium: dict[str, Any], query: Query) -> dict[str, Any]:
        kind = {"image": "photo", "gif": "animated_gif", "video": "video"}[medium["kind"]]
        shown = {"media_key": medium["media_key"], "type": kind}
        known = {
            "width": medium["width"],
            "height": medium["height"],
            "alt_text": medium["alt"],
            "duration_ms": medium["duration_ms"] if kind == "video" else None,
            "url": media_address(medium) if kind == "photo" else None,
            "variants": [{"content_type": "video/mp4", "url": media_address(medium)}] if kind == "video" else None,
        }
        wanted = query.fields("media.fields")
        return shown | {name: value for name, value in known.items() if name in wanted and value is not None}

    def user(self, account: Account, query: Query) -> dict[str, Any]:
        """An account as GET /2/users/me and `includes.users` show it."""
        shown: dict[str, Any] = {"id": account.id, "name": account.name, "username": account.handle}
        fields = query.fields("user.fields")
        known: dict[str, Any] = {
            "created_at": stamp(account.created_ms),
            "description": account.bio,
            "protected": False,
            "profile_image_url": avatar_address(account),
            "verified": False,
            "verified_type": "none",
            "subscription_type": "None",
            "url": "",
            "parody": False,
        }
        shown.update({name: known[name] for name in sorted(fields) if name in known})
        if "public_metrics" in fields:
            shown["public_metrics"] = self._user_metrics(account)
        return shown

    def _user_metrics(self, account: Account) -> dict[str, int]:
        row = self._sandbox.store.first(
            "SELECT COUNT(*), COALESCE(SUM(media<>'[]'), 0) FROM x_posts WHERE author=? AND deleted_ms IS NULL",
            account.id,
        )
        posts, with_media = row or (0, 0)
        # X's description says post_count, its documents and libraries say tweet_count: it is the same number.
        return {
            "followers_count": account.followers,
            "following_count": account.following,
            "tweet_count": posts,
            "post_count": posts,
            "listed_count": account.followers // 150,
            "like_count": account.following * 7,
            "media_count": with_media,
        }


def _attachments(post: Post) -> dict[str, Any] | None:
    keys = [medium["media_key"] for medium in post.media]
    return {"media_keys": keys} if keys else None


def media_address(medium: dict[str, Any]) -> str:
    """Where the bytes can be fetched, on this sandbox."""
    return f"{request.host_url}pbs.twimg.com/media/{medium['name']}"


def avatar_address(account: Account) -> str:
    """The profile picture, on this sandbox."""
    return f"{request.host_url}pbs.twimg.com/profile_images/{account.id}/{account.handle}_normal.svg"
