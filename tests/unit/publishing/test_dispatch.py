"""Who goes next: fair between workspaces, and no platform holds up the others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from velocitypost.publishing.dispatch import choose
from velocitypost.publishing.store import Due

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def due(number: int, workspace: str, platform: str = "x") -> Due:
    return Due(f"pub_{workspace}_{number}", workspace, platform, NOW + timedelta(seconds=number))


def test_a_burst_of_one_workspace_does_not_starve_another() -> None:
    waiting = [due(n, "big") for n in range(1000)] + [due(2000, "small")]
    chosen = choose(waiting, {}, room=4, share=4)
    assert [item.workspace_id for item in chosen] == ["big", "small", "big", "big"]


def test_the_longest_waiting_of_a_workspace_goes_first() -> None:
    waiting = [due(n, "one") for n in range(5)]
    assert choose(waiting, {}, room=3, share=3) == waiting[:3]


def test_a_platform_that_does_not_answer_leaves_room_for_the_others() -> None:
    held = {"slow": {"a", "b", "c"}}
    waiting = [due(n, "one", "slow") for n in range(5)] + [due(n, "one", "x") for n in range(5, 8)]
    chosen = choose(waiting, held, room=4, share=3)
    assert [item.platform for item in chosen] == ["x"]


def test_what_a_worker_holds_is_not_handed_over_again() -> None:
    first, second = due(1, "one"), due(2, "one")
    assert choose([first, second], {"x": {first.id}}, room=4, share=4) == [second]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y"])), max_size=40),
    st.integers(1, 10),
    st.integers(1, 10),
)
def test_room_and_share_are_kept_and_nothing_is_chosen_twice(
    waiting: list[tuple[str, str]], room: int, share: int
) -> None:
    items = [due(number, workspace, platform) for number, (workspace, platform) in enumerate(waiting)]
    chosen = choose(items, {}, room=room, share=share)
    assert len(chosen) == len({item.id for item in chosen}) <= room
    for platform in ("x", "y"):
        assert sum(item.platform == platform for item in chosen) <= share
