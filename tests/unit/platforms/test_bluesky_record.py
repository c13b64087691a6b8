"""Bluesky's records: keys that cannot make two posts, and marks that lie where they should."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Attachment, Draft
from velocitypost.core.ids import new_id
from velocitypost.platforms._bluesky_record import post_record, record_key_of
from velocitypost.platforms.bluesky import Bluesky

PEOPLE = {"ada.bsky.social": "did:plc:ada"}
FIRST = {"uri": "at://did:plc:me/app.bsky.feed.post/3lbumy6yt4s2a", "cid": "bafy1"}


class Book:
    """Knows who is called what, and two posts."""

    now = datetime(2026, 11, 27, 10, 0, 0, 123_000, UTC)
    platform_user_id = "did:plc:me"

    def get(self, path: str, params: dict[str, str]) -> Any:
        if path.endswith("resolveHandle"):
            if params["handle"] not in PEOPLE:
                raise Rejected("Unable to resolve handle", code="InvalidRequest")
            return {"did": PEOPLE[params["handle"]]}
        answered = {"uri": f"at://did:plc:me/app.bsky.feed.post/{params['rkey']}", "cid": "bafy2"}
        reply = {"root": FIRST, "parent": FIRST}
        return {**answered, "value": {"reply": reply} if params["rkey"] == "second" else {}}


def record(draft: Draft, blobs: list[Any] | None = None) -> dict[str, Any]:
    return post_record(cast(Client, Book()), draft, blobs or [])


def marked(text: str) -> dict[str, Any]:
    """What each feature of the text stands for, by the very bytes that it marks."""
    raw = text.encode()
    facets = record(Draft(text)).get("facets", [])
    found = {}
    for facet in facets:
        [feature] = facet["features"]
        shown = raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        found[shown] = feature.get("uri") or feature.get("did") or feature.get("tag")
    return found


@pytest.mark.parametrize("key", ["publication_01m8ebekaabj9cae18adwds1av", "key", "the same", "é 日", ""])
def test_a_key_is_always_the_same_and_in_form_a_moment(key: str) -> None:
    assert record_key_of(key) == record_key_of(key)
    assert re.fullmatch(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", record_key_of(key))


def test_two_publications_have_two_keys_even_in_the_same_millisecond() -> None:
    assert len({record_key_of(new_id("publication")) for _ in range(2_000)}) == 2_000


def test_later_publications_have_later_keys() -> None:
    early = record_key_of("publication_01kb2m6p3vc8q9e0r2t4w6y8za")
    late = record_key_of("publication_01kb9m6p3vc8q9e0r2t4w6y8za")
    assert early < late


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brötchen: https://example.com/a?b=1.", {"https://example.com/a?b=1": "https://example.com/a?b=1"}),
        ("(see https://example.com/a)", {"https://example.com/a": "https://example.com/a"}),
        ("👩‍👩‍👧 example.org and sub.example.co.uk/x", {
            "example.org": "https://example.org", "sub.example.co.uk/x": "https://sub.example.co.uk/x",
        }),
        ("version 1.2.3, file.nosuchtld, me@example.com", {}),
        ("Hello @ada.bsky.social and @nobody.example", {"@ada.bsky.social": "did:plc:ada"}),
        ("#Brot #2026 #日本語, #a_b!", {"#Brot": "Brot", "#日本語": "日本語", "#a_b": "a_b"}),
        ("https://example.com/#part", {"https://example.com/#part": "https://example.com/#part"}),
        ("a#b", {}),
    ],
)  # fmt: skip
def test_links_names_and_tags_are_marked_by_bytes(text: str, found: dict[str, str]) -> None:
    assert marked(text) == found


def test_a_post_says_when_it_was_made() -> None:
    assert record(Draft("Hi")) == {
        "$type": "app.bsky.feed.post",
        "text": "Hi",
        "createdAt": "2026-11-27T10:00:00.123Z",
    }


def test_an_answer_hangs_on_both_ends_of_its_thread() -> None:
    second = {"uri": "at://did:plc:me/app.bsky.feed.post/second", "cid": "bafy2"}
    reply = record(Draft("Three", reply_to=second["uri"]))["reply"]
    assert reply == {"root": FIRST, "parent": second}
    only = {"uri": "at://did:plc:me/app.bsky.feed.post/only", "cid": "bafy2"}
    assert record(Draft("Two", reply_to=only["uri"]))["reply"] == {"root": only, "parent": only}


def test_a_card_stands_for_the_first_link_where_it_has_a_title() -> None:
    text = "Read https://example.com/menu"
    assert "embed" not in record(Draft(text))
    options = {"card_title": "The menu", "card_description": "Soup"}
    card = {"uri": "https://example.com/menu", "title": "The menu", "description": "Soup"}
    assert record(Draft(text, options=options))["embed"]["external"] == card
    assert "embed" not in record(Draft("No link", options=options))


def test_labels_and_languages_go_along() -> None:
    made = record(Draft("Hi", options={"languages": ["en"], "content_warning": "nudity"}))
    assert made["langs"] == ["en"]
    assert made["labels"]["values"] == [{"val": "nudity"}]


def test_pictures_keep_their_shape() -> None:
    picture = Attachment("m", "image", "image/png", 9, 640, 480, alt="Teal")
    embed = record(Draft("Look", (picture,)), [{"ref": 1}])["embed"]
    assert embed["images"] == [{"image": {"ref": 1}, "alt": "Teal", "aspectRatio": {"width": 640, "height": 480}}]


def test_signs_that_need_many_bytes_are_told_before_anything_is_sent() -> None:
    family = "👩‍👩‍👧" * 170
    [problem] = Bluesky().check(Draft(family))
    assert (problem.code, problem.field) == ("too_long", "text")
    assert "3,000 bytes" in problem.message


@pytest.mark.parametrize(
    ("url", "post_id"),
    [
        (
            "https://bsky.app/profile/ada.bsky.social/post/3lbumy6yt4s2a",
            "at://ada.bsky.social/app.bsky.feed.post/3lbumy6yt4s2a",
        ),
        ("https://bsky.app/profile/ada.bsky.social", None),
        ("https://example.com/", None),
    ],
)
def test_a_posts_address_gives_its_id(url: str, post_id: str | None) -> None:
    assert Bluesky().post_id_of(url) == post_id
