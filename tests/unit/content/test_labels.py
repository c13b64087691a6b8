"""Tags as they are kept, names as links have them, and what stands in the places of a template."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.content.campaigns import slug_of
from velocitypost.content.labels import TAG_LENGTH_MOST, normalised, tags_of
from velocitypost.content.model import BadWriting
from velocitypost.content.short_links import is_person
from velocitypost.content.templates import fill, places_of
from velocitypost.core.spelling import one_spelling


def test_a_tag_is_one_however_it_is_typed() -> None:
    assert tags_of(["#Spring Sale", "spring   sale", " SPRING sale ", "ｓｐｒｉｎｇ sale", "Été"]) == (
        "spring sale",
        "été",
    )


@pytest.mark.parametrize("tag", ["", "  ", "##", "a,b", "x" * (TAG_LENGTH_MOST + 1), "a\u202eb", "a\x00b"])
def test_what_is_no_tag_is_refused_in_words(tag: str) -> None:
    with pytest.raises(BadWriting, match="tag"):
        normalised(tag)


def test_a_post_has_at_most_twenty_tags() -> None:
    assert len(tags_of(f"tag {number % 20}" for number in range(40))) == 20
    with pytest.raises(BadWriting, match="at most 20"):
        tags_of(f"tag {number}" for number in range(21))


@given(st.text(max_size=60) | st.text("#＃ J\u030cİẞǅ½\u00b4\u2003ab,", max_size=9))
def test_a_tag_that_was_kept_is_kept_the_same_way_again(text: str) -> None:
    try:
        kept = normalised(text)
    except BadWriting:
        return
    assert normalised(kept) == one_spelling(kept) == kept


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Spring Sale 2027!", "spring-sale-2027"), ("  Été à Köln ", "ete-a-koln"), ("!!!", "campaign"), ("春", "春")],
)
def test_a_name_becomes_what_a_link_can_hold(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_places_are_filled_with_text_and_with_nothing_else() -> None:
    text = "Hi {{ name }}, {{name}} and {{city}}! {{}} {not} {{a\nb}}"
    assert places_of(text) == ["name", "city"]
    assert (
        fill(text, {"name": "{{city}} \\1", "city": "Köln"})
        == "Hi {{city}} \\1, {{city}} \\1 and Köln! {{}} {not} {{a\nb}}"
    )


@pytest.mark.parametrize(
    ("user_agent", "person"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Safari/537.36",
            True,
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/22A Instagram 350.0",
            True,
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 [FBAN/FBIOS;FBAV/480.0]", True),
        ("Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36", True),
        ("", False),
        ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", False),
        ("Twitterbot/1.0", False),
        ("LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)", False),
        ("Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)", False),
        ("http.rb/5.2.0 (Mastodon/4.3.0; +https://mastodon.example/) Bot", False),
        (
            "Mozilla/5.0 AppleWebKit/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/130",
            False,
        ),
        ("WhatsApp/2.23.20.0", False),
        ("curl/8.5.0", False),
        ("python-requests/2.32", False),
    ],
)
def test_programs_are_not_counted_as_readers(user_agent: str, person: bool) -> None:
    assert is_person(user_agent) is person
    assert not is_person(user_agent, purpose="prefetch;prerender")
