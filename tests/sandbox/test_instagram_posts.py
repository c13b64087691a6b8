"""Instagram's twin takes what Instagram takes, and refuses the rest by its codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.files import Shelf, open_shelf
from tests.sandbox.caller import video
from tests.sandbox.meta import GraphCaller, code_of, picture
from tests.sandboxed import Sandbox

HOST = "graph.instagram.com/v26.0"


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with open_shelf() as opened:
        yield opened


@pytest.fixture(scope="module")
def jpeg(shelf: Shelf) -> str:
    return shelf.put("image/jpeg", picture())


@pytest.fixture(scope="module")
def film(shelf: Shelf) -> str:
    return shelf.put("video/mp4", video(seconds=8, width=540, height=960))


@pytest.fixture
def ig(sandbox: Sandbox) -> Iterator[GraphCaller]:
    with GraphCaller(sandbox, "instagram", HOST) as caller:
        yield caller


def container(ig: GraphCaller, **fields: Any) -> str:
    made: str = ig.done(f"/{ig.id}/media", **fields)["id"]
    return made


def status(ig: GraphCaller, made: str) -> tuple[str, str]:
    told = ig.read(f"/{made}", fields="status_code,status")
    return told["status_code"], told["status"]


def publish(ig: GraphCaller, made: str) -> str:
    post: str = ig.done(f"/{ig.id}/media_publish", creation_id=made)["id"]
    return post


def test_a_picture_is_public_with_its_words_and_its_alt_text(ig: GraphCaller, jpeg: str) -> None:
    made = container(ig, image_url=jpeg, caption="Rye & salt #bread", alt_text="Two loaves")
    assert status(ig, made)[0] == "FINISHED"
    post = publish(ig, made)
    assert status(ig, made)[0] == "PUBLISHED"
    shown = ig.read(f"/{post}", fields="caption,permalink,media_type,media_product_type,timestamp,username,alt_text")
    assert shown["caption"] == "Rye & salt #bread"
    assert (shown["media_type"], shown["media_product_type"], shown["alt_text"]) == ("IMAGE", "FEED", "Two loaves")
    page = ig.sandbox.control.get(shown["permalink"])
    assert page.status_code == 200
    assert "Rye &amp; salt" in page.text
    assert [media["id"] for media in ig.read(f"/{ig.id}/media")["data"]] == [post]


def test_a_container_makes_one_post_and_no_second(ig: GraphCaller, jpeg: str) -> None:
    made = container(ig, image_url=jpeg)
    publish(ig, made)
    assert code_of(ig.post(f"/{ig.id}/media_publish", creation_id=made)) == "24/2207006"
    assert len(ig.posts()) == 1


def test_a_container_lives_for_a_day(ig: GraphCaller, jpeg: str) -> None:
    made = container(ig, image_url=jpeg)
    ig.sandbox.advance(24 * 3600 + 1)
    assert status(ig, made)[0] == "EXPIRED"
    assert code_of(ig.post(f"/{ig.id}/media_publish", creation_id=made)) == "-2/2207020"


def test_a_video_is_prepared_before_it_can_be_published(ig: GraphCaller, film: str) -> None:
    made = container(ig, media_type="REELS", video_url=film, caption="Turning")
    assert status(ig, made)[0] == "IN_PROGRESS"
    assert code_of(ig.post(f"/{ig.id}/media_publish", creation_id=made)) == "9007/2207027"
    ig.sandbox.advance(60)
    post = publish(ig, made)
    assert ig.read(f"/{post}", fields="media_product_type")["media_product_type"] == "REELS"


@pytest.mark.parametrize(
    ("form", "size", "code"),
    [
        ("PNG", (640, 640), "36001/2207005"),
        ("JPEG", (640, 900), "36003/2207009"),
        ("JPEG", (1000, 500), "36003/2207009"),
    ],
)
def test_a_picture_of_the_wrong_kind_or_shape_is_refused(
    ig: GraphCaller, shelf: Shelf, form: str, size: tuple[int, int], code: str
) -> None:
    address = shelf.put("image/jpeg", picture(form, size))
    assert code_of(ig.post(f"/{ig.id}/media", image_url=address)) == code
    if form == "JPEG":
        container(ig, image_url=address, media_type="STORIES")


def test_a_picture_that_is_too_large_or_none_is_refused(ig: GraphCaller, shelf: Shelf) -> None:
    large = shelf.put("image/jpeg", picture() + bytes(8 * 1024 * 1024))
    assert code_of(ig.post(f"/{ig.id}/media", image_url=large)) == "36000/2207004"
    words = shelf.put("image/jpeg", b"<html>no picture</html>")
    assert code_of(ig.post(f"/{ig.id}/media", image_url=words)) == "9004/2207052"
    assert code_of(ig.post(f"/{ig.id}/media", image_url="http://127.0.0.1:9/none.jpeg")) == "9004/2207052"


def test_what_is_wrong_with_a_video_is_told_by_its_container(ig: GraphCaller, shelf: Shelf) -> None:
    long = shelf.put("video/mp4", video(seconds=61, width=540, height=960))
    short = shelf.put("video/mp4", video(seconds=1, width=540, height=960))
    for fields in (
        {"media_type": "STORIES", "video_url": long},
        {"media_type": "REELS", "video_url": short},
    ):
        made = container(ig, **fields)
        assert status(ig, made) == ("ERROR", "Error: Media upload has failed with error code 2207026")
        assert code_of(ig.post(f"/{ig.id}/media_publish", creation_id=made)) == "-1/2207032"
    gone = container(ig, media_type="REELS", video_url="http://127.0.0.1:9/none.mp4")
    assert "2207052" in status(ig, gone)[1]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"caption": "x" * 2201}, "36004/2207010"),
        ({"caption": " ".join(f"#tag{n}" for n in range(31))}, "100/2207040"),
        ({"caption": " ".join(f"@name{n}" for n in range(21))}, "100/2207040"),
        ({"alt_text": "x" * 1001}, "100"),
        ({"media_type": "LIVE"}, "100/2207023"),
        ({"collaborators": '["a","b","c","d"]'}, "100"),
        ({"media_type": "STORIES", "collaborators": '["a"]'}, "100"),
        ({"media_type": "STORIES", "alt_text": "no"}, "100"),
        ({"is_carousel_item": "true", "is_ai_generated": "true"}, "100"),
        ({"is_paid_partnership": "true"}, "100"),
        ({"location_id": "7640348500"}, "100"),
        ({"location_id": "7640348500", "is_carousel_item": "true"}, "100"),
        ({"audio_name": "The oven"}, "100"),
        ({"video_url": "http://127.0.0.1:9/x.mp4"}, "100"),
        ({"user_tags": '[{"username": "nobody_at_all", "x": 0.5, "y": 0.5}]'}, "110/2207018"),
        ({"user_tags": '[{"username": "adaquist"}]'}, "100"),
        ({"user_tags": '[{"username": "adaquist", "x": 540, "y": 0.5}]'}, "100"),
        ({"user_tags": '["adaquist"]'}, "100"),
        ({"user_tags": str([{"username": "adaquist", "x": 0.5, "y": 0.5}] * 21).replace("'", '"')}, "100"),
    ],
)
def test_words_that_do_not_fit_are_refused(ig: GraphCaller, jpeg: str, fields: dict[str, str], code: str) -> None:
    assert code_of(ig.post(f"/{ig.id}/media", image_url=jpeg, **fields)) == code


def test_a_carousel_has_two_to_ten_parts_of_its_own(ig: GraphCaller, jpeg: str, film: str) -> None:
    ig.sandbox.dial(media_processing_s=0)
    parts = [container(ig, image_url=jpeg, is_carousel_item="true", alt_text=f"Part {n}") for n in range(10)]
    parts.append(container(ig, media_type="VIDEO", video_url=film, is_carousel_item="true"))
    for children in (parts[:1], parts, [parts[0], "17000000000000000"]):
        refused = ig.post(f"/{ig.id}/media", media_type="CAROUSEL", children=",".join(children))
        assert code_of(refused) == "100/2207028"
    whole = container(ig, media_type="CAROUSEL", children=",".join(parts[8:]), caption="Three")
    assert code_of(ig.post(f"/{ig.id}/media_publish", creation_id=parts[0])) == "24/2207006"
    publish(ig, whole)
    [post] = ig.posts()
    assert [media["kind"] for media in post["media"]] == ["image", "image", "video"]
    assert [media["alt"] for media in post["media"]] == ["Part 8", "Part 9", ""]


def test_a_story_stands_apart_and_for_a_day(ig: GraphCaller, jpeg: str) -> None:
    story = publish(ig, container(ig, media_type="STORIES", image_url=jpeg))
    assert ig.read(f"/{ig.id}/media")["data"] == []
    assert [media["id"] for media in ig.read(f"/{ig.id}/stories")["data"]] == [story]
    assert code_of(ig.get(f"/{story}/insights", metric="views,reach")) == "10"
    assert code_of(ig.get(f"/{story}/insights", metric="saved")) == "100"
    ig.sandbox.advance(4 * 3600)
    [views] = ig.read(f"/{story}/insights", metric="views")["data"]
    assert views["values"][0]["value"] >= 5
    ig.sandbox.advance(21 * 3600)
    assert ig.read(f"/{ig.id}/stories")["data"] == []


def test_a_day_has_room_for_so_many_posts(ig: GraphCaller, jpeg: str) -> None:
    ig.sandbox.dial(rate_limit_factor=0.02)
    for _ in range(2):
        publish(ig, container(ig, image_url=jpeg))
    third = container(ig, image_url=jpeg)
    [told] = ig.read(f"/{ig.id}/content_publishing_limit", fields="quota_usage,config")["data"]
    assert told == {"quota_usage": 2, "config": {"quota_total": 2, "quota_duration": 86_400}}
    assert code_of(ig.post(f"/{ig.id}/media_publish", creation_id=third)) == "9/2207042"
    ig.sandbox.advance(23 * 3600)
    assert code_of(ig.post(f"/{ig.id}/media_publish", creation_id=third)) == "9/2207042"
    ig.sandbox.advance(1800 + 1700)
    assert code_of(ig.post(f"/{ig.id}/media_publish", creation_id=third)) == "9/2207042"


def test_a_comment_keeps_to_instagrams_manners(ig: GraphCaller, jpeg: str) -> None:
    post = publish(ig, container(ig, image_url=jpeg, caption="Below"))
    for message in ("x" * 301, "#a #b #c #d #e", "https://a.example https://b.example", "ALL IN CAPITALS", ""):
        assert code_of(ig.post(f"/{post}/comments", message=message)) == "100"
    said = ig.done(f"/{post}/comments", message="First #one")["id"]
    reply = ig.done(f"/{said}/replies", message="And a reply")["id"]
    told = ig.read(f"/{post}/comments", fields="id,text,username,timestamp")["data"]
    assert [(one["id"], one["text"], one["username"]) for one in told] == [(said, "First #one", "mapleandrye")]
    assert ig.read(f"/{reply}", fields="parent_id")["parent_id"] == said


def test_others_have_no_say(ig: GraphCaller, sandbox: Sandbox, jpeg: str) -> None:
    made = container(ig, image_url=jpeg)
    post = publish(ig, container(ig, image_url=jpeg))
    with GraphCaller(sandbox, "instagram", HOST, account="adaquist") as ada:
        assert code_of(ada.post(f"/{ada.id}/media_publish", creation_id=made)) == "24/2207006"
        assert code_of(ada.post(f"/{ig.id}/media", image_url=jpeg)) == "100/33"
        assert code_of(ada.get(f"/{made}", fields="status")) == "100/33"
        assert code_of(ada.get(f"/{post}/insights", metric="views")) == "100/33"
    with GraphCaller(sandbox, "instagram", HOST, scope="instagram_business_basic") as narrow:
        assert code_of(narrow.post(f"/{narrow.id}/media", image_url=jpeg)) == "10"
        assert code_of(narrow.get(f"/{post}/insights", metric="views")) == "10"


def test_paths_fields_and_metrics_that_are_none_are_refused(ig: GraphCaller, jpeg: str) -> None:
    post = publish(ig, container(ig, image_url=jpeg))
    assert code_of(ig.get("/me", fields="id,shoe_size")) == "100"
    assert code_of(ig.get("/me", fields="id,owner{id")) == "2500"
    assert code_of(ig.get(f"/{post}/insights", metric="impressions")) == "100"
    assert code_of(ig.get(f"/{post}/insights")) == "100"
    assert code_of(ig.get("/17900000000000000", fields="id")) == "100/33"
    assert code_of(ig.sandbox.control.get("/graph.instagram.com/v99.0/me", headers=ig.client.headers)) == "2500"
    assert code_of(ig.client.delete(f"/{post}")) == "100/33"
    assert ig.read("/me", fields="user_id,username,account_type")["account_type"] == "BUSINESS"


def test_a_page_of_posts_names_the_next(ig: GraphCaller, jpeg: str) -> None:
    made = [publish(ig, container(ig, image_url=jpeg)) for _ in range(3)]
    first = ig.read(f"/{ig.id}/media", limit=2)
    assert [media["id"] for media in first["data"]] == [made[2], made[1]]
    second = ig.read(f"/{ig.id}/media", limit=2, after=first["paging"]["cursors"]["after"])
    assert [media["id"] for media in second["data"]] == [made[0]]
    assert "next" not in second["paging"]
    assert code_of(ig.get(f"/{ig.id}/media", after="nonsense")) == "100"


def test_usage_is_told_in_percent_and_a_full_window_says_when_it_opens(ig: GraphCaller) -> None:
    ig.sandbox.fault("GET /:version/me", "rate_limited", service="instagram", seconds=150)
    refused = ig.get("/me")
    assert code_of(refused) == "4"
    assert '"estimated_time_to_regain_access": 3' in refused.headers["x-business-use-case-usage"]
    assert '"call_count": 100' in refused.headers["x-app-usage"]
    assert '"call_count": 0' in ig.get("/me").headers["x-app-usage"]


def test_people_are_on_no_video_of_a_carousel_and_places_on_no_story(ig: GraphCaller, jpeg: str, film: str) -> None:
    tags = '[{"username": "adaquist"}]'
    part = {"video_url": film, "media_type": "VIDEO", "is_carousel_item": "true"}
    assert code_of(ig.post(f"/{ig.id}/media", **part, user_tags=tags)) == "100"
    story = {"image_url": jpeg, "media_type": "STORIES"}
    assert code_of(ig.post(f"/{ig.id}/media", **story, location_id="7640348500")) == "100"
