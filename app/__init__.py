"""CoCharter's pages: the charter and its people. The `flask` command finds `make_app` here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def make_app() -> Flask:
    """The application as the environment describes it; raises SettingsError when it must not be."""
    # Imported late, so that whoever needs only the rules (app.domain) does not load Flask.
    import os
    from pathlib import Path

    from app.config import read_settings
    from app.factory import create_app

    return create_app(read_settings(os.environ, Path(__file__).parent.parent / "instance"))
