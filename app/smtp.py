"""Handing mail to a mail server."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

TIMEOUT_SECONDS = 15
PERMANENT = 500  # replies of SMTP from here on say that trying again is of no use


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and as whom it is written.

    user: "" when the server asks for none. tls: from the first byte on; else by STARTTLS, which
    is demanded of every server but one on this machine. sender: `address` or `Name <address>`.
    """

    host: str
    port: int
    user: str
    password: str
    tls: bool
    local: bool
    sender: str


class UndeliverableError(Exception):
    """The mail server will never take this mail; its words say why."""


class NotNowError(Exception):
    """The mail could not be handed over this time; what was said says why."""


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A line to the mail server, for any number of mails. Raises NotNowError."""
    try:
        line = _open(server)
    except (OSError, smtplib.SMTPException) as error:
        raise NotNowError(_words(error)) from error
    try:
        yield line
    finally:
        line.close()


def hand_over(line: smtplib.SMTP, mail: EmailMessage) -> None:
    """Returns when the mail server has taken `mail`. Raises UndeliverableError, NotNowError."""
    try:
        line.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        # What it says of us, who send, is for the operator to mend, and not about this mail.
        refused = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
        unknown = isinstance(error, smtplib.SMTPNotSupportedError)
        if unknown or (refused and _code(error) >= PERMANENT):
            raise UndeliverableError(_words(error)) from error
        raise NotNowError(_words(error)) from error


def _open(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    line: smtplib.SMTP
    if server.tls:
        line = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        line.ehlo_or_helo_if_needed()
        if not server.tls and not server.local:
            line.starttls(context=context)
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def _code(error: Exception) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def _words(error: Exception) -> str:
    """What went wrong in one line: the server's own words, if it said any."""
    said: object = error
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = next(iter(error.recipients.values()))[1]
    elif isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split()) or type(error).__name__
