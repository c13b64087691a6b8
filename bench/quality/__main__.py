"""`python -m bench.quality [what …]`: measures, prints, and writes docs/quality/."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

PLACE = Path(__file__).parents[2] / "docs" / "quality"
MEASURES = ("grounding", "prediction", "voice", "composer")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", choices=[*MEASURES, []], help="only these")
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in parser.parse_args().what or MEASURES:
        page: str = import_module(f"bench.quality.{name}").page()
        (PLACE / f"{name}.md").write_text(page, encoding="utf-8")
        print(page)


if __name__ == "__main__":
    main()
