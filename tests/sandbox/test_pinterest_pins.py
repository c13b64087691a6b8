"""Pinterest's twin takes what Pinterest takes, and refuses what it refuses, by its numbers."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.sandbox.caller import gif, picture, video
from tests.sandbox.described import Described, authorised
from tests.sandboxed import Sandbox

HOST = "api.pinterest.com"


class Caller:
    """Calls the twin as one account, and holds its answers against Pinterest's description."""

    def __init__(self, sandbox: Sandbox, described: Described, **details: Any) -> None:
        self.http = authorised(sandbox, "pinterest", f"{HOST}/v5", **details)
        self.described = described
        self.boards = {board["name"]: board["id"] for board in self.get("/boards").json().get("items", ())}

    def get(self, path: str, **query: str) -> httpx2.Response:
        return self._checked(self.http.get(path, params=query or None))

    def post(self, path: str, **body: Any) -> httpx2.Response:
        return self._checked(self.http.post(path, json=body))

    def pin(self, **changes: Any) -> httpx2.Response:
        source = {"source_type": "image_base64", "content_type": "image/png", "data": coded(picture())}
        usual = {"board_id": next(iter(self.boards.values()), "1"), "description": "Rye", "media_source": source}
        return self.post("/pins", **{name: value for name, value in (usual | changes).items() if value is not None})

    def pinned(self, **changes: Any) -> dict[str, Any]:
        answer = self.pin(**changes)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def _checked(self, answer: httpx2.Response) -> httpx2.Response:
        self.described.check(answer, f"{HOST}/v5")
        return answer


@pytest.fixture(scope="session")
def described(specs: Path) -> Described:
    return Described(specs / "pinterest.json")


@pytest.fixture
def caller(sandbox: Sandbox, described: Described) -> Iterator[Caller]:
    made = Caller(sandbox, described)
    yield made
    made.http.close()


def coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def slide(colour: str) -> dict[str, str]:
    return {"content_type": "image/png", "data": coded(picture(colour=colour))}


def refusal(answer: httpx2.Response) -> tuple[int, int]:
    return answer.status_code, answer.json()["code"]


def test_a_pin_stands_on_its_board(sandbox: Sandbox, caller: Caller) -> None:
    pin = caller.pinned(title="Bread", link="https://example.com/rye", alt_text="A loaf")
    assert (pin["creative_type"], pin["title"], pin["board_id"] in caller.boards.values()) == ("REGULAR", "Bread", True)
    shown = sandbox.control.get(f"/www.pinterest.com/pin/{pin['id']}/").text
    assert "Bread" in shown
    assert "A loaf" in shown


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"board_id": None}, (400, 1)),
        ({"board_id": "123"}, (404, 40)),
        ({"board_section_id": "123"}, (404, 40)),
        ({"media_source": None}, (400, 1)),
        ({"media_source": {"source_type": "music"}}, (400, 1)),
        ({"title": "x" * 101}, (400, 1)),
        ({"description": "x" * 801}, (400, 1)),
        ({"alt_text": "x" * 501}, (400, 1)),
        ({"link": f"https://example.com/{'x' * 2_048}"}, (400, 1)),
        ({"link": "example"}, (400, 1)),
        ({"colour": "red"}, (400, 1)),
        ({"ai_disclosures": {"values": ["MADE_BY_HAND"]}}, (400, 1)),
    ],
)
def test_what_pinterest_does_not_take_is_refused(
    caller: Caller, change: dict[str, Any], refused: tuple[int, int]
) -> None:
    assert refusal(caller.pin(**change)) == refused


@pytest.mark.parametrize(
    "source",
    [
        {"source_type": "image_base64", "content_type": "image/gif", "data": "R0lG"},
        {"source_type": "image_base64", "content_type": "image/png", "data": "not base64"},
        {"source_type": "image_base64", "content_type": "image/png", "data": coded(b"not a picture")},
        {"source_type": "image_base64", "content_type": "image/png", "data": coded(gif())},
        {"source_type": "image_url", "url": "http://192.0.2.1/picture.png"},
        {"source_type": "multiple_image_base64", "items": [slide("teal")]},
        {"source_type": "multiple_image_base64", "items": [slide("teal")] * 6},
    ],
    ids=["type", "coding", "content", "moving", "address", "one slide", "six slides"],
)
def test_a_picture_that_is_none_is_refused(caller: Caller, source: dict[str, Any]) -> None:
    assert caller.pin(media_source=source).status_code == 400


def test_several_pictures_are_one_pin(sandbox: Sandbox, caller: Caller) -> None:
    source = {"source_type": "multiple_image_base64", "items": [slide("teal"), slide("coral")]}
    assert caller.pinned(media_source=source)["creative_type"] == "CAROUSEL"
    [pin] = sandbox.control.get("/control/api/pinterest/posts").json()["posts"]
    assert len(pin["media"]) == 2


def send(begun: dict[str, Any], content: bytes, **changes: str) -> httpx2.Response:
    form = begun["upload_parameters"] | changes
    return httpx2.post(begun["upload_url"], data=form, files={"file": ("film", content, "video/mp4")})


def test_a_video_goes_to_another_host_and_is_processed(sandbox: Sandbox, caller: Caller) -> None:
    begun = caller.post("/media", media_type="video").json()
    media_id = begun["media_id"]
    assert caller.get(f"/media/{media_id}").json()["status"] == "registered"
    assert send(begun, video(5), **{"x-amz-signature": "0" * 64}).status_code == 403
    assert send(begun, video(5)).status_code == 204
    assert send(begun, video(5)).status_code == 403
    source = {"source_type": "video_id", "media_id": media_id, "cover_image_key_frame_time": 1}
    assert caller.get(f"/media/{media_id}").json()["status"] == "processing"
    assert caller.pin(media_source=source).status_code == 400
    sandbox.advance(5)
    assert caller.get(f"/media/{media_id}").json()["status"] == "succeeded"
    without = {"source_type": "video_id", "media_id": media_id}
    assert refusal(caller.pin(media_source=without)) == (400, 1)
    assert refusal(caller.pin(media_source=source | {"cover_image_key_frame_time": 6})) == (400, 1)
    assert caller.pinned(media_source=source)["creative_type"] == "VIDEO"


@pytest.mark.parametrize("film", [video(2), video(5, width=1_000, height=400)], ids=["too short", "too wide"])
def test_a_video_that_pinterest_cannot_use_fails_while_it_is_processed(
    sandbox: Sandbox, caller: Caller, film: bytes
) -> None:
    begun = caller.post("/media", media_type="video").json()
    send(begun, film)
    sandbox.advance(5)
    assert caller.get(f"/media/{begun['media_id']}").json()["status"] == "failed"


def test_pins_are_listed_page_by_page_the_newest_first(caller: Caller) -> None:
    made = [caller.pinned(description=f"Pin {number}")["id"] for number in range(3)]
    first = caller.get("/pins", page_size="2").json()
    second = caller.get("/pins", page_size="2", bookmark=first["bookmark"]).json()
    assert [pin["id"] for pin in first["items"] + second["items"]] == made[::-1]
    assert second["bookmark"] is None
    assert refusal(caller.get("/pins", page_size="251")) == (400, 1)


def test_a_deleted_pin_is_gone(caller: Caller) -> None:
    pin = caller.pinned()["id"]
    assert caller.http.delete(f"/pins/{pin}").status_code == 204
    assert refusal(caller.http.delete(f"/pins/{pin}")) == (404, 50)
    assert refusal(caller.get(f"/pins/{pin}")) == (404, 50)


def test_what_others_have_cannot_be_touched(sandbox: Sandbox, caller: Caller, described: Described) -> None:
    pin = caller.pinned()["id"]
    other = Caller(sandbox, described, account="adaquist")
    assert refusal(other.get(f"/pins/{pin}")) == (404, 50)
    assert refusal(other.pin(board_id=caller.pinned()["board_id"])) == (404, 40)
    other.http.close()


def test_the_numbers_of_a_pin_grow_and_its_days_are_limited(sandbox: Sandbox, caller: Caller) -> None:
    pin = caller.pinned()["id"]
    sandbox.advance(3_600)
    counted = caller.get(f"/pins/{pin}", pin_metrics="true").json()["pin_metrics"]
    assert counted["lifetime_metrics"]["impression"] > counted["lifetime_metrics"]["reaction"]
    today = datetime.now(UTC).date()
    days = {"start_date": str(today), "end_date": str(today)}
    told = caller.get(f"/pins/{pin}/analytics", metric_types="SAVE,IMPRESSION", **days).json()
    assert told["all"]["summary_metrics"]["IMPRESSION"] == counted["90d"]["impression"]
    assert refusal(caller.get(f"/pins/{pin}/analytics", **days)) == (400, 1)
    assert refusal(caller.get(f"/pins/{pin}/analytics", metric_types="VIDEO_MRC_VIEW", **days)) == (400, 1)
    days["start_date"] = str(today - timedelta(days=92))
    assert refusal(caller.get(f"/pins/{pin}/analytics", metric_types="SAVE", **days)) == (400, 1)


def test_boards_are_made_once_by_each_name(caller: Caller, sandbox: Sandbox, described: Described) -> None:
    made = caller.post("/boards", name="Winter", privacy="SECRET")
    assert made.status_code == 201
    assert refusal(caller.post("/boards", name="Winter")) == (400, 58)
    assert "Winter" not in {board["name"] for board in caller.get("/boards").json()["items"]}
    seeing = Caller(sandbox, described, scope="boards:read boards:read_secret")
    assert "Winter" in seeing.boards
    seeing.http.close()


def test_a_token_without_the_scope_is_told_so_by_another_number(sandbox: Sandbox, described: Described) -> None:
    narrow = Caller(sandbox, described, scope="boards:read pins:read")
    assert refusal(narrow.pin()) == (401, 3)
    sandbox.control.delete("/control/api/pinterest/tokens", params={"account": "mapleandrye"})
    assert refusal(narrow.get("/pins")) == (401, 2)
    narrow.http.close()


def test_every_answer_says_what_is_left_of_the_minute(sandbox: Sandbox, caller: Caller) -> None:
    answer = caller.pin()
    assert answer.headers["x-ratelimit-limit"].startswith("100, 100;w=60")
    assert answer.headers["x-ratelimit-remaining"] == "99"
    sandbox.dial(rate_limits={"pinterest POST /v5/pins": {"user": [1, 60]}})
    caller.pinned()
    refused = caller.pin()
    assert refusal(refused) == (429, 8)
    assert 0 < int(refused.headers["x-ratelimit-reset"]) <= 60


def test_with_trial_access_nobody_else_sees_a_pin(sandbox: Sandbox, described: Described) -> None:
    app = {"client_id": "trial-app", "client_secret": "secret", "redirect_uris": ["http://127.0.0.1/"]}
    sandbox.control.post("/control/api/pinterest/apps", json=app)
    trial = Caller(sandbox, described, client_id="trial-app")
    pin = trial.pinned()["id"]
    sandbox.advance(3_600)
    assert trial.get(f"/pins/{pin}", pin_metrics="true").json()["pin_metrics"]["90d"]["impression"] == 0
    assert "Only its owner sees this" in sandbox.control.get(f"/www.pinterest.com/pin/{pin}/").text
    trial.http.close()
