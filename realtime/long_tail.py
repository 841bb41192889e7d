"""The rows beyond the newest snapshot: when they are many, opening a text means replaying them."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from realtime import log
from realtime.channel import Surroundings
from realtime.folding import Folded, fold, fold_elsewhere
from realtime.limits import COMPACT_AFTER_SHARE, COMPACT_AFTER_UPDATES, FOLD_HERE_UNITS
from realtime.log import Head
from realtime.shared_text import SharedText

logger = logging.getLogger(__name__)


def is_long(text: SharedText | None) -> bool:
    """Whether it is time for the next snapshot of `text`."""
    if text is None or text.tail < COMPACT_AFTER_UPDATES:
        return False
    return text.tail >= COMPACT_AFTER_SHARE * text.written


def shorten(text: SharedText, live: str, around: Surroundings) -> None:
    """Make a snapshot of `text`, whose hash was `live`; of a long history in the background."""
    # Not `text` itself: it is let go of meanwhile.
    snap = partial(_snap, text.document_id, text.head, live, around)
    if text.written <= FOLD_HERE_UNITS:
        snap(fold)
    else:
        around.spawn(partial(snap, fold_elsewhere))


@contextmanager
def failing_unheard(document_id: int) -> Iterator[None]:
    """Without a snapshot nothing is lost, since the log holds every row."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # pycrdt panics with a BaseException
        logger.exception("document %s: no snapshot was made", document_id)


def _snap(
    document_id: int,
    head: Head,
    live: str,
    around: Surroundings,
    by: Callable[[Sequence[bytes]], Folded],
) -> None:
    with failing_unheard(document_id):
        log.compact(around.database, document_id, head, live, around.now(), by)
