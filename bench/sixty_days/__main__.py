"""`make sixty-days`: lives through sixty days of an automation, and writes docs/sixty-days.md."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.sixty_days import page
from bench.sixty_days.reckoning import reckon
from bench.sixty_days.story import Story, sixty_days, three_days
from bench.sixty_days.world import running_world

PAGE = Path(__file__).parents[2] / "docs" / "sixty-days.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.sixty_days", description=__doc__)
    parser.add_argument("--start", type=date.fromisoformat, help="the first day (the next first Monday of March)")
    parser.add_argument("--short", action="store_true", help="three days in place of sixty; writes no page")
    chosen = parser.parse_args()
    start = chosen.start or next_march(datetime.now(UTC).date())
    began = time.monotonic()
    with running_world() as world:
        story = Story(world, start)
        story.begin()
        telling = three_days(story) if chosen.short else sixty_days(story)
        world.live(story.at(telling.days, "00:00"), telling.happenings)
        found = reckon(story, telling.days)
    print(page.summary(found))
    if not chosen.short and not chosen.start:
        PAGE.write_text(page.page(found, seconds=time.monotonic() - began))
        print(f"written: {PAGE}")
    return 1 if found.wrongs else 0


def next_march(today: date) -> date:
    """The first Monday of March that lies ahead: the clocks change and Easter comes within the sixty days."""
    for year in (today.year, today.year + 1):
        day = date(year, 3, 1)
        monday = day + timedelta(days=-day.weekday() % 7)
        if monday > today + timedelta(days=1):
            return monday
    raise AssertionError("there is a March in every year")


if __name__ == "__main__":
    sys.exit(main())
