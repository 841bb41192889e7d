"""How browser tests start Chromium: the system's own where there is one, and nothing phones home."""

import os
import shutil
from typing import Any

import pytest

QUIET = (
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_configure(config: pytest.Config) -> None:
    # pytest-playwright still defines its `base_url` the old way; nothing of ours depends on it.
    config.addinivalue_line(
        "filterwarnings",
        "ignore:Session-scoped fixtures defined as instance methods:pytest.PytestRemovedIn10Warning",
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    # Chromium's sandbox cannot be set up by root.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    arguments = {**browser_type_launch_args, "args": [*QUIET, *sandbox]}
    return {**arguments, "executable_path": chromium} if chromium else arguments
