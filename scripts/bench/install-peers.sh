#!/usr/bin/env bash
# The Python programs that `npm run bench` measures against, in an environment of their own.
# About 6 GB on disk, three minutes: the torch of the package index comes with its GPU libraries, which stay unused.
# Pinned, so that a ratio measured again means the same. Needs Python 3.10 or later and a C++ compiler.
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=.kindred/peers
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r scripts/bench/peers/requirements.txt
"$environment/bin/pip" list --disable-pip-version-check
