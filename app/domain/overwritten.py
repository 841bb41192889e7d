"""What stands now where words stood that somebody has changed."""

from app.domain.quotes import ENOUGH_CONTEXT, Quote, quote_of


def now_between(text: str, quote: Quote) -> Quote | None:
    """What is in `text` between what stood before the quote and what stood after it.

    None when that cannot be told: other words can then only be proposed beside the text itself.
    """
    start, end = _after(text, quote.prefix), _after(text[::-1], quote.suffix[::-1])
    if start is None or end is None or start >= len(text) - end:
        return None
    return quote_of(text, start, len(text) - end, max(len(quote.prefix), len(quote.suffix)))


def _after(text: str, before: str) -> int | None:
    """Where in `text` that ends which stood before the words; little of it, where they began it."""
    near = before[-ENOUGH_CONTEXT:]
    if len(near) < ENOUGH_CONTEXT:
        return len(near) if text.startswith(near) else None
    return text.index(near) + len(near) if text.count(near) == 1 else None
