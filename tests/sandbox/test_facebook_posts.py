"""Facebook's twin takes what a Page may post, and refuses the rest by its codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.sandbox.caller import video
from tests.sandbox.meta import GraphCaller, code_of, picture
from tests.sandboxed import Sandbox

HOST = "graph.facebook.com/v26.0"
PAGE = "mapleandryebakery"


@pytest.fixture
def page(sandbox: Sandbox) -> Iterator[GraphCaller]:
    with GraphCaller(sandbox, "facebook", HOST, account=PAGE) as caller:
        yield caller


def said(page: GraphCaller, **form: Any) -> str:
    post: str = page.done(f"/{page.id}/feed", **form)["id"]
    return post


def photo(page: GraphCaller, content: bytes, **form: str) -> httpx2.Response:
    return page.client.post(f"/{page.id}/photos", data=form, files={"source": ("a.jpg", content)})


def upload(page: GraphCaller, address: str, content: bytes, *, offset: int = 0, total: int | None = None) -> Any:
    headers = {
        "Authorization": f"OAuth {page.token}",
        "offset": str(offset),
        "file_size": str(len(content) if total is None else total),
        "content-type": "application/octet-stream",
    }
    return httpx2.post(address, content=content, headers=headers)


def test_a_text_is_public_under_its_page(page: GraphCaller) -> None:
    post = said(page, message="Rye & salt")
    assert post.startswith(f"{page.id}_")
    shown = page.read(f"/{post}", fields="message,created_time,permalink_url,shares,reactions.summary(total_count)")
    assert shown["message"] == "Rye & salt"
    assert "shares" not in shown
    assert shown["reactions"]["summary"]["total_count"] == 0
    for address in (shown["permalink_url"], f"{page.sandbox.url}/www.facebook.com/{post}"):
        assert "Rye &amp; salt" in page.sandbox.control.get(address).text
    assert [one["id"] for one in page.read(f"/{page.id}/published_posts")["data"]] == [post]


def test_the_same_text_twice_is_refused_and_pictures_with_it_are_not(page: GraphCaller) -> None:
    said(page, message="Again")
    assert code_of(page.post(f"/{page.id}/feed", message="Again")) == "506"
    first = photo(page, picture(), published="false").json()["id"]
    said(page, message="Again", attached_media=json.dumps([{"media_fbid": first}]))
    assert len(page.posts(PAGE)) == 2


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "197"),
        ({"message": "x" * 63_207}, "100"),
        ({"link": "example.com"}, "1500"),
        ({"message": "a", "attached_media": "[1]"}, "100"),
        ({"message": "a", "attached_media": '[{"media_fbid":"17"}]'}, "100"),
        ({"message": "a", "published": "maybe"}, "100"),
    ],
)
def test_what_makes_no_post_is_refused(page: GraphCaller, form: dict[str, str], code: str) -> None:
    assert code_of(page.post(f"/{page.id}/feed", **form)) == code
    assert page.posts(PAGE) == []


def test_photos_stand_in_one_post_in_their_order_and_once(page: GraphCaller) -> None:
    made = [
        photo(page, picture(size=(600 + n, 600)), published="false", alt_text_custom=f"Photo {n}").json()["id"]
        for n in range(3)
    ]
    attached = json.dumps([{"media_fbid": one} for one in made])
    post = said(page, message="Three", attached_media=attached)
    [kept] = page.posts(PAGE)
    assert [(media["width"], media["alt"]) for media in kept["media"]] == [(600 + n, f"Photo {n}") for n in range(3)]
    [album] = page.read(f"/{post}", fields="attachments{subattachments{target{id}}}")["attachments"]["data"]
    assert [part["target"]["id"] for part in album["subattachments"]["data"]] == made
    assert code_of(page.post(f"/{page.id}/feed", message="b", attached_media=attached)) == "100"


def test_a_photo_that_is_too_large_or_none_is_refused(page: GraphCaller) -> None:
    assert code_of(photo(page, picture() + bytes(10 * 1024 * 1024))) == "1/1366046"
    assert code_of(photo(page, b"not a picture")) == "1/1366046"
    assert code_of(page.post(f"/{page.id}/photos", published="false")) == "324"
    assert code_of(page.post(f"/{page.id}/photos", url="http://127.0.0.1:9/a.jpg")) == "324/2069019"
    published = photo(page, picture(), message="At once").json()
    assert page.posts(PAGE)[0]["id"] == published["post_id"]


def test_a_video_comes_in_the_ranges_that_are_asked_for(page: GraphCaller) -> None:
    content = video(seconds=5) + (1_200_008).to_bytes(4) + b"free" + bytes(1_200_000)
    edge = f"/{page.id}/videos"
    begun = page.done(edge, upload_phase="start", file_size=str(len(content)))
    session, at, told = begun["upload_session_id"], 0, begun
    assert (begun["start_offset"], begun["end_offset"]) == ("0", str(1024 * 1024))
    finish = {"upload_phase": "finish", "upload_session_id": session, "description": "Moving"}
    assert code_of(page.post(edge, **finish)) == "6000/1363130"
    while at < len(content):
        form = {"upload_phase": "transfer", "upload_session_id": session, "start_offset": str(at)}
        chunk = {"video_file_chunk": ("chunk", content[at : at + 1024 * 1024])}
        wrong = page.client.post(edge, data=form | {"start_offset": str(at + 1)}, files=chunk)
        assert code_of(wrong) == "6001/1363037"
        told = page.client.post(edge, data=form, files=chunk).json()
        at = int(told["start_offset"])
    assert told["end_offset"] == told["start_offset"]
    assert page.done(edge, **finish) == {"success": True}
    status = page.read(f"/{begun['video_id']}", fields="status,post_id,published")
    assert (status["status"]["video_status"], status["published"]) == ("processing", True)
    page.sandbox.advance(60)
    assert page.read(f"/{begun['video_id']}", fields="status")["status"]["video_status"] == "ready"
    [post] = page.posts(PAGE)
    assert (post["text"], post["media"][0]["bytes"]) == ("Moving", len(content))
    assert post["id"] == f"{page.id}_{status['post_id']}"


def test_a_reel_is_uploaded_whole_with_the_word_oauth(page: GraphCaller) -> None:
    content = video(seconds=8, width=540, height=960)
    begun = page.done(f"/{page.id}/video_reels", upload_phase="START")
    address = begun["upload_url"]
    bearer = {"Authorization": f"Bearer {page.token}", "offset": "0", "file_size": "10"}
    assert httpx2.post(address, content=content, headers=bearer).json()["debug_info"]["type"] == "NotAuthorizedError"
    part = upload(page, address, content[:500], total=len(content)).json()["debug_info"]
    assert (part["type"], part["retriable"]) == ("PartialRequestError", True)
    phases = page.read(f"/{begun['video_id']}", fields="status")["status"]
    assert phases["uploading_phase"] == {"status": "in_progress", "bytes_transfered": 500}
    assert upload(page, address, content, total=len(content)).json()["debug_info"]["type"] == "OffsetInvalidError"
    early = page.post(f"/{page.id}/video_reels", upload_phase="FINISH", video_id=begun["video_id"])
    assert code_of(early) == "6000/1363130"
    assert upload(page, address, content[500:], offset=500, total=len(content)).json() == {"success": True}
    finish = {"upload_phase": "finish", "video_id": begun["video_id"], "video_state": "PUBLISHED", "description": "R"}
    assert page.done(f"/{page.id}/video_reels", **finish) == {"success": True}
    assert page.sandbox.control.get(f"/www.facebook.com/reel/{begun['video_id']}").status_code == 200
    assert code_of(page.post(f"/{page.id}/video_reels", **finish)) == "100"


@pytest.mark.parametrize(
    ("edge", "content", "word"),
    [
        ("video_reels", video(seconds=91, width=540, height=960), "3 to 90 seconds"),
        ("video_reels", video(seconds=8, width=960, height=540), "9:16"),
        ("video_reels", video(seconds=8, width=360, height=640), "resolution"),
        ("video_stories", video(seconds=61, width=540, height=960), "3 to 60 seconds"),
        ("video_reels", b"no video" * 20, "format"),
    ],
)
def test_what_is_wrong_with_an_upright_video_is_told_by_its_status(
    page: GraphCaller, edge: str, content: bytes, word: str
) -> None:
    begun = page.done(f"/{page.id}/{edge}", upload_phase="start")
    assert upload(page, begun["upload_url"], content).json() == {"success": True}
    page.done(f"/{page.id}/{edge}", upload_phase="finish", video_id=begun["video_id"])
    status = page.read(f"/{begun['video_id']}", fields="status")["status"]
    assert status["video_status"] == "error"
    assert word in status["processing_phase"]["errors"][0]["message"]
    assert page.posts(PAGE) == []


def test_a_story_stands_apart_and_for_a_day(page: GraphCaller) -> None:
    kept = photo(page, picture(size=(720, 1280)), published="false").json()["id"]
    story = page.done(f"/{page.id}/photo_stories", photo_id=kept)["post_id"]
    assert page.read(f"/{page.id}/published_posts")["data"] == []
    [shown] = page.read(f"/{page.id}/stories", fields="post_id,media_id,creation_time,media_type")["data"]
    assert (shown["post_id"], shown["media_id"], shown["media_type"]) == (story, kept, "photo")
    page.sandbox.advance(24 * 3600 + 1)
    assert page.read(f"/{page.id}/stories")["data"] == []


def test_comments_show_who_said_them_only_to_those_who_may_know(page: GraphCaller, sandbox: Sandbox) -> None:
    post = said(page, message="What do you think?")
    own = page.done(f"/{post}/comments", message="First")["id"]
    assert code_of(page.post(f"/{post}/comments", message=" ")) == "100"
    assert code_of(page.post(f"/{post}/comments", message="x" * 8001)) == "100"
    for _ in range(4):
        sandbox.advance(1700)
        page.read(f"/{post}/comments")
    told = page.read(f"/{post}/comments", fields="id,from{id,name}", order="reverse_chronological")["data"]
    assert told[-1] == {"id": own, "from": {"id": page.id, "name": "Maple & Rye Bakery"}}
    assert len(told) > 1
    narrow = "pages_show_list,pages_read_engagement,pages_manage_posts"
    with GraphCaller(sandbox, "facebook", HOST, account=PAGE, scope=narrow) as other:
        [first, *_] = other.read(f"/{post}/comments", fields="id,from", order="reverse_chronological")["data"]
        assert "from" not in first
        assert code_of(other.post(f"/{post}/comments", message="No")) == "200"
        assert code_of(other.get(f"/{post}/insights", metric="post_clicks")) == "200"


def test_metrics_that_ended_are_none_any_more(page: GraphCaller, sandbox: Sandbox) -> None:
    post = said(page, message="Count")
    sandbox.advance(1200)
    metrics = "post_media_view,post_total_media_view_unique,post_clicks"
    numbers = {row["name"]: row["values"][0]["value"] for row in page.read(f"/{post}/insights", metric=metrics)["data"]}
    assert numbers["post_media_view"] > numbers["post_total_media_view_unique"] > 0
    for metric in ("post_impressions", "post_engaged_users"):
        assert code_of(page.get(f"/{post}/insights", metric=metric)) == "100"
    assert code_of(page.get(f"/{post}/insights")) == "3001/1504028"


def test_a_page_speaks_for_itself_alone(page: GraphCaller, sandbox: Sandbox) -> None:
    post = said(page, message="Mine")
    with GraphCaller(sandbox, "facebook", HOST, account="adaquistwrites") as ada:
        assert code_of(ada.get(f"/{post}")) == "100/33"
        assert code_of(ada.client.delete(f"/{post}")) == "100/33"
        assert code_of(ada.post(f"/{page.id}/feed", message="As somebody else")) == "100/33"
    with GraphCaller(sandbox, "facebook", HOST, account="mapleandrye") as person:
        assert code_of(person.post(f"/{page.id}/feed", message="As a person")) == "200"
    with GraphCaller(sandbox, "facebook", HOST, account=PAGE, scope="pages_read_engagement") as narrow:
        assert code_of(narrow.post(f"/{page.id}/feed", message="Not allowed")) == "200"
    assert page.client.delete(f"/{post}").json() == {"success": True}
    assert code_of(page.client.delete(f"/{post}")) == "100/33"


def test_paths_and_fields_that_are_none_are_refused(page: GraphCaller) -> None:
    assert code_of(page.get("/me", fields="shoe_size")) == "100"
    assert code_of(page.get("/me/accounts")) == "100"
    assert code_of(page.sandbox.control.get("/graph.facebook.com/v99.0/me", headers=page.client.headers)) == "2500"
    assert code_of(page.post(f"/{page.id}/video_reels", upload_phase="sing")) == "100"
    assert code_of(page.post(f"/{page.id}/nothing")) == "2500"
    assert code_of(httpx2.get(f"{page.sandbox.url}/{HOST}/me")) == "2500"


def test_a_person_who_may_only_look_is_told_so_by_their_tasks(sandbox: Sandbox) -> None:
    scope = "pages_show_list,instagram_basic"
    with GraphCaller(sandbox, "facebook", HOST, account="northwindhq", scope=scope) as person:
        pages = person.read("/me/accounts", fields="name,tasks,instagram_business_account{username}")["data"]
    tasks = {one["name"]: one["tasks"] for one in pages}
    assert tasks["Maple & Rye Bakery"] == ["ANALYZE"]
    assert "CREATE_CONTENT" in tasks["Northwind Studio"]
    linked = {one["name"]: one.get("instagram_business_account", {}).get("username") for one in pages}
    assert linked == {"Maple & Rye Bakery": "mapleandrye", "Northwind Studio": "northwindhq"}
