"""Whether a post is one: the lexicons app.bsky.feed.post, app.bsky.richtext.facet and app.bsky.embed.*

https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import regex

from velocitypost.sandbox.services.bluesky.names import AT_URI
from velocitypost.sandbox.services.bluesky.rules import (
    ALT_BYTES,
    ALT_CLUSTERS,
    IMAGE_BYTES,
    IMAGES,
    POST,
    TEXT_BYTES,
    TEXT_CLUSTERS,
    THUMB_BYTES,
    VIDEO_BYTES,
)

_CID = re.compile(r"b[a-z2-7]{50,}")
_DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]+")
_URI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:\S{1,8192}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,20})?(Z|[+-]\d\d:\d\d)")


class Invalid(Exception):
    """Says where and what, as the lexicon's validator does."""


class Blob:
    """A blob that a record refers to, and what the lexicon wants of it."""

    def __init__(self, reference: dict[str, Any], accept: str, most: int) -> None:
        self.cid: str = reference["ref"]["$link"]
        self.mime: str = reference["mimeType"]
        self.accept, self.most = accept, most


def check(record: Any) -> list[Blob]:
    """The blobs in a post that is one; raises `Invalid`."""
    here = _object(record, "Record")
    if here.get("$type") != POST:
        raise Invalid(f"Invalid $type: expected {POST}, got {here.get('$type')}")
    _text(here, "text", "Record/text", TEXT_BYTES, TEXT_CLUSTERS, needed=True)
    created = _text(here, "createdAt", "Record/createdAt", needed=True)
    if not _is_datetime(created or ""):
        raise Invalid("Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)")
    _each(here, "langs", 3, _language)
    _each(here, "tags", 8, lambda tag, path: _plain(tag, path, 640, 64))
    _each(here, "facets", None, _facet)
    if "reply" in here:
        reply = _object(here["reply"], "Record/reply")
        for name in ("root", "parent"):
            _reference(reply.get(name), f"Record/reply/{name}")
    if "labels" in here:
        _labels(here["labels"])
    return _embed(here["embed"], "Record/embed") if "embed" in here else []


def _object(value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Invalid(f"{path} must be an object")
    return value


def _plain(value: Any, path: str, most_bytes: int | None = None, most_clusters: int | None = None) -> str:
    if not isinstance(value, str):
        raise Invalid(f"{path} must be a string")
    if most_bytes is not None and len(value.encode("utf-8", "surrogatepass")) > most_bytes:
        raise Invalid(f"{path} must not be longer than {most_bytes} characters")
    if most_clusters is not None and len(regex.findall(r"\X", value)) > most_clusters:
        raise Invalid(f"{path} must not be longer than {most_clusters} graphemes")
    return value


def _text(
    here: dict[str, Any],
    name: str,
    path: str,
    most_bytes: int | None = None,
    most_clusters: int | None = None,
    *,
    needed: bool = False,
) -> str | None:
    if name not in here:
        if needed:
            raise Invalid(f'{path.rpartition("/")[0]} must have the property "{name}"')
        return None
    return _plain(here[name], path, most_bytes, most_clusters)


def _each(here: dict[str, Any], name: str, most: int | None, check_one: Callable[[Any, str], object]) -> None:
    if name not in here:
        return
    path = f"Record/{name}"
    if not isinstance(here[name], list):
        raise Invalid(f"{path} must be an array")
    if most is not None and len(here[name]) > most:
        raise Invalid(f"{path} must not have more than {most} elements")
    for place, one in enumerate(here[name]):
        check_one(one, f"{path}/{place}")


def _language(value: Any, path: str) -> None:
    if not _LANGUAGE.fullmatch(_plain(value, path)):
        raise Invalid(f"{path} must be a well-formed BCP 47 language tag")


def _is_datetime(text: str) -> bool:
    try:
        return bool(_DATETIME.fullmatch(text)) and datetime.fromisoformat(re.sub(r"\.\d+", "", text)) is not None
    except ValueError:
        return False


def _facet(value: Any, path: str) -> None:
    facet = _object(value, path)
    index = _object(facet.get("index"), f"{path}/index")
    for name in ("byteStart", "byteEnd"):
        place = index.get(name)
        if not isinstance(place, int) or isinstance(place, bool):
            raise Invalid(f"{path}/index/{name} must be an integer")
        if place < 0:
            raise Invalid(f"{path}/index/{name} can not be less than 0")
    features = facet.get("features")
    if not isinstance(features, list):
        raise Invalid(f"{path}/features must be an array")
    for number, one in enumerate(features):
        where = f"{path}/features/{number}"
        feature = _object(one, where)
        kind = _plain(feature.get("$type"), f"{where}/$type").rpartition("#")[2]
        if kind == "link" and not _URI.fullmatch(_plain(feature.get("uri"), f"{where}/uri")):
            raise Invalid(f"{where}/uri must be a uri")
        if kind == "mention" and not _DID.fullmatch(_plain(feature.get("did"), f"{where}/did")):
            raise Invalid(f"{where}/did must be a valid did")
        if kind == "tag":
            _plain(feature.get("tag"), f"{where}/tag", 640, 64)


def _reference(value: Any, path: str) -> None:
    there = _object(value, path)
    if not AT_URI.fullmatch(_plain(there.get("uri"), f"{path}/uri")):
        raise Invalid(f"{path}/uri must be a valid at-uri")
    if not _CID.fullmatch(_plain(there.get("cid"), f"{path}/cid")):
        raise Invalid(f"{path}/cid must be a cid string")


def _labels(value: Any) -> None:
    labels = _object(value, "Record/labels")
    if labels.get("$type") != "com.atproto.label.defs#selfLabels":
        raise Invalid("Record/labels $type must be one of com.atproto.label.defs#selfLabels")
    for place, one in enumerate(labels.get("values") or []):
        _plain(_object(one, f"Record/labels/values/{place}").get("val"), f"Record/labels/values/{place}/val", 128)


def _embed(value: Any, path: str) -> list[Blob]:
    embed = _object(value, path)
    kind = embed.get("$type")
    if kind == "app.bsky.embed.images":
        return _images(embed, path)
    if kind == "app.bsky.embed.video":
        _text(embed, "alt", f"{path}/alt", ALT_BYTES, ALT_CLUSTERS)
        _ratio(embed, path)
        return [_blob(embed.get("video"), f"{path}/video", "video/mp4", VIDEO_BYTES)]
    if kind == "app.bsky.embed.external":
        return _external(embed, path)
    if kind == "app.bsky.embed.record":
        _reference(embed.get("record"), f"{path}/record")
        return []
    if kind == "app.bsky.embed.recordWithMedia":
        _reference(_object(embed.get("record"), f"{path}/record").get("record"), f"{path}/record/record")
        return _embed(embed.get("media"), f"{path}/media")
    raise Invalid(
        f"{path} $type must be one of app.bsky.embed.images, app.bsky.embed.video, app.bsky.embed.external, …"
    )


def _images(embed: dict[str, Any], path: str) -> list[Blob]:
    images = embed.get("images")
    if not isinstance(images, list):
        raise Invalid(f"{path}/images must be an array")
    if len(images) > IMAGES:
        raise Invalid(f"{path}/images must not have more than {IMAGES} elements")
    blobs = []
    for place, one in enumerate(images):
        where = f"{path}/images/{place}"
        image = _object(one, where)
        _text(image, "alt", f"{where}/alt", needed=True)
        _ratio(image, where)
        blobs.append(_blob(image.get("image"), f"{where}/image", "image/*", IMAGE_BYTES))
    return blobs


def _external(embed: dict[str, Any], path: str) -> list[Blob]:
    card = _object(embed.get("external"), f"{path}/external")
    for name in ("uri", "title", "description"):
        _text(card, name, f"{path}/external/{name}", needed=True)
    if not _URI.fullmatch(card["uri"]):
        raise Invalid(f"{path}/external/uri must be a uri")
    if "thumb" not in card:
        return []
    return [_blob(card["thumb"], f"{path}/external/thumb", "image/*", THUMB_BYTES)]


def _ratio(embed: dict[str, Any], path: str) -> None:
    if "aspectRatio" in embed:
        ratio = _object(embed["aspectRatio"], f"{path}/aspectRatio")
        for name in ("width", "height"):
            if not isinstance(ratio.get(name), int) or ratio[name] < 1:
                raise Invalid(f"{path}/aspectRatio/{name} can not be less than 1")


def _blob(value: Any, path: str, accept: str, most: int) -> Blob:
    found = value if isinstance(value, dict) else {}
    link: dict[str, Any] = found["ref"] if isinstance(found.get("ref"), dict) else {}
    whole = isinstance(found.get("mimeType"), str) and isinstance(found.get("size"), int)
    if found.get("$type") != "blob" or not isinstance(link.get("$link"), str) or not whole:
        raise Invalid(f"{path} should be a blob ref")
    return Blob(found, accept, most)
