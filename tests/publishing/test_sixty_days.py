"""The sixty days of `make sixty-days` in little: three of them, with everything counted at the twins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.sixty_days.__main__ import next_march
from bench.sixty_days.reckoning import reckon
from bench.sixty_days.story import Story, three_days
from bench.sixty_days.world import open_world
from tests.sandboxed import Sandbox
from tests.workshop import Workshop
from velocitypost.core.cache import Cache

pytestmark = pytest.mark.long


def test_three_days_with_an_outage_a_pause_and_a_smaller_plan_keep_every_promise(
    twin: Sandbox, database_uri: str, redis_url: str, redis: Cache, tmp_path: Path
) -> None:
    world = open_world(twin, database_uri, redis_url, tmp_path)
    story = Story(world, next_march(datetime.now(UTC).date()))
    story.begin()
    telling = three_days(story)
    world.live(story.at(telling.days, "00:00"), telling.happenings)
    found = reckon(story, telling.days)
    world.workshop.close()
    assert found.wrongs == []
    assert int(dict(found.figures)["planned for these days and still standing"]) >= 5


def test_a_sign_in_ends_by_the_products_own_clock(workshop: Workshop) -> None:
    workshop.pass_time(timedelta(days=100).total_seconds())
    connection = workshop.connect("mapleandrye", "threads")
    assert connection.token_expires_at is not None
    assert timedelta(days=59) < connection.token_expires_at - workshop.clock.now() <= timedelta(days=60)
