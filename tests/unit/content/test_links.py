"""Where links begin and end, what tags do to them, and that nothing else of a text is ever touched."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.content.links import Tags, is_link, links_of, tagged, with_links

TAGS = Tags("x", "social", "spring-2027")
QUERY = "utm_source=x&utm_medium=social&utm_campaign=spring-2027"


def _sent(text: str, tags: Tags = TAGS) -> str:
    return with_links(text, lambda link: tagged(link, tags))


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ("See https://a.example/x.", ["https://a.example/x"]),
        ("See https://a.example/x...", ["https://a.example/x"]),
        ("“https://a.example/x”, she said", ["https://a.example/x"]),
        ("(https://a.example/x)", ["https://a.example/x"]),
        ("https://en.example/wiki/Rye_(bread)", ["https://en.example/wiki/Rye_(bread)"]),
        ("(see https://en.example/wiki/Rye_(bread))", ["https://en.example/wiki/Rye_(bread)"]),
        ("[our page](https://a.example/x) and more", ["https://a.example/x"]),
        ("[https://a.example](https://a.example/x)", ["https://a.example", "https://a.example/x"]),
        ("**https://a.example/x**", ["https://a.example/x"]),
        ("<https://a.example/x>", ["https://a.example/x"]),
        ("https://a.example/x👉 now", ["https://a.example/x"]),
        ("https://a.example/?f[]=1&g=2!", ["https://a.example/?f[]=1&g=2"]),
        ("https://münchen.example/straße", ["https://münchen.example/straße"]),
        ("HTTPS://A.EXAMPLE/X", ["HTTPS://A.EXAMPLE/X"]),
        ("one https://a.example two https://a.example", ["https://a.example"]),
        # Nobody can say where these end, so they stay as they are.
        ("https://a.example看这里", []),
        ("https://a.example에서", []),
        ("https://a.example/{id}", []),
        ("`https://a.example/x`", []),
        # These are none.
        ("ada@a.example, @ada@a.example, #https, a.example/x, mailto:ada@a.example, ftp://a.example", []),
        ("nohttps://a.example", []),
        ("https:// and http://?x", []),
    ],
)
def test_a_link_is_found_where_it_begins_and_ends(typed: str, links: list[str]) -> None:
    assert links_of(typed) == links


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://a.example", f"https://a.example?{QUERY}"),
        ("https://a.example/", f"https://a.example/?{QUERY}"),
        ("https://a.example/x?a=1&b=%20", f"https://a.example/x?a=1&b=%20&{QUERY}"),
        ("https://a.example/x?", f"https://a.example/x?{QUERY}"),
        ("https://a.example/x?a=1&", f"https://a.example/x?a=1&{QUERY}"),
        ("https://a.example/x#part", f"https://a.example/x?{QUERY}#part"),
        ("https://a.example/x?a=1#/route?b=2", f"https://a.example/x?a=1&{QUERY}#/route?b=2"),
        ("https://a.example/x?utm_source=mail", "https://a.example/x?utm_source=mail"),
        ("https://a.example/x?a=1&UTM_Campaign=old", "https://a.example/x?a=1&UTM_Campaign=old"),
        ("https://a.example/x#utm_source=mail", "https://a.example/x#utm_source=mail"),
        ("https://a.example/utm_source", f"https://a.example/utm_source?{QUERY}"),
    ],
)
def test_a_link_keeps_what_it_had_and_is_tagged_once(typed: str, sent: str) -> None:
    assert tagged(typed, TAGS) == sent
    assert tagged(sent, TAGS) == sent
    if not typed.endswith("?"):  # which would end the sentence
        assert _sent(f"Look: {typed}.") == f"Look: {sent}."


def test_values_never_look_like_the_end_of_a_sentence() -> None:
    sent = tagged("https://a.example/x", Tags("x", "social", "Spring & Co. v1.~", "été?", "(a)"))
    assert links_of(f"Look ({sent}).") == [sent]
    said = dict(parse_qsl(urlsplit(sent).query))
    assert said["utm_campaign"] == "Spring & Co. v1.~"
    assert (said["utm_content"], said["utm_term"]) == ("été?", "(a)")


_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"))
_WORDS = st.text(_CHARACTERS, max_size=30)
_PIECES = st.sampled_from(
    (
        *("https://a.example/x", "http://b.example", "https://c.example/?q=1#f", "https://d.example/a_(b)", "https://"),
        *(" ", ".", ")", "(", "](", "[", ",", "#", "?", "&utm_source=z", "@", "…", "'", '"', "看", "\n"),
    )
)
_TEXTS = st.lists(st.one_of(_PIECES, _WORDS), max_size=12).map("".join)
_VALUES = st.text(_CHARACTERS, max_size=12)
_ANY_TAGS = st.builds(Tags, _VALUES.filter(bool), _VALUES.filter(bool), _VALUES, _VALUES, _VALUES)


@given(_TEXTS, _ANY_TAGS)
def test_whatever_is_typed_only_links_change_and_they_can_be_changed_back(text: str, tags: Tags) -> None:
    changed: dict[str, str] = {}

    def change(link: str) -> str:
        assert is_link(link)
        sent = tagged(link, tags)
        changed[sent] = link
        assert urlsplit(sent).fragment == urlsplit(link).fragment
        assert urlsplit(sent)[:3] == urlsplit(link)[:3]
        assert urlsplit(sent).query.startswith(urlsplit(link).query)
        return sent

    sent = with_links(text, change)
    assert with_links(sent, lambda link: tagged(link, tags)) == sent
    assert with_links(sent, lambda link: changed.get(link, link)) == text
    assert with_links(text, lambda link: link) == text
    outside = with_links(text, lambda _link: "\0").split("\0")
    assert with_links(sent, lambda _link: "\0").split("\0") == outside
