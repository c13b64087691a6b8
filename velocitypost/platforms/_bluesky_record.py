"""Bluesky's records: keys, posts, and what is marked in their text.

https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

import regex
from publicsuffixlist import PublicSuffixList
from ulid import ULID

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Attachment, Draft

POST = "app.bsky.feed.post"
_SORTED = "234567abcdefghijklmnopqrstuvwxyz"
# A key's moment is true to some 18 minutes: what is left of it tells apart what was made in the same millisecond.
_BLURRED_BITS = 30
_SUFFIXES = PublicSuffixList(accept_unknown=False)
_LINK = regex.compile(
    r"(?<![\w@./])(?:(https?://)[^\s<>\"]+|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#][^\s<>\"]*)?)", regex.I
)
_MENTION = re.compile(r"(?<![\w@./])@([a-zA-Z0-9](?:[a-zA-Z0-9-]*\.)+[a-zA-Z]{2,})\b")
_TAG = regex.compile(r"(?<![^\s(])[#＃](?!\ufe0f)((?:[^\s\p{P}]|_)*[^\s\p{P}\d](?:[^\s\p{P}]|_)*)")


def record_key_of(key: str) -> str:
    """The key of our record, always the same for a publication: in form a moment, as the service wants it.

    https://atproto.com/specs/tid
    """
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    try:
        moment_ms = ULID.from_str(key.rpartition("_")[2].upper()).milliseconds
    except ValueError:
        moment_ms = 1_700_000_000_000 + digest % 10**10
    whole, within = moment_ms * 1_000 >> _BLURRED_BITS, (digest >> 10) % (1 << _BLURRED_BITS)
    number = (((whole << _BLURRED_BITS) + within) << 10) | digest % 1024
    text = ""
    for _ in range(13):
        number, rest = divmod(number, 32)
        text = _SORTED[rest] + text
    return text


def uri_of(client: Client, post_id: str) -> str:
    """Of the account's own post."""
    return f"at://{client.platform_user_id}/{POST}/{post_id.rpartition('/')[2]}"


def page_of(client: Client, who: str, record_key: str) -> str:
    """Where people read a post."""
    return f"{client.site_url}/profile/{who}/post/{record_key}"


def read_record(client: Client, uri: str) -> Mapping[str, Any]:
    """A record with its address and its content's hash. Raises `Rejected` with `RecordNotFound`."""
    repo, collection, record_key = uri.removeprefix("at://").split("/")
    where = {"repo": repo, "collection": collection, "rkey": record_key}
    answer: Mapping[str, Any] = client.get("/xrpc/com.atproto.repo.getRecord", where)
    return answer


def post_record(client: Client, draft: Draft, blobs: list[Any]) -> dict[str, Any]:
    """https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json"""
    moment = client.now.astimezone(UTC)
    record: dict[str, Any] = {
        "$type": POST,
        "text": draft.text,
        "createdAt": moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z",
    }
    if facets := list(_facets(client, draft.text)):
        record["facets"] = facets
    if embed := _embed(draft, blobs):
        record["embed"] = embed
    if draft.reply_to:
        record["reply"] = _reply(client, draft.reply_to)
    if languages := draft.options.get("languages"):
        record["langs"] = languages
    if warning := draft.options.get("content_warning"):
        record["labels"] = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": warning}]}
    return record


def _embed(draft: Draft, blobs: list[Any]) -> dict[str, Any] | None:
    if draft.attachments and draft.attachments[0].kind == "video":
        [video] = draft.attachments
        return {"$type": "app.bsky.embed.video", "video": blobs[0], "alt": video.alt, **_ratio(video)}
    if draft.attachments:
        images = [
            {"image": blob, "alt": attachment.alt, **_ratio(attachment)}
            for attachment, blob in zip(draft.attachments, blobs, strict=True)
        ]
        return {"$type": "app.bsky.embed.images", "images": images}
    link = next((address for _, _, address in _links(draft.text)), None)
    title = str(draft.options.get("card_title") or "")
    if link is None or not title:
        return None
    card = {"uri": link, "title": title, "description": str(draft.options.get("card_description") or "")}
    return {"$type": "app.bsky.embed.external", "external": card}


def _ratio(attachment: Attachment) -> dict[str, Any]:
    if not attachment.width or not attachment.height:
        return {}
    return {"aspectRatio": {"width": attachment.width, "height": attachment.height}}


def _reply(client: Client, parent_uri: str) -> dict[str, Any]:
    """Both ends of a thread, by address and content. https://docs.bsky.app/docs/advanced-guides/posts#replies"""
    parent = read_record(client, uri_of(client, parent_uri))
    here = {"uri": parent["uri"], "cid": parent["cid"]}
    return {"root": parent["value"].get("reply", {}).get("root", here), "parent": here}


def _facets(client: Client, text: str) -> Iterator[dict[str, Any]]:
    """What is a link, a name or a tag, by bytes. https://docs.bsky.app/docs/advanced-guides/post-richtext"""
    taken: list[tuple[int, int]] = []
    for start, end, address in _links(text):
        taken.append((start, end))
        yield _facet(text, start, end, {"$type": "app.bsky.richtext.facet#link", "uri": address})
    for name in _MENTION.finditer(text):
        if (did := _did(client, name[1])) is not None:
            yield _facet(text, name.start(), name.end(), {"$type": "app.bsky.richtext.facet#mention", "did": did})
    for found in _TAG.finditer(text):
        inside = any(start <= found.start() < end for start, end in taken)
        if not inside and len(found[1]) <= 64:
            tag = {"$type": "app.bsky.richtext.facet#tag", "tag": found[1]}
            yield _facet(text, found.start(), found.end(), tag)


def _facet(text: str, start: int, end: int, feature: dict[str, Any]) -> dict[str, Any]:
    before, until = len(text[:start].encode()), len(text[:end].encode())
    return {"index": {"byteStart": before, "byteEnd": until}, "features": [feature]}


def _links(text: str) -> Iterator[tuple[int, int, str]]:
    """Addresses with a scheme, and bare ones that end in a known domain."""
    for found in _LINK.finditer(text):
        link = re.sub(r"[.,;:!?'\")\]}]+$", "", found.group())
        host = re.split(r"[/?#:]", link.removeprefix(found[1] or ""), maxsplit=1)[0]
        if found[1] or _SUFFIXES.publicsuffix(host.lower()):
            yield found.start(), found.start() + len(link), link if found[1] else f"https://{link}"


def _did(client: Client, handle: str) -> str | None:
    """Whom a name stands for; None for a name that nobody has."""
    try:
        return str(client.get("/xrpc/com.atproto.identity.resolveHandle", {"handle": handle.lower()})["did"])
    except Rejected:
        return None
