"""CoCharter's pages: the charter and its people. The `flask` command finds `make_app` here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def make_app() -> Flask:
    """The application as the environment describes it; a sentence and the end when it cannot be."""
    # Imported late, so that whoever needs only the rules (app.domain) does not load Flask.
    import os
    from pathlib import Path

    import click

    from app.config import SettingsError, read_settings
    from app.factory import create_app

    try:
        settings = read_settings(os.environ, Path(__file__).parent.parent / "instance")
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    return create_app(settings)
