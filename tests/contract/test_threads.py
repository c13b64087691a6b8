"""What only Threads has: a GIF of GIPHY beside a text."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract import files
from tests.contract.conftest import Stage

pytestmark = pytest.mark.parametrize("stage", ["threads"], indirect=True)


def test_a_gif_of_giphy_goes_out_with_a_text_and_is_found(stage: Stage) -> None:
    draft = stage.draft("Rise", (), options={"gif": "https://giphy.com/gifs/bread-3o6Zt481isNVuQI1l6"})
    assert stage.platform.check(draft) == []
    stage.go(draft)
    [post] = stage.posts()
    assert (post["text"], post["options"]["gif"]) == ("Rise", "3o6Zt481isNVuQI1l6")
    stage.last_pending = None
    found = stage.find(draft, since=stage.now - timedelta(minutes=1))
    assert found is not None
    assert found.platform_post_id == post["id"]


def test_a_gif_of_giphy_beside_files_is_refused_before_it_is_sent(stage: Stage) -> None:
    draft = stage.draft("Rise", (files.picture(stage.shelf),), options={"gif": "3o6Zt481isNVuQI1l6"})
    assert [(problem.option, problem.code) for problem in stage.platform.check(draft)] == [("gif", "option_invalid")]
