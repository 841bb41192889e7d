"""Looks after the validation rounds: closes those whose deadline is over, and has others reminded.

Whether a ballot is in time is not decided here, but where it is cast.
"""

import logging
import threading

from flask import Flask

from app.current import database, now
from app.services.closing import close_if_over, rounds_over
from app.services.reminders import remind_those_due

logger = logging.getLogger(__name__)

LOOK_SECONDS = 5


class Clerk:
    """Keeps to the clock in the database of `app`; several may, nothing is done twice."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopped = threading.Event()

    def run(self) -> None:
        """Go on until `stop`, whatever fails meanwhile."""
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                self.look()
            except Exception:
                logger.exception("the rounds were not looked after; it will be tried again")

    def stop(self) -> None:
        """After the round in hand, close no more."""
        self._stopped.set()

    def look(self) -> None:
        """Close what is over, one transaction each; then have those reminded who are due."""
        with self._app.app_context():
            with database().read() as session:
                over = rounds_over(session, now())
            for round_id in over:
                self._close(round_id)
            with database().write() as session:
                remind_those_due(session, now())

    def _close(self, round_id: int) -> None:
        """A round that cannot be counted, as after somebody changed a ballot, stops no other."""
        try:
            with database().write() as session:
                close_if_over(session, round_id, now())
        except Exception:
            logger.exception("round %s was not closed; it will be tried again", round_id)
