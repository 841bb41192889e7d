"""Acts that people do at the same instant, each in a transaction of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from app.database import Database
from app.domain.errors import DomainError

PATIENCE_SECONDS = 20


def at_once(database: Database, *acts: Callable[..., object]) -> list[DomainError]:
    """Do all this at the same instant; what was refused."""
    together = threading.Barrier(len(acts))

    def act(one: Callable[..., object]) -> DomainError | None:
        together.wait(PATIENCE_SECONDS)
        try:
            with database.write() as session:
                one(session)
        except DomainError as error:
            return error
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [error for error in pool.map(act, acts) if error]
