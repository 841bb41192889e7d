"""What an operator does with these files: `flask backup`, `flask restore`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.backup.errors import BackupError
from app.backup.restoring import restore
from app.backup.writing import back_up
from app.current import database, now


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup_command(file: Path) -> None:
    """Write everything to FILE, as it is at this moment; the server may run."""
    try:
        written = back_up(database(), file, now())
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    for table, count in written.rows.items():
        click.echo(f"{table}: {count}")
    for key in written.broken:
        click.echo(f"The log of the document {key} cannot be replayed; it is kept as is.", err=True)
    click.echo(f"{file} holds all of it, and nothing that signs anybody in.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore_command(file: Path) -> None:
    """Put the backup FILE into our database, which must be empty."""
    try:
        counts = restore(file, database())
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    for table, count in counts.items():
        click.echo(f"{table}: {count}")
    click.echo("Every row is there, and every text is the same. Everybody signs in again.")


COMMANDS = (backup_command, restore_command)
