"""LinkedIn's own way to write a text, and to count it."""

from __future__ import annotations

import pytest

from velocitypost.platforms import _linkedin_text as little


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words, and 5 – 6?", "Plain words, and 5 – 6?"),
        ("a (b) [c] {d} <e> f|g *h* _i_ ~j~ \\ k", r"a \(b\) \[c\] \{d\} \<e\> f\|g \*h\* \_i\_ \~j\~ \\ k"),
        ("write to me@example.com", r"write to me\@example.com"),
        (
            "fresh #bread, #rye_bread and #パン",
            r"fresh {hashtag|\#|bread}, {hashtag|\#|rye\_bread} and {hashtag|\#|パン}",
        ),
        ("number #1, C#, a&#b, ##", r"number \#1, C\#, a&\#b, \#\#"),
        ("https://example.com/a_b?c=(d)#part", r"https://example.com/a\_b?c=\(d\)\#part"),
        ("with @[Maple & Rye](urn:li:organization:123)", "with @[Maple & Rye](urn:li:organization:123)"),
        ("with @[Maple_Rye](urn:li:person:aB-c_1)", r"with @[Maple\_Rye](urn:li:person:aB-c_1)"),
        ("@[not](one of ours)", r"\@\[not\]\(one of ours\)"),
        ("{hashtag|#|no}", r"\{hashtag\|\#\|no\}"),
    ],
)
def test_each_text_is_written_so_that_nothing_of_it_is_lost(text: str, written: str) -> None:
    assert little.written(text) == written
    assert little.read(written) == text


def test_a_hashtag_is_read_in_each_way_that_linkedin_writes_it() -> None:
    assert little.read(r"{hashtag|\#|bread} {hashtag|#|rye} #seeds {hashtag|＃|buns}") == "#bread #rye #seeds #buns"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("hello", 5),
        ("(hello)", 7),
        ("héllo", 5),
        ("日本語", 3),
        ("👍", 2),
        ("👩‍👩‍👧", 8),
        ("#bread", 6),
        ("https://example.com", 19),
        ("@[Maple & Rye](urn:li:organization:123)", 11),
    ],
)
def test_each_text_counts_as_linkedin_counts_it(text: str, length: int) -> None:
    assert little.length(text) == length
