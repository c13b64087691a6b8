"""What was found, as a page and for the screen."""

from __future__ import annotations

import platform
from datetime import timedelta

from bench.sixty_days.reckoning import Found
from bench.sixty_days.story import SCHEDULE, ZONE

_HEAD = f"""# Sixty days

Made by `make sixty-days`: the product's own planner, writing, review, clockwork and delivery, over its embedded
database, live through sixty days of one workspace with X, Threads and LinkedIn. The platforms are the sandbox's twins;
both clocks leap from one thing that is due to the next. What went out is counted at the twins.

The workspace posts {SCHEDULE.posts_per_day} times a day from {SCHEDULE.starts} to {SCHEDULE.ends} ({ZONE}), at least
{SCHEDULE.spacing_minutes // 60} hours apart at an account, not on German holidays. On the way: posts removed on the
plan and cancelled on the calendar, a pause of three days, nine days on which a person reviews each post (approves,
edits, has it written anew, rejects it, leaves it lying), the change to summer time, Easter, two platforms down for
hours, a sign-in taken back at a platform, sign-ins that end and are renewed, a change to the Free plan and back,
another mix. What came due in the pause is not sent after it, but for its last hour; its texts are used later. On the
day of the change to the Free plan the larger plan counts. The command fails where a figure that must be "never" is not.

The twins' clocks run on while the machine works and ours stands, so seconds of lateness here are the machine's.
"""


def summary(found: Found) -> str:
    """For the screen: the figures, then each violation."""
    lines = [f"{what}: {figure}" for what, figure in found.figures]
    wrongs = [f"VIOLATED {wrong}" for wrong in found.wrongs]
    return "\n".join([*lines, *wrongs, f"{len(found.wrongs)} violations"])


def page(found: Found, *, seconds: float) -> str:
    """For docs/."""
    last = found.start + timedelta(days=found.days - 1)
    table = ["| what | figure |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in found.figures)]
    machine = f"{platform.system()}, Python {platform.python_version()}"
    when = f"{found.start:%d %B %Y} to {last:%d %B %Y}, lived in {seconds:.0f} s ({machine})."
    wrongs = [f"- {wrong}" for wrong in found.wrongs] or ["None."]
    return "\n".join([_HEAD, when, "", *table, "", "## Violations", "", *wrongs, ""])
