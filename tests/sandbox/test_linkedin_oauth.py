"""LinkedIn's sign-in before its twin, and what its answers look like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
import pytest

from tests.sandbox.described import Described, authorised
from tests.sandboxed import Sandbox

CALLBACK = "http://127.0.0.1:5000/auth/callback/linkedin"
SCOPE = "openid profile email w_member_social"
APP = {"client_id": "velocitypost-sandbox", "client_secret": "velocitypost-sandbox-secret"}
AUTHORIZE, TOKEN = "/www.linkedin.com/oauth/v2/authorization", "/www.linkedin.com/oauth/v2/accessToken"
HEADERS = {"LinkedIn-Version": "202607", "X-Restli-Protocol-Version": "2.0.0"}


def decide(http: httpx2.Client, decision: str = "authorize", **changes: str) -> dict[str, list[str]]:
    asked = {"response_type": "code", "client_id": APP["client_id"], "redirect_uri": CALLBACK, "scope": SCOPE}
    data = {**asked, "state": "s", "account": "mapleandrye", "decision": decision, **changes}
    answer = http.post(AUTHORIZE, data=data)
    assert answer.status_code == 302, answer.text
    return parse_qs(urlsplit(answer.headers["location"]).query)


def exchange(http: httpx2.Client, code: str, **changes: str) -> httpx2.Response:
    body = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **APP, **changes}
    return http.post(TOKEN, data=body)


def test_a_token_lives_for_sixty_days_and_cannot_be_renewed(http: httpx2.Client) -> None:
    given = exchange(http, decide(http)["code"][0]).json()
    assert (given["expires_in"], given["scope"]) == (5_184_000, "email,openid,profile,w_member_social")
    assert "refresh_token" not in given
    headers = {"authorization": f"Bearer {given['access_token']}"}
    who = http.get("/api.linkedin.com/v2/userinfo", headers=headers).json()
    assert (who["name"], who["email_verified"]) == ("Maple & Rye Bakery", True)
    assert who["sub"]


def test_a_partners_token_is_renewed_until_its_year_is_over(http: httpx2.Client, sandbox: Sandbox) -> None:
    partner = {"client_id": "partner-app", "client_secret": "secret"}
    app = {**partner, "redirect_uris": [CALLBACK], "name": "A partner"}
    sandbox.control.post("/control/api/linkedin/apps", json=app)
    first = exchange(http, decide(http, client_id="partner-app")["code"][0], **partner).json()
    sandbox.advance(300 * 86_400)
    body = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], **partner}
    again = http.post(TOKEN, data=body).json()
    assert 64 * 86_400 < again["refresh_token_expires_in"] <= 65 * 86_400
    sandbox.advance(66 * 86_400)
    assert http.post(TOKEN, data=body).json()["error"] == "invalid_grant"


def test_who_says_no_sends_back_linkedins_word_for_it(http: httpx2.Client) -> None:
    back = decide(http, "cancel")
    assert (back["error"], back["state"]) == (["user_cancelled_authorize"], ["s"])
    assert "code" not in back


@pytest.mark.parametrize(
    ("changes", "error", "status"),
    [
        ({"client_secret": "wrong"}, "invalid_client", 401),
        ({"code": "made-up"}, "invalid_request", 400),
        ({"redirect_uri": "http://127.0.0.1:1/elsewhere"}, "invalid_request", 400),
        ({"grant_type": "password"}, "unsupported_grant_type", 400),
    ],
)
def test_a_wrong_exchange_is_refused(http: httpx2.Client, changes: dict[str, str], error: str, status: int) -> None:
    answer = exchange(http, **{"code": decide(http)["code"][0], **changes})
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_code_works_once(http: httpx2.Client) -> None:
    code = decide(http)["code"][0]
    assert exchange(http, code).status_code == 200
    assert exchange(http, code).status_code == 400


@pytest.fixture
def manager(sandbox: Sandbox) -> Iterator[httpx2.Client]:
    with authorised(sandbox, "linkedin", "api.linkedin.com", "maple-and-rye") as client:
        client.headers.update(HEADERS)
        yield client


def test_who_manages_what_and_how_it_does(sandbox: Sandbox, manager: httpx2.Client, specs: Path) -> None:
    described = Described(specs / "linkedin.json")

    def ask(path: str, **query: str) -> Any:
        answer = manager.get(path, params=query or None)
        assert answer.status_code == 200, answer.text
        described.check(answer, "api.linkedin.com")
        return answer.json()

    [role] = ask("/rest/organizationAcls", q="roleAssignee", state="APPROVED")["elements"]
    assert (role["role"], role["state"]) == ("ADMINISTRATOR", "APPROVED")
    number = role["organization"].rpartition(":")[2]
    assert ask(f"/rest/organizations?ids=List({number})")["results"][number]["vanityName"] == "maple-and-rye"
    assert ask(f"/rest/organizations/{number}")["localizedName"] == "Maple & Rye Bakery"
    size = ask(f"/rest/networkSizes/{quote(role['organization'], safe='')}", edgeType="COMPANY_FOLLOWED_BY_MEMBER")
    assert size["firstDegreeSize"] == 1_940
    body = {"author": role["organization"], "commentary": "Counted", "visibility": "PUBLIC"}
    body |= {"distribution": {"feedDistribution": "MAIN_FEED"}, "lifecycleState": "PUBLISHED"}
    urn = manager.post("/rest/posts", json=body).headers["x-restli-id"]
    sandbox.advance(3_600)
    whose = f"q=organizationalEntity&organizationalEntity={quote(role['organization'], safe='')}"
    statistics = f"/rest/organizationalEntityShareStatistics?{whose}&shares=List({quote(urn, safe='')})"
    [element] = ask(statistics)["elements"]
    assert element["share"] == urn
    assert element["totalShareStatistics"]["impressionCount"] > element["totalShareStatistics"]["likeCount"]
    said = ask(f"/rest/socialActions/{quote(urn, safe='')}/comments")["elements"]
    summary = ask(f"/rest/socialActions/{quote(urn, safe='')}")
    assert summary["commentsSummary"]["aggregatedTotalComments"] == len(said)
    people = ",".join(f"(id:{comment['actor'].rpartition(':')[2]})" for comment in said)
    assert all(one["localizedFirstName"] for one in ask(f"/rest/people?ids=List({people})")["results"].values())
    assert len(described.seen) == 6


def test_an_organization_that_somebody_does_not_manage_is_not_shown(manager: httpx2.Client) -> None:
    assert manager.get("/rest/organizations/27730982").status_code == 403
    assert manager.get("/rest/organizations?ids=List(27730982)").json()["results"] == {}
