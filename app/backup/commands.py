"""What an operator does with these files: `flask backup`, `flask restore`, `flask history`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.backup.checking import check_history
from app.backup.errors import BackupError
from app.backup.history import export_history
from app.backup.restoring import restore
from app.backup.writing import back_up
from app.current import database, now

WRITTEN = click.Path(dir_okay=False, path_type=Path)
ANY_KEY = {"ignore_unknown_options": True}  # one in 64 begins with a hyphen
READ = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=WRITTEN)
@with_appcontext
def backup_command(file: Path) -> None:
    """Write everything to FILE, as it is at this moment; the server may run."""
    with _said():
        written = back_up(database(), file, now())
    for table, count in written.rows.items():
        click.echo(f"{table}: {count}")
    for key in written.broken:
        click.echo(f"The log of the document {key} cannot be replayed; it is kept as is.", err=True)
    click.echo(f"{file} holds all of it, and nothing that signs anybody in.")


@click.command("restore")
@click.argument("file", type=READ)
@with_appcontext
def restore_command(file: Path) -> None:
    """Put the backup FILE into our database, which must be empty."""
    with _said():
        counts = restore(file, database())
    for table, count in counts.items():
        click.echo(f"{table}: {count}")
    click.echo("Every row is there, and every text is the same. Everybody signs in again.")


@click.group("history")
def history_group() -> None:
    """All that happened to the text of one document, in one file."""


@history_group.command("export", context_settings=ANY_KEY)
@click.argument("document")
@click.argument("file", type=WRITTEN, required=False)
@with_appcontext
def export_command(document: str, file: Path | None) -> None:
    """Write all of DOCUMENT, named by the key in its address, to FILE (or history-KEY.zip here)."""
    path = file or Path(f"history-{document}.zip")
    with _said():
        rows = export_history(database(), document, path, now())
    click.echo(f"{path} holds the whole history: {rows} changes.")


@history_group.command("check")
@click.argument("file", type=READ)
def check_command(file: Path) -> None:
    """Replay the history in FILE, which needs no database."""
    with _said():
        checked = check_history(file)
    click.echo(f"{checked.rows} changes make this text, and its {checked.versions} versions.")


COMMANDS = (backup_command, restore_command, history_group)


@contextmanager
def _said() -> Iterator[None]:
    """What went wrong is one sentence."""
    try:
        yield
    except BackupError as error:
        raise click.ClickException(str(error)) from error
