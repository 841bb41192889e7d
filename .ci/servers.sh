#!/usr/bin/env bash
# Makes sure there are PostgreSQL and Redis servers for the tests, which start their own of each.
set -euo pipefail

missing=()
if ! command -v postgres >/dev/null && ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
  missing+=(postgresql)
fi
if ! command -v redis-server >/dev/null; then missing+=(redis-server); fi
if [ "${#missing[@]}" = 0 ]; then exit 0; fi

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "The tests need PostgreSQL and Redis. Install them: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi

echo "Installing ${missing[*]}"
# The programs are wanted, not services: nothing is started, and no cluster is made.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
clusters=/etc/postgresql-common/createcluster.conf
apt-get update -qq
if [[ " ${missing[*]} " == *" postgresql "* ]]; then
  apt-get install -y -qq postgresql-common >/dev/null
  cp -p "$clusters" "$clusters.before"
  trap 'mv "$clusters.before" "$clusters"' EXIT
  echo 'create_main_cluster = false' >>"$clusters"
fi
apt-get install -y -qq "${missing[@]}" >/dev/null
