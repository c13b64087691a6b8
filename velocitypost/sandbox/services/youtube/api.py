"""The endpoints of the Data API that the twin answers. https://developers.google.com/youtube/v3/docs"""

import hashlib
import secrets
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.youtube.answers import YouTubeAnswers
from velocitypost.sandbox.services.youtube.metadata import PARTS, json_body, one_of, parts
from velocitypost.sandbox.services.youtube.resources import Resources, uploads_of
from velocitypost.sandbox.services.youtube.rules import LARGEST_COMMENT, may, needed, quota
from velocitypost.sandbox.services.youtube.uploads import SessionGuard, UploadApi
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import drained

BASE = "/<any('youtube.googleapis.com', 'www.googleapis.com'):host>"
_CHANNEL_PARTS = ("id", "snippet", "contentDetails", "statistics", "status", "brandingSettings", "localizations")
_LIST_PARTS = ("id", "snippet", "contentDetails", "status")


def blueprint(kit: Kit, answers: YouTubeAnswers) -> Blueprint:
    """Everything behind a bearer token."""
    guard = SessionGuard(kit.sandbox, kit.tokens, answers, needed, quota, implied=may)
    api = guard.blueprint("api")
    api.after_request(drained)
    api.url_value_preprocessor(_forget_host)
    resources = Resources(kit)
    UploadApi(kit, answers, resources).mount(api, BASE)
    views = _Api(kit, answers, resources)
    v3 = f"{BASE}/youtube/v3"
    api.get(f"{v3}/videos")(views.list_videos)
    api.delete(f"{v3}/videos")(views.delete_video)
    api.get(f"{v3}/channels")(views.list_channels)
    api.get(f"{v3}/playlists")(views.list_playlists)
    api.get(f"{v3}/playlistItems")(views.list_entries)
    api.post(f"{v3}/playlistItems")(views.insert_entry)
    api.get(f"{v3}/commentThreads")(views.list_threads)
    api.post(f"{v3}/commentThreads")(views.insert_thread)
    api.delete(f"{v3}/comments")(views.delete_comment)
    return api


def _forget_host(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Both hosts answer the same."""
    if values is not None:
        values.pop("host", None)


class _Api:
    def __init__(self, kit: Kit, answers: YouTubeAnswers, resources: Resources) -> None:
        self._kit = kit
        self._answers = answers
        self._resources = resources

    def list_videos(self) -> Response:
        query = one_of(self._answers, ("id", "chart", "myRating", "maxResults", "pageToken", "hl"), ("part",))
        named = parts(self._answers, query["part"], PARTS)
        if "id" not in query:
            words = "No filter selected. Expected one of: id, chart, myRating"
            raise self._answers.problem(400, "missingRequiredParameter", words)
        ids = query["id"].split(",")
        if len(ids) > 50:
            raise self._answers.problem(400, "invalidParameter", "At most 50 ids are taken.")
        found = [post for post in self._kit.feed.find_many(ids) if self._watchable(post)]
        return answer(self._resources.listing("video", [self._resources.video(post, named) for post in found]))

    def _watchable(self, post: Post) -> bool:
        return post.reply_to is None and (post.kind != "private" or post.account == g.account.id)

    def _video(self, video: str, words: str) -> Post:
        post = self._kit.feed.find(video)
        if post is None or not self._watchable(post):
            raise self._answers.problem(404, "videoNotFound", words)
        return post

    def delete_video(self) -> Response:
        query = one_of(self._answers, ("onBehalfOfContentOwner",), ("id",))
        post = self._video(query["id"], "The video that you are trying to delete cannot be found.")
        if post.account != g.account.id:
            raise self._answers.problem(403, "forbidden", "The video that you are trying to delete cannot be deleted.")
        self._kit.feed.delete(post)
        return Response(status=204)

    def list_channels(self) -> Response:
        query = one_of(self._answers, ("mine", "id", "forHandle", "maxResults", "hl"), ("part",))
        named = parts(self._answers, query["part"], _CHANNEL_PARTS)
        if query.get("mine") == "true":
            found = [g.account]
        elif "id" in query or "forHandle" in query:
            names = query.get("id", query.get("forHandle", "")).split(",")
            found = [account for name in names if (account := self._kit.account(name)) is not None]
        else:
            raise self._answers.problem(400, "missingRequiredParameter", "No filter selected.")
        items = [self._resources.channel(account, named) for account in found]
        return answer(self._resources.listing("channel", items))

    def list_playlists(self) -> Response:
        query = one_of(self._answers, ("mine", "channelId", "id", "maxResults", "pageToken", "hl"), ("part",))
        parts(self._answers, query["part"], (*_LIST_PARTS, "localizations", "player"))
        if query.get("mine") != "true":
            raise self._answers.problem(400, "missingRequiredParameter", "No filter selected.")
        held, more = self._page(self._kit.drafts.listed(g.account.id, "playlist"), query)
        return answer(self._resources.listing("playlist", [self._resources.playlist(one) for one in held], **more))

    def _page(self, found: list[Any], query: dict[str, str]) -> tuple[list[Any], dict[str, Any]]:
        """One page of it, and the token of the next."""
        size, start = query.get("maxResults", "5"), query.get("pageToken", "0")
        if not size.isdigit() or int(size) > 50:
            raise self._answers.problem(
                400, "invalidParameter", f"Invalid value '{size}'. Values must be within 0 to 50"
            )
        if not start.isdigit():
            raise self._answers.problem(400, "invalidPageToken", "The request specifies an invalid page token.")
        end = int(start) + int(size)
        return found[int(start) : end], {"nextPageToken": str(end)} if end < len(found) else {}

    def list_entries(self) -> Response:
        query = one_of(self._answers, ("playlistId", "id", "videoId", "maxResults", "pageToken"), ("part",))
        parts(self._answers, query["part"], _LIST_PARTS)
        playlist = query.get("playlistId", "")
        if playlist == uploads_of(g.account):
            where = "account=? AND reply_to IS NULL"
            posts = self._kit.feed.select(where, g.account.id, limit=1_000)
            entries = [(post, f"UE{post.id}") for post in posts]
        else:
            self._playlist(playlist)
            entries = self._entries(playlist)
        wanted = query.get("videoId")
        shown = [one for one in enumerate(entries) if wanted in (None, one[1][0].id)]
        page, more = self._page(shown, query)
        items = [self._resources.entry(post, playlist, place, entry) for place, (post, entry) in page]
        return answer(self._resources.listing("playlistItem", items, len(shown), **more))

    def _playlist(self, playlist: str) -> Held:
        held = self._kit.drafts.find(playlist, "playlist")
        if held is None:
            words = f"The playlist identified with the request's playlistId parameter cannot be found: {playlist}."
            raise self._answers.problem(404, "playlistNotFound", words)
        if held.account != g.account.id:
            words = "The request is not properly authorized to access the playlist's items."
            raise self._answers.problem(403, "playlistItemsNotAccessible", words)
        return held

    def _entries(self, playlist: str) -> list[tuple[Post, str]]:
        held = [
            one for one in self._kit.drafts.listed(g.account.id, "entry", 1_000) if one.data["playlist"] == playlist
        ]
        there = ((self._kit.feed.find(one.data["video"]), one.id) for one in reversed(held))
        return [(post, entry) for post, entry in there if post is not None]

    def insert_entry(self) -> Response:
        query = one_of(self._answers, ("onBehalfOfContentOwner",), ("part",))
        parts(self._answers, query["part"], _LIST_PARTS)
        snippet = json_body(self._answers).get("snippet") or {}
        resource = snippet.get("resourceId") or {}
        if not snippet.get("playlistId"):
            raise self._answers.problem(400, "playlistIdRequired", "The subscribe request does not specify a playlist.")
        if resource.get("kind") != "youtube#video" or not resource.get("videoId"):
            raise self._answers.problem(400, "resourceIdRequired", "The request must specify a resource.")
        self._playlist(snippet["playlistId"])
        post = self._video(resource["videoId"], "Video not found.")
        data = {"playlist": snippet["playlistId"], "video": post.id}
        made = self._kit.drafts.open("entry", g.account.id, data, draft_id=f"UE{secrets.token_urlsafe(24)}")
        place = len(self._entries(snippet["playlistId"])) - 1
        return answer(self._resources.entry(post, snippet["playlistId"], place, made.id))

    def list_threads(self) -> Response:
        allowed = ("videoId", "id", "order", "textFormat", "maxResults", "pageToken", "searchTerms")
        query = one_of(self._answers, allowed, ("part",))
        parts(self._answers, query["part"], ("id", "snippet", "replies"))
        post = self._commented(query.get("videoId", ""))
        size = query.get("maxResults", "20")
        if not size.isdigit() or not 1 <= int(size) <= 100:
            raise self._answers.problem(
                400, "invalidParameter", f"Invalid value '{size}'. Values must be within 1 to 100"
            )
        self._kit.crowd.catch_up([post])
        found = self._kit.feed.select("reply_to=?", post.id, limit=int(size))
        return answer(self._resources.listing("commentThread", [self._resources.thread(one) for one in found]))

    def _commented(self, video: str) -> Post:
        words = f"The video identified by the videoId parameter could not be found: {video}"
        post = self._video(video, words)
        if post.options["status"].get("selfDeclaredMadeForKids") or post.kind == "private":
            words = "The video identified by the videoId parameter has disabled comments."
            raise self._answers.problem(403, "commentsDisabled", words)
        return post

    def insert_thread(self) -> Response:
        query = one_of(self._answers, (), ("part",))
        parts(self._answers, query["part"], ("id", "snippet"))
        snippet = json_body(self._answers).get("snippet") or {}
        text = ((snippet.get("topLevelComment") or {}).get("snippet") or {}).get("textOriginal")
        if not snippet.get("channelId") or not snippet.get("videoId"):
            words = "Each comment thread needs to be linked to a video: snippet.channelId and snippet.videoId."
            raise self._answers.problem(400, "channelOrVideoIdMissing", words)
        if not isinstance(text, str) or not text.strip():
            raise self._answers.problem(400, "commentTextRequired", "A comment cannot be empty.")
        if len(text) > LARGEST_COMMENT:
            raise self._answers.problem(400, "commentTextTooLong", "The comment contains too many characters.")
        video = self._commented(snippet["videoId"])
        made = self._kit.keep(
            Draft(
                g.account.id,
                text,
                kind="comment",
                reply_to=video,
                options={"channel": video.account},
                app=g.app,
                fingerprint=hashlib.sha256(request.get_data()).hexdigest(),
            )
        )
        return answer(self._resources.thread(made))

    def delete_comment(self) -> Response:
        query = one_of(self._answers, (), ("id",))
        comment = self._kit.feed.find(query["id"])
        if comment is None or comment.reply_to is None:
            raise self._answers.problem(404, "commentNotFound", "The specified comment could not be found.")
        if comment.account != g.account.id:
            raise self._answers.problem(403, "forbidden", "The comment could not be deleted.")
        self._kit.feed.delete(comment)
        return Response(status=204)
