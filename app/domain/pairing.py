"""Which clause of a text is which of another text of the same document."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product

from app.domain.clauses import Clause
from app.domain.versions import clause_hash, number_of
from app.domain.words import plain

ALIKE = 0.5  # of all words of two clauses; from here on the one is the other, rewritten
# Pairs of clauses whose words are compared. Beyond it nobody would read which is which: what has
# neither words nor a heading in common is then one that went, and another that came.
MAX_PAIRS = 5_000
_SHORT = 200  # characters; of so few, letters tell more than words do

Key = Callable[[Clause], Hashable]


def paired(before: Sequence[Clause], after: Sequence[Clause]) -> dict[int, int]:
    """For the places of clauses in `after`, the places in `before` where they stood.

    The same words come first, then what stands under the same headings, then the same heading, and
    last what is alike. What is missing came new.
    """
    found: dict[int, int] = {}
    for key in (_words_and_place, _words, _place, _title):
        _pair_equal(before, after, found, key)
    _pair_alike(before, after, found)
    return found


def bare(title: str) -> str:
    """A heading without the number that is typed before it."""
    return title.removeprefix(number_of(title)).lstrip(".): ")


def _words_and_place(clause: Clause) -> Hashable:
    return _words(clause), _place(clause)


def _words(clause: Clause) -> Hashable:
    return clause_hash(clause.title, clause.text)


def _place(clause: Clause) -> Hashable:
    return tuple(map(bare, clause.path))


def _title(clause: Clause) -> Hashable:
    return bare(clause.title) or None


def _pair_equal(
    before: Sequence[Clause], after: Sequence[Clause], found: dict[int, int], key: Key
) -> None:
    """Pair what has the same key, in order."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for at in reversed(_missing(before, found.values())):
        waiting[key(before[at])].append(at)
    for at in _missing(after, found):
        same = key(after[at])
        if same is not None and waiting[same]:
            found[at] = waiting[same].pop()


def _pair_alike(before: Sequence[Clause], after: Sequence[Clause], found: dict[int, int]) -> None:
    """Pair what is most alike first."""
    left, right = _missing(before, found.values()), _missing(after, found)
    if len(left) * len(right) > MAX_PAIRS:
        return
    old = {at: _Words(before[at]) for at in left}
    new = {at: _Words(after[at]) for at in right}
    scores = ((new[at].likeness(old[other]), at, other) for at, other in product(right, left))
    gone: set[int] = set()
    for score, at, other in sorted(scores, key=lambda one: -one[0]):
        if score >= ALIKE and at not in found and other not in gone:
            found[at] = other
            gone.add(other)


def _missing(clauses: Sequence[Clause], places: Iterable[int]) -> list[int]:
    known = set(places)
    return [at for at in range(len(clauses)) if at not in known]


class _Words:
    """What a clause says, so that it can be compared with many others."""

    def __init__(self, clause: Clause) -> None:
        text = clause.text.replace(number_of(clause.title), "", 1)
        letters = plain(text)
        self.words = Counter(filter(None, map(plain, text.split())))
        self.letters = Counter(letters[at : at + 3] for at in range(len(letters) - 2))
        self.short = len(text) <= _SHORT

    def likeness(self, other: "_Words") -> float:
        """From 0, nothing in common, to 1, the same words in whatever order."""
        words = shared(self.words, other.words)
        return max(words, shared(self.letters, other.letters)) if self.short else words


def shared(one: Counter[str], other: Counter[str]) -> float:
    """How much of both stands in both, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
