"""TikTok's twin posts what TikTok would, and refuses what TikTok refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.contract.files import Shelf, open_shelf
from tests.sandbox.caller import picture, video
from tests.sandbox.described import Described, authorised
from tests.sandboxed import Sandbox

HOST = "open.tiktokapis.com"
MB = 1024 * 1024
EVERYONE = {"privacy_level": "PUBLIC_TO_EVERYONE", "title": "Bread"}
CALLBACK = "http://127.0.0.1:5000/auth/callback/tiktok"
APP = {"client_key": "velocitypost-sandbox", "client_secret": "velocitypost-sandbox-secret"}
AUTHORIZE, TOKEN = "/www.tiktok.com/v2/auth/authorize/", "/open.tiktokapis.com/v2/oauth/token/"


class Creator:
    """A creator's calls."""

    def __init__(self, sandbox: Sandbox, account: str = "mapleandrye", **details: Any) -> None:
        self.http = authorised(sandbox, "tiktok", HOST, account, **details)

    def post(self, path: str, body: Any = None, **query: str) -> httpx2.Response:
        return self.http.post(f"/v2/{path}", json=body, params=query)

    def init(self, size: int = 1000, chunk: int | None = None, count: int = 1, **said: Any) -> httpx2.Response:
        source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk or size, "total_chunk_count": count}
        return self.post("post/publish/video/init/", {"post_info": {**EVERYONE, **said}, "source_info": source})

    def photos(self, *addresses: str, mode: str = "DIRECT_POST", **said: Any) -> httpx2.Response:
        source = {"source": "PULL_FROM_URL", "photo_images": list(addresses), "photo_cover_index": 0}
        body = {"media_type": "PHOTO", "post_mode": mode, "post_info": {**EVERYONE, **said}, "source_info": source}
        return self.post("post/publish/content/init/", body)

    def put(self, address: str, content: bytes, start: int, total: int, mime: str = "video/mp4") -> httpx2.Response:
        headers = {"content-range": f"bytes {start}-{start + len(content) - 1}/{total}", "content-type": mime}
        return httpx2.put(address, content=content, headers=headers, timeout=30)

    def upload(self, content: bytes | None = None, **said: Any) -> str:
        content = content or video(width=540, height=960)
        begun = data(self.init(len(content), **said))
        assert self.put(begun["upload_url"], content, 0, len(content)).status_code == 201
        return str(begun["publish_id"])

    def status(self, publish_id: str) -> dict[str, Any]:
        return data(self.post("post/publish/status/fetch/", {"publish_id": publish_id}))


@pytest.fixture
def bakery(sandbox: Sandbox) -> Iterator[Creator]:
    creator = Creator(sandbox)
    yield creator
    creator.http.close()


@pytest.fixture
def studio(sandbox: Sandbox) -> Iterator[Creator]:
    """A private account."""
    creator = Creator(sandbox, "northwindhq")
    yield creator
    creator.http.close()


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with open_shelf() as opened:
        yield opened


def data(answer: httpx2.Response) -> dict[str, Any]:
    body = answer.json()
    assert body["error"]["code"] == "ok", body
    return dict(body["data"])


def code(answer: httpx2.Response) -> tuple[int, str]:
    error = answer.json()["error"]
    assert error["log_id"]
    return answer.status_code, error["code"]


# ---- sign-in


def ask(**changes: str) -> dict[str, str]:
    usual = {"response_type": "code", "client_key": APP["client_key"], "redirect_uri": CALLBACK, "state": "s"}
    return {**usual, "scope": "user.info.basic,video.publish", **changes}


def token(http: httpx2.Client, **changes: str) -> httpx2.Response:
    decided = http.post(AUTHORIZE, data={**ask(), "account": "mapleandrye", "decision": "authorize"})
    given = parse_qs(urlsplit(decided.headers["location"]).query)["code"][0]
    body = {"grant_type": "authorization_code", "code": given, "redirect_uri": CALLBACK, **APP}
    return http.post(TOKEN, data=body | changes)


def test_the_key_is_called_client_key_and_scopes_have_commas_between(http: httpx2.Client) -> None:
    given = token(http).json()
    assert (given["expires_in"], given["refresh_expires_in"]) == (86_400, 31_536_000)
    assert given["scope"] == "user.info.basic,video.publish"
    assert given["open_id"].startswith("-000")
    usual = {name: value for name, value in ask().items() if name != "client_key"}
    assert http.get(AUTHORIZE, params={**usual, "client_id": APP["client_key"]}).status_code == 400
    assert http.get(AUTHORIZE, params=ask(scope="user.info.basic video.publish")).status_code == 400


def test_a_refresh_token_works_once_and_the_answer_holds_the_next(http: httpx2.Client) -> None:
    first = token(http).json()["refresh_token"]
    body = {"grant_type": "refresh_token", "refresh_token": first, **APP}
    second = http.post(TOKEN, data=body).json()["refresh_token"]
    assert second != first
    refused = http.post(TOKEN, data=body)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    assert http.post(TOKEN, data={**body, "refresh_token": second}).status_code == 200


def test_the_token_endpoint_has_a_slash_at_its_end_and_its_own_form_of_errors(http: httpx2.Client) -> None:
    refused = token(http, client_secret="wrong").json()
    assert set(refused) == {"error", "error_description", "log_id"}
    assert refused["error"] == "invalid_client"
    assert http.post(TOKEN.rstrip("/"), data=APP).status_code == 308


def test_each_field_of_a_profile_needs_its_scope(sandbox: Sandbox) -> None:
    creator = Creator(sandbox, scope="user.info.basic")
    where = "/v2/user/info/"
    assert data(creator.http.get(where, params={"fields": "open_id,display_name"}))["user"]["display_name"]
    assert code(creator.http.get(where, params={"fields": "username"})) == (401, "scope_not_authorized")
    assert code(creator.http.get(where, params={"fields": "shoe_size"})) == (400, "invalid_params")
    assert code(creator.http.get(where)) == (400, "invalid_params")
    assert code(httpx2.get(f"{sandbox.url}/{HOST}{where}")) == (401, "access_token_invalid")
    creator.http.close()


# ---- videos


def test_a_video_is_uploaded_processed_moderated_and_then_has_an_id(bakery: Creator, sandbox: Sandbox) -> None:
    publish_id = bakery.upload()
    assert bakery.status(publish_id)["status"] == "PROCESSING_UPLOAD"
    sandbox.advance(2.1)
    assert bakery.status(publish_id) == {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": []}
    sandbox.advance(2.1)
    [post_id] = bakery.status(publish_id)["publicaly_available_post_id"]
    listed = data(bakery.post("video/list/", {"max_count": 5}, fields="id,video_description"))["videos"]
    assert listed == [{"id": str(post_id), "video_description": "Bread"}]
    assert sandbox.control.get(f"/www.tiktok.com/@mapleandrye/video/{post_id}").status_code == 200


def test_chunks_come_one_after_the_other_and_the_last_takes_the_rest(bakery: Creator) -> None:
    content = video(width=540, height=960)
    content += bytes(12 * MB - len(content))
    begun = data(bakery.init(len(content), 5 * MB, 2))
    address = begun["upload_url"]
    assert bakery.put(address, content[5 * MB :], 5 * MB, len(content)).status_code == 416
    assert bakery.put(address, content[: 5 * MB], 0, len(content)).status_code == 206
    assert bakery.status(begun["publish_id"])["uploaded_bytes"] == 5 * MB
    assert bakery.put(address, content[: 5 * MB], 0, len(content)).status_code == 416
    assert bakery.put(address, content[5 * MB : 10 * MB], 5 * MB, len(content)).status_code == 416
    assert bakery.put(address, content[5 * MB :], 5 * MB, len(content), "image/png").status_code == 415
    assert bakery.put(address, content[5 * MB :], 5 * MB, len(content)).status_code == 201


@pytest.mark.parametrize(
    ("size", "chunk", "count"),
    [(12 * MB, 5 * MB, 3), (12 * MB, 4 * MB, 3), (200 * MB, 65 * MB, 3), (70 * MB, 70 * MB, 1), (4 * MB, 2 * MB, 2)],
)
def test_chunks_that_tiktok_does_not_allow_are_refused(bakery: Creator, size: int, chunk: int, count: int) -> None:
    assert code(bakery.init(size, chunk, count)) == (400, "invalid_params")


def test_an_upload_address_is_a_secret_that_lives_for_an_hour(bakery: Creator, sandbox: Sandbox) -> None:
    address = data(bakery.init())["upload_url"]
    assert bakery.put(address[:-1] + "x", bytes(1000), 0, 1000).status_code == 403
    sandbox.advance(3601)
    assert bakery.put(address, bytes(1000), 0, 1000).status_code == 403


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"nothing that moves", "file_format_check_failed"),
        (video(seconds=2), "duration_check_failed"),
        (video(seconds=601), "duration_check_failed"),
        (video(width=320, height=200), "picture_size_check_failed"),
    ],
)
def test_a_video_that_is_not_taken_fails_and_says_why(
    bakery: Creator, sandbox: Sandbox, content: bytes, reason: str
) -> None:
    sandbox.dial(media_processing_s=0)
    assert bakery.status(bakery.upload(content)) == {"status": "FAILED", "fail_reason": reason}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"privacy_level": "FOLLOWER_OF_CREATOR"}, (403, "privacy_level_option_mismatch")),
        ({"privacy_level": "everyone"}, (400, "invalid_params")),
        ({"title": "👍" * 1101}, (400, "invalid_params")),
        ({"privacy_level": "SELF_ONLY", "brand_content_toggle": True}, (400, "invalid_params")),
        ({"colour": "red"}, (400, "invalid_params")),
        ({"disable_duet": "no"}, (400, "invalid_params")),
    ],
)
def test_what_is_said_of_a_post_must_be_as_tiktok_wants_it(
    bakery: Creator, said: dict[str, Any], answer: tuple[int, str]
) -> None:
    assert code(bakery.init(**said)) == answer


def test_a_creator_may_post_what_the_creators_own_settings_allow(bakery: Creator, studio: Creator) -> None:
    mine, theirs = (data(one.post("post/publish/creator_info/query/")) for one in (bakery, studio))
    assert mine["privacy_level_options"][0] == "PUBLIC_TO_EVERYONE"
    assert "PUBLIC_TO_EVERYONE" not in theirs["privacy_level_options"]
    assert (mine["duet_disabled"], theirs["duet_disabled"]) == (False, True)
    assert (mine["max_video_post_duration_sec"], theirs["max_video_post_duration_sec"]) == (600, 60)


def test_six_posts_a_minute_and_fifteen_a_day(bakery: Creator, sandbox: Sandbox) -> None:
    sandbox.dial(media_processing_s=0)
    for number in range(15):
        bakery.upload()
        if number % 5 == 4:
            sandbox.advance(61)
    assert code(bakery.init()) == (403, "spam_risk_too_many_posts")
    assert code(bakery.post("post/publish/creator_info/query/")) == (403, "spam_risk_too_many_posts")
    sandbox.advance(61)
    codes = [code(bakery.init())[1] for _ in range(7)]
    assert codes == ["spam_risk_too_many_posts"] * 6 + ["rate_limit_exceeded"]


def test_an_app_that_was_not_audited_posts_for_private_accounts_alone(
    sandbox: Sandbox, bakery: Creator, studio: Creator
) -> None:
    app = {"client_id": "new", "client_secret": "s", "redirect_uris": ["http://x"], "details": {"audited": False}}
    assert sandbox.control.post("/control/api/tiktok/apps", json=app).status_code == 201
    refusal = (403, "unaudited_client_can_only_post_to_private_accounts")
    for account, privacy, answer in (
        ("mapleandrye", "SELF_ONLY", refusal),
        ("northwindhq", "FOLLOWER_OF_CREATOR", refusal),
        ("northwindhq", "SELF_ONLY", (200, "ok")),
    ):
        creator = Creator(sandbox, account, client_id="new")
        assert code(creator.init(privacy_level=privacy)) == answer
        creator.http.close()


def test_what_only_some_may_see_is_on_no_public_page_and_in_no_list(bakery: Creator, sandbox: Sandbox) -> None:
    sandbox.dial(media_processing_s=0)
    publish_id = bakery.upload(privacy_level="SELF_ONLY", title="For my eyes")
    assert bakery.status(publish_id) == {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": []}
    assert data(bakery.post("video/list/", {}, fields="id"))["videos"] == []
    assert "For my eyes" not in sandbox.control.get("/www.tiktok.com/@mapleandrye").text


def test_a_draft_waits_in_the_app_until_its_creator_posts_it(bakery: Creator, sandbox: Sandbox) -> None:
    sandbox.dial(media_processing_s=0)
    content = video(width=540, height=960)
    size = len(content)
    source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": size, "total_chunk_count": 1}
    begun = data(bakery.post("post/publish/inbox/video/init/", {"source_info": source}))
    bakery.put(begun["upload_url"], content, 0, size)
    assert bakery.status(begun["publish_id"]) == {"status": "SEND_TO_USER_INBOX"}
    finished = sandbox.control.post("/control/api/tiktok/inbox", json={"publish_id": begun["publish_id"]})
    assert finished.status_code == 200
    told = bakery.status(begun["publish_id"])
    assert told == {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [int(finished.json()["post"])]}
    sandbox.advance(61)
    for _ in range(5):
        assert bakery.post("post/publish/inbox/video/init/", {"source_info": source}).status_code == 200
    refused = bakery.post("post/publish/inbox/video/init/", {"source_info": source})
    assert code(refused) == (403, "spam_risk_too_many_pending_share")


def test_a_publish_id_tells_its_own_creator_alone(bakery: Creator, studio: Creator) -> None:
    publish_id = data(bakery.init())["publish_id"]
    refused = studio.post("post/publish/status/fetch/", {"publish_id": publish_id})
    assert code(refused) == (401, "token_not_authorized_for_specified_publish_id")
    unknown = bakery.post("post/publish/status/fetch/", {"publish_id": "v_pub_file~v2.1"})
    assert code(unknown) == (400, "invalid_publish_id")


# ---- photos


def test_photos_are_fetched_and_posted(bakery: Creator, sandbox: Sandbox, shelf: Shelf) -> None:
    sandbox.dial(media_processing_s=0)
    addresses = [shelf.put("image/jpeg", picture("JPEG", colour=colour)) for colour in ("teal", "coral")]
    told = bakery.status(data(bakery.photos(*addresses, description="Two"))["publish_id"])
    [post_id] = told["publicaly_available_post_id"]
    [post] = sandbox.control.get("/control/api/tiktok/posts").json()["posts"]
    assert (post["title"], post["text"], len(post["media"])) == ("Bread", "Two", 2)
    assert sandbox.control.get(f"/www.tiktok.com/@mapleandrye/photo/{post_id}").status_code == 200
    assert data(bakery.post("video/list/", {}, fields="id"))["videos"] == []


@pytest.mark.parametrize(
    ("form", "size", "reason"),
    [("PNG", (64, 48), "file_format_check_failed"), ("JPEG", (1200, 1200), "picture_size_check_failed")],
)
def test_photos_that_are_not_taken_fail_and_say_why(
    bakery: Creator, sandbox: Sandbox, shelf: Shelf, form: str, size: tuple[int, int], reason: str
) -> None:
    sandbox.dial(media_processing_s=0)
    address = shelf.put(f"image/{form.lower()}", picture(form, size))
    assert bakery.status(data(bakery.photos(address))["publish_id"]) == {"status": "FAILED", "fail_reason": reason}
    nowhere = data(bakery.photos("http://127.0.0.1:9/nothing.jpg"))["publish_id"]
    assert bakery.status(nowhere)["fail_reason"] == "photo_pull_failed"


def test_photos_must_lie_where_the_app_has_shown_that_it_is_at_home(sandbox: Sandbox, shelf: Shelf) -> None:
    details = {"prefixes": ["http://127.0.0.1:1/"]}
    app = {"client_id": "new", "client_secret": "s", "redirect_uris": ["http://x"], "details": details}
    assert sandbox.control.post("/control/api/tiktok/apps", json=app).status_code == 201
    creator = Creator(sandbox, client_id="new")
    refused = creator.photos(shelf.put("image/jpeg", picture("JPEG")))
    assert code(refused) == (403, "url_ownership_unverified")
    creator.http.close()


@pytest.mark.parametrize(
    "said",
    [{"title": "x" * 91}, {"description": "x" * 4001}, {"disable_duet": True}, {"privacy_level": "FRIENDS"}],
)
def test_what_is_said_of_photos_has_its_own_bounds(bakery: Creator, said: dict[str, Any]) -> None:
    assert code(bakery.photos("http://127.0.0.1:9/a.jpg", **said)) == (400, "invalid_params")


def test_every_answer_fits_the_description(
    bakery: Creator, sandbox: Sandbox, specs: Path, shelf: Shelf, http: httpx2.Client
) -> None:
    described = Described(specs / "tiktok.json")
    answers: list[httpx2.Response] = []

    def keep(response: httpx2.Response) -> None:
        response.read()
        answers.append(response)

    bakery.http.event_hooks = {"response": [keep]}
    sandbox.dial(media_processing_s=0)
    publish_id = bakery.upload()
    bakery.status(publish_id)
    bakery.photos(shelf.put("image/jpeg", picture("JPEG")))
    bakery.post("post/publish/creator_info/query/")
    bakery.http.get("/v2/user/info/", params={"fields": "open_id,username,follower_count"})
    listed = data(bakery.post("video/list/", {}, fields="id"))["videos"]
    bakery.post("video/query/", {"filters": {"video_ids": [listed[0]["id"]]}}, fields="id,view_count")
    bakery.init(privacy_level="nobody")
    bakery.post("post/publish/status/fetch/", {"publish_id": "x"})
    for answer in [*answers, token(http), token(http, client_secret="wrong")]:
        described.check(answer, HOST)
    assert len(described.seen) == 8
