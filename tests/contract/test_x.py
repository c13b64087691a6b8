"""What only X has: labels, who may reply, and what a post costs."""

from __future__ import annotations

import pytest

from tests.contract.conftest import Stage
from velocitypost.contract.errors import Rejected

pytestmark = pytest.mark.parametrize("stage", ["x"], indirect=True)


def test_labels_go_with_every_part_and_who_may_reply_with_the_first(stage: Stage) -> None:
    chosen = {"made_with_ai": True, "paid_partnership": True, "reply_settings": "following"}
    first = stage.go(stage.draft("Baked at four", options=chosen), key="1").platform_post_id
    further = stage.draft("And sold by nine", reply_to=first, root=first, options=chosen)
    stage.go(further, key="2")
    kept = {post["text"]: post["options"] for post in stage.posts()}
    assert kept["Baked at four"] == chosen
    assert kept["And sold by nine"] == {"made_with_ai": True, "paid_partnership": True}


def test_a_post_costs_more_with_a_link_and_it_is_said_before(stage: Stage) -> None:
    amounts = [stage.platform.cost(stage.draft(text)).amount for text in ("Rye", "Rye at https://example.com/rye")]
    assert amounts == ["0.015", "0.200"]


def test_the_same_text_again_is_refused_as_what_it_is(stage: Stage) -> None:
    stage.go(stage.draft("Once"), key="1")
    with pytest.raises(Rejected) as refused:
        stage.go(stage.draft("Once"), key="2")
    assert (refused.value.duplicate, len(stage.posts())) == (True, 1)
