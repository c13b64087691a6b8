"""What LinkedIn's two ways have in common: how a post, a comment and a deletion are sent.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from velocitypost.contract.answers import reading_written
from velocitypost.contract.capabilities import DeletesPosts, Publishes
from velocitypost.contract.checks import check_against_limits
from velocitypost.contract.client import Client
from velocitypost.contract.errors import OutcomeUnknown, PlatformError, Rejected
from velocitypost.contract.types import Draft, Pending, Problem, Published
from velocitypost.core.http import Response
from velocitypost.platforms import _linkedin_api as api
from velocitypost.platforms import _linkedin_media as media
from velocitypost.platforms import _linkedin_text as little

POLL_QUESTION_MAX = 140
_POLL_ANSWER_MAX = 30
_PIXELS_MAX = 36_152_320
_FILES_AT_ONCE = 4
_GONE = frozenset({"404", "NOT_FOUND", "RESOURCE_NOT_FOUND"})
_COMMENT = re.compile(r"urn:li:comment:\((?P<root>urn:li:[^,]+),(?P<id>\d+)\)")


class LinkedInFamily(Publishes, DeletesPosts):
    """`urn_kind` says what the account is."""

    urn_kind: ClassVar[str]

    def measure(self, text: str) -> int:
        """UTF-16 units of what is shown: an emoji counts 2 and more, a mention as its name."""
        return little.length(text)

    def check(self, draft: Draft) -> list[Problem]:
        own = _own_problems(draft) if draft.reply_to is None else ()
        return sorted([*check_against_limits(self, draft), *own], key=lambda problem: problem.severity != "error")

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        if draft.reply_to:
            return self._comment(client, draft)
        return self._advance(client, draft, [{} for _ in draft.attachments])

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [_copied(upload) for upload in pending.state["uploads"]])

    def delete(self, client: Client, platform_post_id: str) -> None:
        path, params = f"/rest/posts/{api.encoded(platform_post_id)}", None
        if comment := _COMMENT.fullmatch(platform_post_id):
            path = f"/rest/socialActions/{api.encoded(comment['root'])}/comments/{comment['id']}"
            params = {"actor": self._urn(client)}
        try:
            client.send("DELETE", path, params=params, headers=api.HEADERS, writes=True)
        except Rejected as error:
            if error.code not in _GONE:
                raise

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        return api.read_error(response, writes=writes, now=now)

    def post_id_of(self, url: str) -> str | None:
        return api.post_urn(url)

    def _urn(self, client: Client) -> str:
        return f"urn:li:{self.urn_kind}:{client.platform_user_id}"

    def _advance(self, client: Client, draft: Draft, uploads: list[dict[str, Any]]) -> Published | Pending:
        together = zip(draft.attachments, uploads, strict=True)
        left = [(file, upload) for file, upload in together if not upload.get("ready")]
        for file, upload in left[:_FILES_AT_ONCE]:
            if (wait := media.bring_up(client, self._urn(client), file, upload)) is not None:
                return Pending({"uploads": uploads}, check_after=wait, note="LinkedIn is taking in the media.")
            upload["ready"] = True
        if left:
            # Noted before the post is written: its files prove it, should the answer be lost.
            return Pending({"uploads": uploads})
        return self._create(client, draft, [upload["urn"] for upload in uploads])

    def _create(self, client: Client, draft: Draft, files: list[str]) -> Published:
        body: dict[str, Any] = {
            "author": self._urn(client),
            "commentary": little.written(draft.text),
            "visibility": draft.options.get("visibility") or "PUBLIC",
            "distribution": {
                "feedDistribution": "MAIN_FEED",
                "targetEntities": [],
                "thirdPartyDistributionChannels": [],
            },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": bool(draft.options.get("no_reshare")),
        }
        if held := media.content(draft, files):
            body["content"] = held
        try:
            response = client.send("POST", "/rest/posts", json=body, headers=api.HEADERS, writes=True)
        except Rejected as error:
            raise _with_address(client, error) from error
        urn = response.headers.get("x-restli-id")
        if not urn:
            raise OutcomeUnknown("LinkedIn took the post but did not say what it is called.", code="garbled")
        return Published(urn, url_of(client, urn))

    def _comment(self, client: Client, draft: Draft) -> Published:
        """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api"""
        root = draft.root or draft.reply_to or ""
        body = {"actor": self._urn(client), "object": root, "message": {"text": draft.text}}
        response = client.send("POST", comments_path(root), json=body, headers=api.HEADERS, writes=True)
        with reading_written("LinkedIn", "the comment"):
            return published_comment(client, root, response.json())


def _with_address(client: Client, refusal: Rejected) -> Rejected:
    """A refused repetition, with the address of the post that LinkedIn takes it for."""
    urn = api.post_urn(refusal.reason) if refusal.duplicate else None
    if urn is None:
        return refusal
    reason = f"LinkedIn says that it has this post already: {url_of(client, urn)}"
    fix = "Look there. If it is this post, nothing is left to do; else change the text a little and post it again."
    return Rejected(reason, code=refusal.code, fix=fix, duplicate=True)


def comments_path(root: str) -> str:
    """Where the comments under a post are."""
    return f"/rest/socialActions/{api.encoded(root)}/comments"


def published_comment(client: Client, root: str, comment: Mapping[str, Any]) -> Published:
    """A comment that LinkedIn shows."""
    urn = urn_of(comment)
    return Published(urn, url_of(client, root, urn), api.moment(comment["created"]["time"]))


def urn_of(comment: Mapping[str, Any]) -> str:
    """The id of a comment."""
    return str(comment.get("commentUrn") or f"urn:li:comment:({comment['object']},{comment['id']})")


def url_of(client: Client, post: str, comment: str = "") -> str:
    """Where people find a post, or a comment under it."""
    return f"{client.site_url}/feed/update/{post}" + (f"?commentUrn={api.encoded(comment)}" if comment else "")


def _copied(upload: Mapping[str, Any]) -> dict[str, Any]:
    return {**upload, "etags": list(upload["etags"])} if "etags" in upload else dict(upload)


def _own_problems(draft: Draft) -> Iterator[Problem]:
    options, kinds = draft.options, [file.kind for file in draft.attachments]
    for file in draft.attachments:
        if file.kind == "image" and (file.width or 0) * (file.height or 0) >= _PIXELS_MAX:
            message = f"LinkedIn takes pictures of less than {_PIXELS_MAX / 1e6:.1f} million pixels."
            yield Problem("error", "media", "too_many_pixels", message)
    if options.get("link"):
        if not str(options.get("link_title") or "").strip():
            message = "LinkedIn shows a link's preview only with a title."
            yield Problem("error", "options", "option_missing", message, "link_title")
        if kinds not in ([], ["image"]):
            message = "A link's preview takes one picture at most, and no video or document."
            yield Problem("error", "options", "option_invalid", message, "link")
    if isinstance(poll := options.get("poll"), dict):
        yield from _poll_problems(draft, poll)


def _poll_problems(draft: Draft, poll: Mapping[str, Any]) -> Iterator[Problem]:
    if draft.attachments or draft.options.get("link"):
        message = "LinkedIn takes a poll by itself, without files and without a link's preview."
        yield Problem("error", "options", "option_invalid", message, "poll")
    question = media.poll_question(draft)
    if not 0 < len(question) <= POLL_QUESTION_MAX:
        message = f"Give the poll a question of at most {POLL_QUESTION_MAX} characters."
        yield Problem("error", "options", "option_missing", message, "poll_question")
    choices = [choice for choice in poll.get("choices") or () if isinstance(choice, str)]
    if any(len(choice) > _POLL_ANSWER_MAX for choice in choices):
        message = f"An answer of a poll has at most {_POLL_ANSWER_MAX} characters."
        yield Problem("error", "options", "option_invalid", message, "poll")
    minutes = poll.get("minutes")
    if isinstance(minutes, int) and minutes > 0 and (days := media.poll_minutes(poll) // 1_440) * 1_440 != minutes:
        message = f"LinkedIn runs polls for 1, 3, 7 or 14 days. This one will run for {days}."
        yield Problem("warning", "options", "poll_duration", message, "poll")
