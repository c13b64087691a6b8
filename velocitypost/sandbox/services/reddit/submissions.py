"""Posts and comments, as they are sent in. https://www.reddit.com/dev/api#POST_api_submit"""

import hashlib
import json
from typing import Any
from urllib.parse import urlsplit

from flask import Response, g, request

from velocitypost.sandbox.services.reddit.answers import RedditAnswers
from velocitypost.sandbox.services.reddit.media import Media
from velocitypost.sandbox.services.reddit.reader import Reader
from velocitypost.sandbox.services.reddit.rules import (
    LONGEST_CAPTION,
    LONGEST_COMMENT,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_IMAGES,
    SUBREDDITS,
    Subreddit,
)
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import Upload

_SUBMIT = frozenset(
    [
        "sr",
        "title",
        "kind",
        "text",
        "url",
        "flair_id",
        "flair_text",
        "nsfw",
        "spoiler",
        "sendreplies",
        "resubmit",
        "api_type",
        "extension",
        "ad",
        "collection_id",
        "discussion_type",
        "validate_on_submit",
        "video_poster_url",
        "richtext_json",
        "share",
        "post_to_twitter",
        "draft_id",
    ]
)
_DISABLED = {
    "self": ("NO_SELFS", "This community doesn't allow text posts", "sr"),
    "link": ("NO_LINKS", "This community doesn't allow links", "sr"),
    "image": ("NO_IMAGES", "This community doesn't allow images", "sr"),
    "video": ("NO_VIDEOS", "This community doesn't allow videos", "sr"),
    "gallery": ("GALLERIES_DISABLED", "Gallery posts aren't allowed in this subreddit", "sr"),
}


class Submissions:
    """What becomes a post, and what does not."""

    def __init__(self, kit: Kit, answers: RedditAnswers, media: Media, reader: Reader) -> None:
        self._kit = kit
        self._answers = answers
        self._media = media
        self._reader = reader

    def submit(self) -> Response:
        """POST /api/submit"""
        form = request.form
        if unknown := set(form) - _SUBMIT:
            raise self._answers.problem(400, "", f"Unknown parameters: {', '.join(sorted(unknown))}.")
        if form.get("api_type") != "json":
            raise self._answers.problem(400, "", "This twin answers api_type=json only.")
        kind = form.get("kind", "")
        if kind == "videogif":
            kind = "video"
        if kind not in ("self", "link", "image", "video"):
            raise self._answers.errors("INVALID_OPTION", "that option is not valid", "kind")
        said = {name: form[name] for name in form}
        place = self._allowed(said, kind)
        link, media, ready_at = None, [], 0.0
        if kind == "link":
            link = self._link(said)
        elif kind != "self":
            file = self._media.behind(said.get("url", ""), kind)
            cover = self._media.behind(said.get("video_poster_url", ""), "image") if kind == "video" else None
            media = [file.attached(**({"poster": cover.name} if cover else {}))]
            ready_at = self._ready_at([file])
        post = self._keep(said, kind, place, link, media, ready_at)
        if ready_at:
            socket = f"wss://ws-0.wss.redditmedia.com/{media[0]['id']}"
            page = f"https://www.reddit.com/user/{g.account.handle}/submitted/"
            return answer({"json": {"errors": [], "data": {"user_submitted_page": page, "websocket_url": socket}}})
        data = {"url": self._reader.address(post), "drafts_count": 0, "id": post.id[3:], "name": post.id}
        return answer({"json": {"errors": [], "data": data}})

    def _ready_at(self, files: list[Upload]) -> float:
        slow = any(file.slow for file in files)
        wait = self._kit.sandbox.dials.number("media_processing_s") * (1.0 if slow else 0.5)
        return self._kit.sandbox.clock.now() + wait

    def submit_gallery(self) -> Response:
        """POST /api/submit_gallery_post.json"""
        try:
            said = json.loads(request.get_data())
        except (ValueError, RecursionError):
            raise self._answers.problem(400, "", "The body is not JSON.") from None
        items = said.get("items") if isinstance(said, dict) else None
        if not isinstance(items, list) or not items:
            raise self._answers.errors("INVALID_GALLERY", "A gallery needs images", "items")
        if not 2 <= len(items) <= MOST_IMAGES:
            raise self._answers.errors("INVALID_GALLERY", f"A gallery has 2 to {MOST_IMAGES} images", "items")
        if any(len(item.get("caption", "")) > LONGEST_CAPTION for item in items):
            raise self._answers.errors("TOO_LONG", f"this is too long (max: {LONGEST_CAPTION})", "caption")
        place = self._allowed(said, "gallery")
        files = [self._media.found(item.get("media_id", ""), "image") for item in items]
        media = [file.attached(alt=item.get("caption", "")) for file, item in zip(files, items, strict=True)]
        post = self._keep(said, "gallery", place, None, media, 0.0)
        return answer({"json": {"errors": [], "data": {"url": self._reader.address(post), "id": post.id}}})

    def _allowed(self, said: dict[str, Any], kind: str) -> str:
        """The place's own spelling. Raises what its rules, and those of the site, have against it."""
        wanted = str(said.get("sr", ""))
        if not wanted:
            raise self._answers.errors("SUBREDDIT_REQUIRED", "you must specify a subreddit", "sr")
        place = self._place(wanted)
        title, text = str(said.get("title", "")), str(said.get("text", ""))
        if not title.strip():
            raise self._answers.errors("NO_TEXT", "we need something here", "title")
        if len(title) > LONGEST_TITLE:
            raise self._answers.errors("TOO_LONG", f"this is too long (max: {LONGEST_TITLE})", "title")
        if len(text) > LONGEST_TEXT:
            raise self._answers.errors("TOO_LONG", f"this is too long (max: {LONGEST_TEXT})", "text")
        if isinstance(place, Subreddit):
            if kind not in place.takes:
                raise self._answers.errors(*_DISABLED[kind])
            self._check_flair(said, place)
            return place.name
        return place

    def _place(self, wanted: str) -> Subreddit | str:
        if wanted.lower() == f"u_{g.account.handle}".lower():
            return f"u_{g.account.handle}"
        place = SUBREDDITS.get(wanted.lower())
        if place is None and not wanted.lower().startswith("u_"):
            raise self._answers.errors("SUBREDDIT_NOEXIST", "that subreddit doesn't exist", "sr")
        if place is None or place.closed:
            words = "you aren't allowed to post there."
            raise self._answers.errors("SUBREDDIT_NOTALLOWED", words, "sr")
        return place

    def _check_flair(self, said: dict[str, Any], place: Subreddit) -> None:
        flair = said.get("flair_id")
        if flair and flair not in place.flairs:
            words = "Flair template not found"
            raise self._answers.errors("BAD_FLAIR_TEMPLATE_ID", words, "flair")
        validates = str(said.get("validate_on_submit", "")).lower() == "true"
        if not validates:
            return
        if place.wants_flair and not flair:
            words = "Your post must contain post flair."
            raise self._answers.invalid("SUBMIT_VALIDATION_FLAIR_REQUIRED", words, "flair")
        for word in place.barred_words:
            if word in str(said.get("title", "")).lower():
                words = f'You may not have "{word}" in your title. '
                raise self._answers.invalid("SUBMIT_VALIDATION_TITLE_BLACKLISTED_STRING", words, "title")

    def _link(self, said: dict[str, Any]) -> str:
        link = str(said.get("url", ""))
        if not link:
            raise self._answers.errors("NO_URL", "a url is required", "url")
        if urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).netloc:
            raise self._answers.errors("BAD_URL", "you should check that url", "url")
        same = self._kit.feed.select("link=? AND place=?", link, said["sr"], limit=1)
        if same and str(said.get("resubmit", "")).lower() != "true":
            raise self._answers.errors("ALREADY_SUB", "that link has already been submitted", "url")
        return link

    def _keep(
        self,
        said: dict[str, Any],
        kind: str,
        place: str,
        link: str | None,
        media: list[dict[str, Any]],
        ready_at: float,
    ) -> Post:
        self._require_pause(place)
        flairs = SUBREDDITS[place.lower()].flairs if place.lower() in SUBREDDITS else {}
        options = {
            "kind": kind,
            "nsfw": str(said.get("nsfw", "")).lower() == "true",
            "spoiler": str(said.get("spoiler", "")).lower() == "true",
            "sendreplies": str(said.get("sendreplies", "true")).lower() == "true",
            "flair": flairs.get(str(said.get("flair_id"))),
            "ready_at": ready_at,
        }
        return self._kit.keep(
            Draft(
                g.account.id,
                str(said.get("text", "")).strip(),
                title=str(said["title"]).strip(),
                link=link,
                place=place,
                media=media,
                options=options,
                app=g.app,
                fingerprint=hashlib.sha256(request.get_data() or repr(sorted(said.items())).encode()).hexdigest(),
            )
        )

    def _require_pause(self, place: str) -> None:
        """In a place that knows an account little, it must wait between two posts."""
        most = 8 * self._kit.sandbox.dials.number("rate_limit_factor")
        since = self._kit.sandbox.clock.now_ms() - 600_000
        lately = self._kit.feed.select("account=? AND place=? AND created_ms>?", g.account.id, place, since, limit=200)
        if len(lately) < most:
            return
        left = (lately[-1].created_ms - since) / 1000
        minutes = int(left // 60) + 1
        words = f"Looks like you've been doing that a lot. Take a break for {minutes} minutes before trying again."
        raise self._answers.errors("RATELIMIT", words, "ratelimit", ratelimit=round(left, 2))

    def comment(self) -> Response:
        """POST /api/comment"""
        form = request.form
        if set(form) - {"thing_id", "text", "api_type", "richtext_json", "return_rtjson"}:
            raise self._answers.problem(400, "", "Unknown parameters.")
        text = form.get("text", "")
        if not text.strip():
            raise self._answers.errors("NO_TEXT", "we need something here", "text")
        if len(text) > LONGEST_COMMENT:
            raise self._answers.errors("TOO_LONG", f"this is too long (max: {LONGEST_COMMENT})", "text")
        above = self._kit.feed.find(form.get("thing_id", ""))
        if above is None:
            raise self._answers.errors("DELETED_LINK", "the link you are commenting on has been deleted", "parent")
        made = self._kit.keep(
            Draft(
                g.account.id,
                text.strip(),
                kind="comment",
                place=above.place,
                reply_to=above,
                app=g.app,
                fingerprint=hashlib.sha256(f"{above.id}/{text}".encode()).hexdigest(),
            )
        )
        things = [{"kind": "t1", "data": {**self._reader.comment(made), "replies": ""}}]
        return answer({"json": {"errors": [], "data": {"things": things}}})
