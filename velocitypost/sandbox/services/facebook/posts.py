"""What a Page says: posts, photos, videos, reels, stories, comments."""

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from flask import Response, g

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.facebook import rules
from velocitypost.sandbox.services.facebook.media import PHOTO, VIDEO, Media
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Given
from velocitypost.sandbox.services.meta.places import PLACES
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Draft, Duplicate, Post
from velocitypost.sandbox.social.kit import Kit

_EDGES = {"reel": "video_reels", "story": "video_stories"}


class Posts:
    """Each method answers one request of a Page."""

    def __init__(self, kit: Kit, media: Media, answers: GraphAnswers) -> None:
        self._kit = kit
        self._media = media
        self._answers = answers

    def feed(self, page: Account) -> Response:
        """https://developers.facebook.com/docs/graph-api/reference/page/feed"""
        asked = Given(self._answers)
        message, link = self._message(asked, "message"), asked.text("link")
        attached = [self._attachment(one) for one in asked.many("attached_media")]
        if not message and not link and not attached:
            words = "(#197) The post is empty. Please enter a message to share."
            raise self._answers.problem(400, "197", words, "Please enter a message to share.")
        if link and (urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).netloc):
            raise self._answers.problem(400, "1500", "The url you supplied is invalid")
        self._require_now(asked)
        held = [self._media.own(page, one, PHOTO) for one in attached]
        kind = "photo" if held else "link" if link else "status"
        options: dict[str, Any] = {"type": kind, **self._place(asked)}
        if link:
            options["card"] = {"url": link, "title": urlsplit(link).netloc, "description": "", "picture": None}
        post = self._keep(page, message, held, options, link=link or None, once="" if held else f"{message}\n{link}")
        return answer({"id": post.id})

    def photo(self, page: Account) -> Response:
        """A photo: published at once, or kept for a post or a story."""
        asked = Given(self._answers)
        held = self._media.photo(page)
        if not asked.flag("published", True):
            return answer({"id": held.id})
        post = self._keep(page, self._message(asked, "message") or asked.text("caption"), [held], {"type": "photo"})
        return answer({"id": held.id, "post_id": post.id})

    def photo_story(self, page: Account) -> Response:
        held = self._media.own(page, Given(self._answers).needed("photo_id"), PHOTO)
        post = self._keep(page, "", [held], {"type": "story"})
        return answer({"success": True, "post_id": post.id})

    def video(self, page: Account) -> Response:
        """https://developers.facebook.com/docs/graph-api/reference/page/videos"""
        asked = Given(self._answers)
        phase = asked.one_of("upload_phase", ("START", "TRANSFER", "FINISH", "CANCEL"))
        if phase == "START":
            held, wanted = self._media.begin_pieces(page)
            return answer({"video_id": held.id, "upload_session_id": held.id, **wanted})
        if phase == "TRANSFER":
            return answer(self._media.piece(page))
        if phase != "FINISH":
            raise self._answers.problem(400, "390", "(#390) The video file is missing")
        held = self._media.session_of_request(page)
        self._require_now(asked)
        self._publish_video(page, held, self._message(asked, "description"))
        return answer({"success": True})

    def upright(self, page: Account, kind: str, address: str) -> Response:
        """A reel or a video story: begun here, uploaded at the upload host, published here."""
        asked = Given(self._answers)
        phase = asked.one_of("upload_phase", ("START", "FINISH"))
        if phase == "START":
            held = self._media.begin(page, kind)
            return answer({"video_id": held.id, "upload_url": f"{address}/{held.id}"})
        if phase != "FINISH":
            raise self._answers.invalid("The parameter upload_phase is required")
        held = self._media.own(page, asked.needed("video_id"), VIDEO)
        if held.data["kind"] != kind:
            raise self._answers.invalid(f"The video {held.id} was not begun for {_EDGES[kind]}")
        self._media.require_whole(held)
        if kind == "story":
            post = self._publish_video(page, held, "")
            return answer({"success": True, **({"post_id": post.id} if post else {})})
        if asked.one_of("video_state", ("DRAFT", "PUBLISHED", "SCHEDULED"), "PUBLISHED") != "PUBLISHED":
            raise self._answers.invalid("Only video_state=PUBLISHED is known to the twin")
        self._require_room_for_reels(page)
        self._publish_video(page, held, self._message(asked, "description"), self._place(asked))
        return answer({"success": True})

    def _require_room_for_reels(self, page: Account) -> None:
        since = self._kit.sandbox.clock.now_ms() - rules.DAY_S * 1000
        where = "account=? AND json_extract(options, '$.type')='reel' AND created_ms>?"
        made = self._kit.feed.select(where, page.id, since, limit=1000, hidden=True)
        if len(made) >= rules.REELS_A_DAY * self._kit.sandbox.dials.number("rate_limit_factor"):
            raise self._answers.problem(400, "613", "(#613) Calls to this api have exceeded the rate limit.")

    def comment(self, page: Account, post: Post) -> Response:
        """https://developers.facebook.com/docs/graph-api/reference/object/comments"""
        message = Given(self._answers).text("message")
        if not message.strip():
            raise self._answers.invalid("The comment is empty")
        if len(message) > rules.COMMENT_CHARACTERS:
            raise self._answers.invalid(f"Param message must be at most {rules.COMMENT_CHARACTERS} characters long")
        digest = hashlib.sha256(f"{post.id}\n{message}".encode()).hexdigest()
        said = self._kit.keep(Draft(page.id, message, "comment", reply_to=post, fingerprint=digest, app=g.app))
        return answer({"id": said.id})

    # ---- pieces

    def _message(self, asked: Given, name: str) -> str:
        message = asked.text(name)
        if len(message) > rules.MESSAGE_CHARACTERS:
            words = f"Param {name} must be at most {rules.MESSAGE_CHARACTERS} characters long"
            raise self._answers.invalid(words)
        return message

    def _attachment(self, one: Any) -> str:
        if isinstance(one, str):
            try:
                one = json.loads(one)
            except ValueError:
                one = None
        if not isinstance(one, dict) or not isinstance(one.get("media_fbid"), str | int):
            raise self._answers.invalid("Param attached_media must be objects with media_fbid")
        return str(one["media_fbid"])

    def _require_now(self, asked: Given) -> None:
        if not asked.flag("published", True) or asked.text("scheduled_publish_time"):
            raise self._answers.invalid("The twin publishes at once only")

    def _place(self, asked: Given) -> dict[str, str]:
        """The number of a Page that has a location."""
        number = asked.text("place")
        if number and number not in PLACES:
            raise self._answers.invalid(f"Param place must be the ID of a Page with a location, not {number}")
        return {"place": number} if number else {}

    def _publish_video(
        self, page: Account, held: Held, description: str, more: Mapping[str, str] = MappingProxyType({})
    ) -> Post | None:
        """The answer comes before the video is looked at: what is wrong with it, its status tells."""
        if wrong := self._media.finish(held):
            self._kit.drafts.fail(held, wrong)
            return None
        kind = {"feed": "video"}.get(held.data["kind"], held.data["kind"])
        return self._keep(page, description, [held], {"type": kind, "video_id": held.id, **more})

    def _keep(
        self,
        page: Account,
        text: str,
        held: list[Held],
        options: dict[str, Any],
        *,
        link: str | None = None,
        once: str = "",
    ) -> Post:
        media = [self._media.attached(one) for one in held]
        shown = json.dumps([text, link, options.get("type"), [medium["sha256"] for medium in media]])
        draft = Draft(
            page.id,
            text,
            media=media,
            link=link,
            options=options,
            sameness=hashlib.sha256(once.encode()).hexdigest() if once else None,
            fingerprint=hashlib.sha256(shown.encode()).hexdigest(),
            app=g.app,
        )
        try:
            post = self._kit.keep(draft, same_for_s=self._kit.sandbox.dials.number("duplicate_window_s"))
        except Duplicate:
            words = "This status update is identical to the last one you posted."
            raise self._answers.problem(400, "506", "(#506) Duplicate status message", words) from None
        for one in held:
            self._kit.drafts.done(one, post.id)
        return post
