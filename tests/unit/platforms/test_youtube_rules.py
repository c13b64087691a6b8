"""What can be said of a video before it is sent, and what YouTube's answers mean."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.types import Attachment, Draft, Pending
from velocitypost.core.http import Response
from velocitypost.platforms._youtube_rules import tags_length
from velocitypost.platforms.youtube import YouTube

YOUTUBE = YouTube()
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MEGABYTE = 1024 * 1024


def film(**changes: Any) -> Attachment:
    usual = {"width": 1920, "height": 1080, "seconds": 60.0, "bytes": MEGABYTE}
    return Attachment("m", "video", "video/mp4", **{**usual, **changes})


def picture(**changes: Any) -> Attachment:
    return Attachment("p", "image", "image/jpeg", **{"bytes": 1000, "width": 1280, "height": 720, **changes})


def draft(*files: Attachment, text: str = "Crumb and crust", facts: Any = None, **options: Any) -> Draft:
    return Draft(text, files or (film(),), options={"title": "Bread", **options}, facts=facts or {})


def problems(of: Draft) -> dict[str, str]:
    return {problem.code: problem.severity for problem in YOUTUBE.check(of)}


def test_a_video_with_a_title_is_enough() -> None:
    assert problems(draft()) == {}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (draft(picture()), "media_required"),
        (draft(film(), film()), "too_many_videos"),
        (draft(film(), picture(), picture()), "too_many_images"),
        (draft(film(), picture(bytes=3 * MEGABYTE)), "too_large"),
        (draft(title=None), "option_missing"),
        (draft(title="x" * 101), "option_invalid"),
        (draft(title="Bread <3"), "angle_brackets"),
        (draft(text="1 < 2"), "angle_brackets"),
        (draft(text="é" * 2501), "too_long"),
        (draft(tags=["x" * 501]), "tags_too_long"),
        (draft(film(seconds=13 * 3600.0)), "duration"),
        (draft(film(seconds=1000.0), facts={"verified": False}), "duration"),
        (draft(privacy="friends"), "option_invalid"),
    ],
)
def test_what_youtube_would_refuse_is_told_before(wrong: Draft, code: str) -> None:
    assert problems(wrong)[code] == "error"


def test_a_thumbnail_that_the_channel_may_not_set_is_foretold_and_no_hindrance() -> None:
    both = (film(), picture())
    assert problems(draft(*both, facts={"verified": False})) == {"thumbnail_not_taken": "warning"}
    assert problems(draft(*both, facts={"verified": True})) == {}


@pytest.mark.parametrize(
    ("tags", "length"),
    [((), 0), (("bread",), 5), (("bread", "rye"), 9), (("two words",), 11), (("two words", "rye"), 15)],
)
def test_tags_count_with_a_comma_between_and_quotes_around_two_words(tags: tuple[str, ...], length: int) -> None:
    assert tags_length(tags) == length


@pytest.mark.parametrize(
    ("width", "height", "seconds", "kind"),
    [
        (1080, 1920, 60.0, "short"),
        (1080, 1080, 180.0, "short"),
        (1080, 1920, 181.0, ""),
        (1920, 1080, 30.0, ""),
        (None, None, 30.0, ""),
    ],
)
def test_a_short_is_known_by_shape_and_length(width: int, height: int, seconds: float, kind: str) -> None:
    assert YOUTUBE.format_of(draft(film(width=width, height=height, seconds=seconds))) == kind


@pytest.mark.parametrize(
    ("url", "video"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=3", "abcdefghijk"),
        ("https://youtu.be/abcdefghi-k", "abcdefghi-k"),
        ("https://www.youtube.com/shorts/abcdefghijk", "abcdefghijk"),
        ("https://www.youtube.com/@mapleandrye", None),
    ],
)
def test_the_id_is_read_from_an_address(url: str, video: str | None) -> None:
    assert YOUTUBE.post_id_of(url) == video


def refusal(status: int, reason: str, message: str = "No <a href='/x'>such</a> thing.") -> Response:
    error = {"code": status, "message": message, "errors": [{"reason": reason, "message": message}]}
    return Response(status, {}, json.dumps({"error": error}).encode())


@pytest.mark.parametrize(
    ("response", "writes", "kind"),
    [
        (refusal(401, "authError"), True, ReconnectNeeded),
        (refusal(403, "insufficientPermissions"), True, Rejected),
        (refusal(403, "quotaExceeded"), True, Unavailable),
        (refusal(403, "rateLimitExceeded"), True, Unavailable),
        (refusal(400, "uploadLimitExceeded"), True, Unavailable),
        (refusal(401, "youtubeSignupRequired"), True, Rejected),
        (refusal(400, "invalidTitle"), True, Rejected),
        (refusal(404, "videoNotFound"), True, Rejected),
        (refusal(503, "backendError"), True, OutcomeUnknown),
        (refusal(503, "backendError"), False, Unavailable),
        (Response(502, {}, b"<html>"), False, Unavailable),
    ],
)
def test_each_reason_is_the_error_that_says_what_to_do_next(
    response: Response, writes: bool, kind: type[PlatformError]
) -> None:
    error = YOUTUBE.read_error(response, writes=writes, now=NOON)
    assert type(error) is kind or isinstance(error, kind)
    assert error.reason
    assert "<a" not in error.reason


@pytest.mark.parametrize(
    ("now", "midnight"),
    [
        (datetime(2026, 3, 2, 12, 0, tzinfo=UTC), datetime(2026, 3, 3, 8, 0, tzinfo=UTC)),
        (datetime(2026, 3, 8, 9, 0, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC)),  # the clocks change between
        (datetime(2026, 7, 1, 3, 0, tzinfo=UTC), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_used_up_day_begins_anew_at_midnight_in_california(now: datetime, midnight: datetime) -> None:
    error = YOUTUBE.read_error(refusal(403, "quotaExceeded"), writes=True, now=now)
    assert isinstance(error, Unavailable)
    assert error.retry_at == midnight


@dataclass
class Session:
    """A client before an upload session that keeps what it is sent."""

    total: int
    kept: bytes = b""
    writes: list[int] = field(default_factory=list)
    platform_user_id: str = "UC"
    username: str = "bakery"
    site_url: str = "https://www.youtube.com"
    facts: Mapping[str, Any] = field(default_factory=dict)
    now: datetime = NOON
    cut_next: bool = False

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        raise AssertionError(path)

    def send(
        self,
        method: str,
        path: str,
        *,
        content: bytes | Callable[[], Iterable[bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
        writes: bool = False,
        **_more: Any,
    ) -> Response:
        if method == "POST":
            return Response(200, {"location": "https://youtube.googleapis.com/session"}, b"")
        if content is not None:
            sent = content if isinstance(content, bytes) else b"".join(content())
            assert headers is not None
            assert headers["content-range"].startswith(f"bytes {len(self.kept)}-")
            if self.cut_next:
                self.cut_next = False
                self.kept += sent[: 3 * MEGABYTE]
                raise Unavailable("cut")
            self.kept += sent
            if writes:
                self.writes.append(len(self.kept))
        if len(self.kept) == self.total:
            return Response(200, {}, b'{"id": "abcdefghijk"}')
        spoken = {"range": f"bytes=0-{len(self.kept) - 1}"} if self.kept else {}
        raise YOUTUBE.read_error(Response(308, spoken, b""), writes=writes, now=NOON)


def test_a_large_film_goes_in_pieces_and_on_from_where_it_stopped() -> None:
    content = bytes(range(256)) * (20 * 4096)
    client = Session(len(content))
    file = film(bytes=len(content), open=lambda: io.BytesIO(content))
    outcome = YOUTUBE.publish(client, draft(file), key="k")
    client.cut_next = True
    with pytest.raises(Unavailable):
        YOUTUBE.resume(client, draft(file), outcome, key="k")  # type: ignore[arg-type]
    for _ in range(3):
        assert isinstance(outcome, Pending)
        assert "video" not in outcome.state
        outcome = YOUTUBE.resume(client, draft(file), outcome, key="k")
    assert isinstance(outcome, Pending)
    assert outcome.state["video"] == "abcdefghijk"
    assert client.kept == content
    assert client.writes == [len(content)]


def test_a_film_whose_last_byte_is_there_is_found_and_one_that_lacks_it_is_not() -> None:
    content = bytes(MEGABYTE)
    file = film(bytes=len(content), open=lambda: io.BytesIO(content))
    pending = Pending({"session": "https://youtube.googleapis.com/session"})
    since = NOON - timedelta(minutes=1)
    client = Session(len(content), kept=content)
    found = YOUTUBE.find(client, draft(file), key="k", since=since, pending=pending)
    assert found is not None
    assert (found.platform_post_id, found.url) == ("abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk")
    client = Session(len(content), kept=content[:-1])
    assert YOUTUBE.find(client, draft(file), key="k", since=since, pending=pending) is None


def test_a_film_of_which_every_byte_is_there_is_neither_sent_again_nor_taken_for_absent() -> None:
    content = bytes(MEGABYTE)
    file = film(bytes=len(content), open=lambda: io.BytesIO(content))
    pending = Pending({"session": "https://youtube.googleapis.com/session"})
    client = Session(len(content) + 1, kept=content)
    waits = YOUTUBE.resume(client, draft(file), pending, key="k")
    assert isinstance(waits, Pending)
    assert waits.check_after > 0
    assert client.writes == []
    with pytest.raises(Unavailable):
        YOUTUBE.find(client, draft(file), key="k", since=NOON, pending=pending)
