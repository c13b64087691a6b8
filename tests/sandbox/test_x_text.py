"""How X finds links and counts, beyond what the API tests reach."""

from __future__ import annotations

import time

import pytest

from velocitypost.sandbox.services.x.links import links
from velocitypost.sandbox.services.x.text import cashtags, language, marks, normalised, weight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.com.", ["https://example.com"]),
        ("see (https://example.com/a_(b)) there", ["https://example.com/a_(b)"]),
        ("example.com and example.co.uk/path", ["example.com", "example.co.uk/path"]),
        ("mail ada@example.com or @example.com", []),
        ("version 1.2.3, file.txt, end.Then", []),
        ("http://localhost:3000/x http://intranet/x", []),
        ("日本語example.comです", ["example.com"]),
        ("https://bücher.example.com/käse?q=1#top", ["https://bücher.example.com/käse?q=1#top"]),
        ("http://-bad.com http://bad_.com", []),
        ("https://xn--nxasmq6b.com", ["https://xn--nxasmq6b.com"]),
        ("https://example.com:8080/a?b=c&d=e!", ["https://example.com:8080/a?b=c&d=e"]),
    ],
)
def test_links_are_what_stands_under_a_real_top_level_domain(text: str, expected: list[str]) -> None:
    assert [link.address for link in links(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", 5),
        ("café", 4),
        (normalised("cafe\u0301"), 4),
        ("日本", 4),
        ("👾", 2),
        ("🙋🏽", 2),
        ("👨‍🎤", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🇩🇪🇯🇵", 4),
        ("1️⃣", 2),
        ("©", 1),
        ("©️", 2),
        ("“quoted” – dash…", 17),
        ("a https://example.com/" + "x" * 500, 25),
    ],
)
def test_weights(text: str, expected: int) -> None:
    assert weight(text) == expected


def test_tags_names_and_symbols() -> None:
    found = marks("#rye, #2026 is no tag, #2026goals is; @adaquist but not a@b.c; $ACME and $5")
    assert [tag["tag"] for tag in found["hashtags"]] == ["rye", "2026goals"]
    assert [mention["username"] for mention in found["mentions"]] == ["adaquist"]
    assert cashtags("$ACME and $5 and $BRK.A") == ["ACME", "BRK.A"]


def test_languages_by_their_letters() -> None:
    assert [language(text) for text in ("Hello", "こんにちは", "안녕", "Привет", "😀 123")] == [
        "en",
        "ja",
        "ko",
        "ru",
        "und",
    ]


@pytest.mark.parametrize("piece", ["com.", "https://a.com/(", "#", "@a", "a_.com ", "http://", "👨‍", "$A"])
def test_a_hostile_text_is_read_in_a_moment(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    began = time.perf_counter()
    weight(text)
    marks(text)
    assert time.perf_counter() - began < 5
