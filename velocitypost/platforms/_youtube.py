"""The calls that YouTube's platform is made of. https://developers.google.com/youtube/v3/docs"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from velocitypost.contract import bodies
from velocitypost.contract.answers import reading, reading_written
from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected, Unavailable
from velocitypost.contract.types import Draft, Pending, Published
from velocitypost.core.http import Response
from velocitypost.platforms import _youtube_reading

_FIRST_POLL, _LONGEST_POLL = 5.0, 300.0

# https://developers.google.com/youtube/v3/docs/videos#status.failureReason and …#status.rejectionReason
_WHY = {
    "codec": "it is coded in a way that YouTube cannot read",
    "conversion": "YouTube could not convert it",
    "emptyFile": "the file is empty",
    "invalidFile": "the file is no video, or is damaged",
    "tooSmall": "the file is too small",
    "uploadAborted": "the upload was broken off",
    "claim": "somebody claims its content",
    "copyright": "it infringes a copyright",
    "duplicate": "the channel has the same video already",
    "inappropriate": "it is found inappropriate",
    "length": "it is longer than this channel may upload",
    "legal": "a law forbids it",
    "termsOfUse": "it is against the terms of use",
    "trademark": "it infringes a trademark",
    "uploaderAccountClosed": "the channel is closed",
    "uploaderAccountSuspended": "the channel is suspended",
}


def finish(client: Client, draft: Draft, state: dict[str, Any], form: str) -> Published | Pending:
    """Sets what goes with the video, then waits until YouTube has processed it."""
    try:
        if "refused" not in state:
            state["refused"] = dress(client, draft, state["video"])
        found = client.get("/youtube/v3/videos", {"part": "snippet,status", "id": state["video"]}).get("items")
    except Unavailable as error:
        # It is there already, so no failure to ask may pass for one to send.
        return _later(state, f"YouTube has the video and could not be asked about it. {error.reason}")
    if not found:
        raise Rejected("The video was deleted at YouTube while it was processed.", code="deleted")
    status = found[0]["status"]
    if status["uploadStatus"] == "processed":
        done = _youtube_reading.published(client, found[0]["id"], found[0]["snippet"]["publishedAt"], form)
        return replace(done, note=" ".join([*state["refused"], *_quieter(draft, status)]))
    if status["uploadStatus"] == "uploaded":
        return _later(state, "YouTube is processing the video.")
    code = str(status.get("failureReason") or status.get("rejectionReason") or status["uploadStatus"])
    raise Rejected(f"YouTube did not take the video: {_WHY.get(code, code)}.", code=code, fix="Use another file.")


def _later(state: dict[str, Any], note: str) -> Pending:
    polls = state["polls"] = state.get("polls", 0) + 1
    return Pending(state, check_after=min(_LONGEST_POLL, _FIRST_POLL * 2 ** min(polls - 1, 10)), note=note)


def _quieter(draft: Draft, status: Mapping[str, Any]) -> list[str]:
    """YouTube publishes for nobody to see what comes from an app that it has not audited, and does not say so."""
    if status["privacyStatus"] != "private" or draft.options.get("privacy") == "private":
        return []
    return ["YouTube made it private: the app of this installation is not audited yet."]


def dress(client: Client, draft: Draft, video: str) -> list[str]:
    """Thumbnail and playlist; done twice it is as done once. Gives what YouTube refused: the video stands anyway."""
    refused = []
    cover = next((file for file in draft.attachments if file.kind == "image"), None)
    if cover is not None:
        body = bodies.plain(cover)
        where, what = "/upload/youtube/v3/thumbnails/set", {"videoId": video, "uploadType": "media"}
        try:
            client.send("POST", where, params=what, content=body.content, headers=body.headers)
        except Rejected as error:
            refused.append(f"The video is there without its thumbnail. {error.reason}")
    if playlist := draft.options.get("playlist"):
        entry = {"playlistId": playlist, "resourceId": {"kind": "youtube#video", "videoId": video}}
        try:
            there = client.get("/youtube/v3/playlistItems", {"part": "id", "playlistId": playlist, "videoId": video})
            if not there.get("items"):
                client.send("POST", "/youtube/v3/playlistItems", params={"part": "snippet"}, json={"snippet": entry})
        except Rejected as error:
            refused.append(f"The video is not in the playlist. {error.reason}")
    return refused


def say(client: Client, draft: Draft) -> Published:
    """A comment by the channel itself. https://developers.google.com/youtube/v3/docs/commentThreads/insert"""
    video = draft.root or draft.reply_to
    said = {"snippet": {"textOriginal": draft.text}}
    thread = {"snippet": {"channelId": client.platform_user_id, "videoId": video, "topLevelComment": said}}
    where, params = "/youtube/v3/commentThreads", {"part": "snippet"}
    made = created(client.send("POST", where, params=params, json=thread, writes=True))
    return Published(made["id"], _youtube_reading.comment_address(client, str(video), made["id"]))


def is_video(post_id: str) -> bool:
    """Comments have longer ids."""
    return len(post_id) == 11


def created(response: Response) -> Mapping[str, Any]:
    """What a write made. Raises `OutcomeUnknown` where its answer does not say."""
    with reading_written("YouTube", "it"):
        return _identified(response)


def read(response: Response) -> Mapping[str, Any]:
    """The same, where nothing was written. Raises `Unavailable`."""
    with reading("YouTube"):
        return _identified(response)


def _identified(response: Response) -> Mapping[str, Any]:
    made: Mapping[str, Any] = response.json()
    return {**made, "id": str(made["id"])}
