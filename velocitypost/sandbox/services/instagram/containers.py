"""What becomes a post: files that Instagram fetched, kept for a day. It looks at the bytes, not at what is claimed."""

import hashlib
import json
import re
import secrets
from dataclasses import replace
from typing import Any

from flask import g

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.instagram import rules
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Given
from velocitypost.sandbox.services.meta.places import PLACES
from velocitypost.sandbox.social.answers import Problem
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.fetching import CannotFetch, fetched
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload

KINDS = ("REELS", "STORIES", "CAROUSEL", "VIDEO", "IMAGE")
PRODUCTS = {"REELS": "REELS", "STORIES": "STORY"}
CONTAINER = "container"
_OPTIONS = ("collaborators", "ai", "paid", "share_to_feed", "offset_ms", "place", "sound")


class Containers:
    """The containers of all accounts. `by_facebook` says which way in they are asked by."""

    def __init__(self, kit: Kit, answers: GraphAnswers, *, by_facebook: bool) -> None:
        self._kit = kit
        self._answers = answers
        self._by_facebook = by_facebook

    # ---- making one

    def create(self, account: Account) -> Held:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media"""
        asked = Given(self._answers)
        kind = self._kind(asked)
        child = asked.flag("is_carousel_item")
        if kind in ("VIDEO", "IMAGE") and not child and asked.text("media_type"):
            words = "The VIDEO value for media_type is deprecated. Use the REELS media_type to publish a video."
            raise self._answers.invalid(words) if kind == "VIDEO" else self._shown(rules.UNKNOWN_TYPE, kind=kind)
        if child and kind in ("REELS", "STORIES", "CAROUSEL"):
            raise self._answers.invalid(f"The media type {kind} cannot be part of a carousel")
        self._require_container_room(account)
        data = {"kind": kind, "child": child, **self._words(asked, kind, child)}
        if kind == "CAROUSEL":
            return self._open(account, {**data, "children": self._children(account, asked)}, ready_in_s=0)
        return self._with_file(account, data, asked)

    def _kind(self, asked: Given) -> str:
        kind = asked.text("media_type").upper()
        if kind and kind not in KINDS:
            raise self._shown(rules.UNKNOWN_TYPE, kind=kind)
        return kind or ("VIDEO" if asked.text("video_url") else "IMAGE")

    def _require_container_room(self, account: Account) -> None:
        since = self._kit.sandbox.clock.now() - rules.DAY_S
        allowed = rules.CONTAINERS_A_DAY * self._kit.sandbox.dials.number("rate_limit_factor")
        if self._kit.drafts.made_since(account.id, CONTAINER, since) >= allowed:
            raise self._answers.problem(403, "4", "(#4) Application request limit reached")

    def _words(self, asked: Given, kind: str, child: bool) -> dict[str, Any]:
        caption = "" if child or kind == "STORIES" else asked.text("caption")
        if len(caption) > rules.CAPTION_CHARACTERS:
            raise self._shown(rules.TOO_LONG, length=len(caption))
        for mark, most in (("#", rules.CAPTION_HASHTAGS), ("@", rules.CAPTION_NAMES)):
            if len(re.findall(rf"(?<![\w/&]){mark}\w", caption)) > most:
                raise self._shown(rules.TOO_MANY_TAGS, most=most)
        names = asked.many("collaborators")
        if names and (kind == "STORIES" or child):
            raise self._answers.invalid("Collaborators are not supported for this media")
        if len(names) > rules.COLLABORATORS:
            raise self._answers.invalid(f"Param collaborators must have at most {rules.COLLABORATORS} items")
        found: dict[str, Any] = {"caption": caption, "collaborators": names, "alt": self._alt(asked, kind)}
        found["tagged"] = self._tagged(asked, kind)
        found["place"] = self._place(asked, kind, child)
        found["ai"] = self._label(asked, "is_ai_generated", not child)
        found["paid"] = self._label(asked, "is_paid_partnership", self._by_facebook and not child)
        if kind == "REELS":
            found["share_to_feed"] = asked.flag("share_to_feed", True)
            found["offset_ms"] = asked.whole("thumb_offset", 0)
        found["sound"] = asked.text("audio_name")
        if found["sound"] and kind != "REELS":
            raise self._answers.invalid("Param audio_name is supported for reels only")
        return found

    def _place(self, asked: Given, kind: str, child: bool) -> str:
        """The number of a Page that has a location."""
        number = asked.text("location_id")
        if number and (child or kind == "STORIES"):
            raise self._answers.invalid("Param location_id is not supported here")
        if number and number not in PLACES:
            raise self._shown(rules.NO_SUCH_PLACE)
        return number

    def _tagged(self, asked: Given, kind: str) -> list[str]:
        """Who is on the file: on a picture at a place from its upper left corner, on a video without one."""
        tags = asked.many("user_tags")
        if tags and kind == "VIDEO":
            raise self._answers.invalid("Param user_tags is not supported for videos in carousels")
        if tags and kind == "CAROUSEL":
            raise self._answers.invalid("Param user_tags belongs to the items of a carousel")
        if len(tags) > rules.TAGGED:
            raise self._answers.invalid(f"Param user_tags must have at most {rules.TAGGED} items")
        for index, tag in enumerate(tags):
            if not isinstance(tag, dict) or not isinstance(tag.get("username"), str):
                raise self._answers.invalid(f"Param user_tags[{index}]['username'] is required")
            self._require_place(tag, index, kind, picture=not asked.text("video_url"))
            if self._kit.account(tag["username"]) is None:
                raise self._shown(rules.NO_SUCH_PERSON, name=tag["username"])
        return [tag["username"] for tag in tags]

    def _require_place(self, tag: dict[str, Any], index: int, kind: str, *, picture: bool) -> None:
        for side in ("x", "y"):
            place = tag.get(side)
            if place is None:
                if picture and kind != "STORIES":
                    raise self._answers.invalid(f"Param user_tags[{index}]['{side}'] is required")
                continue
            if not picture and kind != "STORIES":
                raise self._answers.invalid(f"Param user_tags[{index}]['{side}'] is not supported for videos")
            if isinstance(place, bool) or not isinstance(place, int | float) or not 0 <= place <= 1:
                raise self._answers.invalid(f"Param user_tags[{index}]['{side}'] must be a number from 0 to 1")

    def _alt(self, asked: Given, kind: str) -> str:
        alt = asked.text("alt_text")
        if alt and kind != "IMAGE":
            raise self._answers.invalid("Param alt_text is supported for images only")
        if len(alt) > rules.ALT_CHARACTERS:
            raise self._answers.invalid(f"Param alt_text must be at most {rules.ALT_CHARACTERS} characters long.")
        return alt

    def _label(self, asked: Given, name: str, possible: bool) -> bool:
        if asked.text(name) and not possible:
            raise self._answers.invalid(f"Param {name} is not supported here")
        return asked.flag(name)

    def _children(self, account: Account, asked: Given) -> list[str]:
        ids = [str(one) for one in asked.many("children")]
        least, most = rules.CAROUSEL
        if not least <= len(ids) <= most:
            raise self._shown(rules.WRONG_CAROUSEL)
        for one in ids:
            held = self.find(account, one)
            if held is None or not held.data["child"]:
                raise self._answers.invalid(f"Invalid carousel item {one}", "100/2207028")
            self._require_ready(held)
        return ids

    def _with_file(self, account: Account, data: dict[str, Any], asked: Given) -> Held:
        image, video = asked.text("image_url"), asked.text("video_url")
        if (
            bool(image) == bool(video)
            or (data["kind"] == "IMAGE" and video)
            or (data["kind"] in ("REELS", "VIDEO") and image)
        ):
            raise self._answers.invalid("Exactly one of image_url and video_url that fits the media type is required")
        return self._picture(account, data, image) if image else self._film(account, data, video)

    def _picture(self, account: Account, data: dict[str, Any], uri: str) -> Held:
        """Pictures are fetched and looked at before the answer."""
        try:
            with fetched(uri) as stream:
                upload = self._kit.uploads.take(account.id, stream, most=rules.IMAGE_BYTES, alt=data["alt"])
        except CannotFetch:
            raise self._shown(rules.FETCH, uri=uri) from None
        except TooLarge:
            raise self._shown(rules.TOO_LARGE) from None
        seen = upload.seen
        if seen is None or seen.kind not in ("image", "gif"):
            raise self._shown(rules.NOT_MEDIA)
        if seen.mime != "image/jpeg":
            raise self._shown(rules.WRONG_TYPE)
        if data["kind"] != "STORIES" and not _between(seen.ratio, rules.IMAGE_RATIO):
            raise self._shown(rules.WRONG_RATIO, ratio=f"{seen.ratio:.2f}")
        return self._open(account, {**data, "upload": upload.id}, ready_in_s=0)

    def _film(self, account: Account, data: dict[str, Any], uri: str) -> Held:
        """Videos are fetched and looked at after the answer: only the container's status tells."""
        film = rules.FILMS[data["kind"]]
        try:
            with fetched(uri) as stream:
                upload = self._kit.uploads.take(account.id, stream, most=film.largest)
        except CannotFetch:
            return self._open(account, data, failed="2207052")
        except TooLarge:
            return self._open(account, data, failed="2207026")
        if not _is_good(upload, film):
            return self._open(account, data, failed="2207026")
        if (data.get("offset_ms") or 0) >= (upload.duration_ms or 0) or (data.get("offset_ms") or 0) < 0:
            raise self._shown(rules.BAD_OFFSET)
        wait = self._kit.sandbox.dials.number("media_processing_s")
        return self._open(account, {**data, "upload": upload.id}, ready_in_s=wait)

    def _open(
        self, account: Account, data: dict[str, Any], *, ready_in_s: float | None = None, failed: str = ""
    ) -> Held:
        return self._kit.drafts.open(
            CONTAINER,
            account.id,
            data,
            draft_id="17" + str(secrets.randbelow(10**15)).zfill(15),
            ready_in_s=ready_in_s,
            life_s=rules.CONTAINER_LIFE_S,
            failed=failed,
        )

    # ---- from container to post

    def find(self, account: Account, container: str) -> Held | None:
        """An account's own container."""
        held = self._kit.drafts.find(container, CONTAINER)
        return held if held is not None and held.account == account.id else None

    def status(self, held: Held) -> tuple[str, str]:
        """`status_code` and `status`."""
        code, words = rules.STATUS[held.status(self._kit.sandbox.clock.now())]
        return code, words.format(why=held.why)

    def published_since(self, account: Account, moment: float) -> int:
        """How many posts the account made by apps."""
        where = "account=? AND kind='post' AND app IS NOT NULL AND created_ms>=?"
        return len(self._kit.feed.select(where, account.id, int(moment * 1000), limit=10_000, hidden=True))

    def room(self) -> int:
        """How many posts a day may bring."""
        return int(rules.POSTS_A_DAY * self._kit.sandbox.dials.number("rate_limit_factor"))

    def publish(self, account: Account) -> Post:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media_publish"""
        held = self.find(account, Given(self._answers).needed("creation_id"))
        if held is None or held.data["child"]:
            raise self._shown(rules.NOT_THERE)
        self._require_ready(held)
        if self.published_since(account, self._kit.sandbox.clock.now() - rules.DAY_S) >= self.room():
            raise self._shown(rules.DAY_IS_FULL)
        if not self._kit.drafts.claim(held):
            raise self._shown(rules.NOT_THERE)
        try:
            post = self._kit.keep(self._draft(account, held))
        except BaseException:
            self._kit.drafts.release(replace(held, state="claimed"))
            raise
        self._kit.drafts.done(held, post.id)
        return post

    def _require_ready(self, held: Held) -> None:
        status = held.status(self._kit.sandbox.clock.now())
        refusals = {
            "expired": rules.EXPIRED,
            "failed": rules.SPOILED,
            "done": rules.NOT_THERE,
            "claimed": rules.NOT_THERE,
        }
        if status != "ready":
            raise self._shown(refusals.get(status, rules.NOT_READY))

    def _draft(self, account: Account, held: Held) -> Draft:
        data = held.data
        parts = [self._kit.drafts.find(one, CONTAINER) for one in data.get("children", ())] or [held]
        media = [self._attached(part.data["upload"]) for part in parts if part is not None]
        options: dict[str, Any] = {
            "media_product_type": PRODUCTS.get(data["kind"], "FEED"),
            "media_type": _media_type(data["kind"], media[0]["kind"]),
            "container": held.id,
            **{name: data[name] for name in _OPTIONS if name in data},
            "tagged": [name for part in parts if part is not None for name in part.data.get("tagged", ())],
        }
        shown = json.dumps([data, [medium["sha256"] for medium in media]], sort_keys=True, ensure_ascii=False)
        return Draft(
            account.id,
            data["caption"],
            media=media,
            options=options,
            fingerprint=hashlib.sha256(shown.encode()).hexdigest(),
            app=g.app,
        )

    def _attached(self, upload_id: str) -> dict[str, Any]:
        upload = self._kit.uploads.find(upload_id)
        assert upload is not None  # noqa: S101  uploads of containers do not expire
        return upload.attached()

    def _shown(self, refusal: tuple[str, str], **about: Any) -> Problem:
        code, words = refusal
        shown = words.format(**about)
        return self._answers.problem(400, code, shown, shown)


def _between(ratio: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] * (1 - rules.RATIO_SLACK) <= ratio <= bounds[1] * (1 + rules.RATIO_SLACK)


def _media_type(kind: str, first: str) -> str:
    if kind == "CAROUSEL":
        return "CAROUSEL_ALBUM"
    return "VIDEO" if first == "video" else "IMAGE"


def _is_good(upload: Upload, film: rules.Film) -> bool:
    seen = upload.seen
    if seen is None or seen.kind != "video" or seen.width > rules.VIDEO_COLUMNS or not _between(seen.ratio, film.ratio):
        return False
    return film.seconds[0] <= (seen.duration_ms or 0) / 1000 <= film.seconds[1]
