"""Posts: written, listed, read, deleted.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

import hashlib
import json
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.linkedin import little
from velocitypost.sandbox.services.linkedin.answers import LinkedInAnswers
from velocitypost.sandbox.services.linkedin.asking import Asking
from velocitypost.sandbox.services.linkedin.content import Content
from velocitypost.sandbox.services.linkedin.rules import API, READS, WRITES
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Draft, Duplicate, Post
from velocitypost.sandbox.social.kit import Kit

COMMENTARY = 3_000
VISIBILITIES = {"person": {"PUBLIC", "CONNECTIONS", "LOGGED_IN"}, "organization": {"PUBLIC", "LOGGED_IN"}}
REQUIRED = ("author", "commentary", "visibility", "distribution", "lifecycleState")
ALLOWED = (
    *REQUIRED,
    "content",
    "isReshareDisabledByAuthor",
    "contentLandingPage",
    "contentCallToActionLabel",
    "container",
)
DISTRIBUTION = {"feedDistribution", "targetEntities", "thirdPartyDistributionChannels"}
NOT_ALLOWED = "unrecognized field found but not allowed"
REQUIRED_WORDS = "field is required but not found and has no default value"


class PostsApi:
    """Views below /rest/posts."""

    def __init__(self, kit: Kit, answers: LinkedInAnswers, asking: Asking, content: Content) -> None:
        self._kit = kit
        self._answers = answers
        self._asking = asking
        self._content = content

    def mount(self, api: Blueprint) -> None:
        """Add the endpoints."""
        api.post(f"{API}/rest/posts")(self.create_post)
        api.get(f"{API}/rest/posts")(self.list_posts)
        api.get(f"{API}/rest/posts/<urn>")(self.get_post)
        api.delete(f"{API}/rest/posts/<urn>")(self.delete_post)

    def create_post(self) -> Response:
        given = self._asking.body()
        self._check_shape(given)
        kind, author = self._asking.owner(given["author"], "/author")
        self._asking.need(WRITES, kind)
        if given["visibility"] not in VISIBILITIES[kind]:
            raise self._answers.bad_field(
                "INVALID_VALUE_FOR_FIELD", "visibility", "This author cannot use this visibility"
            )
        elements = little.parse(given["commentary"])
        text = little.shown(elements)
        if little.length(text) > COMMENTARY:
            words = f"commentary exceeded the maximum allowed ({COMMENTARY} characters)"
            raise self._answers.bad_field("FIELD_LENGTH_TOO_LONG", "commentary", words)
        held = self._content.read(given.get("content"), author)
        if not text.strip() and not held.options and not held.media:
            raise self._answers.bad_field("MISSING_FIELD", "commentary", "A post needs a text or a content")
        options = {
            **held.options,
            "commentary": little.rendered(elements),
            "visibility": given["visibility"],
            "no_reshare": bool(given.get("isReshareDisabledByAuthor")),
            "content": given.get("content"),
        }
        said = json.dumps([given["commentary"], given.get("content")], sort_keys=True)
        draft = Draft(
            author.id,
            text,
            title=held.title,
            media=held.media,
            options=options,
            sameness=hashlib.sha256(said.encode()).hexdigest(),
            fingerprint=hashlib.sha256(request.get_data()).hexdigest(),
            app=g.app,
        )
        try:
            post = self._kit.keep(draft, same_for_s=self._kit.sandbox.dials.number("duplicate_window_s"))
        except Duplicate as same:
            raise self._answers.duplicate(same.post.id) from None
        response = Response(status=201)
        response.headers["x-restli-id"] = post.id
        return response

    def _check_shape(self, given: dict[str, Any]) -> None:
        errors = [(f"/{name}", NOT_ALLOWED) for name in given if name not in ALLOWED]
        errors += [(f"/{name}", REQUIRED_WORDS) for name in REQUIRED if name not in given]
        texts = [name for name in ("author", "commentary", "visibility", "lifecycleState") if name in given]
        errors += [(f"/{name}", "is not a string") for name in texts if not isinstance(given[name], str)]
        distribution = given.get("distribution", {})
        if not isinstance(distribution, dict) or not set(distribution) <= DISTRIBUTION:
            errors.append(("/distribution", NOT_ALLOWED))
        elif "distribution" in given and distribution.get("feedDistribution") not in ("MAIN_FEED", "NONE"):
            errors.append(("/distribution/feedDistribution", "is not an enum symbol"))
        if given.get("lifecycleState", "PUBLISHED") != "PUBLISHED":
            errors.append(("/lifecycleState", "is not an enum symbol that can be created"))
        if not isinstance(given.get("isReshareDisabledByAuthor", False), bool):
            errors.append(("/isReshareDisabledByAuthor", "is not a boolean"))
        if errors:
            raise self._answers.bad_shape(errors)

    def list_posts(self) -> Response:
        given = self._asking.query({"q", "author", "count", "start", "sortBy", "isDsc", "viewContext"})
        if given.get("q") != "author" or given.get("sortBy", "CREATED") not in ("CREATED", "LAST_MODIFIED"):
            raise self._answers.problem(
                400, "ILLEGAL_ARGUMENT", "Resource method could not be resolved from the request"
            )
        kind, author = self._asking.owner(given.get("author"), "author")
        self._asking.need(READS, kind)
        start, count = self._asking.page()
        where = "account=? AND kind='post'"
        posts = self._kit.feed.select(where, author.id, limit=start + count)[start:]
        shown = [self._shown(post, author) for post in posts]
        return answer({"paging": {"start": start, "count": count, "links": []}, "elements": shown})

    def _found(self, urn: str) -> tuple[Post, Account, str]:
        post = self._kit.feed.find(urn)
        if post is None or post.kind != "post":
            raise self._answers.problem(404, "NOT_FOUND", f"Could not find entity {urn}")
        author = self._kit.sandbox.accounts.get(self._kit.key, post.account)
        kind, _ = self._asking.owner(self._asking.urn_of(author), "author")
        return post, author, kind

    def get_post(self, urn: str) -> Response:
        self._asking.query({"viewContext"})
        post, author, kind = self._found(urn)
        self._asking.need(READS, kind)
        return answer(self._shown(post, author))

    def delete_post(self, urn: str) -> Response:
        """Deleting what is gone already is no error."""
        if not urn.startswith(("urn:li:share:", "urn:li:ugcPost:")):
            raise self._answers.bad_field("INVALID_URN_TYPE", "postUrn", f"{urn} is no post")
        gone = self._kit.feed.find(urn, deleted=True)
        if gone is None or gone.deleted_ms is None:
            post, _, kind = self._found(urn)
            self._asking.need(WRITES, kind)
            self._kit.feed.delete(post)
        return Response(status=204)

    def _shown(self, post: Post, author: Account) -> dict[str, Any]:
        options = post.options
        shown = {
            "id": post.id,
            "author": self._asking.urn_of(author),
            "commentary": options["commentary"],
            "visibility": options["visibility"],
            "lifecycleState": "PUBLISHED",
            "lifecycleStateInfo": {"isEditedByAuthor": False},
            "isReshareDisabledByAuthor": options["no_reshare"],
            "createdAt": post.created_ms,
            "publishedAt": post.created_ms,
            "lastModifiedAt": post.created_ms,
            "distribution": {"feedDistribution": "MAIN_FEED", "thirdPartyDistributionChannels": []},
        }
        return {**shown, "content": options["content"]} if options["content"] else shown
