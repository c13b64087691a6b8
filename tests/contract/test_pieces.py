"""Films that are too large for one request go in pieces, and arrive whole."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from tests.contract import files
from tests.contract.conftest import Stage

LARGE = 21 * 1024 * 1024 + 77


@pytest.mark.parametrize("stage", ["tiktok", "youtube"], indirect=True)
def test_a_film_in_pieces_arrives_as_it_was(stage: Stage) -> None:
    film = files.video(stage.shelf)
    assert film.open is not None
    content = film.open().read().ljust(LARGE, b"\0")
    stage.go(stage.draft("Long", (replace(film, bytes=LARGE, open=lambda: io.BytesIO(content)),)))
    [post] = stage.posts()
    assert post["media"][0]["bytes"] == LARGE
