from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import connection_id, picture, upload
from velocitypost.wiring import Product


def files_under(product: Product) -> list[Path]:
    return [path for path in (product.settings.data_dir / "blobs").rglob("*") if path.is_file()]


def nothing_is_stored(product: Product) -> bool:
    return product.database["media"].find_one({}) is None and files_under(product) == []


@pytest.mark.parametrize(
    ("kind", "mime"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("GIF", "image/gif")]
)
def test_a_picture_is_taken_and_described(product: Product, owner: Browser, kind: str, mime: str) -> None:
    answer = upload(owner, picture(kind=kind), name="photos/sea.xyz", alt="  The sea at noon ")
    assert answer.status_code == 201
    media = answer.get_json()["media"]
    assert (media["kind"], media["mime"], media["width"], media["height"]) == ("image", mime, 40, 30)
    assert (media["name"], media["alt"]) == ("sea.xyz", "The sea at noon")
    assert media["url"] == f"/media/{media['id']}/original"
    with product.media.open(owner.user["workspace"]["id"], media["id"]) as file:
        assert len(file.read()) == media["bytes"]


def test_a_moving_gif_is_told_apart_from_a_still_one(owner: Browser) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert upload(owner, out.getvalue()).get_json()["media"]["kind"] == "gif"


def bomb() -> bytes:
    """A PNG of 100,000 × 100,000 pixels in a few hundred bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def wide() -> bytes:
    out = BytesIO()
    Image.new("1", (10_000, 6_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + b"\0" * 200, "ZIP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no picture"),
        (b"<!doctype html><script>alert(1)</script>", "no picture"),
        (b"%PDF-1.7\n" + b"\0" * 200, "PDF"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 200, "film is damaged"),
        (picture(kind="JPEG")[:300], "damaged"),
        (picture(kind="PNG")[:60], "damaged"),
        (picture(kind="WEBP")[:60], "damaged"),
        (picture(kind="GIF")[:40], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "damaged"),
        (b"GIF89a" + b"\xff" * 100, "damaged"),
        (bomb(), "million pixels"),
        (wide(), "million pixels"),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_the_reason(
    product: Product, owner: Browser, data: bytes, word: str
) -> None:
    body = problem(upload(owner, data, name="holiday.png"), 422, "media_refused")
    assert word in body["detail"]
    assert faulty_fields(body) == {"file"}
    assert nothing_is_stored(product)


@pytest.mark.parametrize(
    ("name", "alt", "field"),
    [
        ("a\x01b.png", "", "name"),
        ("x" * 300 + ".png", "", "name"),
        ("a.png", "bell \x07", "alt"),
        ("a.png", "x" * 2001, "alt"),
    ],
)
def test_a_name_or_description_that_cannot_be_kept_is_named(
    product: Product, owner: Browser, name: str, alt: str, field: str
) -> None:
    body = problem(upload(owner, name=name, alt=alt), 422, "validation_failed")
    assert faulty_fields(body) == {field}
    assert nothing_is_stored(product)


def test_a_lone_surrogate_in_a_description_is_no_text(owner: Browser) -> None:
    media_id = upload(owner).get_json()["media"]["id"]
    answer = owner.ask(
        "PATCH", f"/api/media/{media_id}", data=b'{"alt": "\\udfff"}', headers={"Content-Type": "application/json"}
    )
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {"alt"}


def test_a_file_over_the_limit_is_refused(variables: dict[str, str], request: pytest.FixtureRequest) -> None:
    variables["MEDIA_MAX_FILE_SIZE"] = "2KB"
    browser: Browser = request.getfixturevalue("owner")
    noise = BytesIO()
    Image.effect_noise((100, 100), 50).save(noise, "PNG")
    problem(upload(browser, noise.getvalue()), 413, "payload_too_large")
    problem(upload(browser, b"\0" * 200_000), 413, "payload_too_large")
    assert upload(browser).status_code == 201


def test_an_upload_without_a_file_or_as_json_is_told_what_to_send(owner: Browser) -> None:
    problem(owner.post("/api/media", {"file": "x"}), 415, "unsupported_media_type")
    for form in ({"alt": "x"}, {"file": "just text"}):
        answer = owner.post("/api/media", data=form, content_type="multipart/form-data")
        assert faulty_fields(problem(answer, 422, "validation_failed")) == {"file"}


def test_pictures_are_listed_newest_first_page_by_page(owner: Browser, neighbour: Browser) -> None:
    made = [upload(owner).get_json()["media"]["id"] for _ in range(5)]
    upload(neighbour)
    seen: list[str] = []
    cursor = ""
    while True:
        page = owner.get(f"/api/media?limit=2{cursor}").get_json()
        seen += [media["id"] for media in page["media"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == list(reversed(made))


@pytest.mark.parametrize("query", ["limit=0", "limit=1000", "limit=many", "cursor=post_1", "cursor=%00"])
def test_a_page_that_cannot_be_is_refused(owner: Browser, query: str) -> None:
    problem(owner.get(f"/api/media?{query}"), 422, "validation_failed")


def test_a_description_can_be_changed(owner: Browser) -> None:
    media_id = upload(owner).get_json()["media"]["id"]
    assert owner.patch(f"/api/media/{media_id}", {"alt": "A harbour"}).get_json()["media"]["alt"] == "A harbour"
    assert owner.get(f"/api/media/{media_id}").get_json()["media"]["alt"] == "A harbour"


def test_a_deleted_picture_is_gone_with_its_files(product: Product, owner: Browser) -> None:
    media_id = upload(owner).get_json()["media"]["id"]
    assert len(files_under(product)) == 2
    assert owner.delete(f"/api/media/{media_id}").status_code == 204
    assert nothing_is_stored(product)
    problem(owner.get(f"/api/media/{media_id}"), 404, "not_found")
    problem(owner.delete(f"/api/media/{media_id}"), 404, "not_found")


def test_a_picture_that_a_waiting_post_shows_is_not_deleted(product: Product, owner: Browser) -> None:
    media_id = upload(owner).get_json()["media"]["id"]
    writing = {
        "text": "Good morning",
        "media": [{"media_id": media_id, "alt": "A harbour"}],
        "connection_ids": [connection_id(product, owner)],
    }
    post = owner.post("/api/posts", writing).get_json()["post"]
    planned = owner.post(f"/api/posts/{post['id']}/schedule", {"local": "2026-03-05T10:00", "zone": "UTC"})
    assert planned.status_code == 200, planned.text
    problem(owner.delete(f"/api/media/{media_id}"), 409, "conflict")
    assert len(files_under(product)) == 2
    assert owner.post(f"/api/posts/{post['id']}/cancel").status_code == 200
    assert owner.delete(f"/api/media/{media_id}").status_code == 204


def test_a_post_does_not_take_another_workspaces_picture(owner: Browser, neighbour: Browser) -> None:
    media_id = upload(neighbour).get_json()["media"]["id"]
    problem(owner.post("/api/posts", {"text": "Hi", "media": [{"media_id": media_id}]}), 404, "not_found")


class TestAFolderOfOnesOwn:
    """`UPLOAD_FOLDER` may be a disk that several machines share."""

    @pytest.fixture
    def variables(self, variables: dict[str, str], tmp_path: Path) -> dict[str, str]:
        return {**variables, "UPLOAD_FOLDER": str(tmp_path / "shared" / "uploads")}

    def test_files_lie_there_and_nowhere_else(self, product: Product, owner: Browser, tmp_path: Path) -> None:
        media = upload(owner, picture()).get_json()["media"]
        assert files_under(product) == []
        assert not (product.settings.data_dir / "incoming").exists()
        kept = [path for path in (tmp_path / "shared" / "uploads").rglob("*") if path.is_file()]
        assert owner.get(media["url"]).data in [path.read_bytes() for path in kept]
