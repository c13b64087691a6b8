"""Reddit's twin takes what Reddit takes, and says no the ways that Reddit says no."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.sandbox.caller import gif, picture, video
from tests.sandbox.described import Described, authorised
from tests.sandboxed import Sandbox

HOST = "oauth.reddit.com"
NAME = {"user-agent": "web:velocitypost-tests:1 (by /u/mapleandrye)"}
CALLBACK = "http://127.0.0.1:5000/auth/callback/reddit"
APP = ("velocitypost-sandbox", "velocitypost-sandbox-secret")
AUTHORIZE, TOKEN = "/www.reddit.com/api/v1/authorize", "/www.reddit.com/api/v1/access_token"


class Redditor:
    """A person's calls."""

    def __init__(self, sandbox: Sandbox, account: str = "mapleandrye", **details: Any) -> None:
        self.url = sandbox.url
        self.http = authorised(sandbox, "reddit", HOST, account, **details)
        self.http.headers.update(NAME)

    def submit(self, **form: str) -> httpx2.Response:
        usual = {"sr": "Breadit", "title": "From the oven", "kind": "self", "api_type": "json"}
        return self.http.post("/api/submit", data={**usual, **form})

    def posted(self, **form: str) -> dict[str, Any]:
        answer = self.submit(**form)
        assert errors(answer) == [], answer.text
        return dict(answer.json()["json"]["data"])

    def comment(self, thing: str, text: str) -> httpx2.Response:
        return self.http.post("/api/comment", data={"thing_id": thing, "text": text, "api_type": "json"})

    def lease(self, mime: str) -> dict[str, Any]:
        answer = self.http.post(
            "/api/media/asset.json", data={"filepath": "a.bin", "mimetype": mime, "api_type": "json"}
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def store(self, lease: dict[str, Any], content: bytes, **changes: str) -> httpx2.Response:
        fields = {field["name"]: field["value"] for field in lease["args"]["fields"]} | changes
        where = f"{self.url}/{lease['args']['action'].removeprefix('//')}"
        return httpx2.post(where, data=fields, files={"file": ("file", content)}, timeout=30)

    def uploaded(self, content: bytes, mime: str) -> tuple[str, str]:
        """The address and the id of a file."""
        lease = self.lease(mime)
        assert self.store(lease, content).status_code == 201
        key = next(field["value"] for field in lease["args"]["fields"] if field["name"] == "key")
        return f"https:{lease['args']['action']}/{key}", lease["asset"]["asset_id"]

    def gallery(self, *assets: str, **said: Any) -> httpx2.Response:
        items = [{"media_id": asset, "caption": "", "outbound_url": ""} for asset in assets]
        body = {"sr": "Breadit", "title": "From the oven", "items": items, "api_type": "json", **said}
        return self.http.post("/api/submit_gallery_post.json", json=body)

    def mine(self) -> list[dict[str, Any]]:
        listing = self.http.get("/user/mapleandrye/submitted", params={"sort": "new", "limit": "100"}).json()
        return [child["data"] for child in listing["data"]["children"]]


@pytest.fixture
def baker(sandbox: Sandbox) -> Iterator[Redditor]:
    redditor = Redditor(sandbox)
    yield redditor
    redditor.http.close()


def errors(answer: httpx2.Response) -> list[str]:
    """The codes of a refusal with status 200."""
    assert answer.status_code == 200, answer.text
    return [error[0] for error in answer.json()["json"]["errors"]]


# ---- sign-in


def token(http: httpx2.Client, *, app: tuple[str, str] = APP, duration: str = "permanent", **changes: str) -> Any:
    asked = {"response_type": "code", "client_id": APP[0], "redirect_uri": CALLBACK, "state": "s", "scope": "identity"}
    choice = {"duration": duration, "account": "mapleandrye", "decision": "authorize"}
    decided = http.post(AUTHORIZE, data={**asked, **choice})
    given = parse_qs(urlsplit(decided.headers["location"]).query)["code"][0]
    body = {"grant_type": "authorization_code", "code": given, "redirect_uri": CALLBACK}
    return http.post(TOKEN, data=body | changes, auth=app, headers=NAME)


def test_a_permanent_permission_is_renewed_again_and_again_a_temporary_one_never(http: httpx2.Client) -> None:
    given = token(http).json()
    assert (given["token_type"], given["expires_in"], given["scope"]) == ("bearer", 86_400, "identity")
    for _ in range(2):
        body = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
        assert http.post(TOKEN, data=body, auth=APP, headers=NAME).json()["access_token"]
    assert "refresh_token" not in token(http, duration="temporary").json()


def test_refusals_of_the_token_endpoint_come_in_three_forms(http: httpx2.Client) -> None:
    wrong = token(http, app=(APP[0], "wrong"))
    assert (wrong.status_code, wrong.json()) == (401, {"message": "Unauthorized", "error": 401})
    unknown = token(http, code="wrong")
    assert (unknown.status_code, unknown.json()) == (200, {"error": "invalid_grant"})
    body = {"grant_type": "refresh_token", "refresh_token": "wrong"}
    ended = http.post(TOKEN, data=body, auth=APP, headers=NAME)
    assert (ended.status_code, ended.json()) == (400, {"message": "Bad Request", "error": 400})


def test_the_secret_goes_into_the_header_and_the_duration_into_the_question(http: httpx2.Client) -> None:
    body = {"grant_type": "refresh_token", "refresh_token": "x", "client_id": APP[0], "client_secret": APP[1]}
    assert http.post(TOKEN, data=body, headers=NAME).status_code == 401
    asked = {"response_type": "code", "client_id": APP[0], "redirect_uri": CALLBACK, "state": "s", "scope": "identity"}
    assert http.get(AUTHORIZE, params=asked).status_code == 400


def test_a_program_that_does_not_say_what_it_is_is_held_back(baker: Redditor, http: httpx2.Client) -> None:
    for name in ("python-requests/2.32", "curl/8.5.0", "python-httpx/0.28", ""):
        refused = baker.http.get("/api/v1/me", headers={"user-agent": name})
        assert (refused.status_code, refused.json()["error"]) == (429, 429)
        assert http.post(TOKEN, data={}, auth=APP, headers={"user-agent": name}).status_code == 429
    assert baker.http.get("/api/v1/me").status_code == 200


def test_a_missing_scope_is_named_in_the_header(sandbox: Sandbox) -> None:
    reader = Redditor(sandbox, scope="identity read")
    refused = reader.submit()
    assert refused.status_code == 403
    assert "insufficient_scope" in refused.headers["www-authenticate"]
    reader.http.close()


def test_every_answer_says_what_is_left_of_a_thousand_queries_in_ten_minutes(baker: Redditor) -> None:
    told = [baker.http.get("/api/v1/me").headers for _ in range(2)]
    assert [one["x-ratelimit-used"] for one in told] == ["1", "2"]
    assert told[1]["x-ratelimit-remaining"] == "998.0"
    assert 590 <= int(told[1]["x-ratelimit-reset"]) <= 600


# ---- posts


def test_a_text_post_has_its_id_in_the_answer_and_stands_in_its_subreddit(baker: Redditor, sandbox: Sandbox) -> None:
    data = baker.posted(text="Crumb and crust", flair_id="f1-crumb", spoiler="true")
    assert data["name"] == f"t3_{data['id']}"
    [post] = baker.mine()
    assert (post["selftext"], post["link_flair_text"], post["spoiler"]) == ("Crumb and crust", "Crumb shot", True)
    assert sandbox.control.get(data["url"]).status_code == 200
    assert "From the oven" in sandbox.control.get("/www.reddit.com/r/Breadit").text


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"sr": ""}, "SUBREDDIT_REQUIRED"),
        ({"sr": "nosuchplace"}, "SUBREDDIT_NOEXIST"),
        ({"sr": "quietcorner"}, "SUBREDDIT_NOTALLOWED"),
        ({"sr": "u_adaquist"}, "SUBREDDIT_NOTALLOWED"),
        ({"title": " "}, "NO_TEXT"),
        ({"title": "x" * 301}, "TOO_LONG"),
        ({"text": "x" * 40_001}, "TOO_LONG"),
        ({"sr": "Lighthouses"}, "NO_SELFS"),
        ({"sr": "Lighthouses", "kind": "link", "url": "https://a.example"}, "NO_LINKS"),
        ({"kind": "link"}, "NO_URL"),
        ({"kind": "link", "url": "bread"}, "BAD_URL"),
        ({"kind": "poem"}, "INVALID_OPTION"),
        ({"flair_id": "nothing"}, "BAD_FLAIR_TEMPLATE_ID"),
        ({"kind": "image", "url": "https://reddit-uploaded-media.s3-accelerate.amazonaws.com/rte_images/x"}, "BAD_URL"),
    ],
)
def test_most_refusals_come_with_status_200(baker: Redditor, form: dict[str, str], code: str) -> None:
    assert errors(baker.submit(**form)) == [code]
    assert baker.mine() == []


def test_what_a_subreddits_own_rules_want_is_told_with_status_400(baker: Redditor) -> None:
    refused = baker.submit(sr="sourdoughstarter", validate_on_submit="true")
    assert (refused.status_code, refused.json()["reason"]) == (400, "SUBMIT_VALIDATION_FLAIR_REQUIRED")
    said = {"sr": "sourdoughstarter", "validate_on_submit": "true", "flair_id": "s1-help", "title": "A giveaway"}
    barred = baker.submit(**said)
    assert barred.json()["reason"] == "SUBMIT_VALIDATION_TITLE_BLACKLISTED_STRING"
    assert "giveaway" in barred.json()["explanation"]


def test_the_same_link_twice_is_refused_unless_it_is_meant(baker: Redditor) -> None:
    link = {"kind": "link", "url": "https://example.com/menu"}
    baker.posted(**link)
    assert errors(baker.submit(**link)) == ["ALREADY_SUB"]
    baker.posted(**link, resubmit="true")


def test_too_many_posts_in_one_place_want_a_pause_told_in_words_and_in_a_number(baker: Redditor) -> None:
    for _ in range(8):
        baker.posted()
    refused = baker.submit()
    assert errors(refused) == ["RATELIMIT"]
    assert 590 < refused.json()["json"]["ratelimit"] <= 600
    assert "minutes" in refused.json()["json"]["errors"][0][1]
    baker.posted(sr="smallbusiness")


# ---- files


def test_a_picture_is_posted_without_an_id_and_shows_when_it_is_processed(baker: Redditor, sandbox: Sandbox) -> None:
    address, _ = baker.uploaded(picture("JPEG"), "image/jpeg")
    data = baker.posted(kind="image", url=address)
    assert set(data) == {"user_submitted_page", "websocket_url"}
    assert baker.mine() == []
    sandbox.advance(3)
    [post] = baker.mine()
    assert post["title"] == "From the oven"


def test_a_video_wants_a_cover(baker: Redditor, sandbox: Sandbox) -> None:
    film, _ = baker.uploaded(video(), "video/mp4")
    cover, _ = baker.uploaded(picture(), "image/png")
    assert errors(baker.submit(kind="video", url=film)) == ["BAD_URL"]
    baker.posted(kind="video", url=film, video_poster_url=cover)
    sandbox.advance(3)
    assert [post["is_video"] for post in baker.mine()] == [True]


def test_a_gallery_has_two_to_twenty_pictures_and_tells_its_id(baker: Redditor) -> None:
    assets = [baker.uploaded(picture(colour=colour), "image/png")[1] for colour in ("teal", "coral")]
    assert errors(baker.gallery(assets[0])) == ["INVALID_GALLERY"]
    assert errors(baker.gallery(*assets, sr="smallbusiness")) == ["GALLERIES_DISABLED"]
    made = baker.gallery(*assets)
    assert errors(made) == []
    assert made.json()["json"]["data"]["id"].startswith("t3_")
    assert [post["is_gallery"] for post in baker.mine()] == [True]


def test_the_store_takes_a_file_by_its_lease_alone(baker: Redditor, sandbox: Sandbox) -> None:
    lease = baker.lease("image/gif")
    assert "Extra or missing" in baker.store(lease, gif(), **{"content-type": "image/png"}).text
    assert baker.store(lease, gif(), key="rte_images/other").status_code == 403
    taken = baker.store(lease, gif())
    assert taken.status_code == 201
    assert "<PostResponse><Location>" in taken.text
    assert baker.store(lease, gif()).status_code == 403
    late = baker.lease("image/gif")
    sandbox.advance(3601)
    assert baker.store(late, gif()).status_code == 403


def test_a_picture_that_is_too_large_is_refused_by_the_store(baker: Redditor) -> None:
    refused = baker.store(baker.lease("image/png"), bytes(20 * 1024 * 1024 + 1))
    assert refused.status_code == 400
    assert "<Code>EntityTooLarge</Code>" in refused.text


# ---- comments and the rest


def test_comments_stand_below_each_other(baker: Redditor) -> None:
    post = baker.posted()["name"]
    above = baker.comment(post, "First").json()["json"]["data"]["things"][0]["data"]
    baker.comment(above["name"], "Second")
    _, said = baker.http.get(f"/comments/{post[3:]}", params={"sort": "new"}).json()
    [first] = said["data"]["children"]
    assert (first["data"]["body"], first["data"]["parent_id"]) == ("First", post)
    [second] = first["data"]["replies"]["data"]["children"]
    assert second["data"]["parent_id"] == above["name"]
    assert errors(baker.comment(post, "x" * 10_001)) == ["TOO_LONG"]
    assert errors(baker.comment("t3_nothing", "Hello")) == ["DELETED_LINK"]


def test_deleting_answers_the_same_whatever_there_was(baker: Redditor, sandbox: Sandbox) -> None:
    mine = baker.posted()["name"]
    stranger = Redditor(sandbox, "adaquist")
    for redditor, left in ((stranger, 1), (baker, 0), (baker, 0)):
        assert redditor.http.post("/api/del", data={"id": mine}).json() == {}
        assert len(baker.mine()) == left
    left_over = baker.http.get("/api/info", params={"id": mine}).json()["data"]["children"][0]["data"]
    assert (left_over["author"], left_over["selftext"]) == ("[deleted]", "[deleted]")
    stranger.http.close()


def test_every_answer_fits_the_description(baker: Redditor, specs: Path, http: httpx2.Client) -> None:
    described = Described(specs / "reddit.json")
    answers: list[httpx2.Response] = []

    def keep(response: httpx2.Response) -> None:
        response.read()
        answers.append(response)

    baker.http.event_hooks = {"response": [keep]}
    post = baker.posted()["name"]
    baker.comment(post, "First")
    baker.submit(sr="nosuchplace")
    baker.submit(sr="sourdoughstarter", validate_on_submit="true")
    baker.lease("image/png")
    for path in ("/api/v1/me", "/r/Breadit/about", "/r/quietcorner/about", "/r/Breadit/api/link_flair_v2"):
        baker.http.get(path)
    baker.http.get("/api/info", params={"id": post})
    baker.http.get(f"/comments/{post[3:]}")
    baker.mine()  # the answer to a deletion is not as the description, which is made by hand, has it
    for answer in answers:
        described.check(answer, HOST)
    for answer in (token(http), token(http, app=(APP[0], "wrong"))):
        described.check(answer, "www.reddit.com")
    assert len(described.seen) == 10
