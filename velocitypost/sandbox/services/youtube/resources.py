"""Rows as YouTube's resources. https://developers.google.com/youtube/v3/docs/videos"""

import hashlib
from typing import Any

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.youtube.rules import LONGEST_UNVERIFIED_MS, UNVERIFIED
from velocitypost.sandbox.social.answers import stamp
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.kit import Kit

_SIZES = {"default": (120, 90), "medium": (320, 180), "high": (480, 360)}


def uploads_of(account: Account) -> str:
    """The id of the playlist of everything that a channel has uploaded."""
    return f"UU{account.id[2:]}"


class Resources:
    """What the API answers of what the twin keeps."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def etag(self, of: object) -> str:
        """Changes with what it is of."""
        return hashlib.sha256(repr(of).encode()).hexdigest()[:27]

    def listing(self, kind: str, items: list[dict[str, Any]], total: int | None = None, **more: Any) -> dict[str, Any]:
        """A page of a list."""
        count = len(items) if total is None else total
        info = {"totalResults": count, "resultsPerPage": len(items)}
        return {
            "kind": f"youtube#{kind}ListResponse",
            "etag": self.etag(items),
            **more,
            "items": items,
            "pageInfo": info,
        }

    def fate(self, post: Post) -> tuple[str, str]:
        """The upload's status, and why where it failed."""
        upload = self._kit.uploads.find(post.options["upload"])
        medium, author = post.media[0], self._kit.sandbox.accounts.get(self._kit.key, post.account)
        if upload is not None and self._kit.uploads.ripeness(upload) < 1:
            return "uploaded", ""
        if medium["kind"] != "video":
            return "failed", "invalidFile"
        if author.handle in UNVERIFIED and (medium["duration_ms"] or 0) > LONGEST_UNVERIFIED_MS:
            return "rejected", "length"
        return "processed", ""

    def video(self, post: Post, parts: tuple[str, ...]) -> dict[str, Any]:
        """The parts that were asked for."""
        made: dict[str, Any] = {"kind": "youtube#video", "etag": self.etag(post), "id": post.id}
        for part, make in (
            ("snippet", self._snippet),
            ("status", self._status),
            ("statistics", self._statistics),
            ("contentDetails", self._details),
            ("processingDetails", self._processing),
            ("paidProductPlacementDetails", lambda post: {"hasPaidProductPlacement": post.options["paid"]}),
        ):
            if part in parts:
                made[part] = make(post)
        return made

    def _author(self, post: Post) -> Account:
        return self._kit.sandbox.accounts.get(self._kit.key, post.account)

    def _snippet(self, post: Post) -> dict[str, Any]:
        kept = post.options["snippet"]
        return {
            "publishedAt": stamp(post.created_ms),
            "channelId": post.account,
            "title": post.title,
            "description": post.text,
            "thumbnails": self.thumbnails(post),
            "channelTitle": self._author(post).name,
            **({"tags": kept["tags"]} if kept["tags"] else {}),
            "categoryId": kept["categoryId"],
            "liveBroadcastContent": "none",
            "localized": {"title": post.title, "description": post.text},
        }

    def thumbnails(self, post: Post) -> dict[str, Any]:
        """In three sizes; without one of its own, the channel's face stands in for a frame."""
        poster = post.media[0].get("poster")
        url = self._kit.media_address(poster) if poster else self._kit.avatar(self._author(post))
        return {name: {"url": url, "width": width, "height": height} for name, (width, height) in _SIZES.items()}

    def _status(self, post: Post) -> dict[str, Any]:
        fate, why = self.fate(post)
        told = {"failed": {"failureReason": why}, "rejected": {"rejectionReason": why}}.get(fate, {})
        kids = bool(post.options["status"].get("selfDeclaredMadeForKids"))
        return {"uploadStatus": fate, **told, **post.options["status"], "madeForKids": kids}

    def _statistics(self, post: Post) -> dict[str, Any]:
        numbers = self._kit.crowd.numbers([post])[post.id]
        counted = {"viewCount": "views", "likeCount": "likes", "commentCount": "comments"}
        if post.options["status"].get("selfDeclaredMadeForKids"):
            counted.pop("commentCount")
        return {**{name: str(numbers[ours]) for name, ours in counted.items()}, "favoriteCount": "0"}

    def _details(self, post: Post) -> dict[str, Any]:
        minutes, seconds = divmod(round((post.media[0]["duration_ms"] or 0) / 1000), 60)
        length = f"PT{f'{minutes}M' if minutes else ''}{seconds}S"
        return {"duration": length, "dimension": "2d", "definition": "sd", "caption": "false", "licensedContent": False}

    def _processing(self, post: Post) -> dict[str, Any]:
        said = {"uploaded": "processing", "processed": "succeeded"}
        return {"processingStatus": said.get(self.fate(post)[0], "failed")}

    def channel(self, account: Account, parts: tuple[str, ...]) -> dict[str, Any]:
        """A channel."""
        face = {"url": self._kit.avatar(account), "width": 88, "height": 88}
        whole = {
            "snippet": {
                "title": account.name,
                "description": account.bio,
                "customUrl": f"@{account.handle}",
                "publishedAt": stamp(account.created_ms),
                "thumbnails": {"default": face, "medium": face, "high": face},
                "localized": {"title": account.name, "description": account.bio},
            },
            "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": uploads_of(account)}},
            "statistics": {
                "viewCount": "0",
                "subscriberCount": str(account.followers),
                "hiddenSubscriberCount": False,
                "videoCount": str(self._kit.feed.counts().get(account.id, 0)),
            },
            "status": {
                "privacyStatus": "public",
                "isLinked": True,
                "longUploadsStatus": "eligible" if account.handle in UNVERIFIED else "allowed",
                "madeForKids": False,
            },
        }
        named = {part: members for part, members in whole.items() if part in parts}
        return {"kind": "youtube#channel", "etag": self.etag(account), "id": account.id, **named}

    def playlist(self, held: Held) -> dict[str, Any]:
        """A playlist of a channel's own."""
        account = self._kit.sandbox.accounts.get(self._kit.key, held.account)
        snippet = {
            "publishedAt": stamp(int(held.made * 1000)),
            "channelId": account.id,
            "title": held.data["title"],
            "description": "",
            "channelTitle": account.name,
        }
        return {"kind": "youtube#playlist", "etag": self.etag(held), "id": held.id, "snippet": snippet}

    def entry(self, post: Post, playlist: str, place: int, entry: str) -> dict[str, Any]:
        """A video's place in a playlist."""
        author = self._author(post)
        return {
            "kind": "youtube#playlistItem",
            "etag": self.etag((post, playlist)),
            "id": entry,
            "snippet": {
                "publishedAt": stamp(post.created_ms),
                "channelId": author.id,
                "title": post.title,
                "description": post.text,
                "thumbnails": self.thumbnails(post),
                "channelTitle": author.name,
                "playlistId": playlist,
                "position": place,
                "resourceId": {"kind": "youtube#video", "videoId": post.id},
                "videoOwnerChannelTitle": author.name,
                "videoOwnerChannelId": author.id,
            },
        }

    def thread(self, post: Post) -> dict[str, Any]:
        """A comment with what stands below it, of which there is nothing here."""
        author = self._author(post)
        moment = stamp(post.created_ms)
        comment = {
            "kind": "youtube#comment",
            "etag": self.etag(post),
            "id": post.id,
            "snippet": {
                "channelId": post.options.get("channel", ""),
                "videoId": post.reply_to,
                "textDisplay": post.text,
                "textOriginal": post.text,
                "authorDisplayName": f"@{author.handle}",
                "authorProfileImageUrl": self._kit.avatar(author),
                "authorChannelUrl": self._kit.address(f"/www.youtube.com/@{author.handle}"),
                "authorChannelId": {"value": author.id},
                "canRate": True,
                "viewerRating": "none",
                "likeCount": 0,
                "publishedAt": moment,
                "updatedAt": moment,
            },
        }
        inner = {
            "videoId": post.reply_to,
            "topLevelComment": comment,
            "canReply": True,
            "totalReplyCount": 0,
            "isPublic": True,
        }
        return {"kind": "youtube#commentThread", "etag": self.etag(comment), "id": post.id, "snippet": inner}
