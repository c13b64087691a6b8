#!/bin/sh
# Makes .venv with the pinned installer in it.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "VelocityPost needs Python 3.11 or newer, and \"$python\" is not. Install it, or name another:" >&2
    echo "    make PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    . scripts/debian.sh
    debian_install "Python's venv module" python3-venv
fi
"$python" -m venv .venv  # also puts pip back, which the sync with the lock takes out
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    -r requirements/installer.txt
