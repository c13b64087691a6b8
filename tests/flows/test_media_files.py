from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.flows.browser import Browser, problem
from tests.flows.samples import picture, upload
from velocitypost.wiring import Product


@pytest.fixture
def media_id(owner: Browser) -> str:
    return str(upload(owner, picture(kind="PNG"), name='se"a\u00e9.html').get_json()["media"]["id"])


def test_a_member_sees_the_picture_by_cookie_and_by_bearer(owner: Browser, stranger: Browser, media_id: str) -> None:
    by_cookie = owner.get(f"/media/{media_id}/original")
    by_bearer = stranger.get(f"/media/{media_id}/original", headers={"Authorization": f"Bearer {owner.access_token}"})
    assert by_cookie.status_code == by_bearer.status_code == 200
    assert by_cookie.data == by_bearer.data
    with Image.open(BytesIO(by_cookie.data)) as image:
        assert image.size == (40, 30)


@pytest.mark.parametrize("part", ["original", "thumbnail"])
def test_nobody_else_sees_it(stranger: Browser, neighbour: Browser, media_id: str, part: str) -> None:
    problem(stranger.get(f"/media/{media_id}/{part}"), 401, "not_signed_in")
    problem(neighbour.get(f"/media/{media_id}/{part}"), 404, "not_found")


@pytest.mark.parametrize("name", ["nonsense", "media_", ".original", "media_" + "0" * 26, "%00"])
def test_an_id_that_is_none_is_not_found(owner: Browser, name: str) -> None:
    problem(owner.get(f"/media/{name}/original"), 404, "not_found")


def test_a_browser_is_told_never_to_run_it(owner: Browser, media_id: str) -> None:
    headers = owner.get(f"/media/{media_id}/original").headers
    assert headers["Content-Type"] == "image/png"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"].startswith("inline;")
    assert ".png" in headers["Content-Disposition"]
    assert ".html" not in headers["Content-Disposition"]
    assert "private" in headers["Cache-Control"]


def test_what_a_browser_has_already_is_not_sent_again(owner: Browser, media_id: str) -> None:
    first = owner.get(f"/media/{media_id}/original")
    again = owner.get(f"/media/{media_id}/original", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert owner.get(f"/media/{media_id}/thumbnail").headers["ETag"] != first.headers["ETag"]


def test_a_part_can_be_asked_for(owner: Browser, media_id: str) -> None:
    whole = owner.get(f"/media/{media_id}/original").data
    part = owner.get(f"/media/{media_id}/original", headers={"Range": "bytes=4-9"})
    assert (part.status_code, part.data) == (206, whole[4:10])


def test_a_range_that_is_not_there_is_a_problem(owner: Browser, media_id: str) -> None:
    answer = owner.get(f"/media/{media_id}/original", headers={"Range": "bytes=999999-"})
    problem(answer, 416, "range_not_satisfiable")


def test_the_thumbnail_is_small_and_keeps_the_shape(owner: Browser) -> None:
    out = BytesIO()
    Image.new("RGB", (2000, 1000), "navy").save(out, "JPEG")
    media = upload(owner, out.getvalue()).get_json()["media"]
    with Image.open(BytesIO(owner.get(media["thumbnail_url"]).data)) as image:
        assert (image.format, image.size) == ("WEBP", (640, 320))


def test_what_is_sent_to_a_platform_tells_nothing_about_place_or_device(product: Product, owner: Browser) -> None:
    image = Image.effect_noise((60, 40), 40).convert("RGB")
    exif = image.getexif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretCam"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0)})
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"by somebody")
    media = upload(owner, out.getvalue() + b"PK\x03\x04appended").get_json()["media"]
    assert (media["width"], media["height"]) == (40, 60)
    stored = owner.get(media["url"]).data
    assert b"SecretCam" not in stored
    assert b"Exif" not in stored
    assert b"by somebody" not in stored
    assert b"appended" not in stored
