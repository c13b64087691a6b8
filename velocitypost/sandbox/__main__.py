"""`python -m velocitypost.sandbox`"""

import argparse
import sys
from pathlib import Path

from velocitypost.sandbox.serve import CannotStart, serve


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog="velocitypost.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5080)
    parser.add_argument("--smtp-port", type=int, default=5025)
    parser.add_argument("--data", type=Path, default=Path("var/sandbox"))
    parser.add_argument("--allow-non-loopback", action="store_true", help="let other machines reach the sandbox")
    given = parser.parse_args()
    try:
        serve(given.host, given.port, given.data, given.smtp_port, allow_non_loopback=given.allow_non_loopback)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
