"""Videos, reels and video stories of a Page: begun, uploaded in pieces, published by the last call.

https://developers.facebook.com/docs/graph-api/reference/page/videos
https://developers.facebook.com/docs/video-api/guides/reels-publishing
https://developers.facebook.com/docs/page-stories-api
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from velocitypost.contract import bodies
from velocitypost.contract.answers import object_of
from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Attachment, Draft, Pending, Published
from velocitypost.platforms import _graph, _graph_places

_NAME = "Facebook"
_VIDEOS = f"https://graph-video.facebook.com/{_graph.VERSION.name}"
_EDGES = {"reel": "video_reels", "story": "video_stories"}
_UPRIGHT, _SLACK = 9 / 16, 0.02
_REEL_SECONDS = (3, 90)
_LOOK_SECONDS = 10
# https://developers.facebook.com/docs/graph-api/reference/video-status
_STARTED = frozenset({"in_progress", "complete", "scheduled"})


def is_upright(attachments: Sequence[Attachment]) -> bool:
    """Whether this is one video that Facebook would show as a reel."""
    if [file.kind for file in attachments] != ["video"]:
        return False
    file = attachments[0]
    if not file.width or not file.height or abs(file.width / file.height - _UPRIGHT) > _SLACK:
        return False
    return _REEL_SECONDS[0] <= (file.seconds or 0) <= _REEL_SECONDS[1]


def advance(client: Client, draft: Draft, kind: str, state: dict[str, Any]) -> Published | Pending:
    """Brings the one video of a draft further, noting progress in `state`."""
    file = draft.attachments[0]
    if "video_id" not in state:
        return Pending(_begin(client, file, kind))
    if not state.get("uploaded"):
        step = _transfer if kind == "feed" else _stream
        return Pending(step(client, file, state), note="Facebook is taking in the video.")
    if state.get("finished"):
        return _settle(client, state)
    told = _finish(client, draft, kind, state)
    return Pending({**state, "finished": True, **told}, check_after=_LOOK_SECONDS, note="Facebook is processing it.")


def find(client: Client, state: Mapping[str, Any]) -> Published | None:
    """The post of a video whose last call got no answer: its phases tell whether that call arrived."""
    video = _video(client, state)
    phases = video.get("status", {})
    begun = any(phases.get(phase, {}).get("status") in _STARTED for phase in ("processing_phase", "publishing_phase"))
    return _published(client, state, video) if begun else None


def find_story(client: Client, photos: Sequence[str], since: datetime) -> Published | None:
    """The story made of one of these photos."""
    query = {"fields": "post_id,media_id,creation_time", "limit": "50"}
    for story in _graph.pages(client, f"/{client.platform_user_id}/stories", query):
        at = datetime.fromtimestamp(int(story["creation_time"]), UTC)
        if at >= since and story.get("media_id") in photos:
            return Published(story["post_id"], f"{client.site_url}/{story['post_id']}", at)
    return None


def _begin(client: Client, file: Attachment, kind: str) -> dict[str, Any]:
    if kind == "feed":
        fields = {"upload_phase": "start", "file_size": str(file.bytes)}
        told = object_of(client.send("POST", f"{_VIDEOS}/{client.platform_user_id}/videos", form=fields), _NAME)
        return {
            "kind": kind,
            "video_id": str(told["video_id"]),
            "session": str(told["upload_session_id"]),
            "start": int(told["start_offset"]),
            "end": int(told["end_offset"]),
        }
    path = f"/{client.platform_user_id}/{_EDGES[kind]}"
    told = object_of(client.send("POST", path, form={"upload_phase": "START"}), _NAME)
    return {"kind": kind, "video_id": str(told["video_id"]), "address": told["upload_url"]}


def _transfer(client: Client, file: Attachment, state: dict[str, Any]) -> dict[str, Any]:
    """The range of bytes that Facebook asked for. It answers with the next one; an empty one is the end."""
    fields = {"upload_phase": "transfer", "upload_session_id": state["session"], "start_offset": str(state["start"])}
    body = bodies.form(
        fields,
        file,
        state["start"],
        state["end"],
        field="video_file_chunk",
        name="chunk",
        mime="application/octet-stream",
    )
    path = f"{_VIDEOS}/{client.platform_user_id}/videos"
    told = object_of(client.send("POST", path, content=body.content, headers=body.headers), _NAME)
    start, end = int(told["start_offset"]), int(told["end_offset"])
    return {**state, "start": start, "end": end, "uploaded": start >= end}


def _stream(client: Client, file: Attachment, state: dict[str, Any]) -> dict[str, Any]:
    """All that is missing, in one go: after a break, Facebook tells how far it had come."""
    begun = state.get("begun", False)
    offset = int(_uploading(client, state).get("bytes_transfered", 0)) if begun else 0
    if not begun:
        return {**state, "begun": True}
    body = bodies.plain(file, offset, mime="application/octet-stream")
    headers = {**body.headers, "offset": str(offset), "file_size": str(file.bytes)}
    client.send("POST", state["address"], content=body.content, headers=headers, scheme="OAuth")
    return {**state, "uploaded": True}


def _uploading(client: Client, state: Mapping[str, Any]) -> Mapping[str, Any]:
    phase: Mapping[str, Any] = _video(client, state).get("status", {}).get("uploading_phase", {})
    return phase


def _finish(client: Client, draft: Draft, kind: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """The call after which followers see it as soon as Facebook has processed it."""
    if kind == "feed":
        fields = {
            "upload_phase": "finish",
            "upload_session_id": state["session"],
            "description": draft.text,
            "published": "true",
        }
        client.send("POST", f"{_VIDEOS}/{client.platform_user_id}/videos", form=fields, writes=True)
        return {}
    fields = {"upload_phase": "FINISH", "video_id": state["video_id"]}
    if kind == "reel":
        fields |= {"video_state": "PUBLISHED", "description": draft.text, **_graph_places.fields(draft, "place")}
    response = client.send("POST", f"/{client.platform_user_id}/{_EDGES[kind]}", form=fields, writes=True)
    return {"post_id": _graph.new_id(response, _NAME, "post_id")} if kind == "story" else {}


def _settle(client: Client, state: dict[str, Any]) -> Published | Pending:
    video = _video(client, state)
    phases = video.get("status", {})
    for phase in ("uploading_phase", "processing_phase", "publishing_phase"):
        if phases.get(phase, {}).get("status") == "error":
            errors = phases[phase].get("errors") or phases[phase].get("error") or {}
            first = errors[0] if isinstance(errors, list) else errors
            reason = f"Facebook could not process the video: {first.get('message', 'no reason given')}"
            raise Rejected(reason, code=f"video-{first.get('code', 'error')}", fix="Use another file.")
    if phases.get("video_status") == "ready":
        return _published(client, state, video)
    return Pending(state, check_after=_LOOK_SECONDS, note="Facebook is processing the video.")


def _video(client: Client, state: Mapping[str, Any]) -> Mapping[str, Any]:
    video: Mapping[str, Any] = client.get(f"/{state['video_id']}", {"fields": "status,post_id"})
    return video


def _published(client: Client, state: Mapping[str, Any], video: Mapping[str, Any]) -> Published:
    told = str(state.get("post_id") or video.get("post_id") or state["video_id"])
    post_id = told if "_" in told else f"{client.platform_user_id}_{told}"
    path = f"reel/{state['video_id']}" if state["kind"] == "reel" else post_id
    return Published(post_id, f"{client.site_url}/{path}")
