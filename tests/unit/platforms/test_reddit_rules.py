"""What can be said of a post for Reddit before it is sent, and what Reddit's answers mean."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from tests.unit.platforms.scripted import NOON, Scripted, answer
from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.types import Attachment, Draft, Pending, Published
from velocitypost.core.http import Response
from velocitypost.platforms._reddit import plain_poster
from velocitypost.platforms._reddit_reading import place
from velocitypost.platforms.reddit import Reddit

REDDIT = Reddit()
MB = 1024 * 1024
LEASE = {
    "args": {
        "action": "//reddit-uploaded-media.s3-accelerate.amazonaws.com",
        "fields": [{"name": "acl", "value": "private"}, {"name": "key", "value": "rte_images/abc"}],
    },
    "asset": {"asset_id": "abc"},
}


def file(kind: str = "image", size: int = 5000) -> Attachment:
    mime = {"image": "image/jpeg", "gif": "image/gif", "video": "video/mp4"}[kind]
    seconds = 10.0 if kind == "video" else None
    return Attachment("m", kind, mime, size, 640, 480, seconds=seconds, open=lambda: io.BytesIO(bytes(size)))  # type: ignore[arg-type]


def draft(*files: Attachment, text: str = "Crumb and crust", **options: Any) -> Draft:
    return Draft(text, files, options={"subreddit": "r/Breadit", "title": "From the oven", **options})


def problems(of: Draft) -> dict[str, str]:
    return {problem.code: problem.severity for problem in REDDIT.check(of)}


def ok(**data: Any) -> dict[str, Any]:
    return {"json": {"errors": [], "data": data}}


def refusal(code: str, words: str = "no", **more: Any) -> dict[str, Any]:
    return {"json": {"errors": [[code, words, "sr"]], **more}}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Breadit", "Breadit"),
        (" r/Breadit ", "Breadit"),
        ("/r/Breadit/", "Breadit"),
        ("https://www.reddit.com/r/Breadit/", "Breadit"),
        ("old.reddit.com/r/Breadit", "Breadit"),
        ("u/mapleandrye", "u_mapleandrye"),
        ("https://reddit.com/user/mapleandrye", "u_mapleandrye"),
        ("u_mapleandrye", "u_mapleandrye"),
    ],
)
def test_a_subreddit_is_understood_however_it_is_written(typed: str, name: str) -> None:
    assert place(typed) == name


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (draft(subreddit=None), "option_missing"),
        (draft(subreddit="bread and butter"), "no_subreddit"),
        (draft(title=None), "option_missing"),
        (draft(title="x" * 301), "option_invalid"),
        (draft(text="x" * 40_001), "too_long"),
        (draft(link="example.com"), "option_invalid"),
        (draft(file(), link="https://example.com"), "link_and_media"),
        (draft(*(file(),) * 21), "too_many_images"),
        (draft(file(size=21 * MB)), "too_large"),
        (draft(file("video"), file(), file()), "mixed_media"),
        (draft(file("gif"), file()), "mixed_media"),
    ],
)
def test_what_reddit_would_refuse_is_told_before(wrong: Draft, code: str) -> None:
    assert problems(wrong)[code] == "error"


@pytest.mark.parametrize(
    "good",
    [
        draft(),
        draft(text=""),
        draft(text="", link="https://example.com"),
        draft(file(), file()),
        draft(file("video"), file()),
        draft(file("gif")),
    ],
)
def test_a_title_is_enough_and_a_picture_beside_a_video_is_its_cover(good: Draft) -> None:
    assert problems(good) == {}


def test_a_comment_without_words_is_none() -> None:
    assert problems(Draft(" ", reply_to="t3_a"))["empty"] == "error"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (refusal("RATELIMIT", "Take a break for 9 minutes before trying again.", ratelimit=540.5), Unavailable),
        (refusal("RATELIMIT", "Take a break for 9 minutes before trying again."), Unavailable),
        (refusal("SUBREDDIT_NOEXIST"), Rejected),
        (refusal("NEVER_HEARD_OF"), Rejected),
        ({"unheard": "of"}, OutcomeUnknown),
    ],
)
def test_a_refusal_with_status_200_is_what_its_code_says(body: Any, kind: type[PlatformError]) -> None:
    with pytest.raises(kind) as raised:
        REDDIT.publish(Scripted(REDDIT, [answer(body)]), Draft("Hi", reply_to="t3_a"), key="k")
    assert type(raised.value) is kind


def test_how_long_to_wait_is_read_from_the_number_and_never_from_the_words() -> None:
    for more, seconds in (({"ratelimit": 120.0}, 121), ({}, 600)):
        client = Scripted(REDDIT, [answer(refusal("RATELIMIT", "Take a break for 9 minutes.", **more))])
        with pytest.raises(Unavailable) as raised:
            REDDIT.publish(client, Draft("Hi", reply_to="t3_a"), key="k")
        assert raised.value.retry_at == NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("response", "kind", "words"),
    [
        (answer({"message": "Unauthorized", "error": 401}, 401), ReconnectNeeded, ""),
        (answer({"message": "Forbidden", "error": 403, "reason": "private"}, 403), Rejected, "Forbidden"),
        (
            answer({"reason": "SUBMIT_VALIDATION_TITLE_MIN", "explanation": "Too short.", "message": "Bad"}, 400),
            Rejected,
            "Too short.",
        ),
        (answer({"reason": "SUBMIT_VALIDATION_FLAIR_REQUIRED", "message": "Bad Request"}, 400), Rejected, "flair"),
        (
            Response(400, {}, b"<Error><Code>EntityTooLarge</Code><Message>Too much</Message></Error>"),
            Rejected,
            "Too much",
        ),
        (answer({}, 429, x_ratelimit_reset="42"), Unavailable, ""),
        (answer({"message": "Oops", "error": 503}, 503), OutcomeUnknown, "Oops"),
        (
            answer({"error": 403}, 403, www_authenticate='Bearer realm="reddit", error="insufficient_scope"'),
            Rejected,
            "permission",
        ),
    ],
)
def test_each_answer_is_the_error_that_says_what_to_do_next(
    response: Response, kind: type[PlatformError], words: str
) -> None:
    error = REDDIT.read_error(response, writes=True, now=NOON)
    assert type(error) is kind
    assert words in error.reason
    if isinstance(error, Unavailable):
        assert error.retry_at == NOON + timedelta(seconds=43)


def test_what_is_left_is_read_from_the_headers() -> None:
    told = {"x_ratelimit_used": "12", "x_ratelimit_remaining": "988.0", "x_ratelimit_reset": "300"}
    quota = REDDIT.read_quota(answer({}, 200, date="Mon, 02 Mar 2026 12:00:00 GMT", **told), operation="POST")
    assert quota is not None
    assert (quota.limit, quota.remaining, quota.resets_at) == (1000, 988, NOON + timedelta(seconds=301))
    assert REDDIT.read_quota(answer({}), operation="POST") is None


def test_a_link_is_posted_as_one_with_words_below_it() -> None:
    client = Scripted(REDDIT, [ok(name="t3_a", url="https://www.reddit.com/r/Breadit/comments/a/x/")])
    done = REDDIT.publish(client, draft(link="https://example.com/menu", nsfw=True, flair="f1"), key="k")
    assert isinstance(done, Published)
    assert done.platform_post_id == "t3_a"
    form = client.asked[0][2]["form"]
    assert (form["kind"], form["url"], form["text"]) == ("link", "https://example.com/menu", "Crumb and crust")
    assert (form["nsfw"], form["spoiler"], form["sendreplies"], form["flair_id"]) == ("true", "false", "true", "f1")


def test_files_go_up_one_at_a_time_and_the_post_is_the_one_write() -> None:
    client = Scripted(REDDIT, [LEASE, Response(201, {}, b"<PostResponse/>")] * 2 + [ok(id="t3_a", url="https://x")])
    both = draft(file(), file())
    outcome = REDDIT.publish(client, both, key="k")
    for count in (1, 2):
        assert isinstance(outcome, Pending)
        assert len(outcome.state["uploads"]) == count
        outcome = REDDIT.resume(client, both, outcome, key="k")
    assert outcome == Published("t3_a", "https://x")
    assert client.writes == ["/api/submit_gallery_post.json"]
    assert [item["media_id"] for item in client.asked[-1][2]["json"]["items"]] == ["abc", "abc"]


def test_a_file_is_streamed_into_a_form_whose_length_is_known_before() -> None:
    client = Scripted(REDDIT, [LEASE, Response(201, {}, b"")])
    REDDIT.publish(client, draft(file(size=3 * MB)), key="k")
    method, address, sent = client.asked[1]
    assert (method, address) == ("POST", "https://reddit-uploaded-media.s3-accelerate.amazonaws.com")
    assert not sent["authorised"]
    pieces = list(sent["content"]())
    assert max(map(len, pieces)) <= MB
    assert sum(map(len, pieces)) == int(sent["headers"]["content-length"])
    whole = b"".join(pieces)
    assert whole.index(b'name="acl"') < whole.index(b'name="key"') < whole.index(b'name="file"')


def test_a_video_without_a_cover_has_a_plain_one() -> None:
    poster = plain_poster()
    assert poster.open is not None
    with poster.open() as stream:
        content = stream.read()
    assert len(content) == poster.bytes
    picture = Image.open(io.BytesIO(content))
    picture.load()
    assert picture.size == (poster.width, poster.height)


def post(**changes: Any) -> dict[str, Any]:
    usual = {"name": "t3_a", "title": "From the oven", "subreddit": "Breadit", "selftext": "Crumb and crust"}
    return {**usual, "permalink": "/r/Breadit/comments/a/x/", "created_utc": NOON.timestamp(), **changes}


def listing(*posts: dict[str, Any], after: str | None = None) -> dict[str, Any]:
    return {"data": {"children": [{"kind": "t3", "data": one} for one in posts], "after": after}}


def test_a_picture_is_waited_for_and_not_for_ever() -> None:
    pending = Pending({"submitted": NOON.isoformat()})
    waits = REDDIT.resume(Scripted(REDDIT, [listing()]), draft(file()), pending, key="k")
    assert isinstance(waits, Pending)
    assert waits.check_after > 0
    done = REDDIT.resume(Scripted(REDDIT, [listing(post())]), draft(file()), pending, key="k")
    assert done == Published("t3_a", "https://www.reddit.com/r/Breadit/comments/a/x/", NOON)
    late = Scripted(REDDIT, [listing()], now=NOON + timedelta(minutes=16))
    with pytest.raises(Rejected, match="does not show it"):
        REDDIT.resume(late, draft(file()), pending, key="k")


@pytest.mark.parametrize(
    "other",
    [
        post(title="From the shop"),
        post(subreddit="smallbusiness"),
        post(selftext="Crust"),
        post(created_utc=NOON.timestamp() - 60),
    ],
)
def test_another_post_is_not_taken_for_it(other: dict[str, Any]) -> None:
    client = Scripted(REDDIT, [listing(other, after="t3_b"), listing()])
    assert REDDIT.find(client, draft(), key="k", since=NOON - timedelta(seconds=30)) is None


def test_it_is_looked_for_beyond_the_first_page() -> None:
    client = Scripted(REDDIT, [listing(post(title="Other"), after="t3_b"), listing(post())])
    found = REDDIT.find(client, draft(), key="k", since=NOON - timedelta(seconds=30))
    assert found is not None
    assert client.asked[1][2]["params"]["after"] == "t3_b"


def test_the_absence_of_a_picture_proves_nothing_in_the_first_minute() -> None:
    with pytest.raises(Unavailable):
        REDDIT.find(Scripted(REDDIT, [listing()]), draft(file()), key="k", since=NOON - timedelta(seconds=30))
    late = Scripted(REDDIT, [listing()])
    assert REDDIT.find(late, draft(file()), key="k", since=NOON - timedelta(seconds=90)) is None


@pytest.mark.parametrize(
    ("url", "thing"),
    [
        ("https://www.reddit.com/r/Breadit/comments/1abc2d/from_the_oven/", "t3_1abc2d"),
        ("https://www.reddit.com/r/Breadit/comments/1abc2d/from_the_oven/k9x8y7z/", "t1_k9x8y7z"),
        ("https://redd.it/1abc2d", "t3_1abc2d"),
        ("https://www.reddit.com/r/Breadit/", None),
    ],
)
def test_the_id_is_read_from_an_address(url: str, thing: str | None) -> None:
    assert REDDIT.post_id_of(url) == thing
