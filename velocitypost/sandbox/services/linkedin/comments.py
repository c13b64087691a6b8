"""What is said under posts, how many did so, and whether anybody may.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api
"""

import hashlib
import re
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.linkedin import little
from velocitypost.sandbox.services.linkedin.answers import LinkedInAnswers
from velocitypost.sandbox.services.linkedin.asking import Asking
from velocitypost.sandbox.services.linkedin.ids import activity_of, post_of
from velocitypost.sandbox.services.linkedin.rules import API, HEARS, SAYS
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.kit import Kit

LONGEST = 1_250
_COMMENT = re.compile(r"urn:li:comment:\((urn:li:activity:\d+),(\d+)\)")


class CommentsApi:
    """Views below /rest/socialActions and /rest/socialMetadata."""

    def __init__(self, kit: Kit, answers: LinkedInAnswers, asking: Asking) -> None:
        self._kit = kit
        self._answers = answers
        self._asking = asking

    def mount(self, api: Blueprint) -> None:
        """Add the endpoints."""
        api.get(f"{API}/rest/socialActions/<urn>")(self.get_summary)
        api.get(f"{API}/rest/socialActions/<urn>/comments")(self.list_comments)
        api.post(f"{API}/rest/socialActions/<urn>/comments")(self.create_comment)
        api.delete(f"{API}/rest/socialActions/<urn>/comments/<number>")(self.delete_comment)
        api.post(f"{API}/rest/socialMetadata/<urn>")(self.set_metadata)

    def _post(self, urn: str) -> Post:
        for name in post_of(urn):
            if (post := self._kit.feed.find(name)) is not None and post.kind == "post":
                return post
        raise self._answers.problem(404, "NOT_FOUND", f"Could not find entity {urn}")

    def _own_kind(self, post: Post) -> str:
        author = self._kit.sandbox.accounts.get(self._kit.key, post.account)
        kind, _ = self._asking.owner(self._asking.urn_of(author), "urn")
        return kind

    def get_summary(self, urn: str) -> Response:
        self._asking.query(())
        post = self._post(urn)
        self._asking.need(HEARS, self._own_kind(post))
        numbers = self._kit.crowd.numbers([post])[post.id]
        return answer(
            {
                "target": activity_of(post.id),
                "likesSummary": {"totalLikes": numbers["likes"], "aggregatedTotalLikes": numbers["likes"]},
                "commentsSummary": {
                    "totalFirstLevelComments": numbers["comments"],
                    "aggregatedTotalComments": numbers["comments"],
                },
            }
        )

    def list_comments(self, urn: str) -> Response:
        self._asking.query({"start", "count"})
        post = self._post(urn)
        self._asking.need(HEARS, self._own_kind(post))
        self._kit.crowd.catch_up([post])
        start, count = self._asking.page()
        found = self._kit.feed.select("reply_to=?", post.id, limit=start + count)[start:]
        paging = {"start": start, "count": count, "links": []}
        return answer({"paging": paging, "elements": [self._shown(comment, post) for comment in found]})

    def create_comment(self, urn: str) -> Response:
        given = self._asking.body()
        errors = [
            (f"/{name}", "unrecognized field found but not allowed")
            for name in set(given) - {"actor", "object", "message", "content", "parentComment"}
        ]
        message = given.get("message")
        if not isinstance(message, dict) or not isinstance(message.get("text"), str):
            errors.append(("/message/text", "field is required but not found and has no default value"))
        if errors:
            raise self._answers.bad_shape(errors)
        assert isinstance(message, dict)  # noqa: S101
        kind, actor = self._asking.owner(given.get("actor"), "/actor")
        self._asking.need(SAYS, kind)
        post = self._post(urn)
        if given.get("object", post.id) not in (post.id, activity_of(post.id)):
            raise self._answers.bad_field("INVALID_VALUE_FOR_FIELD", "object", "object is another post")
        if post.options.get("comments") == "CLOSED":
            raise self._answers.problem(403, "ACCESS_DENIED", "Comments on this post are closed")
        if not message["text"].strip() or little.length(message["text"]) > LONGEST:
            words = f"message exceeded the maximum allowed ({LONGEST} characters), or is empty"
            raise self._answers.bad_field("FIELD_LENGTH_TOO_LONG", "message", words)
        draft = Draft(
            actor.id,
            message["text"],
            kind="comment",
            reply_to=post,
            fingerprint=hashlib.sha256(request.get_data()).hexdigest(),
            app=g.app,
        )
        comment = self._kit.keep(draft)
        shown = self._shown(comment, post)
        response = answer(shown, 201)
        response.headers["x-restli-id"] = shown["id"]
        return response

    def delete_comment(self, urn: str, number: str) -> Response:
        given = self._asking.query({"actor"})
        kind, actor = self._asking.owner(given.get("actor"), "actor")
        self._asking.need(SAYS, kind)
        comment = self._kit.feed.find(f"urn:li:comment:({activity_of(self._post(urn).id)},{number})")
        if comment is None or comment.account != actor.id:
            raise self._answers.problem(404, "NOT_FOUND", f"Could not find comment {number}")
        self._kit.feed.delete(comment)
        return Response(status=204)

    def set_metadata(self, urn: str) -> Response:
        """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/social-metadata-api"""
        given = self._asking.query({"actor"})
        kind, _ = self._asking.owner(given.get("actor"), "actor")
        self._asking.need(SAYS, kind)
        body = self._asking.body()
        changes = body.get("patch", {}).get("$set", {}) if isinstance(body.get("patch"), dict) else {}
        state = changes.get("commentsState")
        if request.headers.get("x-restli-method") != "PARTIAL_UPDATE" or state not in ("OPEN", "CLOSED"):
            raise self._answers.problem(
                400, "ILLEGAL_ARGUMENT", "Resource method could not be resolved from the request"
            )
        post = self._post(urn)
        self._own_kind(post)
        self._kit.feed.change(post, options={**post.options, "comments": state}, awaited=0)
        return Response(status=204)

    def _shown(self, comment: Post, post: Post) -> dict[str, Any]:
        author = self._kit.sandbox.accounts.get(self._kit.key, comment.account)
        match = _COMMENT.fullmatch(comment.id)
        assert match is not None  # noqa: S101 (made by `ids`)
        actor = self._asking.urn_of(author)
        return {
            "id": match[2],
            "$URN": comment.id,
            "commentUrn": comment.id,
            "actor": actor,
            "object": match[1],
            "message": {"attributes": [], "text": comment.text},
            "created": {"actor": actor, "time": comment.created_ms},
            "lastModified": {"actor": actor, "time": comment.created_ms},
        }
