"""Large files come piece by piece; films and documents are looked at; every platform gets what it takes."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

import av
import pytest
from PIL import Image

from tests.contract import files
from tests.contract.files import Shelf, open_shelf
from tests.flows.browser import Browser, problem
from tests.flows.samples import connection_id, upload
from velocitypost.media.links import Shared
from velocitypost.media.recipes import Recipe
from velocitypost.wiring import Product

pytestmark = pytest.mark.long

PIECE = {"Content-Type": "application/offset+octet-stream"}


@pytest.fixture(scope="module")
def film() -> bytes:
    with open_shelf() as shelf:
        return _bytes(shelf)


def _bytes(shelf: Shelf) -> bytes:
    made = files.video(shelf, seconds=2, size=(320, 240))
    assert made.open is not None
    return made.open().read()


def begin(owner: Browser, size: int, name: str = "film.mp4") -> str:
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    answer = owner.post("/api/media/uploads", headers={"Upload-Length": str(size), "Upload-Metadata": metadata})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def send(owner: Browser, place: str, data: bytes, offset: int) -> Any:
    return owner.ask("PATCH", place, data=data, headers={**PIECE, "Upload-Offset": str(offset)})


def large(owner: Browser, data: bytes) -> str:
    """The id of a file that came by an upload of pieces."""
    place = begin(owner, len(data), "large.png")
    send(owner, place, data, 0)
    return str(owner.post(f"{place}/finish", {"alt": ""}).get_json()["media"]["id"])


def test_an_upload_goes_on_where_the_connection_was_lost(owner: Browser, film: bytes) -> None:
    place = begin(owner, len(film))
    assert send(owner, place, film[:1000], 0).headers["Upload-Offset"] == "1000"
    told = owner.ask("HEAD", place)
    assert (told.status_code, told.headers["Upload-Offset"]) == (200, "1000")
    assert problem(send(owner, place, film[900:], 900), 409, "conflict")["received"] == 1000
    assert send(owner, place, film[1000:], 1000).headers["Upload-Offset"] == str(len(film))
    media = owner.post(f"{place}/finish", {"alt": "A teal square"}).get_json()["media"]
    assert (media["kind"], media["mime"], media["name"]) == ("video", "video/mp4", "film.mp4")
    assert (media["width"], media["height"], media["seconds"]) == (320, 240, pytest.approx(2, abs=0.2))
    assert owner.get(media["thumbnail_url"]).mimetype == "image/webp"


def test_what_is_not_whole_yet_is_not_taken(owner: Browser, film: bytes) -> None:
    place = begin(owner, len(film))
    send(owner, place, film[:1000], 0)
    problem(owner.post(f"{place}/finish", {"alt": ""}), 422, "media_refused")


def test_more_than_was_said_is_left_out(owner: Browser) -> None:
    place = begin(owner, 10)
    assert send(owner, place, b"x" * 100, 0).headers["Upload-Offset"] == "10"


def test_an_upload_of_another_workspace_is_not_there(owner: Browser, neighbour: Browser) -> None:
    place = begin(owner, 10)
    problem(send(neighbour, place, b"x", 0), 404, "not_found")


def test_an_upload_that_says_no_size_is_refused(owner: Browser) -> None:
    problem(owner.post("/api/media/uploads", headers={"Upload-Length": "-1"}), 400, "bad_request")
    problem(owner.post("/api/media/uploads", headers={"Upload-Length": "9" * 14}), 413, "payload_too_large")


def test_a_pdf_is_taken_with_its_pages(owner: Browser) -> None:
    paper = BytesIO()
    sheets = [Image.new("RGB", (200, 280), colour) for colour in ("teal", "navy")]
    sheets[0].save(paper, "PDF", save_all=True, append_images=sheets[1:])
    media = upload(owner, paper.getvalue(), name="menu.pdf").get_json()["media"]
    assert (media["kind"], media["pages"]) == ("document", 2)


def test_files_are_found_by_the_beginnings_of_words(owner: Browser) -> None:
    for name, alt in (("loaf.png", "A loaf of rye"), ("roll.png", "Wheat rolls")):
        upload(owner, name=name, alt=alt)
    media_id = owner.get("/api/media?words=rye").get_json()["media"][0]["id"]
    owner.patch(f"/api/media/{media_id}", {"tags": ["Bakery", "bakery", " winter "]})
    found = owner.get("/api/media?words=bak%20loa").get_json()["media"]
    assert [(one["name"], one["tags"]) for one in found] == [("loaf.png", ["bakery", "winter"])]
    assert owner.get("/api/media?words=nothing").get_json()["media"] == []
    assert owner.get("/api/media?kind=video").get_json()["media"] == []


def test_where_a_file_is_shown_is_told(owner: Browser, product: Product) -> None:
    media_id = upload(owner).get_json()["media"]["id"]
    account = connection_id(product, owner)
    owner.post("/api/posts", {"text": "Look", "media": [{"media_id": media_id}], "connection_ids": [account]})
    tailored = {account: {"media": [{"media_id": media_id}]}}
    owner.post("/api/posts", {"text": "Only there", "connection_ids": [account], "tailored": tailored})
    uses = owner.get(f"/api/media/{media_id}/uses").get_json()["uses"]
    assert [use["text"] for use in uses] == ["Only there", "Look"]


def test_a_film_is_converted_by_the_workers_and_fetched_by_a_link_that_ends(
    owner: Browser, product: Product, film: bytes
) -> None:
    shown = upload(owner, film, name="film.mp4").get_json()["media"]
    media = product.media.get(owner.user["workspace"]["id"], shown["id"])
    recipe = Recipe("video", "video/mp4", 180, 320, 5_000_000, bars=True)
    assert product.renditions.want(media, recipe) is None
    assert product.renditions.work()
    assert not product.renditions.work()
    fitted = product.renditions.want(media, recipe)
    assert fitted is not None
    with product.renditions.open(fitted) as made:
        assert made.read(12)[4:8] == b"ftyp"
    path = product.links.path(Shared(fitted.key, fitted.mime))
    answer = owner.get(path)
    assert (answer.status_code, answer.mimetype, len(answer.data)) == (200, "video/mp4", fitted.bytes)
    problem(owner.get(path.replace("/file", "x/file")), 404, "not_found")


def test_how_a_platform_is_sent_a_picture_is_shown_before(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    media_id = upload(owner).get_json()["media"]["id"]
    plain = owner.get(f"/api/media/{media_id}/fitted?connection_id={account}").get_json()
    assert plain["changed"] is False
    big = BytesIO()
    Image.effect_noise((2400, 2400), 90).convert("RGB").save(big, "PNG")
    media_id = large(owner, big.getvalue())
    changed = owner.get(f"/api/media/{media_id}/fitted?connection_id={account}").get_json()
    assert changed["changed"] is True
    assert "For X it is" in changed["words"]
    fetched = owner.get(changed["url"])
    assert fetched.status_code == 200
    assert len(fetched.data) <= 5 * 1024 * 1024


def test_a_gif_becomes_a_film_that_plays_as_often_as_it_must(owner: Browser, product: Product) -> None:
    frames = [Image.new("RGB", (101, 60), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=400)
    shown = upload(owner, out.getvalue(), name="moves.gif").get_json()["media"]
    assert (shown["kind"], shown["seconds"]) == ("gif", pytest.approx(1.2))
    media = product.media.get(owner.user["workspace"]["id"], shown["id"])
    recipe = Recipe("video", "video/mp4", 100, 60, 5_000_000, fps=25, plays=3)
    assert product.renditions.want(media, recipe) is None
    assert product.renditions.work()
    fitted = product.renditions.want(media, recipe)
    assert fitted is not None
    with product.renditions.open(fitted) as made, av.open(made, "r") as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert container.duration is not None
        assert container.duration / 1_000_000 == pytest.approx(3.6, abs=0.3)
