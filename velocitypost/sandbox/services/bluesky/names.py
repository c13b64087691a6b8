"""Identifiers: DIDs, handles, record keys and content hashes.

https://atproto.com/specs/did, …/tid and …/data-model#link-and-cid-formats
"""

import base64
import hashlib
import json
import re
from typing import Any

from velocitypost.sandbox.social.feed import Draft

_SORTED = "234567abcdefghijklmnopqrstuvwxyz"
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
RECORD_KEY = re.compile(r"(?!\.\.?$)[A-Za-z0-9.\-_:~]{1,512}")
AT_URI = re.compile(r"at://(?P<repo>[^/]+)/(?P<collection>[a-zA-Z0-9.\-]+)/(?P<key>[^/]+)")


def did(_service: str, handle: str) -> str:
    """A steady did:plc for a handle."""
    digest = hashlib.sha256(f"plc:{handle.lower()}".encode()).digest()
    return "did:plc:" + base64.b32encode(digest[:15]).decode().lower()


def handle(plain: str) -> str:
    """A name of bsky.social: no underscores in a host name."""
    return plain.replace("_", "-").strip("-").lower() + ".bsky.social"


def app_password(account: str) -> str:
    """The app password that this sandbox's accounts have, in Bluesky's form."""
    letters = base64.b32encode(hashlib.sha256(f"app:{account}".encode()).digest()).decode().lower()
    return "-".join(letters[place : place + 4] for place in (0, 4, 8, 12))


def tid(microseconds: int, clock: int) -> str:
    """A record key made of a moment."""
    number, text = (microseconds << 10) | (clock % 1024), ""
    for _ in range(13):
        number, rest = divmod(number, 32)
        text = _SORTED[rest] + text
    return text


def uri(account: str, collection: str, key: str) -> str:
    return f"at://{account}/{collection}/{key}"


def new_uri(seq: int, now_ms: int, draft: Draft) -> str:
    """For posts whose author did not choose a key."""
    return uri(draft.account, "app.bsky.feed.post", tid(now_ms * 1_000 + seq % 1_000, seq))


def key_of(at_uri: str) -> str:
    return at_uri.rpartition("/")[2]


def _cid(codec: int, digest: bytes) -> str:
    return "b" + base64.b32encode(bytes((1, codec, 0x12, 0x20)) + digest).decode().lower().rstrip("=")


def blob_cid(sha256: str) -> str:
    """Of raw bytes, by their digest in hexadecimal."""
    return _cid(0x55, bytes.fromhex(sha256))


def record_cid(record: dict[str, Any]) -> str:
    """Of a record. The form is that of the real one; what is hashed is its JSON, not its CBOR."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return _cid(0x71, hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
