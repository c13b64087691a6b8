"""The picture of a link: found where the page names it, and fetched from the public internet only."""

from __future__ import annotations

from io import BytesIO

import httpx2
import pytest
from PIL import Image

from velocitypost.core.fetching import Fetcher
from velocitypost.core.http import Outbound
from velocitypost.generation.link_pictures import LinkPictures, NoLinkPicture

PAGE = "https://news.example/bread"


def picture(size: tuple[int, int] = (600, 400)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


def page(head: str, **headers: str) -> httpx2.Response:
    return httpx2.Response(200, headers={"content-type": "text/html; charset=utf-8", **headers}, text=f"<head>{head}")


def jpeg(data: bytes | None = None) -> httpx2.Response:
    return httpx2.Response(200, headers={"content-type": "image/jpeg"}, content=picture() if data is None else data)


def finder(answers: dict[str, httpx2.Response], *, private: str = "") -> tuple[LinkPictures, list[str]]:
    """Over servers that give these answers by path; the host `private` leads into our own network."""
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        path = f"{request.headers['host']}{request.url.path}"
        asked.append(path)
        return answers[path]

    outbound = Outbound(
        transport=httpx2.MockTransport(answer),
        resolve=lambda host, _port: ["10.0.0.5"] if host == private else ["93.184.216.34"],
    )
    return LinkPictures(Fetcher(outbound)), asked


NAMED = '<meta property="og:image" content="/lead.jpg"><meta property="og:title" content="Bread &amp; rye">'


def test_the_picture_is_found_with_its_source_and_words() -> None:
    links, _ = finder({"news.example/bread": page(NAMED), "news.example/lead.jpg": jpeg()})
    found = links.find(PAGE)
    assert (found.site, found.title, found.ending) == ("news.example", "Bread & rye", "jpg")
    assert found.alt == "Bread & rye (picture: news.example)"
    assert found.picture == "https://news.example/lead.jpg"
    assert found.data == picture()


def test_it_is_found_after_a_redirect_and_by_the_other_name() -> None:
    moved = httpx2.Response(301, headers={"location": "https://www.other.example/x"})
    named = '<meta name="twitter:image" content="https://cdn.example/a.jpg"><title>A title</title>'
    links, _ = finder({"news.example/bread": moved, "www.other.example/x": page(named), "cdn.example/a.jpg": jpeg()})
    found = links.find(PAGE)
    assert (found.site, found.title, found.page) == ("other.example", "A title", "https://www.other.example/x")


@pytest.mark.parametrize("where", ["page", "picture", "redirect"])
def test_nothing_is_asked_of_our_own_network(where: str) -> None:
    named = '<meta property="og:image" content="http://inside.example/secret.jpg">'
    first = page(named)
    if where == "redirect":
        first = httpx2.Response(302, headers={"location": "http://inside.example/admin"})
    links, asked = finder({"news.example/bread": first}, private="inside.example")
    with pytest.raises(NoLinkPicture, match="does not lead to the public internet"):
        links.find("http://inside.example/" if where == "page" else PAGE)
    assert not any(path.startswith("inside.example") for path in asked)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([page("")], "names no preview picture"),
        ([page('<meta property="og:image" content="http://[::1">')], "no web address"),
        ([httpx2.Response(302, headers={"location": "http://[::1"})], "no web address"),
        ([page(f'<meta name="robots" content="noindex, NoImageIndex">{NAMED}')], "asks that its pictures are not used"),
        ([page(NAMED, **{"x-robots-tag": "max-image-preview: none"})], "asks that its pictures are not used"),
        ([httpx2.Response(200, headers={"content-type": "application/pdf"}, content=b"x")], "no web page"),
        ([httpx2.Response(404)], "answered 404"),
        ([page(NAMED), jpeg(b"<svg/>")], "no JPEG"),
        ([page(NAMED), jpeg(picture((90, 90)))], "smaller than 200"),
        ([page(NAMED), jpeg(picture()[:300])], "damaged|no JPEG"),
        ([page(NAMED), jpeg(b"x" * (10 * 1024**2 + 1))], "larger than 10 MB"),
    ],
)
def test_what_cannot_or_may_not_be_used_is_said(answers: list[httpx2.Response], why: str) -> None:
    links, _ = finder(dict(zip(("news.example/bread", "news.example/lead.jpg"), answers, strict=False)))
    with pytest.raises(NoLinkPicture, match=why):
        links.find(PAGE)


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "https://ann:secret@news.example/", "news", "http://[::1"])
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    links, asked = finder({})
    with pytest.raises(NoLinkPicture):
        links.find(url)
    assert asked == []


def test_of_a_long_page_its_beginning_is_enough() -> None:
    long = page(NAMED + "</head>" + "<p>bread" * 300_000)
    links, _ = finder({"news.example/bread": long, "news.example/lead.jpg": jpeg()})
    assert links.find(PAGE).title == "Bread & rye"


def test_a_circle_of_redirects_ends() -> None:
    links, asked = finder({"news.example/bread": httpx2.Response(302, headers={"location": PAGE})})
    with pytest.raises(NoLinkPicture, match="only leads from one to the next"):
        links.find(PAGE)
    assert len(asked) == 5
