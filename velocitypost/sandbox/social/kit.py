"""The pieces of one social twin, put together."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request

from velocitypost.sandbox.accounts import NUMBERED, Account, Naming
from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.service import Service
from velocitypost.sandbox.social import drafts, feed, tokens, uploads
from velocitypost.sandbox.social.answers import Answers
from velocitypost.sandbox.social.crowd import Crowd, CrowdRules
from velocitypost.sandbox.social.drafts import Drafts
from velocitypost.sandbox.social.feed import Draft, Feed, NewId, Post, hidden_until
from velocitypost.sandbox.social.look import Look
from velocitypost.sandbox.social.tokens import Tokens
from velocitypost.sandbox.social.uploads import Uploads
from velocitypost.sandbox.state import Sandbox

SCHEMA = tokens.SCHEMA + feed.SCHEMA + drafts.SCHEMA + uploads.SCHEMA


@dataclass(frozen=True)
class Kit:
    """What a twin's views work with."""

    sandbox: Sandbox
    look: Look
    tokens: Tokens
    feed: Feed
    uploads: Uploads
    drafts: Drafts
    crowd: Crowd

    @property
    def key(self) -> str:
        return self.look.key

    def keep(self, draft: Draft, **options: Any) -> Post:
        """`Feed.create`, with the fault that hides a post from listings, and the moment of the request."""
        received_ms = int(time.time() * 1000)
        hiding = Gate(self.sandbox, self.key, Answers(self.sandbox)).hides()
        hidden = None if hiding is None else hidden_until(self.sandbox, hiding.seconds)
        return self.feed.create(draft, received_ms=received_ms, hidden_until=hidden, **options)

    def account(self, name: str) -> Account | None:
        """By id or handle."""
        return self.sandbox.accounts.find(self.key, name)

    def address(self, path: str) -> str:
        """A whole address of the sandbox, as the twin's answers give it."""
        return request.host_url.rstrip("/") + path

    def avatar(self, account: Account) -> str:
        """The address of an account's picture."""
        return self.address(f"/avatars/{self.key}/{account.id}.svg")

    def media_address(self, name: str) -> str:
        """The address of an uploaded file."""
        return self.address(self.look.media.format(name=name))

    def post_address(self, post: Post) -> str:
        """The address of a post's public page."""
        author = self.sandbox.accounts.get(self.key, post.account)
        return self.address(self.look.post_path(post, author))


@dataclass(frozen=True)
class Twin:
    """One social service: its rules as data, and the function that makes its API out of a `Kit`.

    `operations` are offered for faults on the control page. `begin` puts in what a first day needs besides the app
    that the product uses; `callbacks` are the names under which the product is called back.
    """

    look: Look
    new_id: NewId
    crowd: CrowdRules
    blueprints: Callable[[Kit], Sequence[Blueprint]]
    host: str
    operations: tuple[str, ...] = ()
    callbacks: tuple[str, ...] = ()
    begin: Callable[[Kit], None] = lambda _kit: None
    kinds: tuple[str, ...] = ("owner",)
    naming: Naming = NUMBERED
    more: Callable[[], list[Account]] = list
    schema: str = ""

    def kit(self, sandbox: Sandbox) -> Kit:
        """The pieces over a sandbox."""
        key = self.look.key
        posts = Feed(sandbox, key, self.new_id)
        return Kit(
            sandbox,
            self.look,
            Tokens(sandbox, key),
            posts,
            Uploads(sandbox, key),
            Drafts(sandbox, key),
            Crowd(sandbox, posts, self.crowd),
        )

    def service(self) -> Service:
        """For `SERVICES`."""

        def begin(sandbox: Sandbox) -> None:
            kit = self.kit(sandbox)
            kit.tokens.register_default(*(self.callbacks or (self.look.key,)))
            self.begin(kit)

        return Service(
            key=self.look.key,
            name=self.look.name,
            host=self.host,
            schema=SCHEMA + self.schema,
            blueprints=lambda sandbox: self.blueprints(self.kit(sandbox)),
            timeline=self.look.profile,
            operations=self.operations,
            begin=begin,
            post_counts=lambda sandbox: self.kit(sandbox).feed.counts(),
            kinds=self.kinds,
            naming=self.naming,
            more=self.more,
            colour=self.look.colour,
        )
