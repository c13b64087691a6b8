"""What has to be done to a file until a platform takes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from velocitypost.contract.spec import Limits, Source
from velocitypost.media.model import Media
from velocitypost.media.recipes import Recipe, bitrate_for, described, foretold, recipe_for

SOURCE = Source("https://example.com", date(2026, 11, 1))
PICKY = Limits(
    text_max=100,
    count_rule="graphemes",
    source=SOURCE,
    images_max=1,
    videos_max=1,
    image_types=("image/jpeg",),
    image_max_bytes=8_000_000,
    image_aspect=(0.8, 1.91),
    image_width=(320, 1440),
    video_types=("video/mp4",),
    video_max_bytes=100_000_000,
    video_aspect=(0.5625, 1.7778),
    video_fps=(23, 60),
)


def file(**changes: Any) -> Media:
    usual = Media(
        id="media_1",
        workspace_id="w",
        uploaded_by="u",
        kind="image",
        mime="image/jpeg",
        bytes=500_000,
        sha256="",
        width=1080,
        height=1080,
        alt="",
        name="",
        created_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    return replace(usual, **changes)


def film(**changes: Any) -> Media:
    usual = {"kind": "video", "mime": "video/mp4", "seconds": 20.0, "fps": 30.0, "codecs": ("h264", "aac")}
    return file(**{**usual, **changes})


def test_what_fits_is_left_as_it_is() -> None:
    assert recipe_for(file(), PICKY) is None
    assert recipe_for(film(), PICKY) is None


def test_a_type_that_is_not_taken_is_saved_as_one_that_is() -> None:
    recipe = recipe_for(file(mime="image/png"), PICKY)
    assert recipe is not None
    assert recipe.mime == "image/jpeg"
    assert described(recipe, file(mime="image/png"), "Picky") == "For Picky it is saved as JPEG."


def test_a_tall_picture_is_cut_to_the_tallest_shape_around_what_must_stay() -> None:
    tall = file(width=1000, height=2000)
    middle, top, bottom = (recipe_for(tall, PICKY, (0.5, y)) for y in (0.5, 0.1, 1.0))
    assert middle is not None
    assert top is not None
    assert bottom is not None
    assert middle.crop == (0.0, 0.1875, 1.0, 0.8125)
    assert top.crop is not None
    assert top.crop[1] == 0.0
    assert bottom.crop is not None
    assert bottom.crop[3] == 1.0
    assert (middle.width, middle.height) == (1000, 1250)


def test_a_wide_picture_is_cut_at_its_sides() -> None:
    recipe = recipe_for(file(width=4000, height=1000), PICKY, (0.0, 0.5))
    assert recipe is not None
    assert recipe.crop is not None
    assert recipe.crop[0] == 0.0
    assert recipe.width == 1440


def test_a_film_keeps_all_of_its_picture_and_gets_bars() -> None:
    recipe = recipe_for(film(width=400, height=1000), PICKY)
    assert recipe is not None
    assert recipe.bars
    assert recipe.width / recipe.height == pytest.approx(0.5625, abs=0.01)
    assert recipe.width % 2 == recipe.height % 2 == 0


def test_a_film_that_is_coded_otherwise_is_converted() -> None:
    recipe = recipe_for(film(mime="video/webm", codecs=("vp9", "opus")), PICKY)
    assert recipe is not None
    assert recipe.mime == "video/mp4"
    assert (recipe.width, recipe.height) == (1080, 1080)


def test_a_platform_without_pictures_gets_no_recipe() -> None:
    assert recipe_for(file(mime="image/png"), replace(PICKY, images_max=0)) is None


def test_a_film_that_must_be_small_gets_few_bits() -> None:
    recipe = recipe_for(film(bytes=500_000_000, seconds=600.0), PICKY)
    assert recipe is not None
    assert bitrate_for(recipe, 600) * 600 / 8 < 100_000_000


@example(width=17, height=8600, focus=(0.0, 0.0), mime="image/jpeg")
@given(
    width=st.integers(16, 9000),
    height=st.integers(16, 9000),
    focus=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    mime=st.sampled_from(("image/jpeg", "image/png", "image/webp")),
)
def test_every_picture_comes_out_within_the_limits(
    width: int, height: int, focus: tuple[float, float], mime: str
) -> None:
    picture = file(width=width, height=height, mime=mime)
    recipe = recipe_for(picture, PICKY, focus)
    told = foretold(picture, recipe)
    assert 0.78 <= told.width / told.height <= 1.95
    assert 320 <= told.width <= 1440
    assert told.mime == "image/jpeg"
    if recipe is not None:
        assert Recipe.of({**vars(recipe), "crop": list(recipe.crop) if recipe.crop else None}) == recipe


def gif(**changes: Any) -> Media:
    return file(**{"kind": "gif", "mime": "image/gif", "seconds": 1.2, "width": 321, "height": 240, **changes})


def test_a_gif_becomes_a_film_where_none_is_taken_and_plays_until_it_is_long_enough() -> None:
    patient = replace(PICKY, video_seconds=(3, 60), video_aspect=None)
    recipe = recipe_for(gif(), patient)
    assert recipe is not None
    assert (recipe.kind, recipe.mime, recipe.width, recipe.height) == ("video", "video/mp4", 320, 240)
    assert (recipe.plays, recipe.fps) == (3, 25)
    told = foretold(gif(), recipe)
    assert (told.kind, told.mime) == ("video", "video/mp4")
    assert told.seconds == pytest.approx(3.6)
    assert (
        described(recipe, gif(), "Picky")
        == "Picky takes no GIFs like this one, so it becomes a video that plays 3 times."
    )
    assert Recipe.of(vars(recipe)) == recipe


def test_a_gif_stays_one_where_it_is_taken_and_small_enough() -> None:
    fond = replace(PICKY, gif_max_bytes=1_000_000)
    assert recipe_for(gif(), fond) is None
    assert recipe_for(gif(bytes=2_000_000), fond) is not None
    assert recipe_for(gif(), replace(PICKY, videos_max=0)) is None
