"""Who a token speaks for: a person with some Pages, or one Page; and the Instagram account behind it."""

from collections.abc import Sequence
from typing import Any

from flask import g

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.facebook import rules
from velocitypost.sandbox.services.facebook.rules import Page
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Field, Given, Reader, fields, node
from velocitypost.sandbox.services.meta.places import PLACES
from velocitypost.sandbox.social.answers import Problem
from velocitypost.sandbox.social.kit import Kit


class People:
    """Pages and people, as the token of the request sees them."""

    def __init__(self, kit: Kit, instagram: Kit, answers: GraphAnswers) -> None:
        self._kit = kit
        self._instagram = instagram
        self._answers = answers

    def require(self, scopes: frozenset[str]) -> None:
        """Raises where the token was not given these."""
        if lacking := scopes - g.bearer.scopes:
            raise Problem(self._answers.lacking(lacking))

    def page(self, name: str) -> Account:
        """The Page that the token is of, asked for by its id or as "me"."""
        own: Account = g.account
        if own.kind != "page":
            raise self._answers.problem(403, "200", "(#200) A page access token is required for this call.")
        if name not in ("me", own.id):
            raise self._answers.nowhere(name)
        return own

    def pages(self) -> list[Page]:
        """Those that a person manages and let the app use."""
        chosen: Sequence[str] = g.bearer.details.get("pages") or ()
        own: Account = g.account
        mine = [page for page in rules.PAGES if own.handle in page.tasks]
        return [page for page in mine if not chosen or page.id in chosen or page.handle in chosen]

    def instagram(self, page: Page | None) -> Account | None:
        """The account that is linked to a Page."""
        handle = page.instagram if page else None
        return self._instagram.sandbox.accounts.find_handle(self._instagram.key, handle) if handle else None

    def own_instagram(self, name: str = "") -> Account | None:
        """The Instagram account that the token may act for: a Page's, or that of one of a person's Pages."""
        own: Account = g.account
        pages = [rules.BY_ID[own.id]] if own.kind == "page" else self.pages()
        found = [account for page in pages if (account := self.instagram(page)) is not None]
        return next((account for account in found if account.id == name), found[0] if found else None)

    def page_token(self, page: Page) -> str:
        """A token of the Page itself; from a long-lived one it does not end."""
        bearer = g.bearer
        left = None if bearer.details.get("long") else bearer.expires - self._kit.sandbox.clock.now()
        return self._kit.tokens.issue(
            page.id,
            sorted(bearer.scopes),
            app=bearer.app,
            life_s=left,
            grant=bearer.grant,
            prefix="EAA",
            via=g.account.id,
        )

    # ---- shown

    def show_person(self, own: Account) -> dict[str, Any]:
        """https://developers.facebook.com/docs/graph-api/reference/user"""
        readers: dict[str, Reader] = {
            "id": lambda _: own.id,
            "name": lambda _: own.name,
            "picture": lambda field: self._picture(own, field),
        }
        return node("User", self._wanted(), readers, ("name", "id"), self._answers)

    def show_page(
        self, page: Page, wanted: tuple[Field, ...] | None = None, usual: tuple[str, ...] = ("name", "id")
    ) -> dict[str, Any]:
        """https://developers.facebook.com/docs/graph-api/reference/page"""
        account = self._kit.sandbox.accounts.get(self._kit.key, page.id)
        person: Account = g.account
        readers: dict[str, Reader] = {
            "id": lambda _: page.id,
            "name": lambda _: page.name,
            "username": lambda _: page.handle,
            "about": lambda _: page.bio,
            "category": lambda _: page.category,
            "location": lambda _: PLACES[page.id][1] if page.id in PLACES else None,
            "link": lambda _: self._kit.address(f"/www.facebook.com/{page.handle}"),
            "followers_count": lambda _: account.followers,
            "fan_count": lambda _: account.followers,
            "picture": lambda field: self._picture(account, field),
            "tasks": lambda _: list(page.tasks.get(person.handle, ())) if person.kind != "page" else None,
            "access_token": lambda _: self.page_token(page) if person.kind != "page" else g.token,
            "instagram_business_account": lambda field: self._linked(page, field),
        }
        return node("Page", self._wanted() if wanted is None else wanted, readers, usual, self._answers)

    def show_author(self, author: Account, field: Field) -> dict[str, Any] | None:
        """Who wrote a comment, for those who may know."""
        if author.kind != "page" and "pages_read_user_content" not in g.bearer.scopes:
            return None
        readers: dict[str, Reader] = {
            "id": lambda _: author.id,
            "name": lambda _: author.name,
            "picture": lambda inner: self._picture(author, inner),
        }
        return node("Profile", field.inner, readers, ("name", "id"), self._answers)

    def _picture(self, account: Account, field: Field) -> dict[str, Any]:
        whole = {"url": self._kit.avatar(account), "is_silhouette": False, "height": 200, "width": 200}
        asked = [inner.name for inner in field.inner] or list(whole)
        return {"data": {name: whole[name] for name in asked if name in whole}}

    def _linked(self, page: Page, field: Field) -> dict[str, Any] | None:
        account = self.instagram(page)
        if account is None:
            return None
        self.require(frozenset({"instagram_basic"}))
        readers: dict[str, Reader] = {
            "id": lambda _: account.id,
            "username": lambda _: account.handle,
            "name": lambda _: account.name,
            "profile_picture_url": lambda _: self._instagram.avatar(account),
            "followers_count": lambda _: account.followers,
            "follows_count": lambda _: account.following,
            "media_count": lambda _: self._instagram.feed.counts().get(account.id, 0),
        }
        return node("ShadowIGUser", field.inner, readers, ("id",), self._answers)

    def _wanted(self) -> tuple[Field, ...]:
        return fields(Given(self._answers).text("fields"), self._answers)
