"""LinkedIn's scopes, roles, numbers and way to sign in.

https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow
"""

from typing import Any

from flask import Response

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.guard import Limit
from velocitypost.sandbox.social.oauth import Issued, OAuthRules, Refused

API, SITE = "/api.linkedin.com", "/www.linkedin.com"
DAY_S = 86_400
ACCESS_LIFE_S, REFRESH_LIFE_S = 60 * DAY_S, 365 * DAY_S
# LinkedIn gives refresh tokens to approved partners only. Here those are the apps whose id begins so.
PARTNERS = "partner-"

SCOPES = {
    "openid": "Use your name and photo",
    "profile": "Use your name and photo",
    "email": "Use the primary email address of your account",
    "r_basicprofile": "Use your basic profile",
    "w_member_social": "Create, change and delete posts, comments and reactions on your behalf",
    "r_member_social": "Read your posts, comments and reactions",
    "rw_organization_admin": "Manage your organizations' pages and read their reporting data",
    "r_organization_social": "Read your organizations' posts, comments and reactions",
    "w_organization_social": "Create, change and delete posts on your organizations' behalf",
    "r_organization_social_feed": "Read comments and reactions on your organizations' posts",
    "w_organization_social_feed": "Create, change and delete comments on your organizations' behalf",
}
WRITES = {"person": {"w_member_social"}, "organization": {"w_organization_social"}}
READS = {"person": {"r_member_social"}, "organization": {"r_organization_social"}}
SAYS = {"person": {"w_member_social"}, "organization": {"w_organization_social_feed"}}
HEARS = {"person": {"r_member_social"}, "organization": {"r_organization_social_feed"}}

OPERATIONS = (
    "POST /rest/posts",
    "GET /rest/posts",
    "GET /rest/posts/:urn",
    "DELETE /rest/posts/:urn",
    "POST /rest/images",
    "POST /rest/videos",
    "POST /rest/documents",
    "PUT /dms-uploads/:asset/:part",
    "POST /rest/socialActions/:urn/comments",
    "GET /rest/socialActions/:urn/comments",
    "GET /rest/organizationAcls",
    "GET /rest/organizationalEntityShareStatistics",
    "GET /v2/userinfo",
    "POST /oauth/v2/accessToken",
)
MEMBER, APPLICATION = Limit(150, DAY_S), Limit(100_000, DAY_S, whose="app")

# Who manages which organization, by the person's handle: its number, page's name, name, followers and role.
ORGANIZATIONS = {
    "mapleandrye": ((18_204_511, "maple-and-rye", "Maple & Rye Bakery", 1_940, "ADMINISTRATOR"),),
    "northwindhq": (
        (27_730_982, "northwind-studio", "Northwind Studio", 3_018, "ADMINISTRATOR"),
        (27_730_983, "northwind-school", "Northwind School of Type", 412, "CONTENT_ADMINISTRATOR"),
        (31_000_007, "old-harbour-books", "Old Harbour Books", 77, "ANALYST"),
    ),
}
MAY_POST = ("ADMINISTRATOR", "CONTENT_ADMINISTRATOR", "DIRECT_SPONSORED_CONTENT_POSTER")


def organizations() -> list[Account]:
    """All of them, as accounts that have a page."""
    return [
        Account("linkedin", str(number), page, name, "", followers, 0, "organization")
        for managed in ORGANIZATIONS.values()
        for number, page, name, followers, _role in managed
    ]


def roles_of(person: Account) -> dict[str, str]:
    """The person's role in each organization, by its number."""
    return {str(number): role for number, *_, role in ORGANIZATIONS.get(person.handle, ())}


def manager_of(organization: Account) -> str | None:
    """The handle of a person who manages it."""
    return next((who for who, all_ in ORGANIZATIONS.items() if any(str(o[0]) == organization.id for o in all_)), None)


def token_answer(issued: Issued) -> dict[str, Any]:
    """Scopes come back with commas, and a refresh token only for partners."""
    given: dict[str, Any] = {
        "access_token": issued.access,
        "expires_in": issued.access_life_s,
        "scope": ",".join(sorted(issued.scopes)),
        "token_type": "Bearer",
    }
    if issued.refresh is not None:
        given |= {"refresh_token": issued.refresh, "refresh_token_expires_in": issued.refresh_life_s}
    return given


def token_refusal(refused: Refused) -> Response:
    """https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow#api-error-details"""
    mismatch = (
        "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or "
        "authorization code expired. Or external member binding exists"
    )
    said = {
        "client": ("invalid_client", "Client authentication failed", 401),
        "grant_type": ("unsupported_grant_type", f"Unsupported grant type {refused.about}", 400),
        "missing": ("invalid_request", f'A required parameter "{refused.about}" is missing', 400),
        "refresh": (
            "invalid_grant",
            "The provided authorization grant or refresh token is invalid, expired or revoked.",
            400,
        ),
    }
    error, words, status = said.get(refused.problem, ("invalid_request", mismatch, 400))
    return answer({"error": error, "error_description": words}, status)


RULES = OAuthRules(
    authorize=f"{SITE}/oauth/v2/authorization",
    token=f"{SITE}/oauth/v2/accessToken",
    scopes=SCOPES,
    client_auth=frozenset({"body"}),
    code_life_s=1_800,
    access_life_s=ACCESS_LIFE_S,
    access_prefix="AQ",
    refresh="steady",
    refresh_life_s=REFRESH_LIFE_S,
    wants_refresh=lambda asked: asked.get("client_id", "").startswith(PARTNERS),
    denied={
        "error": "user_cancelled_authorize",
        "error_description": "The user cancelled the authorization",
    },
    answer=token_answer,
    words=token_refusal,
)
