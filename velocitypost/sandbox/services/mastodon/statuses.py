"""From the parameters of POST /api/v1/statuses to a post, or to Mastodon's refusal.

https://docs.joinmastodon.org/methods/statuses/#create
"""

import hashlib
from typing import Any

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.mastodon.answers import MastodonAnswers
from velocitypost.sandbox.services.mastodon.body import truth
from velocitypost.sandbox.services.mastodon.rules import POLL_SECONDS, Configuration
from velocitypost.sandbox.services.mastodon.text import length, links
from velocitypost.sandbox.social.answers import Problem
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import Upload

VISIBILITIES = ("public", "unlisted", "private", "direct")
POLICIES = ("public", "followers", "nobody")


class Composer:
    """Applies Mastodon's rules to what somebody wants posted."""

    def __init__(self, kit: Kit, answers: MastodonAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def _invalid(self, words: str) -> Problem:
        return Problem(self._answers.invalid(words))

    def _plainly(self, words: str) -> Problem:
        return self._answers.problem(422, "422", words)

    def draft(
        self, given: dict[str, Any], author: Account, app: str, configuration: Configuration, raw: bytes
    ) -> tuple[Draft, list[Upload]]:
        """A draft that Mastodon would take, and the uploads in it; raises `Problem`."""
        text, spoiler = str(given.get("status") or ""), str(given.get("spoiler_text") or "")
        above = self._above(given.get("in_reply_to_id"), author)
        media = self._media(given.get("media_ids"), author, configuration, bool(given.get("poll")))
        if not text.strip() and not media:
            if not spoiler:
                raise self._invalid("Text can't be blank")
            text = "."
        if length(text, spoiler) > configuration.max_characters:
            raise self._invalid(f"Text character limit of {configuration.max_characters} exceeded")
        options = self._options(given, spoiler, above)
        if given.get("quoted_status_id"):
            options["quoted"] = self._quoted(str(given["quoted_status_id"]), author).id
        if given.get("poll"):
            options["poll"] = self._poll(given["poll"], configuration)
        if not media and not options.get("poll") and not spoiler and (found := links(text)):
            options["card"] = {"url": found[0], "title": found[0].partition("://")[2].partition("/")[0]}
        return self._made(text, options, media, above, author, app, raw), media

    def _made(
        self,
        text: str,
        options: dict[str, Any],
        media: list[Upload],
        above: Post | None,
        author: Account,
        app: str,
        raw: bytes,
    ) -> Draft:
        attached = [upload.attached(focus=upload.data.get("focus")) for upload in media]
        fingerprint = hashlib.sha256(raw).hexdigest()
        return Draft(author.id, text, media=attached, options=options, reply_to=above, fingerprint=fingerprint, app=app)

    def _options(self, given: dict[str, Any], spoiler: str, above: Post | None) -> dict[str, Any]:
        visibility = given.get("visibility") or "public"
        if visibility not in VISIBILITIES:
            raise self._invalid("Visibility is not included in the list")
        if above is not None and above.options.get("visibility") == "direct" and visibility != "direct":
            visibility = "direct"
        policy = given.get("quote_approval_policy") or "public"
        if policy not in POLICIES:
            raise self._invalid("Quote approval policy is not included in the list")
        language = given.get("language")
        return {
            "visibility": visibility,
            "sensitive": truth(given.get("sensitive")) or bool(spoiler),
            "spoiler_text": spoiler,
            "language": str(language) if language else None,
            "quote_approval_policy": policy,
        }

    def _above(self, status_id: Any, author: Account) -> Post | None:
        if not status_id:
            return None
        above = self._kit.feed.find(str(status_id))
        hidden = above is not None and above.options.get("visibility") == "direct" and above.account != author.id
        if above is None or hidden:
            raise self._answers.problem(404, "404", "The post you are trying to reply to does not appear to exist.")
        return above

    def _quoted(self, status_id: str, author: Account) -> Post:
        """A post that may be quoted: it is public, and its author lets others quote it."""
        quoted = self._kit.feed.find(status_id)
        if quoted is not None and quoted.account != author.id:
            open_to_all = quoted.options.get("quote_approval_policy", "public") == "public"
            seen = quoted.options.get("visibility", "public") in ("public", "unlisted")
            quoted = quoted if open_to_all and seen else None
        if quoted is None:
            raise self._answers.problem(404, "404", "The post you are trying to quote does not appear to exist.")
        return quoted

    def _media(self, ids: Any, author: Account, configuration: Configuration, with_poll: bool) -> list[Upload]:
        if not isinstance(ids, list) or not ids:
            return []
        most = configuration.max_media_attachments
        if len(ids) > most or with_poll:
            raise self._plainly(f"Cannot attach more than {most} files")
        found = [self._kit.uploads.find(str(media_id), author.id) for media_id in ids]
        lost = [str(i) for i, u in zip(ids, found, strict=True) if u is None or u.data.get("status") or u.broken]
        if lost:
            raise self._plainly(f"Media {', '.join(lost)} not found or already attached to another post")
        uploads = [upload for upload in found if upload is not None]
        if len(uploads) > 1 and any(upload.kind in ("video", "gif") for upload in uploads):
            raise self._plainly("Cannot attach a video to a post that already contains images")
        if any(self._kit.uploads.ripeness(upload) < 1 for upload in uploads):
            raise self._plainly("Cannot attach files that have not finished processing. Try again in a moment!")
        return uploads

    def _poll(self, given: Any, configuration: Configuration) -> dict[str, Any]:
        options = [str(one).strip() for one in given.get("options") or []] if isinstance(given, dict) else []
        options = [one for one in options if one]
        if len(options) < 2:
            raise self._invalid("Options must have more than one item")
        if len(options) > configuration.poll_max_options:
            raise self._invalid(f"Options can't contain more than {configuration.poll_max_options} items")
        if any(length(one) > configuration.poll_option_characters for one in options):
            raise self._invalid(f"Options can't be longer than {configuration.poll_option_characters} characters each")
        if len(set(options)) != len(options):
            raise self._invalid("Options contain duplicate items")
        seconds = str(given.get("expires_in") or "")
        if not seconds.isdigit():
            raise self._invalid("Expires at can't be blank")
        if int(seconds) > POLL_SECONDS[1]:
            raise self._invalid("Expires at is too far into the future")
        if int(seconds) < POLL_SECONDS[0]:
            raise self._invalid("Expires at is too soon")
        return {
            "choices": options,
            "expires_ms": self._kit.sandbox.clock.now_ms() + int(seconds) * 1000,
            "multiple": truth(given.get("multiple")),
            "hide_totals": truth(given.get("hide_totals")),
        }
