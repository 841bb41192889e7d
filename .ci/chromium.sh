#!/usr/bin/env bash
# Makes sure there is a Chromium for the tests: Debian's when we may install it, else Playwright's.
set -euo pipefail
playwright=.venv/bin/playwright

if command -v chromium >/dev/null; then exit 0; fi
if ls "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-* >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null
  exit 0
fi
"$playwright" install chromium || {
  echo "The browser tests need Chromium. Install it: sudo apt-get install chromium" >&2
  exit 1
}
