"""Words of a text and what stood around them, so that they are found again in a later text.

The terms are those of the W3C's TextQuoteSelector: exact, prefix, suffix. The browser finds
quotes by the same rule (`static/src/notes/quote.ts`).
"""

from dataclasses import dataclass

from app.domain.spans import common_length

ENOUGH_CONTEXT = 12  # characters beside the words that tell them from the same words elsewhere
UNMISTAKABLE = 40  # characters of words that nobody writes twice by chance
MAX_PLACES = 200  # looked at; words that stand in more of them, with what is beside them, tell nothing


@dataclass(frozen=True)
class Quote:
    """The words themselves, and the characters just before and just after them."""

    exact: str
    prefix: str
    suffix: str


def quote_of(text: str, start: int, end: int, context: int) -> Quote:
    """The quote of the characters from `start` to `end`, with `context` characters around it."""
    return Quote(text[start:end], text[max(0, start - context) : start], text[end : end + context])


def find(text: str, quote: Quote) -> tuple[int, int] | None:
    """Where in `text` the quote is now; None when it is gone, or could be in several places.

    Words alone do not tell: what stood beside them must be there too, on one side at least,
    unless they are so many that nobody writes them twice.
    """
    starts = sorted(_starts(text, quote))
    scores = {start: _score(text, start, quote) for start in starts[: MAX_PLACES + 1]}
    best = max(scores.values(), default=-1)
    places = [start for start, score in scores.items() if score == best]
    if best < 0 or len(places) != 1 or len(scores) > MAX_PLACES:
        return None
    return places[0], places[0] + len(quote.exact)


def now_between(text: str, quote: Quote) -> Quote | None:
    """What stands in `text` now between what stood beside the quote; None when that is not told.

    For words that were changed where they stood: other words can be proposed for what is there.
    """
    before, after = quote.prefix[-ENOUGH_CONTEXT:], quote.suffix[:ENOUGH_CONTEXT]
    if min(len(before), len(after)) < ENOUGH_CONTEXT:
        return None
    start, end = text.find(before) + len(before), text.rfind(after)
    if text.count(before) != 1 or text.count(after) != 1 or start >= end:
        return None
    return quote_of(text, start, end, max(len(quote.prefix), len(quote.suffix)))


def _starts(text: str, quote: Quote) -> set[int]:
    """Where the words stand with enough beside them to be worth a closer look."""
    before, after = quote.prefix[-ENOUGH_CONTEXT:], quote.suffix[:ENOUGH_CONTEXT]
    if not quote.exact:
        return set()
    if len(quote.exact) >= UNMISTAKABLE or not (before or after):
        return set(_places(text, quote.exact))
    behind = _places(text, before + quote.exact) if before else []
    ahead = _places(text, quote.exact + after) if after else []
    return {start + len(before) for start in behind} | set(ahead)


def _places(text: str, words: str) -> list[int]:
    """Where `words` begin in `text`, as far as there is any use in knowing."""
    places: list[int] = []
    start = text.find(words)
    while start >= 0 and len(places) <= MAX_PLACES:
        places.append(start)
        start = text.find(words, start + 1)
    return places


def _score(text: str, start: int, quote: Quote) -> int:
    """How many characters of the context are there; -1 when that is too little to tell."""
    end = start + len(quote.exact)
    before = common_length(
        text[max(0, start - len(quote.prefix)) : start][::-1], quote.prefix[::-1]
    )
    after = common_length(text[end : end + len(quote.suffix)], quote.suffix)
    tells = (
        len(quote.exact) >= UNMISTAKABLE
        or before >= min(ENOUGH_CONTEXT, len(quote.prefix) or ENOUGH_CONTEXT)
        or after >= min(ENOUGH_CONTEXT, len(quote.suffix) or ENOUGH_CONTEXT)
        or (not quote.prefix and not quote.suffix)
    )
    return before + after if tells else -1
