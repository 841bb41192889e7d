"""What stands now where words stood that somebody has changed."""

from app.domain.quotes import ENOUGH_CONTEXT, Quote


def now_between(text: str, quote: Quote) -> tuple[int, int] | None:
    """Where in `text` that is which stands now between the neighbours of the quote, be it nothing.

    None when that cannot be told: other words can then only be proposed beside the text itself.
    """
    start, end = _after(text, quote.prefix), _after(text[::-1], quote.suffix[::-1])
    if start is None or end is None or start > len(text) - end:
        return None
    return start, len(text) - end


def _after(text: str, before: str) -> int | None:
    """Where in `text` that ends which stood before the words; little of it, where they began it.

    As much of it is asked for as tells one place from all others.
    """
    if len(before) < ENOUGH_CONTEXT:
        return len(before) if text.startswith(before) else None
    for characters in range(ENOUGH_CONTEXT, len(before) + 1):
        near = before[-characters:]
        if text.count(near) <= 1:
            return text.index(near) + len(near) if near in text else None
    return None
