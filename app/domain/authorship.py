"""Who wrote how much of each clause."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.domain.clauses import Clause


def characters_by_clause(
    clauses: Sequence[Clause], runs: Iterable[tuple[int, int]]
) -> Sequence[Mapping[int, int]]:
    """Of each clause: person id -> characters of it that they wrote, who wrote most of it first.

    runs: (characters, person id), one after the other through the whole text.
    """
    coming = iter(runs)
    left, person = 0, 0
    counted = []
    for clause in clauses:
        counts: Counter[int] = Counter()
        wanted = len(clause.text)
        while wanted:
            if not left:
                left, person = next(coming)
            taken = min(wanted, left)
            counts[person] += taken
            wanted, left = wanted - taken, left - taken
        counted.append(dict(counts.most_common()))
    return counted
