#!/bin/sh
# Remakes the locks from requirements/*.in, newest versions first. No index and no machine's own package
# folders get into them; each lock keeps to the versions of the one it builds on.
set -eu
cd "$(dirname "$0")/../requirements"
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL UV_FIND_LINKS UV_INDEX UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL

lock() {
    name=$1
    shift
    uv pip compile --quiet --no-config --universal --python-version 3.11 --only-binary :all: \
        --generate-hashes --no-emit-index-url --no-header "$@" "$name.in" --output-file "$name.txt"
}

lock installer --upgrade
lock runtime --upgrade
lock embedded --upgrade --constraint runtime.txt
lock development --upgrade --constraint embedded.txt --constraint installer.txt

if grep -nE '://|^ *--(find-links|index|extra-index)|^-e|^\.' ./*.txt; then
    echo "The locks above name a place on this machine or an index; they must not." >&2
    exit 1
fi
