"""What becomes a post on Threads: a text, files that Threads fetched, or several of them.

https://developers.facebook.com/docs/threads/posts
"""

import hashlib
import json
import secrets
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from flask import g

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Given
from velocitypost.sandbox.services.threads import rules
from velocitypost.sandbox.social.answers import Problem
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.fetching import CannotFetch, fetched
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge

CONTAINER = "container"
KINDS = ("TEXT", "IMAGE", "VIDEO", "CAROUSEL")
STATUS = {
    "working": "IN_PROGRESS",
    "claimed": "IN_PROGRESS",
    "ready": "FINISHED",
    "done": "PUBLISHED",
    "expired": "EXPIRED",
    "failed": "ERROR",
}


class Containers:
    """The containers of all accounts."""

    def __init__(self, kit: Kit, answers: GraphAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def create(self, account: Account) -> Held:
        """https://developers.facebook.com/docs/threads/reference/publishing"""
        asked = Given(self._answers)
        kind = asked.one_of("media_type", KINDS)
        if not kind:
            raise self._answers.invalid("The parameter media_type is required")
        child = asked.flag("is_carousel_item")
        if child and kind not in ("IMAGE", "VIDEO"):
            raise self._answers.invalid("Only images and videos can be carousel items")
        data: dict[str, Any] = {"kind": kind, "child": child, "text": "" if child else asked.text("text")}
        data |= self._words(asked, data) | self._attached(asked, kind) | self._below(asked)
        if kind == "TEXT" and not data["text"].strip():
            raise self._answers.invalid("Param text is required for text posts")
        if kind == "CAROUSEL":
            data["children"] = self._children(account, asked)
        if kind in ("TEXT", "CAROUSEL"):
            return self._open(account, data, ready_in_s=0)
        return self._with_file(account, data, asked)

    def _words(self, asked: Given, data: dict[str, Any]) -> dict[str, Any]:
        text, tag, link = data["text"], asked.text("topic_tag"), asked.text("link_attachment")
        if rules.length(text) > rules.TEXT_CHARACTERS:
            raise self._answers.invalid(f"Param text must be at most {rules.TEXT_CHARACTERS} characters long.")
        if len(rules.links(text, link)) > rules.LINKS:
            words = "THREADS_API__LINK_LIMIT_EXCEEDED: A post may hold at most 5 different links."
            raise self._answers.problem(400, "100/4279069", words, "There are too many links in this post.")
        if tag and (len(tag) > rules.TAG_CHARACTERS or set(tag) & set(".&")):
            raise self._answers.invalid(
                "Param topic_tag must be 1 to 50 characters long, without periods and ampersands"
            )
        control = asked.text("reply_control")
        if control and control not in rules.CONTROLS:
            raise self._answers.invalid(f"Param reply_control must be one of {', '.join(rules.CONTROLS)}")
        return {"topic_tag": tag, "reply_control": control, "spoiler": asked.flag("is_spoiler_media")}

    def _attached(self, asked: Given, kind: str) -> dict[str, Any]:
        """What goes with a text alone."""
        link, poll, gif = asked.text("link_attachment"), asked.object("poll_attachment"), asked.object("gif_attachment")
        if (link or poll or gif) and kind != "TEXT":
            raise self._answers.invalid("Link, GIF and poll attachments are supported for text posts only")
        if link and (urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).netloc):
            raise self._answers.invalid("Param link_attachment must be a valid URI")
        found: dict[str, Any] = {"link": link, "gif": self._gif(gif)}
        if poll:
            if unknown := set(poll) - set(rules.POLL_ANSWERS):
                raise self._answers.invalid(f"Unknown poll options: {', '.join(sorted(unknown))}")
            choices = [str(poll[name]) for name in rules.POLL_ANSWERS if name in poll]
            together = tuple(poll[name] for name in rules.POLL_ANSWERS[: len(choices)] if name in poll)
            if len(choices) < 2 or len(together) != len(choices) or not all(choice.strip() for choice in choices):
                raise self._answers.invalid("A poll needs option_a and option_b")
            if any(len(choice) > rules.POLL_CHARACTERS for choice in choices):
                raise self._answers.invalid(f"A poll option may be {rules.POLL_CHARACTERS} characters long at most")
            found["poll"] = {"choices": choices}
        return found

    def _gif(self, gif: dict[str, Any]) -> str:
        """https://developers.facebook.com/docs/threads/posts: GIPHY is the only provider since Tenor closed its API."""
        if not gif:
            return ""
        if set(gif) != {"gif_id", "provider"}:
            raise self._answers.invalid("Param gif_attachment needs gif_id and provider")
        if gif["provider"] not in rules.GIF_PROVIDERS:
            raise self._answers.invalid(f"The GIF provider must be one of {', '.join(rules.GIF_PROVIDERS)}")
        if not isinstance(gif["gif_id"], str) or not gif["gif_id"].isalnum():
            raise self._answers.invalid("Param gif_attachment has no valid gif_id")
        return str(gif["gif_id"])

    def _below(self, asked: Given) -> dict[str, Any]:
        above = asked.text("reply_to_id")
        if above and self._kit.feed.find(above) is None:
            raise self._answers.invalid(f"The post {above} to reply to does not exist")
        if above and "threads_manage_replies" not in g.bearer.scopes:
            raise Problem(self._answers.lacking(frozenset({"threads_manage_replies"})))
        return {"reply_to": above}

    def _children(self, account: Account, asked: Given) -> list[str]:
        ids = [str(one) for one in asked.many("children")]
        least, most = rules.CAROUSEL
        if not least <= len(ids) <= most:
            raise self._answers.invalid(f"A carousel has {least} to {most} items")
        for one in ids:
            held = self.find(account, one)
            if held is None or not held.data["child"]:
                raise self._answers.invalid(f"Invalid carousel item {one}")
            if held.status(self._kit.sandbox.clock.now()) != "ready":
                raise self._missing(one)
        return ids

    def _with_file(self, account: Account, data: dict[str, Any], asked: Given) -> Held:
        alt = asked.text("alt_text")
        if len(alt) > rules.ALT_CHARACTERS:
            raise self._answers.invalid(f"Param alt_text must be at most {rules.ALT_CHARACTERS} characters long")
        name = "image_url" if data["kind"] == "IMAGE" else "video_url"
        uri = asked.needed(name)
        return self._picture(account, data, uri, alt) if name == "image_url" else self._film(account, data, uri, alt)

    def _picture(self, account: Account, data: dict[str, Any], uri: str, alt: str) -> Held:
        try:
            with fetched(uri) as stream:
                upload = self._kit.uploads.take(account.id, stream, most=rules.IMAGE_BYTES, alt=alt)
        except CannotFetch:
            shown = f"The media could not be fetched from this URI: {uri}"
            raise self._answers.problem(400, "24/2207052", "Media download has failed.", shown) from None
        except TooLarge:
            raise self._answers.problem(400, "36000/2207004", "The image is too large.") from None
        seen = upload.seen
        if seen is None or seen.mime not in rules.IMAGE_TYPES:
            raise self._answers.problem(400, "36001/2207005", "The image format is not supported.")
        if max(seen.ratio, 1 / seen.ratio) > rules.IMAGE_RATIO:
            raise self._answers.problem(400, "36003/2207009", "The aspect ratio is not supported.")
        return self._open(account, {**data, "upload": upload.id}, ready_in_s=0)

    def _film(self, account: Account, data: dict[str, Any], uri: str, alt: str) -> Held:
        """Videos are looked at after the answer: the container's status tells."""
        try:
            with fetched(uri) as stream:
                upload = self._kit.uploads.take(account.id, stream, most=rules.VIDEO_BYTES, alt=alt)
        except (CannotFetch, TooLarge):
            return self._open(account, data, failed="FAILED_DOWNLOADING_VIDEO")
        seen = upload.seen
        if seen is None or seen.kind != "video" or seen.width > rules.VIDEO_COLUMNS:
            return self._open(account, data, failed="FAILED_PROCESSING_VIDEO")
        if not 0 < (upload.duration_ms or 0) <= rules.VIDEO_SECONDS * 1000:
            return self._open(account, data, failed="INVALID_DURATION")
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

    def status(self, held: Held) -> str:
        return STATUS[held.status(self._kit.sandbox.clock.now())]

    def made_since(self, account: Account, moment: float, *, replies: bool) -> int:
        """How many posts, or replies, the account made by apps."""
        where = f"account=? AND app IS NOT NULL AND created_ms>=? AND reply_to IS {'NOT ' if replies else ''}NULL"
        return len(self._kit.feed.select(where, account.id, int(moment * 1000), limit=10_000, hidden=True))

    def room(self, usual: int) -> int:
        """How many of them a day may bring."""
        return int(usual * self._kit.sandbox.dials.number("rate_limit_factor"))

    def publish(self, account: Account, held: Held | None, name: str) -> Post:
        """https://developers.facebook.com/docs/threads/posts#step-2--publish-a-threads-media-container"""
        if held is None or held.data["child"] or held.status(self._kit.sandbox.clock.now()) != "ready":
            raise self._missing(name)
        replies = bool(held.data["reply_to"])
        usual = rules.REPLIES_A_DAY if replies else rules.POSTS_A_DAY
        since = self._kit.sandbox.clock.now() - rules.DAY_S
        if self.made_since(account, since, replies=replies) >= self.room(usual):
            raise self._answers.problem(403, "4", "(#4) Application request limit reached")
        if not self._kit.drafts.claim(held):
            raise self._missing(name)
        try:
            post = self._kit.keep(self._draft(account, held))
        except BaseException:
            self._kit.drafts.release(replace(held, state="claimed"))
            raise
        self._kit.drafts.done(held, post.id)
        return post

    def _missing(self, name: str) -> Problem:
        words = "The requested resource does not exist"
        return self._answers.problem(400, "24/4279009", words, f"The media with id {name} cannot be found.")

    def _draft(self, account: Account, held: Held) -> Draft:
        data = held.data
        parts = [self._kit.drafts.find(one, CONTAINER) for one in data.get("children", ())] or [held]
        uploads = [part.data["upload"] for part in parts if part is not None and "upload" in part.data]
        media = [upload.attached() for one in uploads if (upload := self._kit.uploads.find(one)) is not None]
        options = {
            name: data[name] for name in ("topic_tag", "reply_control", "spoiler", "poll", "gif") if data.get(name)
        }
        if data["link"]:
            card = {"url": data["link"], "title": urlsplit(data["link"]).netloc, "description": "", "picture": None}
            options["card"] = card
        elif data["gif"]:
            page = f"https://giphy.com/gifs/{data['gif']}"
            options["card"] = {"url": page, "title": "GIF", "description": "by GIPHY", "picture": None}
        shown = json.dumps([data, [medium["sha256"] for medium in media]], sort_keys=True, ensure_ascii=False)
        return Draft(
            account.id,
            data["text"],
            link=data["link"] or None,
            media=media,
            options={"media_type": data["kind"], **options},
            reply_to=self._kit.feed.find(data["reply_to"]) if data["reply_to"] else None,
            fingerprint=hashlib.sha256(shown.encode()).hexdigest(),
            app=g.app,
        )
