"""What YouTube shows of a channel, and below its videos. https://developers.google.com/youtube/v3/docs"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Audience, Comment, Draft, Metrics, Profile, Published


def profile(client: Client) -> Profile:
    """Who the account is: its channel, where its uploads are listed, and whether it may show long ones."""
    found = channel(client, "id,snippet,statistics,status,contentDetails")
    snippet, handle = found["snippet"], found["snippet"].get("customUrl", "").removeprefix("@")
    page = f"@{handle}" if handle else f"channel/{found['id']}"
    pictures = snippet.get("thumbnails", {})
    picture = next((pictures[size]["url"] for size in ("high", "medium", "default") if size in pictures), None)
    return Profile(
        platform_user_id=found["id"],
        username=handle or found["id"],
        name=snippet["title"],
        picture_url=picture,
        follower_count=audience(found).followers,
        profile_url=f"{client.site_url}/{page}",
        facts={
            "uploads": found["contentDetails"]["relatedPlaylists"]["uploads"],
            "verified": found.get("status", {}).get("longUploadsStatus") not in ("disallowed", "eligible"),
        },
    )


def find_video(client: Client, draft: Draft, since: datetime, form: str) -> Published | None:
    """The channel's upload with this title and description, among those since then."""
    uploads = (
        client.facts.get("uploads")
        or channel(client, "contentDetails")["contentDetails"]["relatedPlaylists"]["uploads"]
    )
    wanted = (_plain(str(draft.options.get("title"))), _plain(draft.text))
    for item in pages(client, "playlistItems", {"playlistId": uploads}):
        snippet = item["snippet"]
        if datetime.fromisoformat(snippet["publishedAt"]) < since:
            return None
        if (_plain(snippet["title"]), _plain(snippet["description"])) == wanted:
            return published(client, snippet["resourceId"]["videoId"], snippet["publishedAt"], form)
    return None


def find_comment(client: Client, draft: Draft, since: datetime) -> Published | None:
    """The channel's own comment with this text, among those since then."""
    video = str(draft.root or draft.reply_to)
    for said in said_under(client, video):
        snippet = said["snippet"]
        at = datetime.fromisoformat(snippet["publishedAt"])
        mine = snippet.get("authorChannelId", {}).get("value") == client.platform_user_id
        if mine and at >= since and _plain(snippet["textDisplay"]) == _plain(draft.text):
            return Published(said["id"], comment_address(client, video, said["id"]), at)
    return None


def said_under(client: Client, video: str) -> list[Mapping[str, Any]]:
    """Top-level comments, newest first, as many as one request gives."""
    query = {"part": "snippet", "videoId": video, "order": "time", "textFormat": "plainText", "maxResults": "100"}
    threads = client.get("/youtube/v3/commentThreads", query).get("items", ())
    return [thread["snippet"]["topLevelComment"] for thread in threads]


def pages(client: Client, what: str, query: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """All that a list holds, page by page."""
    asked = {"part": "snippet", "maxResults": "50", **query}
    while True:
        answer = client.get(f"/youtube/v3/{what}", asked)
        yield from answer.get("items", ())
        if not (token := answer.get("nextPageToken")):
            return
        asked["pageToken"] = token


def channel(client: Client, part: str) -> Mapping[str, Any]:
    """The channel that the account speaks for. Raises `Rejected` where there is none."""
    found = client.get("/youtube/v3/channels", {"part": part, "mine": "true"}).get("items")
    if not found:
        fix = "Make one at youtube.com, then connect again."
        raise Rejected("This Google account has no YouTube channel.", code="no-channel", fix=fix)
    channel: Mapping[str, Any] = found[0]
    return channel


def audience(channel: Mapping[str, Any]) -> Audience:
    """From a channel's statistics; a hidden number is none."""
    counts = channel.get("statistics", {})
    hidden = counts.get("hiddenSubscriberCount")
    return Audience(
        followers=None if hidden else _number(counts, "subscriberCount"), posts=_number(counts, "videoCount")
    )


def metrics(counts: Mapping[str, str]) -> Metrics:
    """From a video's statistics."""
    return Metrics(
        likes=_number(counts, "likeCount"),
        replies=_number(counts, "commentCount"),
        video_views=_number(counts, "viewCount"),
    )


def comment(client: Client, video: str, said: Mapping[str, Any]) -> Comment:
    """As we show it."""
    snippet = said["snippet"]
    return Comment(
        id=said["id"],
        text=snippet["textDisplay"],
        author_name=snippet["authorDisplayName"].removeprefix("@"),
        author_username=snippet["authorDisplayName"].removeprefix("@"),
        author_picture_url=snippet.get("authorProfileImageUrl"),
        created_at=datetime.fromisoformat(snippet["publishedAt"]),
        url=comment_address(client, video, said["id"]),
    )


def published(client: Client, video: str, at: str, form: str) -> Published:
    """A video whose moment is known."""
    return Published(video, address(client, video, form), datetime.fromisoformat(at))


def address(client: Client, video: str, form: str) -> str:
    """Where people watch a video."""
    return f"{client.site_url}/{f'shorts/{video}' if form == 'short' else f'watch?v={video}'}"


def comment_address(client: Client, video: str, comment: str) -> str:
    """Where people read a comment."""
    return f"{client.site_url}/watch?v={video}&lc={comment}"


def _number(counts: Mapping[str, str], name: str) -> int | None:
    return int(counts[name]) if name in counts else None


def _plain(text: str) -> str:
    return " ".join(text.split())
