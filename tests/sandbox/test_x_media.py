"""Uploads to X: real bytes, real limits."""

from __future__ import annotations

import base64
import io
import zipfile

import httpx2
import pytest

from tests.sandbox.caller import XCaller, gif, messages, picture, png_bomb, video
from tests.sandboxed import Sandbox

MEDIA_REFUSED = ["Your media IDs are invalid."]


def test_a_picture_in_pieces_becomes_part_of_a_post(http: httpx2.Client, x: XCaller) -> None:
    content = picture(size=(900, 600))
    answer = x.upload(content, "image/png", "tweet_image", segment=1_000)
    data = answer.json()["data"]
    assert data["media_key"] == f"3_{data['id']}"
    assert data["image"] == {"image_type": "image/png", "w": 900, "h": 600}
    assert "processing_info" not in data
    metadata = {"id": data["id"], "metadata": {"alt_text": {"text": "Teal, all of it"}}}
    assert x.client.post("/2/media/metadata", json=metadata).status_code == 200
    post_id = x.posted("Look", media={"media_ids": [data["id"]]})
    shown = x.get(
        f"/2/tweets/{post_id}",
        tweet__fields="entities,attachments",
        expansions="attachments.media_keys",
        media__fields="alt_text,url,width",
    ).json()
    (link,) = shown["data"]["entities"]["urls"]
    assert shown["data"]["text"] == f"Look {link['url']}"
    assert link["expanded_url"] == f"https://x.com/mapleandrye/status/{post_id}/photo/1"
    assert shown["data"]["attachments"] == {"media_keys": [data["media_key"]]}
    (medium,) = shown["includes"]["media"]
    assert (medium["type"], medium["alt_text"], medium["width"]) == ("photo", "Teal, all of it", 900)
    assert http.get(medium["url"]).content == content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_can_come_in_one_piece(x: XCaller, form: str) -> None:
    body = {"media": base64.b64encode(picture(form)).decode(), "media_category": "tweet_image"}
    as_json = x.client.post("/2/media/upload", json=body)
    as_form = x.client.post(
        "/2/media/upload", data={"media_category": "tweet_image"}, files={"media": ("p", picture(form))}
    )
    assert [answer.status_code for answer in (as_json, as_form)] == [200, 200], as_json.text + as_form.text


def test_a_segment_may_come_as_json_and_again(x: XCaller) -> None:
    content = picture()
    begun = x.client.post(
        "/2/media/upload/initialize", json={"media_type": "image/png", "total_bytes": len(content)}
    ).json()["data"]
    segment = {"media": base64.b64encode(content).decode(), "segment_index": 0}
    for _ in range(2):
        appended = x.client.post(f"/2/media/upload/{begun['id']}/append", json=segment)
        assert appended.json()["data"]["expires_at"] > 1_700_000_000
    assert x.client.post(f"/2/media/upload/{begun['id']}/finalize").status_code == 200


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "not a picture")
    return content.getvalue()


@pytest.mark.parametrize("content", [zipped(), png_bomb(), picture()[:60], b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_bytes_that_are_no_picture_are_refused(x: XCaller, content: bytes) -> None:
    answer = x.upload(content, "image/png", "tweet_image")
    assert answer.status_code == 400
    assert messages(answer)[0].startswith("media type unrecognized")


@pytest.mark.parametrize(
    ("media_type", "category", "size"),
    [
        ("image/png", "tweet_image", 5 * 1024 * 1024 + 1),
        ("image/gif", "tweet_gif", 15 * 1024 * 1024 + 1),
        ("video/mp4", "tweet_video", 512 * 1024 * 1024 + 1),
        ("image/png", "tweet_video", 10),
        ("image/png", "tweet_image", 0),
        ("image/tiff", "tweet_image", 10),
        ("application/zip", "tweet_image", 10),
        ("image/png", "tweet_sculpture", 10),
    ],
)
def test_sizes_and_types_are_checked_before_a_byte_is_sent(
    x: XCaller, media_type: str, category: str, size: int
) -> None:
    body = {"media_type": media_type, "media_category": category, "total_bytes": size}
    assert x.client.post("/2/media/upload/initialize", json=body).status_code == 400


def test_segments_must_add_up(x: XCaller) -> None:
    content = picture()
    body = {"media_type": "image/png", "total_bytes": len(content) + 1}
    media_id = x.client.post("/2/media/upload/initialize", json=body).json()["data"]["id"]
    path = f"/2/media/upload/{media_id}"
    x.client.post(f"{path}/append", data={"segment_index": "0"}, files={"media": ("p", content)})
    answer = x.client.post(f"{path}/finalize")
    assert messages(answer) == ["Segments do not add up to provided total file size."]
    x.client.post(f"{path}/append", data={"segment_index": "2"}, files={"media": ("p", b"x")})
    assert messages(x.client.post(f"{path}/finalize"))[0].startswith("Segments are missing")


def test_a_video_is_ready_only_when_it_was_processed(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.dial(media_processing_s=100)
    data = x.upload(video(), "video/mp4", "tweet_video").json()["data"]
    assert data["processing_info"] == {"state": "pending", "check_after_secs": 5}
    post = {"media": {"media_ids": [data["id"]]}}
    assert messages(x.post("Too early", **post)) == MEDIA_REFUSED

    def status() -> dict[str, object]:
        answer = x.get("/2/media/upload", command="STATUS", media_id=data["id"])
        info: dict[str, object] = answer.json()["data"]["processing_info"]
        return info

    sandbox.advance(50)
    assert status()["state"] == "in_progress"
    sandbox.advance(50)
    assert status() == {"state": "succeeded", "progress_percent": 100}
    post_id = x.posted("In time", **post)
    shown = x.get(
        f"/2/tweets/{post_id}", expansions="attachments.media_keys", media__fields="duration_ms,variants"
    ).json()
    assert shown["includes"]["media"][0]["type"] == "video"
    assert shown["includes"]["media"][0]["duration_ms"] == 4_000


@pytest.mark.parametrize(
    "content", [video(seconds=141), video(seconds=0.2), video(width=16), video(width=1920), video()[:40], b"no video"]
)
def test_a_video_out_of_bounds_fails_in_processing(sandbox: Sandbox, x: XCaller, content: bytes) -> None:
    data = x.upload(content, "video/mp4", "tweet_video").json()["data"]
    sandbox.advance(10)
    state = x.get("/2/media/upload", command="STATUS", media_id=data["id"]).json()["data"]["processing_info"]
    assert state["state"] == "failed"
    assert messages(x.post("Broken", media={"media_ids": [data["id"]]})) == MEDIA_REFUSED


def test_four_pictures_or_one_gif_or_one_video(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.dial(media_processing_s=0)
    pictures = [x.uploaded(picture(colour=c), "image/png") for c in ("red", "green", "blue", "white", "black")]
    moving = [x.uploaded(gif(), "image/gif", "tweet_gif"), x.uploaded(video(), "video/mp4")]
    assert x.post("Five", media={"media_ids": pictures}).status_code == 400
    assert x.post("Mixed", media={"media_ids": [pictures[0], moving[0]]}).status_code == 400
    assert x.post("Two moving", media={"media_ids": moving}).status_code == 400
    assert x.post("Twice", media={"media_ids": [pictures[0], pictures[0]]}).status_code == 400
    for ids in (pictures[:4], moving[:1], moving[1:]):
        x.posted("Fine", media={"media_ids": ids})


def test_media_of_others_and_of_yesterday_are_refused(sandbox: Sandbox, x: XCaller) -> None:
    media_id = x.uploaded(picture(), "image/png")
    with XCaller(sandbox, "adaquist") as ada:
        assert messages(ada.post("Not mine", media={"media_ids": [media_id]})) == MEDIA_REFUSED
        assert ada.client.post(f"/2/media/upload/{media_id}/finalize").status_code == 400
    assert messages(x.post("Made up", media={"media_ids": ["17"]})) == MEDIA_REFUSED
    sandbox.advance(86_401)
    with XCaller(sandbox) as later:
        assert messages(later.post("Too late", media={"media_ids": [media_id]})) == MEDIA_REFUSED


def test_an_alternative_text_has_a_thousand_letters_at_most(x: XCaller) -> None:
    media_id = x.uploaded(picture(), "image/png")
    for length, status in ((1_000, 200), (1_001, 400)):
        body = {"id": media_id, "metadata": {"alt_text": {"text": "a" * length}}}
        assert x.client.post("/2/media/metadata", json=body).status_code == status
