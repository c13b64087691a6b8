"""`make faults`: kills, cuts and slows the parts down while they publish, and writes docs/reliability.md."""

from __future__ import annotations

import argparse
import secrets
import shlex
import sys
import time
from pathlib import Path

from bench.faults import lanes, page
from bench.faults.lanes import Result
from bench.faults.runs import plan

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=1, help="how often to do everything (1)")
    parser.add_argument("--lanes", type=int, default=6, help="how many copies of the product side by side (6)")
    parser.add_argument("--seed", type=int, help="repeat the random moments of an earlier run")
    parser.add_argument("--only", metavar="TEXT", help="just the runs whose name contains this; writes no page")
    parser.add_argument("--quick", action="store_true", help="four misfortunes in place of all; writes no page")
    chosen = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if chosen.seed is None else chosen.seed
    runs = [run for run in plan(chosen.runs, quick=chosen.quick) if (chosen.only or "") in run.name]
    if not runs:
        parser.error(f"no run has {chosen.only!r} in its name")
    print(f"{len(runs)} runs on {chosen.lanes} copies, seed {seed}", flush=True)
    began = time.monotonic()
    results = lanes.go(runs, lanes=chosen.lanes, seed=seed, tell=_tell)
    print(page.summary(results))
    if not chosen.only and not chosen.quick:
        command = shlex.join(["python", "-m", "bench.faults", *sys.argv[1:]])
        PAGE.write_text(page.page(results, seed=seed, command=command, seconds=time.monotonic() - began))
        print(f"written: {PAGE}")
    return 0 if all(count.clean for result in results for count in result.counts.values()) else 1


def _tell(result: Result) -> None:
    total = page.total(result.counts.values())
    words = "; ".join(total.wrongs) or f"{total.published} published"
    print(f"{result.run.name}: {result.kills} kills, {result.recovered:.1f} s, {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
