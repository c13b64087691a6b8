"""LinkedIn, for an organisation, through a person who manages its page.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/community-management-overview
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from velocitypost.contract.capabilities import FindsPosts, OffersAccounts, ReadsAudience, ReadsComments, ReadsMetrics
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError
from velocitypost.contract.spec import Option, Pace, Source, Spec
from velocitypost.contract.types import Audience, Candidate, Comment, Draft, Metrics, Pending, Profile, Published
from velocitypost.platforms import _linkedin_api as api
from velocitypost.platforms import _linkedin_facts as facts
from velocitypost.platforms import _linkedin_reading as reading
from velocitypost.platforms import _linkedin_text as little
from velocitypost.platforms._linkedin import LinkedInFamily, comments_path, published_comment, url_of
from velocitypost.platforms._linkedin_media import held_media

_MAY_POST = frozenset({"ADMINISTRATOR", "CONTENT_ADMINISTRATOR", "CONTENT_ADMIN", "DIRECT_SPONSORED_CONTENT_POSTER"})
_STATISTICS = {"share": "shares", "ugcPost": "ugcPosts"}


class LinkedInOrganization(LinkedInFamily, FindsPosts, ReadsMetrics, ReadsComments, ReadsAudience, OffersAccounts):
    """With what LinkedIn's Community Management API gives to approved apps."""

    urn_kind = "organization"
    metrics_batch = 20

    spec = Spec(
        key="linkedin_organization",
        name="LinkedIn Page",
        aliases=("linkedin_page",),
        kind="social",
        family="linkedin",
        pro_required=True,
        api_url=facts.API_URL,
        site_url=facts.SITE_URL,
        hosts=facts.HOSTS,
        auth=replace(
            facts.SIGN_IN,
            scopes=(
                "r_basicprofile",
                "rw_organization_admin",
                "r_organization_social",
                "w_organization_social",
                "r_organization_social_feed",
                "w_organization_social_feed",
            ),
            # LinkedIn gives this API only to an app that has none of its other products.
            credentials="LINKEDIN_ORGANIZATION",
            source=Source(f"{api.DOCS}/marketing/community-management/community-management-overview", api.VERIFIED),
        ),
        limits=facts.LIMITS,
        pace=Pace(
            posts_per_window=150,
            window_seconds=86_400,
            settle_seconds=5,
            # Should a post still be hidden then, LinkedIn refuses its repetition as a duplicate.
            absence_proves_after=30,
            source=Source(f"{api.DOCS}/shared/api-guide/concepts/rate-limits", api.VERIFIED),
        ),
        version=api.VERSION,
        kinds=facts.KINDS,
        options=(
            facts.visibility(facts.ANYONE, facts.MEMBERS),
            *facts.OPTIONS,
            Option("no_comments", "Nobody can comment", "yes_no", help="LinkedIn closes them once the post is live."),
        ),
        repeats=facts.REPEATS,
        about="Posts of a company's page",
        notes=(
            "LinkedIn must have approved this installation's app for its Community Management API.",
            facts.SIGN_IN_ENDS,
        ),
    )

    def accounts(self, client: Client) -> Sequence[Candidate]:
        """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-access-control-by-role"""
        roles = api.pages(client, "/rest/organizationAcls", {"q": "roleAssignee", "state": "APPROVED"})
        urns = {role["organization"] for role in roles if role["role"] in _MAY_POST}
        ids = sorted(urn.rpartition(":")[2] for urn in urns)
        if not ids:
            return []
        found = api.get(client, f"/rest/organizations?ids={api.listed(ids)}")["results"]
        return [Candidate(reading.profile(client, found[number])) for number in ids if number in found]

    def identify(self, client: Client) -> Profile:
        """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-lookup-api"""
        return reading.profile(client, api.get(client, f"/rest/organizations/{client.platform_user_id}"))

    def audience(self, client: Client) -> Audience:
        return Audience(followers=reading.followers(client, client.platform_user_id))

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        if draft.reply_to:
            return self._find_comment(client, draft, since)
        uploads = pending.state.get("uploads", ()) if pending else ()
        files = [upload["urn"] for upload in uploads if "urn" in upload]
        for post in self._own_posts(client, since):
            if held_media(post) == files if files else _says(post["commentary"], draft):
                return Published(post["id"], url_of(client, post["id"]), api.moment(post["publishedAt"]))
        return None

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/share-statistics"""
        whose = f"q=organizationalEntity&organizationalEntity={api.encoded(self._urn(client))}"
        found = {}
        for kind, parameter in _STATISTICS.items():
            if urns := [urn for urn in platform_post_ids if urn.startswith(f"urn:li:{kind}:")]:
                query = f"{whose}&{parameter}={api.listed(urns)}"
                for element in api.get(client, f"/rest/organizationalEntityShareStatistics?{query}")["elements"]:
                    found[element[kind]] = reading.metrics(element["totalShareStatistics"])
        return found

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        said = api.get(client, comments_path(platform_post_id), {"start": "0", "count": "100"})["elements"]
        names = reading.names(client, {comment["actor"] for comment in said})
        read = [reading.comment(client, platform_post_id, comment, names) for comment in said]
        return sorted(read, key=lambda comment: comment.created_at, reverse=True)

    def _create(self, client: Client, draft: Draft, files: list[str]) -> Published:
        published = super()._create(client, draft, files)
        if not draft.options.get("no_comments"):
            return published
        try:
            _close_comments(client, self._urn(client), published.platform_post_id)
        except PlatformError as error:
            words = "It is live, but LinkedIn did not close its comments. Close them on its page."
            return replace(published, note=f"{words} ({error.reason})")
        return published

    def _own_posts(self, client: Client, since: datetime) -> Iterator[Mapping[str, Any]]:
        """The organisation's since then, the newest first."""
        query = {"q": "author", "author": self._urn(client), "sortBy": "CREATED", "isDsc": "false"}
        for post in api.pages(client, "/rest/posts", query, {**api.HEADERS, "x-restli-method": "FINDER"}):
            if api.moment(post["createdAt"]) < since:
                return
            yield post

    def _find_comment(self, client: Client, draft: Draft, since: datetime) -> Published | None:
        root = draft.root or draft.reply_to or ""
        for comment in api.pages(client, comments_path(root), {}):
            mine = comment["actor"] == self._urn(client) and api.moment(comment["created"]["time"]) >= since
            if mine and little.comparable(comment["message"]["text"]) == little.comparable(draft.text):
                return published_comment(client, root, comment)
        return None


def _says(commentary: str, draft: Draft) -> bool:
    return little.comparable(little.read(commentary)) == little.comparable(draft.text)


def _close_comments(client: Client, actor: str, post: str) -> None:
    """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/social-metadata-api"""
    client.send(
        "POST",
        f"/rest/socialMetadata/{api.encoded(post)}",
        params={"actor": actor},
        json={"patch": {"$set": {"commentsState": "CLOSED"}}},
        headers={**api.HEADERS, "x-restli-method": "PARTIAL_UPDATE"},
    )
