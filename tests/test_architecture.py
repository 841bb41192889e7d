"""Arrows point one way: the contracts on imports stand in pyproject.toml and hold."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_every_import_follows_the_contracts() -> None:
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == EXIT_STATUS_SUCCESS
