#!/usr/bin/env bash
# Makes the virtual environment; gets Debian's python3-venv when it is missing and we may.
# usage: venv.sh PYTHON DIRECTORY
set -euo pipefail
python=$1 directory=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "CoCharter needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..." >&2
  exit 1
}
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing python3-venv"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
  else
    echo "Python's venv module is missing. Install it: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
"$python" -m venv "$directory"
