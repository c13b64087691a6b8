"""From a draft to a post on Reddit. https://www.reddit.com/dev/api#POST_api_submit"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft, Pending, Published
from velocitypost.platforms import _reddit, _reddit_reading
from velocitypost.platforms._reddit_reading import place

_POLL_SECONDS = (3.0, 5.0, 10.0, 20.0, 30.0)
_PATIENCE = timedelta(minutes=15)


def files(draft: Draft) -> list[Attachment]:
    """In the order of their upload: a video, then its cover."""
    film = next((file for file in draft.attachments if file.kind == "video"), None)
    if film is None:
        return list(draft.attachments)
    return [film, next((file for file in draft.attachments if file.kind == "image"), None) or _reddit.plain_poster()]


def submit(client: Client, draft: Draft, uploads: Sequence[Mapping[str, str]]) -> Published | Pending:
    """https://www.reddit.com/dev/api#POST_api_submit, and /api/submit_gallery_post as Reddit's own pages use it."""
    chosen = draft.options
    said: dict[str, Any] = {
        "sr": place(str(chosen.get("subreddit") or "")),
        "title": str(chosen.get("title") or ""),
        "nsfw": bool(chosen.get("nsfw")),
        "spoiler": bool(chosen.get("spoiler")),
        "sendreplies": chosen.get("send_replies") is not False,
        "validate_on_submit": True,
        "api_type": "json",
        **({"flair_id": chosen["flair"]} if chosen.get("flair") else {}),
        **({"text": draft.text} if draft.text.strip() else {}),
    }
    if len(uploads) > 1 and not _has_video(draft):
        items = [{"media_id": one["id"], "caption": "", "outbound_url": ""} for one in uploads]
        made = _reddit.written(
            client, "/api/submit_gallery_post.json", json={**said, "items": items, "show_error_list": True}
        )
        return Published(made["id"], made.get("url"))
    form = {name: _worded(value) for name, value in {**said, "resubmit": True, **_kind(draft, uploads)}.items()}
    made = _reddit.written(client, "/api/submit", form=form)
    if name := made.get("name"):
        return Published(name, made.get("url"))
    # The id of a picture or a video comes over a websocket, or is read from the account's own list.
    state = {"submitted": client.now.isoformat()}
    return Pending(state, check_after=_POLL_SECONDS[0], note="Reddit has it and is processing it.")


def _has_video(draft: Draft) -> bool:
    return any(file.kind == "video" for file in draft.attachments)


def _kind(draft: Draft, uploads: Sequence[Mapping[str, str]]) -> dict[str, str]:
    if _has_video(draft):
        return {"kind": "video", "url": uploads[0]["url"], "video_poster_url": uploads[1]["url"]}
    if uploads:
        return {"kind": "image", "url": uploads[0]["url"]}
    if link := draft.options.get("link"):
        return {"kind": "link", "url": str(link)}
    return {"kind": "self", "text": draft.text}


def _worded(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def follow(client: Client, draft: Draft, state: dict[str, Any]) -> Published | Pending:
    """Waits, step by step, until Reddit shows what it took."""
    began = datetime.fromisoformat(state["submitted"])
    try:
        if found := _reddit_reading.find_post(client, draft, began - timedelta(seconds=5)):
            return found
    except Unavailable as error:
        # It is there already, so no failure to ask may pass for one to send.
        return _later(state, f"Reddit has it and could not be asked about it. {error.reason}")
    if client.now - began > _PATIENCE:
        words = "Reddit took it but does not show it: it could not process the file, or took it away."
        raise Rejected(words, code="not-shown", fix="Look at your profile there before you send it again.")
    return _later(state, "Reddit is processing it.")


def _later(state: dict[str, Any], note: str) -> Pending:
    polls = state["polls"] = state.get("polls", 0) + 1
    return Pending(state, check_after=_POLL_SECONDS[min(polls, len(_POLL_SECONDS) - 1)], note=note)


def comment(client: Client, draft: Draft) -> Published:
    """https://www.reddit.com/dev/api#POST_api_comment"""
    form = {"thing_id": str(draft.reply_to), "text": draft.text, "api_type": "json"}
    made = _reddit.written(client, "/api/comment", form=form).get("things") or ()
    if not made:
        raise Rejected("Reddit took the comment away at once.", code="removed", fix="Write it otherwise.")
    said = made[0]["data"]
    permalink = said.get("permalink")
    return Published(said["name"], f"{client.site_url}{permalink}" if permalink else None, _reddit.at(said))
