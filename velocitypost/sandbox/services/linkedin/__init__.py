"""The twin of LinkedIn, for people and organizations, from its documentation.

https://learn.microsoft.com/en-us/linkedin/
"""

import hashlib
import string
from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from velocitypost.sandbox.accounts import Account, Naming
from velocitypost.sandbox.services.linkedin.answers import LinkedInAnswers
from velocitypost.sandbox.services.linkedin.asking import Asking
from velocitypost.sandbox.services.linkedin.comments import CommentsApi
from velocitypost.sandbox.services.linkedin.content import Content
from velocitypost.sandbox.services.linkedin.ids import new_id
from velocitypost.sandbox.services.linkedin.media import MediaApi
from velocitypost.sandbox.services.linkedin.organizations import OrganizationsApi
from velocitypost.sandbox.services.linkedin.posts import PostsApi
from velocitypost.sandbox.services.linkedin.rules import (
    ACCESS_LIFE_S,
    APPLICATION,
    MEMBER,
    OPERATIONS,
    RULES,
    SCOPES,
    SITE,
    manager_of,
    organizations,
)
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.guard import ANYBODY, Guard
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages

USUAL = {
    "owner": ("openid", "profile", "email", "w_member_social"),
    "organization": (
        "r_basicprofile",
        "rw_organization_admin",
        "r_organization_social",
        "w_organization_social",
        "r_organization_social_feed",
        "w_organization_social_feed",
    ),
}
_SEEN_BY = {"CONNECTIONS": "Connections only", "LOGGED_IN": "Members only"}
_LETTERS = string.ascii_letters + string.digits


class _Look(Look):
    """People have their pages elsewhere than organizations."""

    def profile_path(self, account: Account) -> str:
        kind = "company" if account.kind == "organization" else "in"
        return f"{SITE}/{kind}/{account.handle}"


def _labels(post: Post) -> list[str]:
    options = post.options
    seen_by = _SEEN_BY.get(options.get("visibility", ""))
    said = [seen_by] if seen_by else []
    said += ["No reposts"] if options.get("no_reshare") else []
    return [*said, "Comments are closed"] if options.get("comments") == "CLOSED" else said


LOOK = _Look(
    key="linkedin",
    name="LinkedIn",
    colour="#0a66c2",
    profile=f"{SITE}/in/{{handle}}",
    post=f"{SITE}/feed/update/{{id}}",
    media="/media.licdn.com/dms/{name}",
    mark="in",
    at="",
    names_link=False,
    tallies=(
        Tally("likes", "like", "reaction", "reactions"),
        Tally("comments", "reply", "comment", "comments"),
        Tally("shares", "repost", "repost", "reposts"),
    ),
    labels=_labels,
)
CROWD = CrowdRules(
    seen={"impressions": 1.0, "reach": 0.71},
    acts={"likes": (0.01, 0.055), "shares": (0.001, 0.012), "clicks": (0.01, 0.07), "votes": (0.04, 0.2)},
)


def _person_id(service: str, handle: str) -> str:
    digest = hashlib.sha256(f"{service}:{handle.lower()}".encode()).digest()
    return "".join(_LETTERS[byte % 62] for byte in digest[:10])


def _needs(operation: str) -> frozenset[str]:
    """The views ask for the rest, which depends on who writes."""
    return {"GET /v2/userinfo": frozenset({"openid"}), "PUT /dms-uploads/:asset/:part": ANYBODY}.get(
        operation, frozenset()
    )


def _api(kit: Kit, answers: LinkedInAnswers) -> Blueprint:
    def limits(operation: str) -> tuple[Any, ...]:
        return () if operation.startswith("PUT ") else (MEMBER, APPLICATION)

    api = Guard(kit.sandbox, kit.tokens, answers, _needs, limits).blueprint("api")
    asking = Asking(kit, answers)
    api.before_request(asking.check_headers)
    media = MediaApi(kit, answers, asking)
    media.mount(api)
    PostsApi(kit, answers, asking, Content(kit, answers, media)).mount(api)
    CommentsApi(kit, answers, asking).mount(api)
    OrganizationsApi(kit, answers, asking).mount(api)
    return api


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = LinkedInAnswers(kit.sandbox)
    pages = Pages(kit)
    company = pages.blueprint()
    company.get(f"{SITE}/company/<handle>", endpoint="company")(pages.profile)

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        """An organization's token is that of somebody who manages it."""
        person = kit.account(manager_of(account) or "") if account.kind == "organization" else account
        assert person is not None  # noqa: S101 (every organization here is managed)
        granted = scopes or USUAL.get(account.kind, USUAL["owner"])
        token = kit.tokens.issue(person.id, granted, app=app, life_s=ACCESS_LIFE_S, prefix="AQ")
        return {"access_token": token, "expires_in": ACCESS_LIFE_S, "scope": ",".join(granted)}

    return [
        Consent(kit.sandbox, LOOK, RULES).blueprint(),
        TokenEndpoint(kit.sandbox, kit.key, RULES).blueprint(answers),
        _api(kit, answers),
        company,
        Control(kit.sandbox, kit.feed, mint, known=frozenset(SCOPES)).blueprint(),
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=new_id,
    crowd=CROWD,
    blueprints=_blueprints,
    host="www.linkedin.com",
    operations=OPERATIONS,
    callbacks=("linkedin", "linkedin_organization"),
    kinds=("owner", "organization"),
    naming=Naming(account_id=_person_id),
    more=organizations,
).service()
