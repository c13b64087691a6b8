"""From what was begun at TikTok to the post. https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected, Unavailable
from velocitypost.contract.types import Draft, Pending, Published
from velocitypost.platforms import _tiktok

POLL_SECONDS = (2.0, 4.0, 8.0, 15.0, 30.0)
_INBOX_SECONDS = 900.0
_INBOX_PATIENCE = timedelta(days=3)
_MODERATION = timedelta(minutes=10)  # usually one minute; the id of a public post comes after it
TRIES = 2


def follow(client: Client, draft: Draft, state: dict[str, Any], form: str) -> Published | Pending:
    """Waits, step by step, until TikTok says what became of it."""
    try:
        found = _tiktok.status(client, state["publish_id"])
    except Unavailable as error:
        # It is there already, so no failure to ask may pass for one to send.
        return _later(state, f"TikTok has it and could not be asked about it. {error.reason}")
    began = datetime.fromisoformat(state["at"])
    if found["status"] == "FAILED":
        if found.get("fail_reason") in _tiktok.PASSING and state["tries"] < TRIES:
            return Pending({"tries": state["tries"] + 1}, check_after=60, note="TikTok failed; it is sent once more.")
        raise _tiktok.failure(found)
    if out := done(client, draft, state["publish_id"], found, form, began):
        return out
    if found["status"] == "SEND_TO_USER_INBOX":
        if client.now - began > _INBOX_PATIENCE:
            raise Rejected(
                "Nobody finished it in the TikTok app within three days.", code="inbox", fix="Send it again."
            )
        return Pending(state, check_after=_INBOX_SECONDS, note="It waits in the TikTok app for you to finish it.")
    return _later(state, "TikTok is processing it.")


def _later(state: dict[str, Any], note: str) -> Pending:
    polls = state["polls"] = state.get("polls", 0) + 1
    return Pending(state, check_after=POLL_SECONDS[min(polls, len(POLL_SECONDS) - 1)], note=note)


def done(
    client: Client, draft: Draft, publish_id: str, found: Mapping[str, Any], form: str, began: datetime
) -> Published | None:
    """The post where it is out. Of one that is not public, TikTok tells no id: then the act of publishing names it."""
    if found["status"] != "PUBLISH_COMPLETE":
        return None
    if post_id := _tiktok.public_id(found):
        return Published(post_id, address(client, post_id, form))
    moderated = draft.options.get("privacy") == "PUBLIC_TO_EVERYONE" and client.now - began < _MODERATION
    return None if moderated else Published(publish_id, f"{client.site_url}/@{client.username}")


def address(client: Client, post_id: str, form: str) -> str:
    """Where people see a post."""
    return f"{client.site_url}/@{client.username}/{form}/{post_id}"


def find(client: Client, draft: Draft, publish_id: str, since: datetime, form: str) -> Published | None:
    """By the status of what was begun, which is certain."""
    found = _tiktok.status(client, publish_id)
    size = sum(file.bytes for file in draft.attachments)
    if found["status"] == "FAILED":
        return None
    if found["status"] == "PROCESSING_UPLOAD" and int(found.get("uploaded_bytes", size)) < size:
        return None
    out = done(client, draft, publish_id, found, form, since)
    if out is None:
        retry_at = client.now + timedelta(seconds=POLL_SECONDS[2])
        raise Unavailable("TikTok has it and is still processing it.", code="processing", retry_at=retry_at)
    return out
