"""Who somebody is, which organizations they manage, and how those do.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-lookup-api
"""

import re
from typing import Any

from flask import Blueprint, Response, g

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.linkedin.answers import LinkedInAnswers
from velocitypost.sandbox.services.linkedin.asking import Asking
from velocitypost.sandbox.services.linkedin.media import LOGO
from velocitypost.sandbox.services.linkedin.rules import API, roles_of
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.kit import Kit

ADMIN = {"organization": {"rw_organization_admin"}}
SEES = {"organization": {"r_organization_social"}}
BASIC = {"person": {"r_basicprofile"}}


class OrganizationsApi:
    """Views of people, organizations and statistics."""

    def __init__(self, kit: Kit, answers: LinkedInAnswers, asking: Asking) -> None:
        self._kit = kit
        self._answers = answers
        self._asking = asking

    def mount(self, api: Blueprint) -> None:
        """Add the endpoints."""
        api.get(f"{API}/v2/userinfo")(self.userinfo)
        api.get(f"{API}/rest/people")(self.find_people)
        api.get(f"{API}/rest/organizationAcls")(self.list_roles)
        api.get(f"{API}/rest/organizations")(self.find_organizations)
        api.get(f"{API}/rest/organizations/<number>")(self.get_organization)
        api.get(f"{API}/rest/organizationsLookup")(self.look_up_organizations)
        api.get(f"{API}/rest/networkSizes/<urn>")(self.count_followers)
        api.get(f"{API}/rest/organizationalEntityShareStatistics")(self.tell_statistics)

    def userinfo(self) -> Response:
        """https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2"""
        person: Account = g.account
        first, _, last = person.name.partition(" ")
        shown: dict[str, Any] = {"sub": person.id}
        if "profile" in g.bearer.scopes:
            shown |= {
                "name": person.name,
                "given_name": first,
                "family_name": last,
                "picture": self._kit.avatar(person),
            }
            shown["locale"] = {"country": "US", "language": "en"}
        if "email" in g.bearer.scopes:
            shown |= {"email": f"{person.handle}@example.com", "email_verified": True}
        return answer(shown)

    def find_people(self) -> Response:
        self._asking.query({"ids"})
        self._asking.need(BASIC, "person")
        numbers = [re.sub(r"^\(id:(.*)\)$", r"\1", key) for key in self._asking.listed("ids")]
        people = [person for number in numbers if (person := self._kit.account(number)) is not None]
        results = {f"(id:{person.id})": self._person(person) for person in people if person.kind != "organization"}
        return answer({"results": results, "statuses": {}, "errors": {}})

    def _person(self, person: Account) -> dict[str, Any]:
        first, _, last = person.name.partition(" ")
        names = {"localizedFirstName": first, "localizedLastName": last, "vanityName": person.handle}
        return {"id": person.id, **names}

    def list_roles(self) -> Response:
        """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-access-control-by-role"""
        given = self._asking.query({"q", "role", "state", "start", "count"})
        self._asking.need(ADMIN, "organization")
        if given.get("q") != "roleAssignee" or given.get("state", "APPROVED") != "APPROVED":
            raise self._answers.problem(
                400, "ILLEGAL_ARGUMENT", "Resource method could not be resolved from the request"
            )
        start, count = self._asking.page()
        roles = [
            {
                "role": role,
                "organization": f"urn:li:organization:{number}",
                "roleAssignee": self._asking.urn_of(g.account),
                "state": "APPROVED",
            }
            for number, role in roles_of(g.account).items()
            if given.get("role", role) == role
        ]
        paging = {"start": start, "count": count, "links": [], "total": len(roles)}
        return answer({"paging": paging, "elements": roles[start : start + count]})

    def find_organizations(self) -> Response:
        self._asking.query({"ids"})
        self._asking.need(ADMIN, "organization")
        mine = roles_of(g.account)
        found = [self._kit.account(number) for number in self._asking.listed("ids") if number in mine]
        results = {account.id: self._organization(account) for account in found if account is not None}
        return answer({"results": results, "statuses": {}, "errors": {}})

    def get_organization(self, number: str) -> Response:
        self._asking.query(())
        self._asking.need(ADMIN, "organization")
        account = self._kit.account(number) if number in roles_of(g.account) else None
        if account is None:
            raise self._answers.problem(
                403, "ACCESS_DENIED", "Member does not have permission to view this organization"
            )
        return answer(self._organization(account))

    def look_up_organizations(self) -> Response:
        self._asking.query({"ids"})
        self._asking.need(SEES, "organization")
        found = [self._kit.account(number) for number in self._asking.listed("ids")]
        results = {
            account.id: {"id": int(account.id), "localizedName": account.name, "vanityName": account.handle}
            for account in found
            if account is not None and account.kind == "organization"
        }
        return answer({"results": results, "statuses": {}, "errors": {}})

    def _organization(self, account: Account) -> dict[str, Any]:
        return {
            "id": int(account.id),
            "localizedName": account.name,
            "vanityName": account.handle,
            "logoV2": {"original": f"{LOGO.replace(':image:', ':digitalmediaAsset:')}{account.id}"},
            "primaryOrganizationType": "NONE",
        }

    def count_followers(self, urn: str) -> Response:
        given = self._asking.query({"edgeType"})
        self._asking.need(ADMIN, "organization")
        if given.get("edgeType") != "COMPANY_FOLLOWED_BY_MEMBER":
            raise self._answers.bad_field("PARAM_INVALID", "edgeType", "edgeType is not an enum symbol")
        account = self._kit.account(urn.removeprefix("urn:li:organization:"))
        if account is None or account.kind != "organization":
            raise self._answers.problem(404, "NOT_FOUND", f"Could not find entity {urn}")
        return answer({"firstDegreeSize": account.followers})

    def tell_statistics(self) -> Response:
        """https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/share-statistics"""
        given = self._asking.query({"q", "organizationalEntity", "shares", "ugcPosts"})
        self._asking.need(ADMIN, "organization")
        if given.get("q") != "organizationalEntity":
            raise self._answers.problem(
                400, "ILLEGAL_ARGUMENT", "Resource method could not be resolved from the request"
            )
        _, owner = self._asking.owner(given.get("organizationalEntity"), "organizationalEntity")
        elements = []
        for parameter, member in (("shares", "share"), ("ugcPosts", "ugcPost")):
            if parameter in given:
                posts = self._kit.feed.find_many(self._asking.listed(parameter))
                own = [post for post in posts if post.account == owner.id and post.id.split(":")[2] == member]
                elements += self._told(own, member, self._asking.urn_of(owner))
        return answer({"paging": {"start": 0, "count": 10, "links": []}, "elements": elements})

    def _told(self, posts: list[Post], member: str, owner: str) -> list[dict[str, Any]]:
        numbers = self._kit.crowd.numbers(posts)
        told = []
        for post in posts:
            n = numbers[post.id]
            acted = n["likes"] + n["comments"] + n["shares"] + n["clicks"]
            totals = {
                "impressionCount": n["impressions"],
                "uniqueImpressionsCount": n["reach"],
                "clickCount": n["clicks"],
                "likeCount": n["likes"],
                "commentCount": n["comments"],
                "shareCount": n["shares"],
                "engagement": acted / n["impressions"] if n["impressions"] else 0.0,
            }
            told.append({"totalShareStatistics": totals, member: post.id, "organizationalEntity": owner})
        return told
