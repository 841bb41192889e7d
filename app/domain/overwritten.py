"""What stands now where words stood that somebody has changed."""

from app.domain.quotes import ENOUGH_CONTEXT, Quote, quote_of


def now_between(text: str, quote: Quote) -> Quote | None:
    """What is in `text` between what stood before the quote and what stood after it.

    None when that cannot be told: other words can then only be proposed beside the text itself.
    """
    before, after = quote.prefix[-ENOUGH_CONTEXT:], quote.suffix[:ENOUGH_CONTEXT]
    if min(len(before), len(after)) < ENOUGH_CONTEXT:
        return None
    if text.count(before) != 1 or text.count(after) != 1:
        return None
    start, end = text.index(before) + len(before), text.index(after)
    if start >= end:
        return None
    return quote_of(text, start, end, max(len(quote.prefix), len(quote.suffix)))
