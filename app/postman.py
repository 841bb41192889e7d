"""Carries the outbox to the mail server: again and again, until everything is sent or given up."""

import logging
import smtplib
import threading
from datetime import datetime

from flask import Flask

from app.current import database, now
from app.letters import compose
from app.models import Mail
from app.services import outbox
from app.services.digests import ask_for_due
from app.services.drafts import Draft, draft
from app.smtp import MailServer, NotNowError, UndeliverableError, connected, hand_over

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1
LOOKS_A_DIGEST = 60


class Postman:
    """Sends what is due in the database of `app`; several may, none sends what another took."""

    def __init__(self, app: Flask, server: MailServer) -> None:
        self._app = app
        self._server = server
        self._stopped = threading.Event()

    def run(self) -> None:
        """Go on until `stop`, whatever fails meanwhile."""
        looks = 0
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                if looks % LOOKS_A_DIGEST == 0:
                    self.gather()
                looks += 1
                self.deliver()
            except Exception:
                logger.exception("mail could not be sent; it will be tried again")

    def stop(self) -> None:
        """After the mail in hand, send no more."""
        self._stopped.set()

    def gather(self) -> None:
        """Ask for the mails about what was said, to whom it is time to write."""
        with self._app.app_context(), database().write() as session:
            ask_for_due(session, now())

    def deliver(self) -> None:
        """Send everything that is due."""
        with self._app.app_context():
            if not _is_any_due():
                return
            try:
                with connected(self._server) as line:
                    while not self._stopped.is_set() and self._send_next(line):
                        if line.sock is None:  # the server has had enough of us for now
                            return
            except NotNowError as error:
                _postpone_all(error)

    def _send_next(self, line: smtplib.SMTP) -> bool:
        """Whether there was a mail to send."""
        mail, draft = _take()
        if mail is None:
            return False
        if draft is not None:
            self._send(line, mail, draft)
        return True

    def _send(self, line: smtplib.SMTP, mail: Mail, draft: Draft) -> None:
        try:
            hand_over(line, compose(draft, self._server.sender))
        except (NotNowError, UndeliverableError) as error:
            _note_problem(mail, error)
        else:
            with database().write() as session:
                outbox.note_sent(session, mail, now())


def _is_any_due() -> bool:
    with database().read() as session:
        return outbox.is_any_due(session, now())


def _take() -> tuple[Mail | None, Draft | None]:
    """The next mail and what it says; committed before it is sent, so that its link works."""
    with database().write() as session:
        mail = outbox.take(session, now())
        if mail is None:
            return None, None
        found = draft(session, mail, now())
        if found is None:
            outbox.drop(session, mail.id)
        return mail, found


def _postpone_all(error: NotNowError) -> None:
    """There is no mail server just now: nothing of what is due can be sent."""
    at = now()
    while _postpone_one(error, at):
        pass
    logger.warning("the mail server cannot be reached: %s", error)


def _postpone_one(error: NotNowError, at: datetime) -> bool:
    """One at a time, so that nobody who writes has to wait for all of them."""
    with database().write() as session:
        mail = outbox.take(session, at)
        if mail is not None:
            outbox.note_problem(session, mail, str(error), at, final=False)
    return mail is not None


def _note_problem(mail: Mail, error: Exception) -> None:
    final = isinstance(error, UndeliverableError)
    with database().write() as session:
        outbox.note_problem(session, mail, str(error), now(), final=final)
    # Not what the server said: that may name the person.
    logger.warning("mail %d could not be sent: %s", mail.id, type(error).__name__)
