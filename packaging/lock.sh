#!/usr/bin/env bash
# Makes the hash-locked files anew from pyproject.toml; needs the tool uv. No index address ends up in them.
set -euo pipefail
cd "$(dirname "$0")/.."
for kind in desk hub dev; do
    extras="--extra $kind"; [ "$kind" = dev ] || extras="$extras --extra build"
    uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
        --only-binary :all: $extras pyproject.toml -o "packaging/locked/$kind.txt" "$@"
done
