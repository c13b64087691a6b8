"""How a post is begun at TikTok, and its bytes sent. https://developers.tiktok.com/doc/content-posting-api-reference-direct-post"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Attachment, Draft, Pending
from velocitypost.platforms import _tiktok, _tiktok_following, _tiktok_rules


def begin(client: Client, draft: Draft, *, tries: int) -> Pending:
    """Names the post and its audience. Raises `Rejected` where the account may not post so now."""
    if not draft.attachments:
        raise Rejected("TikTok needs a picture or a video.", code="no-media", fix="Add one.")
    inbox, photo = draft.options.get("mode") == "inbox", _tiktok_rules.form_of(draft) == "photo"
    allowed = {} if inbox else _tiktok.creator(client)
    if not inbox and draft.options.get("privacy") not in allowed.get("privacy_level_options", ()):
        fix = "Choose again who can see it."
        raise Rejected("TikTok does not offer this account the chosen audience.", code="privacy", fix=fix)
    if photo:
        return _begin_photos(client, draft, allowed, inbox, tries)
    film = draft.attachments[0]
    size, count = _tiktok.chunks(film.bytes)
    source = {
        "source": "FILE_UPLOAD",
        "video_size": film.bytes,
        "chunk_size": size,
        "total_chunk_count": count,
    }
    path, body = "/v2/post/publish/inbox/video/init/", {"source_info": source}
    if not inbox:
        path = "/v2/post/publish/video/init/"
        body = {"post_info": _tiktok_rules.post_info(draft, allowed, photo=False), **body}
    begun = _tiktok.ask(client, "POST", path, json=body)
    return Pending({"publish_id": begun["publish_id"], "address": begun["upload_url"], "chunk": 0, "tries": tries})


def _begin_photos(client: Client, draft: Draft, allowed: Mapping[str, Any], inbox: bool, tries: int) -> Pending:
    """https://developers.tiktok.com/doc/content-posting-api-reference-photo-post"""
    said = _tiktok_rules.post_info(draft, allowed, photo=True)
    if inbox:
        said = {name: said[name] for name in ("title", "description")}
    body = {
        "media_type": "PHOTO",
        "post_mode": "MEDIA_UPLOAD" if inbox else "DIRECT_POST",
        "post_info": said,
        "source_info": {
            "source": "PULL_FROM_URL",
            "photo_images": [_link(file) for file in draft.attachments],
            "photo_cover_index": 0,
        },
    }
    begun = _tiktok.ask(client, "POST", "/v2/post/publish/content/init/", json=body, writes=True)
    kept = {"publish_id": begun["publish_id"], "tries": tries, "at": client.now.isoformat()}
    return Pending(kept, check_after=_tiktok_following.POLL_SECONDS[0], note="TikTok is fetching the pictures.")


def send(client: Client, draft: Draft, state: dict[str, Any]) -> Pending:
    """One piece of a video further, by where `state` says that it stands."""
    film = draft.attachments[0]
    try:
        last = _tiktok.send_chunk(client, state["address"], film, state["chunk"])
    except Rejected as error:
        if error.code in ("403", "404") and state["tries"] < _tiktok_following.TRIES:
            return Pending({"tries": state["tries"] + 1})  # the address lives for an hour, and its hour is over
        if error.code != "416":
            raise
        # It has more of it than we knew of: an answer was lost. Where it stands, its status says.
        uploaded = _tiktok.status(client, state["publish_id"]).get("uploaded_bytes") or 0
        reached = uploaded // _tiktok.chunks(film.bytes)[0]
        if reached == state["chunk"]:
            raise
        return Pending({**state, "chunk": reached})
    if not last:
        return Pending({**state, "chunk": state["chunk"] + 1})
    kept = {"publish_id": state["publish_id"], "tries": state["tries"], "at": client.now.isoformat()}
    return Pending(
        kept, check_after=_tiktok_following.POLL_SECONDS[0], note="TikTok has the video and is processing it."
    )


def _link(file: Attachment) -> str:
    assert file.link is not None  # noqa: S101  a draft that is sent has its files at hand
    return file.link()
