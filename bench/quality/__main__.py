"""`python -m bench.quality [what …]`: measures, prints, and writes docs/quality/, docs/quality.md and what the
interface shows of it to everybody (/track-record).
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

from bench.quality.report import Report

_DOCS = Path(__file__).parents[2] / "docs"
PLACE = _DOCS / "quality"
ENTRY = _DOCS / "quality.md"
SHOWN = _DOCS.parent / "frontend" / "src" / "features" / "marketing" / "measured.json"
MEASURES = ("grounding", "prediction", "voice", "composer", "batches", "extraction")
_HEAD = """# How good it is

What the product claims of its own judgement, measured. Every figure here and on the pages behind comes from
`python -m bench.quality`; with the name of a page, such as `python -m bench.quality grounding`, only that is measured
anew. Corpora and histories lie in `bench/quality` or come from public packages: anybody can repeat it. How fast the
rest of the product is, is measured by `make bench`.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", choices=[*MEASURES, []], help="only these")
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in parser.parse_args().what or MEASURES:
        report: Report = import_module(f"bench.quality.{name}").report()
        (PLACE / f"{name}.md").write_text(report.page, encoding="utf-8")
        _enter(report)
        _show(report)
        print(report.page)


def _enter(report: Report) -> None:
    """Puts its figures into the page before all others; what was measured earlier stays."""
    sections = _sections()
    sections[report.name] = report.section
    known = [sections[name] for name in MEASURES if name in sections]
    ENTRY.write_text("\n".join([_HEAD, *known]), encoding="utf-8")


def _show(report: Report) -> None:
    """Puts its figures among those that the interface shows; what was measured earlier stays."""
    kept = json.loads(SHOWN.read_text(encoding="utf-8")) if SHOWN.exists() else []
    by_name = {section["name"]: section for section in kept} | {report.name: report.shown}
    text = json.dumps([by_name[name] for name in MEASURES if name in by_name], ensure_ascii=False, indent=2)
    SHOWN.write_text(f"{text}\n", encoding="utf-8")


def _sections() -> dict[str, str]:
    if not ENTRY.exists():
        return {}
    parts = ENTRY.read_text(encoding="utf-8").split("\n## ")[1:]
    return {name: f"## {part.rstrip()}\n" for part in parts for name in MEASURES if f"(quality/{name}.md)" in part}


if __name__ == "__main__":
    main()
