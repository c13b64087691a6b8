"""Feeds of every kind, with odd dates and letters; and documents that are none, or mean harm."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from velocitypost.automation.feeds.reading import NotAFeed, plain, read

URL = "https://example.com/blog/feed.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Maple &amp; Rye</title><link>https://example.com/</link>
<item><title>Old</title><link>/old</link><guid isPermaLink="false">1</guid>
<pubDate>Mon, 02 Mar 2026 09:00 EST</pubDate></item>
<item><title>&lt;b&gt;Bread&lt;/b&gt; &amp;amp; butter</title><link>https://example.com/bread?a=1&amp;b=2</link>
 <description>&lt;p&gt;One.&lt;/p&gt;
 &lt;p&gt;Two &lt;script&gt;alert(1)&lt;/script&gt;&amp;#8211; three&lt;/p&gt;</description>
 <dc:date>2026-03-03T10:00:00+01:00</dc:date></item>
<item><description>Neither title nor link</description></item>
<item><title>Evil</title><link>javascript:alert(1)</link><guid>3</guid><pubDate>yesterday, after lunch</pubDate></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/a/"><title type="html">News &amp;lt;3</title>
<entry><id>tag:example.org,2026:1</id><title>First</title><link rel="edit" href="edit"/><link href="first"/>
<updated>2026-03-01T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Whole</p></div></content></entry>
<entry><id>tag:example.org,2026:2</id><title>Second</title><link href="second"/>
<published>2026-03-02T10:00:00.5+02:00</published>
<summary>Short</summary></entry></feed>"""

RDF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.com/"><title>Zeitung</title><link>https://example.com/</link></channel>
<item rdf:about="https://example.com/1"><title>Gr\xfc\xdfe</title><link>https://example.com/1</link>
<dc:date>2026-03-02</dc:date></item>
</rdf:RDF>"""


def entries(told: Any) -> list[tuple[str, str, str | None]]:
    return [(one["title"], one["link"], one["published_at"]) for one in told["entries"]]


def test_rss_is_read_with_its_odd_dates_and_without_its_markup() -> None:
    told = read(RSS.encode(), URL, "application/rss+xml")
    assert told["title"] == "Maple & Rye"
    assert entries(told) == [
        ("Old", "https://example.com/old", "2026-03-02T14:00:00+00:00"),
        ("Bread & butter", "https://example.com/bread?a=1&b=2", "2026-03-03T09:00:00+00:00"),
        ("Evil", "", None),
    ]
    assert told["entries"][1]["summary"] == "One.\nTwo – three"
    assert [one["guid"] for one in told["entries"]] == [
        "1",
        "https://example.com/bread?a=1&b=2",
        "https://example.com/blog/3",
    ]


def test_atom_is_read_newest_first_with_links_made_whole() -> None:
    told = read(ATOM.encode(), URL, "application/atom+xml")
    assert entries(told) == [
        ("Second", "https://example.org/a/second", "2026-03-02T08:00:00+00:00"),
        ("First", "https://example.org/a/first", "2026-03-01T10:00:00+00:00"),
    ]
    assert [one["summary"] for one in told["entries"]] == ["Short", "Whole"]


def test_rdf_in_old_letters_is_read() -> None:
    told = read(RDF.encode("latin-1"), URL, "text/xml")
    assert (told["title"], entries(told)) == (
        "Zeitung",
        [("Grüße", "https://example.com/1", "2026-03-02T00:00:00+00:00")],
    )


def test_a_feed_that_is_not_quite_xml_is_read_all_the_same() -> None:
    broken = RSS.replace("</channel></rss>", "").replace("&amp; Rye", "& Rye&nbsp;")
    assert len(read(broken.encode(), URL, "text/xml")["entries"]) == 3


def test_a_web_page_leads_to_its_feed() -> None:
    page = '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/f.xml"></head></html>'
    assert read(page.encode(), "https://example.com/blog/", "text/html")["alternate"] == "https://example.com/f.xml"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "neither"),
        (b"<html><body>Hello</body></html>", "neither"),
        (b'{"version": "1"}', "neither"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"></rss>', "entities"),
        ('<?xml version="1.0"?><!DOCTYPE r [<!entity a "b">]><rss/>'.encode("utf-16"), "entities"),
        (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"/>', "entities"),
    ],
)
def test_what_is_no_feed_or_declares_entities_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(NotAFeed, match=words):
        read(data, URL, "")


def test_it_runs_by_itself_and_says_what_it_found(tmp_path: Path) -> None:
    place = tmp_path / "feed"
    place.write_bytes(ATOM.encode())
    program = [sys.executable, "-m", "velocitypost.automation.feeds.reading", str(place), URL, "text/xml"]
    told = json.loads(subprocess.run(program, capture_output=True, check=True).stdout)
    assert len(told["entries"]) == 2


def test_markup_becomes_the_words_that_a_reader_sees() -> None:
    assert plain("<h1>A</h1>b&nbsp;c<br>d<style>x{}</style><img alt='x'> \x07e &lt;i&gt;") == "A\nb c\nd e <i>"
