"""What an operator does to find out whether all is as it was: `flask verify`."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.current import database
from app.domain.ledger import BEGINNING
from app.models import Document
from app.proving.checking import check
from app.proving.reading import UNREADABLE
from app.whole import take_your_time

ANY_KEY = {"ignore_unknown_options": True}  # one in 64 begins with a hyphen


@click.command("verify", context_settings=ANY_KEY)
@click.argument("document", required=False)
@click.option("--head", default=BEGINNING, help="A seal that was given out, and must be there.")
@click.option("--quick", is_flag=True, help="Do not replay the logs of the texts.")
@with_appcontext
def verify_command(document: str | None, head: str, quick: bool) -> None:
    """Check every act on DOCUMENT, named by the key in its address, or on all documents.

    Its seal, and whether what the database has is what it tells. Ends with 1 when an act is false.
    """
    if head != BEGINNING and document is None:
        raise click.UsageError("--head is the seal of one document: name it.")
    false = 0
    with database().read() as session:
        take_your_time(session.connection())
        keys = select(Document.key).order_by(Document.id)
        for key in [document] if document else session.scalars(keys).all():
            row = _document(session, key)
            acts, found = check(session, row, is_quick=quick, head=head)
            click.echo(f"{row.title} ({key}): {acts} acts.")
            for sentence in found:
                click.echo(f"  {sentence}", err=True)
            false += len(found)
    if false:
        raise click.ClickException("Not all is as it was when it was done.")
    without = "" if not quick else " The logs of the texts were not replayed."
    click.echo(f"Every act is as it was sealed, and the database tells the same.{without}")


def _document(session: Session, key: str) -> Document:
    try:
        row = session.scalar(select(Document).where(Document.key == key))
    except UNREADABLE as error:
        raise click.ClickException(f"The row of the document {key} cannot be read.") from error
    if row is None:
        raise click.ClickException(f"There is no document {key}.")
    return row


COMMANDS = (verify_command,)
