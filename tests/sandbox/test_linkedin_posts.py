"""LinkedIn's twin takes what LinkedIn takes, and refuses what it refuses, in its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from tests.sandbox.caller import gif, picture, video
from tests.sandboxed import Sandbox, loopback_client

PAGE = "maple-and-rye"
HEADERS = {"LinkedIn-Version": "202607", "X-Restli-Protocol-Version": "2.0.0"}
EVERYBODY = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}


class Caller:
    """Calls the twin as one account, with the headers that LinkedIn wants."""

    def __init__(self, sandbox: Sandbox, account: str) -> None:
        given = sandbox.control.post("/control/api/linkedin/tokens", json={"account": account}).json()
        kind = "organization" if given["account"]["id"].isdigit() else "person"
        self.urn = f"urn:li:{kind}:{given['account']['id']}"
        headers = {**HEADERS, "Authorization": f"Bearer {given['access_token']}"}
        self.http = loopback_client(f"{sandbox.url}/api.linkedin.com", headers)

    def post(self, commentary: str = "Fresh bread", **changes: Any) -> httpx2.Response:
        body = {"author": self.urn, "commentary": commentary, "visibility": "PUBLIC", "distribution": EVERYBODY}
        return self.http.post("/rest/posts", json={**body, "lifecycleState": "PUBLISHED", **changes})

    def posted(self, commentary: str = "Fresh bread", **changes: Any) -> str:
        answer = self.post(commentary, **changes)
        assert (answer.status_code, answer.content) == (201, b""), answer.text
        return str(answer.headers["x-restli-id"])

    def begin(self, resource: str, **more: Any) -> httpx2.Response:
        body = {"initializeUploadRequest": {"owner": self.urn, **more}}
        return self.http.post(f"/rest/{resource}", params={"action": "initializeUpload"}, json=body)

    def uploaded(self, resource: str, content: bytes) -> str:
        value = self.begin(resource).json()["value"]
        assert httpx2.put(value["uploadUrl"], content=content).status_code == 201
        return str(value[resource.removesuffix("s")])

    def finish(self, value: dict[str, Any], tags: list[str]) -> httpx2.Response:
        wanted = {"video": value["video"], "uploadToken": value["uploadToken"], "uploadedPartIds": tags}
        body = {"finalizeUploadRequest": wanted}
        return self.http.post("/rest/videos", params={"action": "finalizeUpload"}, json=body)

    def status(self, urn: str) -> str:
        return str(self.http.get(f"/rest/{urn.split(':')[2]}s/{quote(urn, safe='')}").json()["status"])


@pytest.fixture
def caller(sandbox: Sandbox) -> Iterator[Callable[..., Caller]]:
    """Makes callers, and ends them."""
    made: list[Caller] = []

    def make(account: str = "mapleandrye") -> Caller:
        made.append(Caller(sandbox, account))
        return made[-1]

    yield make
    for one in made:
        one.http.close()


@pytest.fixture
def person(caller: Callable[..., Caller]) -> Caller:
    return caller()


@pytest.fixture
def page(caller: Callable[..., Caller]) -> Caller:
    """An organisation's page, through the person who manages it."""
    return caller(PAGE)


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    """The status and LinkedIn's code."""
    body = answer.json()
    [error] = body.get("errorDetails", {}).get("inputErrors", [{}])
    return answer.status_code, body.get("code") or error.get("code", "")


def kept(sandbox: Sandbox) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = sandbox.control.get("/control/api/linkedin/posts").json()["posts"]
    return posts


def test_a_post_is_taken_with_an_empty_answer_and_its_id_in_a_header(sandbox: Sandbox, person: Caller) -> None:
    urn = person.posted("Fresh bread, today only")
    assert urn.startswith("urn:li:share:")
    shown = sandbox.control.get(f"/www.linkedin.com/feed/update/{urn}")
    assert "Fresh bread, today only" in shown.text


@pytest.mark.parametrize(
    ("version", "refused"),
    [
        (None, (400, "VERSION_MISSING")),
        ("202401", (426, "NONEXISTENT_VERSION")),
        ("209912", (426, "NONEXISTENT_VERSION")),
        ("latest", (426, "NONEXISTENT_VERSION")),
    ],
)
def test_a_version_that_is_not_alive_is_refused(person: Caller, version: str | None, refused: tuple[int, str]) -> None:
    del person.http.headers["LinkedIn-Version"]
    if version:
        person.http.headers["LinkedIn-Version"] = version
    assert refusal(person.post()) == refused


def test_a_version_ends_a_year_after_its_month(sandbox: Sandbox, person: Caller, caller: Callable[..., Caller]) -> None:
    assert person.post().status_code == 201
    sandbox.advance(400 * 86_400)
    assert refusal(caller().post("Much later")) == (426, "NONEXISTENT_VERSION")


def test_the_protocol_must_be_named(person: Caller) -> None:
    del person.http.headers["X-Restli-Protocol-Version"]
    assert person.post().status_code == 400


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"color": "red"}, "/color :: unrecognized field found but not allowed"),
        ({"distribution": {"feedDistribution": "EVERYWHERE"}}, "/distribution/feedDistribution"),
        ({"lifecycleState": "DRAFT"}, "/lifecycleState"),
        ({"isReshareDisabledByAuthor": "yes"}, "/isReshareDisabledByAuthor"),
        ({"content": {"media": {"id": "x"}, "poll": {}}}, "/content"),
    ],
)
def test_a_body_that_does_not_fit_is_told_where(person: Caller, change: dict[str, Any], words: str) -> None:
    answer = person.post(**change)
    assert answer.status_code == 422
    assert words in answer.json()["message"]


def test_what_a_body_lacks_is_named(person: Caller) -> None:
    answer = person.http.post("/rest/posts", json={"author": person.urn})
    assert answer.status_code == 422
    assert "/commentary :: field is required but not found" in answer.json()["message"]


def test_a_sign_that_is_not_escaped_loses_the_rest(sandbox: Sandbox, person: Caller) -> None:
    person.posted("Fresh bread (from 7) and rolls")
    person.posted(r"Fresh bread \(from 7\) and {hashtag|\#|rolls} with @[Ada](urn:li:person:abc) #now")
    assert [post["text"] for post in kept(sandbox)] == [
        "Fresh bread ",
        "Fresh bread (from 7) and #rolls with Ada #now",
    ]


def test_the_same_again_is_refused_with_the_post_that_is_there(sandbox: Sandbox, person: Caller) -> None:
    first = person.posted("Again and again")
    again = person.post("Again and again")
    assert refusal(again) == (422, "DUPLICATE_POST")
    assert first in again.json()["message"]
    sandbox.dial(duplicate_window_s=0)
    assert person.post("Again and again").status_code == 201


@pytest.mark.parametrize(
    ("text", "status"), [("é" * 3_000, 201), ("é" * 3_001, 400), ("👍" * 1_500, 201), ("👍" * 1_501, 400)]
)
def test_a_text_is_counted_as_java_counts(person: Caller, text: str, status: int) -> None:
    assert person.post(text).status_code == status


def test_nobody_posts_for_somebody_else(person: Caller, page: Caller, caller: Callable[..., Caller]) -> None:
    other = caller("adaquist")
    assert refusal(person.post(author=other.urn)) == (403, "ACCESS_DENIED")
    assert refusal(other.post(author=page.urn)) == (403, "ACCESS_DENIED")
    assert refusal(person.post(author=page.urn)) == (403, "ACCESS_DENIED")


def test_only_who_may_post_there_posts_for_an_organization(caller: Callable[..., Caller]) -> None:
    manager = caller("northwind-school")
    assert manager.post().status_code == 201
    assert refusal(manager.post(author="urn:li:organization:31000007")) == (403, "ACCESS_DENIED")


def test_a_person_may_write_but_not_read(person: Caller) -> None:
    urn = quote(person.posted(), safe="")
    assert refusal(person.http.get(f"/rest/posts/{urn}")) == (403, "ACCESS_DENIED")
    listed = person.http.get("/rest/posts", params={"q": "author", "author": person.urn})
    assert refusal(listed) == (403, "ACCESS_DENIED")
    assert refusal(person.http.get(f"/rest/socialActions/{urn}/comments")) == (403, "ACCESS_DENIED")


def test_an_organization_lists_its_posts_the_newest_first(page: Caller) -> None:
    first, second = page.posted("One #bread"), page.posted("Two (2)")
    query = {"q": "author", "author": page.urn, "sortBy": "CREATED", "count": "1"}
    newest = page.http.get("/rest/posts", params=query).json()["elements"]
    assert [post["id"] for post in newest] == [second]
    older = page.http.get("/rest/posts", params={**query, "start": "1"}).json()["elements"]
    assert [(post["id"], post["commentary"]) for post in older] == [(first, r"One {hashtag|\#|bread}")]


def test_an_id_or_a_list_that_is_written_wrongly_is_refused(page: Caller) -> None:
    bare = page.http.get(f"/rest/posts?q=author&author={page.urn}")
    assert refusal(bare) == (400, "PARAM_INVALID")
    encoded = page.http.get(f"/rest/organizations?ids=List%28{page.urn.rpartition(':')[2]}%29")
    assert refusal(encoded) == (400, "PARAM_INVALID")
    assert refusal(page.http.get("/rest/organizations?ids=List(1)&colour=red")) == (400, "QUERY_PARAM_NOT_ALLOWED")


def test_deletion_is_answered_without_words_and_may_be_repeated(sandbox: Sandbox, person: Caller) -> None:
    urn = person.posted()
    for _ in range(2):
        answer = person.http.delete(f"/rest/posts/{quote(urn, safe='')}")
        assert (answer.status_code, answer.content) == (204, b"")
    assert sandbox.control.get(f"/www.linkedin.com/feed/update/{urn}").status_code == 404
    assert refusal(person.http.delete("/rest/posts/urn%3Ali%3Ashare%3A1")) == (404, "NOT_FOUND")


def test_a_picture_goes_with_a_post_of_its_owner(
    sandbox: Sandbox, person: Caller, caller: Callable[..., Caller]
) -> None:
    urn = person.uploaded("images", picture())
    assert person.status(urn) == "AVAILABLE"
    other = caller("adaquist")
    assert refusal(other.post(content={"media": {"id": urn}})) == (400, "INVALID_CONTENT_OWNERSHIP")
    person.posted(content={"media": {"id": urn, "altText": "Teal"}})
    [post] = kept(sandbox)
    assert [(m["alt"], m["width"]) for m in post["media"]] == [("Teal", 64)]


def test_what_is_not_uploaded_or_not_processed_cannot_be_posted(sandbox: Sandbox, person: Caller) -> None:
    waiting = person.begin("images").json()["value"]["image"]
    assert refusal(person.post(content={"media": {"id": waiting}})) == (400, "MEDIA_ASSET_WAITING_UPLOAD")
    moving = person.uploaded("images", gif())
    assert person.status(moving) == "PROCESSING"
    assert refusal(person.post(content={"media": {"id": moving}})) == (400, "MEDIA_ASSET_PROCESSING")
    sandbox.advance(5)
    assert person.status(moving) == "AVAILABLE"


def test_several_pictures_are_two_to_twenty(person: Caller) -> None:
    urns = [person.uploaded("images", picture(colour=colour)) for colour in ("teal", "coral")]
    assert refusal(person.post(content={"multiImage": {"images": [{"id": urns[0]}]}}))[0] == 400
    assert person.post(content={"multiImage": {"images": [{"id": urn} for urn in urns]}}).status_code == 201
    many = [{"id": urns[0]}] * 21
    assert refusal(person.post(content={"multiImage": {"images": many}}))[0] == 400


def test_a_video_comes_in_parts_whose_tags_finish_it(sandbox: Sandbox, person: Caller) -> None:
    content = video(4) + bytes(5_000_000)
    value = person.begin("videos", fileSizeBytes=len(content)).json()["value"]
    assert [p["firstByte"] for p in value["uploadInstructions"]] == [0, 4_194_304]
    tags = []
    for part in value["uploadInstructions"]:
        sent = httpx2.put(part["uploadUrl"], content=content[part["firstByte"] : part["lastByte"] + 1])
        tags.append(sent.headers["etag"])
    assert person.finish(value, tags[:1]).status_code == 400
    assert person.finish(value, tags).status_code == 200
    assert person.status(value["video"]) == "PROCESSING"
    sandbox.advance(5)
    assert person.status(value["video"]) == "AVAILABLE"
    assert person.posted(content={"media": {"id": value["video"]}}).startswith("urn:li:ugcPost:")


@pytest.mark.parametrize("film", [video(2), video(4, width=100, height=300)], ids=["too short", "too narrow"])
def test_a_video_that_linkedin_cannot_use_fails_while_it_is_processed(
    sandbox: Sandbox, person: Caller, film: bytes
) -> None:
    value = person.begin("videos", fileSizeBytes=len(film)).json()["value"]
    tag = httpx2.put(value["uploadInstructions"][0]["uploadUrl"], content=film).headers["etag"]
    person.finish(value, [tag])
    sandbox.advance(5)
    assert person.status(value["video"]) == "PROCESSING_FAILED"
    refused = refusal(person.post(content={"media": {"id": value["video"]}}))
    assert refused == (400, "MEDIA_ASSET_PROCESSING_FAILED")


def test_an_upload_address_is_secret_and_works_once(person: Caller) -> None:
    value = person.begin("images").json()["value"]
    assert httpx2.put(value["uploadUrl"][:-1], content=picture()).status_code == 403
    assert httpx2.put(value["uploadUrl"], content=picture()).status_code == 201
    assert httpx2.put(value["uploadUrl"], content=picture()).status_code == 400


def test_an_article_needs_a_title_and_a_poll_a_duration(sandbox: Sandbox, person: Caller) -> None:
    article = {"source": "https://example.com/menu", "title": "The menu", "description": "All of it"}
    person.posted(content={"article": article})
    assert person.post(content={"article": {"source": "https://example.com"}}).status_code == 422
    poll = {"question": "Rye?", "options": [{"text": "Yes"}, {"text": "No"}], "settings": {"duration": "THREE_DAYS"}}
    person.posted("Tell us", content={"poll": poll})
    assert refusal(person.post(content={"poll": {**poll, "settings": {"duration": "TWO_DAYS"}}}))[0] == 400
    assert [post["options"].get("poll", {}).get("days") for post in kept(sandbox)] == [None, 3]


def test_comments_stand_below_their_post_until_they_are_closed(sandbox: Sandbox, page: Caller) -> None:
    urn = page.posted()
    where = f"/rest/socialActions/{quote(urn, safe='')}/comments"
    said = page.http.post(where, json={"actor": page.urn, "object": urn, "message": {"text": "More (here)"}})
    assert said.status_code == 201
    assert said.json()["commentUrn"].startswith("urn:li:comment:(urn:li:activity:")
    long = page.http.post(where, json={"actor": page.urn, "message": {"text": "x" * 1_251}})
    assert refusal(long) == (400, "FIELD_LENGTH_TOO_LONG")
    heard = page.http.get(where).json()["elements"]
    assert [comment["message"]["text"] for comment in heard] == ["More (here)"]
    closing = {"patch": {"$set": {"commentsState": "CLOSED"}}}
    headers = {"X-RestLi-Method": "PARTIAL_UPDATE"}
    metadata = f"/rest/socialMetadata/{quote(urn, safe='')}"
    closed = page.http.post(metadata, params={"actor": page.urn}, json=closing, headers=headers)
    assert closed.status_code == 204
    refused = page.http.post(where, json={"actor": page.urn, "message": {"text": "One more"}})
    assert refusal(refused) == (403, "ACCESS_DENIED")
    sandbox.advance(7_200)
    assert len(page.http.get(where).json()["elements"]) == 1


def test_what_a_day_allows_is_used_up(sandbox: Sandbox, person: Caller) -> None:
    sandbox.dial(rate_limits={"linkedin POST /rest/posts": {"user": [1, 86_400]}})
    assert person.post("One").status_code == 201
    answer = person.post("Two")
    assert refusal(answer) == (429, "TOO_MANY_REQUESTS")
    assert answer.json()["serviceErrorCode"] == 101
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize(("how", "code"), [("expired", "EXPIRED_ACCESS_TOKEN"), ("revoked", "REVOKED_ACCESS_TOKEN")])
def test_a_token_that_has_ended_says_how(sandbox: Sandbox, person: Caller, how: str, code: str) -> None:
    if how == "expired":
        sandbox.advance(60 * 86_400 + 1)
    else:
        sandbox.control.delete("/control/api/linkedin/tokens", params={"account": "mapleandrye"})
    assert refusal(person.post()) == (401, code)
