"""Events of a database, heard as long as a test wants to hear them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def listening(engine: Engine, name: str, hear: Callable[..., object]) -> Iterator[None]:
    """Calls `hear` whenever the event of that name occurs."""
    event.listen(engine, name, hear)
    try:
        yield
    finally:
        event.remove(engine, name, hear)
