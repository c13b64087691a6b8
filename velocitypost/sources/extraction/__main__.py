"""The program that reads, or draws a page of, one document: `sources/isolation.py` starts it.

Its task comes as JSON in the only argument. It answers line by line on stdout: how far it is, then `done`, or
`crashed`. Its result lies in the working folder.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from velocitypost.sources.extraction.confinement import confine
from velocitypost.sources.extraction.problems import Unreadable
from velocitypost.sources.limits import Limits

_RESULT = "result"


def main(task: dict[str, Any]) -> None:
    confine(Limits(**task["limits"]), Path.cwd())
    try:
        Path(_RESULT).write_bytes(_WORK[task["work"]](task))
        _say(done=True)
    except MemoryError:
        _say(crashed="memory")
    except Exception as error:
        _say(crashed=type(error).__name__)


def _read(task: dict[str, Any]) -> bytes:
    from velocitypost.sources.extraction.reading import read

    try:
        extracted = read(task["kind"], Path(task["path"]), task["name"], lambda done, total: _say(read=done, of=total))
    except Unreadable as error:
        return json.dumps({"refused": str(error)}).encode()
    return json.dumps({"extracted": asdict(extracted)}, ensure_ascii=False).encode("utf-8", "replace")


def _draw(task: dict[str, Any]) -> bytes:
    from velocitypost.sources.extraction.drawing import draw

    return draw(task["kind"], Path(task["path"]), task["page"])


def _say(**message: Any) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


_WORK = {"read": _read, "draw": _draw}

if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
