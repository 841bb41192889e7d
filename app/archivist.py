"""Looks after the history: keeps a version of every text that came to rest."""

import logging
import threading
from contextlib import suppress

from flask import Flask

from app.current import database, now
from app.domain.errors import LaterError
from app.services.contributions import count_contributions
from app.services.quiet_times import keep_quiet, quiet_documents

logger = logging.getLogger(__name__)

LOOK_SECONDS = 60


class Archivist:
    """Keeps what came to rest in the database of `app`; several may, nothing is kept twice."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopped = threading.Event()

    def run(self) -> None:
        """Go on until `stop`, whatever fails meanwhile."""
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                self.keep()
            except Exception:
                logger.exception("no versions were kept; it will be tried again")

    def stop(self) -> None:
        """After the text in hand, keep no more."""
        self._stopped.set()

    def keep(self) -> None:
        """Keep every text that nobody wrote in lately, one transaction each."""
        with self._app.app_context():
            with database().read() as session:
                quiet = quiet_documents(session, now())
            for document_id in quiet:
                if not self._stopped.is_set():
                    self._try_to_keep(document_id)

    def _try_to_keep(self, document_id: int) -> None:
        """One text that cannot be replayed must not keep those after it from being kept."""
        try:
            self._keep(document_id)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # pycrdt panics with a BaseException
            logger.exception("document %d: not kept; it will be tried again", document_id)

    def _keep(self, document_id: int) -> None:
        """Keep it, and count who wrote how much of it, so that nobody waits for that later."""
        with database().write() as session:
            keep_quiet(session, document_id, now())
        with suppress(LaterError):
            count_contributions(database(), document_id, now())
