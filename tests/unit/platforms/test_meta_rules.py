"""What Facebook, Instagram and Threads take, told before anything is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.types import Attachment, Draft
from velocitypost.platforms.facebook import Facebook
from velocitypost.platforms.instagram import Instagram, InstagramByFacebook
from velocitypost.platforms.threads import Threads

FACEBOOK, INSTAGRAM, THREADS = Facebook(), Instagram(), Threads()
MEGABYTE = 1024 * 1024


def picture(**changes: Any) -> Attachment:
    usual = {"bytes": MEGABYTE, "width": 1080, "height": 1080, "alt": "Bread"}
    return Attachment("p", "image", **{"mime": "image/jpeg", **usual, **changes})


def film(**changes: Any) -> Attachment:
    usual = {"bytes": MEGABYTE, "width": 1080, "height": 1920, "seconds": 20.0, "fps": 30.0}
    return Attachment("v", "video", **{"mime": "video/mp4", **usual, **changes})


def gif() -> Attachment:
    return Attachment("g", "gif", "image/gif", MEGABYTE, 300, 300, alt="Turning")


def codes(platform: Platform, *files: Attachment, text: str = "Bread", **options: Any) -> set[str]:
    return {problem.code for problem in platform.check(Draft(text, files, options=options))}


def test_one_emoji_counts_its_bytes_on_threads_and_letters_count_once() -> None:
    for text, length in {
        "Bread": 5,
        "Crème brûlée": 12,
        "日本語": 3,
        "👍": 4,
        "👍🏽": 8,
        "👩‍👩‍👧": 18,
        "🇩🇪": 8,
        "1️⃣": 7,
        "❤️": 6,
        "#1 for 5": 8,
        "नमस्ते": 6,
    }.items():
        assert THREADS.measure(text) == length, text


def test_instagram_and_facebook_count_code_points() -> None:
    for platform in (INSTAGRAM, FACEBOOK):
        assert platform.measure("👩‍👩‍👧 é") == 7


@pytest.mark.parametrize(
    ("files", "options", "kind"),
    [
        ((picture(),), {}, "feed"),
        ((picture(), film()), {}, "feed"),
        ((film(),), {}, "reel"),
        ((film(),), {"format": "feed"}, "reel"),
        ((film(),), {"format": "story"}, "story"),
        ((picture(),), {"format": "story"}, "story"),
    ],
)
def test_a_video_by_itself_is_a_reel_on_instagram(files: Any, options: Any, kind: str) -> None:
    assert INSTAGRAM.format_of(Draft("", files, options=options)) == kind


@pytest.mark.parametrize(
    ("file", "options", "kind"),
    [
        (film(), {}, "reel"),
        (film(), {"format": "feed"}, "feed"),
        (film(seconds=91), {}, "feed"),
        (film(width=1920, height=1080), {}, "feed"),
        (film(width=None, height=None), {}, "feed"),
        (picture(width=1080, height=1920), {}, "feed"),
    ],
)
def test_an_upright_short_video_is_a_reel_on_facebook(file: Attachment, options: Any, kind: str) -> None:
    assert FACEBOOK.format_of(Draft("", (file,), options=options)) == kind


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        ((), {}, "media_required"),
        ((picture(mime="image/png"),), {}, "type_not_taken"),
        ((gif(),), {}, "type_not_taken"),
        ((picture(bytes=9 * MEGABYTE),), {}, "too_large"),
        ((picture(height=1600),), {}, "aspect"),
        (tuple(picture() for _ in range(11)), {}, "too_many_files"),
        ((film(seconds=901.0),), {}, "duration"),
        ((film(bytes=301 * MEGABYTE),), {}, "too_large"),
        ((film(fps=15.0),), {}, "frame_rate"),
        ((film(seconds=61.0),), {"format": "story"}, "duration"),
        ((picture(), picture()), {"format": "story"}, "too_many_files"),
        ((picture(),), {"format": "reel"}, "too_many_images"),
        ((picture(),), {"collaborators": ["a", "b", "c", "d"]}, "option_invalid"),
        ((picture(),), {"format": "song"}, "option_invalid"),
        ((picture(),), {"place": "Mill Lane 14"}, "option_invalid"),
        ((picture(),), {"place": "https://example.com/12345678"}, "option_invalid"),
        ((film(), film()), {"tagged": ["ada"]}, "option_invalid"),
    ],
)
def test_instagram_refuses_before_it_is_asked(files: Any, options: Any, code: str) -> None:
    assert code in codes(INSTAGRAM, *files, **options)


def test_instagram_takes_five_hashtags_and_a_tall_story() -> None:
    assert codes(INSTAGRAM, picture(), text="#a #b #c #d #e") == set()
    assert codes(INSTAGRAM, picture(), text="#a #b #c #d #e #f") == {"too_many_hashtags"}
    assert codes(INSTAGRAM, picture(height=1920), text="", format="story") == set()
    assert InstagramByFacebook().spec.belongs_to == INSTAGRAM.spec.belongs_to


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        ((picture(bytes=11 * MEGABYTE),), {}, "too_large"),
        ((picture(), film()), {}, "mixed_media"),
        ((film(), film()), {}, "too_many_videos"),
        (tuple(picture() for _ in range(11)), {}, "too_many_images"),
        ((film(width=1080, height=1080),), {"format": "reel"}, "aspect"),
        ((film(width=360, height=640),), {"format": "reel"}, "too_small"),
        ((film(seconds=61.0),), {"format": "story"}, "duration"),
        ((), {"format": "reel"}, "media_required"),
        ((), {"format": "feed", "link": "example.com"}, "option_invalid"),
    ],
)
def test_facebook_refuses_before_it_is_asked(files: Any, options: Any, code: str) -> None:
    assert code in codes(FACEBOOK, *files, **options)


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        ((picture(), film()), {"poll": {"choices": ["a", "b"], "minutes": 1440}}, "option_invalid"),
        ((), {"poll": {"choices": ["a", "b" * 26], "minutes": 1440}}, "option_invalid"),
        ((), {"poll": {"choices": ["a"], "minutes": 1440}}, "option_invalid"),
        ((picture(),), {"link": "https://example.com"}, "option_invalid"),
        ((), {"topic_tag": "a.b"}, "option_invalid"),
        ((picture(),), {"gif": "3o6Zt481isNVuQI1l6"}, "option_invalid"),
        ((), {"gif": "https://tenor.com/view/bread-123456"}, "option_invalid"),
        ((), {"gif": "https://example.com/giphy.gif"}, "option_invalid"),
        ((), {"topic_tag": "x" * 51}, "option_invalid"),
        ((picture(mime="image/webp"),), {}, "type_not_taken"),
        (tuple(picture() for _ in range(21)), {}, "too_many_files"),
        ((film(seconds=301.0),), {}, "duration"),
    ],
)
def test_threads_refuses_before_it_is_asked(files: Any, options: Any, code: str) -> None:
    assert code in codes(THREADS, *files, **options)


def test_threads_takes_five_links_the_card_included() -> None:
    links = " ".join(f"https://example.com/{n}" for n in range(5))
    assert codes(THREADS, text=links) == set()
    assert codes(THREADS, text=f"{links} https://example.com/5") == {"too_many_links"}
    assert codes(THREADS, text=links, link="https://example.com/0") == set()
    assert codes(THREADS, text=links, link="https://example.org") == {"too_many_links"}


def test_a_threads_poll_needs_its_question() -> None:
    poll = {"choices": ["Rye", "Wheat"], "minutes": 1440}
    assert codes(THREADS, text="Which?", poll=poll) == set()
    assert codes(THREADS, text=" ", poll=poll) == {"empty"}


def test_what_is_written_on_a_story_is_no_part_of_it() -> None:
    for platform in (INSTAGRAM, FACEBOOK):
        tall = picture(width=1080, height=1920)
        assert codes(platform, tall, text="Hello", format="story") == {"text_not_shown"}
        assert codes(platform, tall, text="", format="story") == set()
        assert platform.limits_for(Draft("", (tall,), options={"format": "story"})).follow_ups == "none"


@pytest.mark.parametrize(
    "typed",
    [
        "3o6Zt481isNVuQI1l6",
        "https://giphy.com/gifs/3o6Zt481isNVuQI1l6",
        " https://giphy.com/gifs/bread-rise-slow-3o6Zt481isNVuQI1l6?ref=1 ",
        "https://giphy.com/embed/3o6Zt481isNVuQI1l6",
        "https://media.giphy.com/media/3o6Zt481isNVuQI1l6/giphy.gif",
        "https://media2.giphy.com/media/v1.Y2lkPTc5MGI3/3o6Zt481isNVuQI1l6/giphy.webp?cid=1",
        "https://i.giphy.com/3o6Zt481isNVuQI1l6.gif",
    ],
)
def test_a_gif_of_giphy_is_named_by_any_of_its_addresses(typed: str) -> None:
    fields = THREADS.whole(Draft("Rise", options={"gif": typed}), ())
    assert json.loads(fields["gif_attachment"]) == {"gif_id": "3o6Zt481isNVuQI1l6", "provider": "GIPHY"}
    assert codes(THREADS, text="Rise", gif=typed) == set()


@pytest.mark.parametrize(
    "typed",
    [
        "7640348500",
        "https://www.facebook.com/7640348500",
        "https://facebook.com/pages/Maple-Rye/7640348500/",
        "https://m.facebook.com/p/Maple-Rye-7640348500",
        "https://www.facebook.com/profile.php?id=7640348500",
    ],
)
def test_a_place_on_instagram_is_named_by_the_number_of_its_page(typed: str) -> None:
    sent = Draft("Rise", (picture(link=lambda: "https://example.com/p.jpg"),), options={"place": typed})
    assert INSTAGRAM.whole(sent, ())["location_id"] == "7640348500"
    assert codes(INSTAGRAM, picture(), place=typed) == set()


def test_a_story_has_no_place_and_a_file_of_several_neither() -> None:
    shown = picture(link=lambda: "https://example.com/p.jpg")
    story = Draft("", (shown,), options={"place": "7640348500", "format": "story"})
    assert "location_id" not in INSTAGRAM.whole(story, ())
    many = Draft("", (shown, shown), options={"place": "7640348500"})
    assert "location_id" not in INSTAGRAM.part(many, shown)
    assert INSTAGRAM.whole(many, ("1", "2"))["location_id"] == "7640348500"
