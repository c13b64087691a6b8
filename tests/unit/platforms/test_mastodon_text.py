"""How long a text is for Mastodon, what comes back of it, and what its own server allows."""

from __future__ import annotations

import pytest

from velocitypost.contract.types import Attachment, Draft
from velocitypost.platforms._mastodon_text import as_read, as_sent
from velocitypost.platforms.mastodon import Mastodon

PICTURE = Attachment("m", "image", "image/png", 9, 640, 480, alt="Teal")
WIDE = {
    "max_characters": 1_000,
    "max_media_attachments": 6,
    "image_size_limit": 1_000_000,
    "polls": {"max_options": 6, "max_characters_per_option": 80, "min_expiration": 600, "max_expiration": 86_400},
}


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("é日👩‍👩‍👧", 3),
        ("e\u0301", 1),
        ("https://example.com/a-very-long-address/that/goes/on", 23),
        ("http://a.b", 23),
        ("(https://example.com/a).", 26),
        ("see https://en.wikipedia.org/wiki/Rye_(bread)!", 28),
        ("example.com", 11),
        ("@ada@far.away.example", 4),
        ("@ada, hi", 8),
        ("ada@example.com", 15),
    ],
)
def test_addresses_and_names_have_a_length_of_their_own(text: str, length: int) -> None:
    assert Mastodon().measure(text) == length


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>Tea &amp; &lt;cake&gt;</p>", "Tea & <cake>"),
        ("<p>One<br />two</p><p>three</p>", "One\ntwo\n\nthree"),
        ('<p>Hi <span class="h-card"><a href="#">@<span>ada</span></a></span></p>', "Hi @ada"),
        (
            '<p><a href="#"><span class="invisible">https://</span><span class="ellipsis">exam</span>'
            '<span class="invisible">ple.com</span></a></p>',
            "https://example.com",
        ),
    ],
)
def test_what_comes_back_is_read_as_it_was_written(content: str, text: str) -> None:
    assert as_read(content) == text


def test_a_text_is_compared_without_what_the_server_takes_away() -> None:
    assert as_sent(Draft("Hi  @ada@far.example,\n\nbye ")) == "Hi @ada, bye"


def test_a_servers_own_limits_hold() -> None:
    draft = Draft("a" * 900, (PICTURE,) * 5, facts=WIDE)
    assert [problem for problem in Mastodon().check(draft) if problem.severity == "error"] == []
    assert {problem.code for problem in Mastodon().check(Draft("a" * 900, (PICTURE,) * 5))} == {
        "too_long",
        "too_many_images",
        "too_many_files",
    }


def test_a_warning_takes_room_from_the_text() -> None:
    draft = Draft("a" * 495, options={"spoiler_text": "Ten signs."})
    assert [problem.code for problem in Mastodon().check(draft)] == ["too_long"]


@pytest.mark.parametrize(
    ("poll", "attachments", "words"),
    [
        ({"choices": ["a", "b"], "minutes": 60}, (PICTURE,), "either a poll or files"),
        ({"choices": ["a" * 51, "b"], "minutes": 60}, (), "may have 50 characters"),
        ({"choices": ["a", "b"], "minutes": 1}, (), "5 minutes to 30 days"),
        ({"choices": ["a", "b"], "minutes": 60 * 24 * 40}, (), "5 minutes to 30 days"),
        ({"choices": ["a", "b", "c", "d", "e"], "minutes": 60}, (), "2 to 4 answers"),
        ({"choices": ["a", "a"], "minutes": 60}, (), "two answers are the same"),
    ],
)
def test_a_poll_that_would_be_refused_is_told_before(
    poll: dict[str, object], attachments: tuple[Attachment, ...], words: str
) -> None:
    messages = [p.message for p in Mastodon().check(Draft("Which?", attachments, options={"poll": poll}))]
    assert any(words in message for message in messages), messages


def test_a_servers_own_polls_hold() -> None:
    poll = {"choices": ["a" * 80, "b"], "minutes": 60}
    assert Mastodon().check(Draft("Which?", options={"poll": poll}, facts=WIDE)) == []


@pytest.mark.parametrize(
    ("url", "post_id"),
    [
        ("https://mastodon.social/@ada/115600000000000001", "115600000000000001"),
        ("https://far.example/@ada@other.example/7/", "7"),
        ("https://mastodon.social/@ada", None),
    ],
)
def test_a_posts_address_gives_its_id(url: str, post_id: str | None) -> None:
    assert Mastodon().post_id_of(url) == post_id
