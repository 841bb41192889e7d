"""What a long history tells takes time: who asks is told when there was not enough of it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import SubprocessError

from app.domain.errors import LaterError
from realtime.replay import HistoryDiffers
from realtime.retelling import TakesLong

logger = logging.getLogger(__name__)


@contextmanager
def told_in_time() -> Iterator[None]:
    """Whatever keeps the history from being told becomes a LaterError; the text is safe anyway."""
    try:
        yield
    except TakesLong as error:
        raise LaterError(
            "The history of this text is long and is still being read. Try again in a minute."
        ) from error
    except (OSError, SubprocessError, HistoryDiffers) as error:
        logger.exception("no history was told")
        raise LaterError(
            "The history of this text cannot be shown right now. The text itself is safe. "
            "Try again later, or tell whoever looks after this server."
        ) from error
