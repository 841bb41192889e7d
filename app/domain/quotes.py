"""Words of a text and what stood around them, so that they are found again in a later text.

The terms are those of the W3C's TextQuoteSelector: exact, prefix, suffix. The browser finds
quotes by the same rule (`static/src/notes/quote.ts`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.domain.spans import common_length

ENOUGH_CONTEXT = 12  # characters beside the words that tell them from the same words elsewhere
UNMISTAKABLE = 40  # characters of words that nobody writes twice by chance


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
    scores = {start: sum(_kept(text, start, quote)) for start in _candidates(text, quote)}
    best = max(scores.values(), default=-1)
    places = [start for start, score in scores.items() if score == best]
    if len(places) != 1:
        return None
    return places[0], places[0] + len(quote.exact)


def is_certain(text: str, start: int, quote: Quote, enough: int = ENOUGH_CONTEXT) -> bool:
    """Whether the quote, found at `start`, has what stood beside it on both sides.

    On one side alone, it may be the same words elsewhere, after those that were meant are gone.
    enough: so many characters of each side tell, or all that were kept.
    """
    before, after = _kept(text, start, quote)
    return before >= min(enough, len(quote.prefix)) and after >= min(enough, len(quote.suffix))


def _candidates(text: str, quote: Quote) -> set[int]:
    """Where the words begin with enough beside them; two such places when nothing was."""
    words, before, after = quote.exact, _near_before(quote), _near_after(quote)
    if not words:
        return set()
    if len(words) >= UNMISTAKABLE:
        return set(_starts(text, words))
    if not before and not after:
        return set(islice(_starts(text, words), 2))
    left = {start + len(before) for start in _starts(text, before + words)} if before else set()
    return left.union(_starts(text, words + after) if after else ())


def _near_before(quote: Quote) -> str:
    return quote.prefix[-ENOUGH_CONTEXT:]


def _near_after(quote: Quote) -> str:
    return quote.suffix[:ENOUGH_CONTEXT]


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _kept(text: str, start: int, quote: Quote) -> tuple[int, int]:
    """How many characters of what stood before the words, and after them, are there."""
    end = start + len(quote.exact)
    before = text[max(0, start - len(quote.prefix)) : start]
    after = text[end : end + len(quote.suffix)]
    return (
        common_length(before[::-1], quote.prefix[::-1]),
        common_length(after, quote.suffix),
    )
