"""What only YouTube has: what is said of a video, its thumbnail, its playlist."""

from __future__ import annotations

import pytest

from tests.contract import files
from tests.contract.conftest import Stage

pytestmark = pytest.mark.parametrize("stage", ["youtube"], indirect=True)


def test_what_is_said_of_a_video_is_as_its_author_chose(stage: Stage) -> None:
    options = {
        "title": "Rye, slowly",
        "privacy": "unlisted",
        "tags": ["rye", "sour dough"],
        "category": "26",
        "made_for_kids": True,
        "altered": True,
        "paid_promotion": True,
        "notify_subscribers": False,
    }
    stage.go(stage.draft("Baked at four", options=options))
    [video] = stage.posts()
    snippet, status = video["options"]["snippet"], video["options"]["status"]
    assert (video["title"], video["text"]) == ("Rye, slowly", "Baked at four")
    assert (snippet["tags"], snippet["categoryId"]) == (["rye", "sour dough"], "26")
    said = ("privacyStatus", "selfDeclaredMadeForKids", "containsSyntheticMedia")
    assert [status[name] for name in said] == ["unlisted", True, True]
    assert video["options"]["paid"] is True
    assert video["options"]["notify"] is False


def test_a_picture_becomes_the_thumbnail_and_the_video_stands_in_its_playlist(stage: Stage) -> None:
    [playlist, *_] = stage.platform.choices(stage.client, "playlist")
    both = (files.video(stage.shelf), files.picture(stage.shelf, size=(1280, 720)))
    published = stage.go(stage.draft("Kneading", both, options={"playlist": playlist.value}))
    [video] = stage.posts()
    assert video["media"][0]["poster"]
    entries = stage.client.get("/youtube/v3/playlistItems", {"part": "snippet", "playlistId": playlist.value})
    assert [one["snippet"]["resourceId"]["videoId"] for one in entries["items"]] == [published.platform_post_id]


def test_a_playlist_that_is_gone_is_told_and_the_video_stands(stage: Stage) -> None:
    published = stage.go(stage.draft("Kneading", options={"playlist": "PLgone"}))
    assert "is not in the playlist" in published.note
    assert [video["id"] for video in stage.posts()] == [published.platform_post_id]
