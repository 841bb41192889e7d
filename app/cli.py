"""What an operator does from the command line: `flask migrate`, `copy-from` …

`flask` finds the application by itself in the folder of the checkout, and anywhere else with
`--app app.cli`.
"""

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from app import demo, make_app, migrations
from app.backup import commands as backup
from app.copying import CopyError, copy
from app.current import database, now, settings
from app.database import reason_of
from app.domain.errors import DomainError
from app.domain.roles import Role
from app.proving import commands as proving
from app.services.departures import anonymise
from app.services.groups import find_group
from app.services.invitations import Invitation, invite
from app.services.people import find_person
from app.services.sign_in import create_link

__all__ = ["add_commands", "make_app"]


def add_commands(app: Flask) -> None:
    """Give `flask` the commands of `app`."""
    for command in COMMANDS:
        app.cli.add_command(command)


@click.command("migrate")
@with_appcontext
def migrate_command() -> None:
    """Bring the database to the shape this version needs."""
    try:
        migrations.upgrade(database().engine)
    except DBAPIError as error:
        sentence = f"COCHARTER_DATABASE_URL cannot be used: {reason_of(error)}."
        raise click.ClickException(sentence) from error
    click.echo("The database has the newest shape.")


@click.command("copy-from")
@click.argument("source_url")
@with_appcontext
def copy_command(source_url: str) -> None:
    """Copy all of the database at SOURCE_URL into ours, which must be migrated and empty."""
    try:
        counts = copy(source_url, database())
    except CopyError as error:
        raise click.ClickException(str(error)) from error
    for table, count in counts.items():
        click.echo(f"{table}: {count}")
    click.echo("Every row is there, and every text is the same.")


@click.command("demo")
@with_appcontext
def demo_command() -> None:
    """Write the demo group, once, and print a sign-in link for each of its people."""
    migrations.upgrade(database().engine)
    with database().write() as session:
        people = demo.seed(session, now())
        tokens = [(person.name, create_link(session, person, now())) for person in people]
    click.echo("The start page signs in as each of these by a button; so does each link, once:")
    for name, token in tokens:
        click.echo(f"  {name}: {_address(token)}")


@click.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="How the person is called.")
@click.option("--group", required=True, help="The group; made when it is named first.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.MEMBER.value,
    show_default=True,
)
@click.option("--organisation", default="", help="Whom the person works for.")
@click.option("--country", default="", help="Its country, as two letters: MX, LB …")
@with_appcontext
def invite_command(
    email: str, name: str, group: str, role: str, organisation: str, country: str
) -> None:
    """Bring EMAIL into a group and print a link that signs the person in once."""
    _demand_tables()
    try:
        invitation = Invitation(email, name, group, Role(role), organisation, country.upper())
        with database().write() as session:
            is_new = find_group(session, invitation.group) is None
            token = invite(session, invitation, now())
    except DomainError as error:
        raise click.ClickException(error.sentence) from error
    if is_new:  # beside the link, which scripts may read: a mistyped name must not go unnoticed
        click.echo(f"A new group was made: {group}", err=True)
    click.echo(_address(token))


@click.command("anonymise")
@click.argument("email")
@with_appcontext
def anonymise_command(email: str) -> None:
    """Delete who EMAIL is; what they wrote stays, by a former participant."""
    _demand_tables()
    try:
        with database().write() as session:
            person = find_person(session, email)
            anonymise(session, person.id, now(), by_operator=True)
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    click.echo("Done: nothing tells any more who that was.")


COMMANDS = (
    migrate_command,
    copy_command,
    demo_command,
    invite_command,
    anonymise_command,
    *backup.COMMANDS,
    *proving.COMMANDS,
)


def _demand_tables() -> None:
    if not inspect(database().engine).has_table("alembic_version"):
        raise click.ClickException("The database has no tables yet: run `flask migrate` first.")


def _address(token: str) -> str:
    return f"{settings().base_url}/sign-in/{token}"
