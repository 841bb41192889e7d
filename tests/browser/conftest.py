"""How browser tests start Chromium: the system's own where there is one, and quietly."""

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
        "ignore:Session-scoped fixtures defined as instance:pytest.PytestRemovedIn10Warning",
    )


def launch_arguments() -> dict[str, Any]:
    """What Playwright is told to start Chromium with."""
    chromium = shutil.which("chromium")
    # Chromium's sandbox cannot be set up by root.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    arguments = {"args": [*QUIET, *sandbox]}
    return {**arguments, "executable_path": chromium} if chromium else arguments


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | launch_arguments()
