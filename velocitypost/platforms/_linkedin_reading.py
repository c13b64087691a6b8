"""What LinkedIn tells of organisations, of their posts and of those who write below them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Comment, Metrics, Profile
from velocitypost.platforms import _linkedin_api as api
from velocitypost.platforms._linkedin import url_of, urn_of


def profile(client: Client, organization: Mapping[str, Any]) -> Profile:
    """Who an organisation is, with those who follow it."""
    number, name = str(organization["id"]), organization["localizedName"]
    return Profile(
        platform_user_id=number,
        username=organization.get("vanityName") or name,
        name=name,
        picture_url=_logo(client, organization),
        follower_count=followers(client, number),
        profile_url=f"{client.site_url}/company/{organization.get('vanityName') or number}",
    )


def followers(client: Client, number: str) -> int | None:
    """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-lookup-api#retrieve-organization-follower-count"""
    path = f"/rest/networkSizes/{api.encoded(f'urn:li:organization:{number}')}"
    size = api.get(client, path, {"edgeType": "COMPANY_FOLLOWED_BY_MEMBER"}).get("firstDegreeSize")
    return int(size) if size is not None else None


def _logo(client: Client, organization: Mapping[str, Any]) -> str | None:
    """The address of its logo, where LinkedIn shows one: its id is the same as a picture's."""
    logo = organization.get("logoV2", {}).get("original", "")
    if not logo:
        return None
    with contextlib.suppress(Rejected):
        urn = logo.replace("digitalmediaAsset", "image")
        address: str | None = api.get(client, f"/rest/images/{api.encoded(urn)}").get("downloadUrl")
        return address
    return None


def metrics(totals: Mapping[str, int]) -> Metrics:
    """A post's statistics, as we show them."""
    return Metrics(
        likes=totals.get("likeCount"),
        replies=totals.get("commentCount"),
        reposts=totals.get("shareCount"),
        impressions=totals.get("impressionCount"),
        reach=totals.get("uniqueImpressionsCount"),
        clicks=totals.get("clickCount"),
    )


def names(client: Client, actors: set[str]) -> dict[str, tuple[str, str]]:
    """Name and page of each, as far as LinkedIn tells them.

    https://learn.microsoft.com/en-us/linkedin/shared/integrations/people/profile-api
    """
    known = {}
    ids = {
        kind: sorted(a.rpartition(":")[2] for a in actors if f":{kind}:" in a) for kind in ("person", "organization")
    }
    if ids["person"]:
        keys = ",".join(f"(id:{api.encoded(number)})" for number in ids["person"])
        for person in _results(client, f"/rest/people?ids=List({keys})"):
            name = " ".join(filter(None, (person.get("localizedFirstName"), person.get("localizedLastName"))))
            known[f"urn:li:person:{person['id']}"] = (name, person.get("vanityName", ""))
    if ids["organization"]:
        for one in _results(client, f"/rest/organizationsLookup?ids={api.listed(ids['organization'])}"):
            known[f"urn:li:organization:{one['id']}"] = (one["localizedName"], one.get("vanityName", ""))
    return known


def _results(client: Client, path: str) -> Sequence[Mapping[str, Any]]:
    try:
        return list(api.get(client, path)["results"].values())
    except Rejected:
        return []


def comment(client: Client, post: str, said: Mapping[str, Any], known: Mapping[str, tuple[str, str]]) -> Comment:
    """A comment; `known` is who is who among those who wrote."""
    name, page = known.get(said["actor"], ("", ""))
    return Comment(
        id=urn_of(said),
        text=said["message"]["text"],
        author_name=name or "A LinkedIn member",
        author_username=page or said["actor"].rpartition(":")[2],
        created_at=api.moment(said["created"]["time"]),
        url=url_of(client, post, urn_of(said)),
    )
