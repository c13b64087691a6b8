#!/bin/sh
# Makes sure that there is a browser for the browser tests: the system's chromium.
set -eu
cd "$(dirname "$0")/.."
command -v chromium >/dev/null || { . scripts/debian.sh; debian_install "Chromium, for the browser tests," chromium; }
