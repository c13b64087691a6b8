"""Statuses, accounts and attachments as Mastodon's API shows them. https://docs.joinmastodon.org/entities/Status/"""

from typing import Any

from flask import request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.mastodon.text import content, mentioned, tags
from velocitypost.sandbox.social.answers import stamp
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import Upload


class Reader:
    """Turns rows into entities."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    @property
    def _site(self) -> str:
        host = (request.view_args or {}).get("instance", "mastodon.social")
        return self._kit.address(f"/{host}")

    def account(self, account: Account, *, own: bool = False, count: int | None = None) -> dict[str, Any]:
        shown = {
            "id": account.id,
            "username": account.handle,
            "acct": account.handle,
            "display_name": account.name,
            "locked": False,
            "bot": False,
            "discoverable": True,
            "created_at": stamp(account.created_ms),
            "note": f"<p>{account.bio}</p>" if account.bio else "",
            "url": self._kit.address(self._kit.look.profile_path(account)),
            "uri": f"{self._site}/users/{account.handle}",
            "avatar": self._kit.avatar(account),
            "avatar_static": self._kit.avatar(account),
            "header": self._kit.avatar(account),
            "header_static": self._kit.avatar(account),
            "followers_count": account.followers,
            "following_count": account.following,
            "statuses_count": self._kit.feed.count(account.id) if count is None else count,
            "last_status_at": None,
            "emojis": [],
            "fields": [],
        }
        source = {"privacy": "public", "sensitive": False, "language": None, "note": account.bio, "fields": []}
        return shown | ({"source": source} if own else {})

    def statuses(self, posts: list[Post]) -> list[dict[str, Any]]:
        numbers = self._kit.crowd.numbers(posts)
        counts = {account: self._kit.feed.count(account) for account in {post.account for post in posts}}
        return [self._status(post, numbers[post.id], counts[post.account]) for post in posts]

    def status(self, post: Post) -> dict[str, Any]:
        return self.statuses([post])[0]

    def _status(self, post: Post, numbers: dict[str, int], count: int) -> dict[str, Any]:
        author, options = self._kit.sandbox.accounts.get(self._kit.key, post.account), post.options
        above = self._kit.feed.find(post.reply_to) if post.reply_to else None
        return {
            "id": post.id,
            "created_at": stamp(post.created_ms),
            "in_reply_to_id": post.reply_to,
            "in_reply_to_account_id": above.account if above else None,
            "sensitive": options.get("sensitive", False),
            "spoiler_text": options.get("spoiler_text", ""),
            "visibility": options.get("visibility", "public"),
            "language": options.get("language"),
            "uri": f"{self._site}/users/{author.handle}/statuses/{post.id}",
            "url": self._kit.post_address(post),
            "replies_count": numbers["replies"],
            "reblogs_count": numbers["reblogs"],
            "favourites_count": numbers["favourites"],
            "quotes_count": 0,
            "edited_at": None,
            "favourited": False,
            "reblogged": False,
            "muted": False,
            "bookmarked": False,
            "content": content(post.text, self._site),
            "filtered": [],
            "reblog": None,
            "application": {"name": "VelocityPost", "website": None} if post.app else None,
            "account": self.account(author, count=count),
            "media_attachments": [self._attached(medium) for medium in post.media],
            "mentions": [self._mention(name) for name in mentioned(post.text) if self._kit.account(name)],
            "tags": [{"name": tag.lower(), "url": f"{self._site}/tags/{tag.lower()}"} for tag in tags(post.text)],
            "emojis": [],
            "card": self._card(post),
            "poll": self._poll(post, numbers),
            "quote": self._quote(post),
        }

    def _quote(self, post: Post) -> dict[str, Any] | None:
        """https://docs.joinmastodon.org/entities/Quote/"""
        if "quoted" not in post.options:
            return None
        quoted = self._kit.feed.find(post.options["quoted"])
        if quoted is None:
            return {"state": "deleted", "quoted_status": None}
        if quoted.options.get("quoted"):
            return {"state": "accepted", "quoted_status_id": quoted.id}
        return {"state": "accepted", "quoted_status": self.status(quoted)}

    def _mention(self, name: str) -> dict[str, Any]:
        account = self._kit.account(name)
        assert account is not None  # noqa: S101 (asked for by the caller)
        url = self._kit.address(self._kit.look.profile_path(account))
        return {"id": account.id, "username": account.handle, "acct": account.handle, "url": url}

    @staticmethod
    def _card(post: Post) -> dict[str, Any] | None:
        card = post.options.get("card")
        if not card:
            return None
        empty = {"description": "", "author_name": "", "html": "", "width": 0, "height": 0, "image": None}
        return {**empty, "type": "link", "url": card["url"], "title": card["title"]}

    def _poll(self, post: Post, numbers: dict[str, int]) -> dict[str, Any] | None:
        poll = post.options.get("poll")
        if not poll:
            return None
        answers: list[str] = poll["choices"]
        expired = self._kit.sandbox.clock.now_ms() >= poll["expires_ms"]
        votes = self._kit.crowd.votes(post, len(answers), numbers["votes"])
        hidden = poll["hide_totals"] and not expired
        return {
            "id": post.id,
            "expires_at": stamp(poll["expires_ms"]),
            "expired": expired,
            "multiple": poll["multiple"],
            "votes_count": sum(votes),
            "voters_count": sum(votes),
            "voted": False,
            "own_votes": [],
            "options": [
                {"title": title, "votes_count": None if hidden else count}
                for title, count in zip(answers, votes, strict=True)
            ],
            "emojis": [],
        }

    def attachment(self, upload: Upload) -> dict[str, Any]:
        """An upload; its `url` is null until it was processed."""
        ready = self._kit.uploads.ripeness(upload) >= 1
        shown = self._attached(upload.attached(focus=upload.data.get("focus")))
        return shown | ({} if ready else {"url": None})

    def _attached(self, medium: dict[str, Any]) -> dict[str, Any]:
        width, height = medium["width"] or 1, medium["height"] or 1
        size = {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}
        address = self._kit.media_address(medium["name"])
        return {
            "id": medium["id"],
            "type": {"gif": "gifv"}.get(medium["kind"], medium["kind"]),
            "url": address,
            "preview_url": address,
            "remote_url": None,
            "text_url": None,
            "meta": {"original": size, "small": size, **({"focus": medium["focus"]} if medium.get("focus") else {})},
            "description": medium["alt"] or None,
            "blurhash": None,
        }
