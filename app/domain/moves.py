"""Which clauses of a text stand elsewhere than they did before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.domain.clauses import Clause
from app.domain.matching import rising


def moved_clauses(
    old: Sequence[Clause], new: Sequence[Clause], pairs: Mapping[int, int]
) -> set[int]:
    """The places in `new` of what stands elsewhere than it did.

    pairs: for places in `new`, where the same clause stood in `old`. A clause is elsewhere under
    another heading, and when it changed its place among those under the same one; as few as can be
    are told to have done so.
    """
    headings = {at: there for at, there in pairs.items() if new[at].level and old[there].level}
    homes = _homes(_parents(old), {one: one for one in headings.values()})
    new_homes = _homes(_parents(new), headings)
    siblings: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    for at, old_at in sorted(pairs.items()):
        if new_homes[at] == homes[old_at]:
            siblings[homes[old_at]].append((at, old_at))
    stayed = {at for pairs_there in siblings.values() for at, _ in rising(pairs_there)}
    return pairs.keys() - stayed


def _homes(above: Sequence[int | None], known: Mapping[int, int]) -> list[int | None]:
    """Under which clause each one stands, as known in the old text; headings that came or went
    in between do not count."""
    homes: list[int | None] = []
    for parent in above:
        known_parent = known.get(parent) if parent is not None else None
        if parent is not None and known_parent is None:
            known_parent = homes[parent]
        homes.append(known_parent)
    return homes


def _parents(clauses: Sequence[Clause]) -> list[int | None]:
    """For each clause, the place of the one under whose heading it stands."""
    above: list[int] = []
    found: list[int | None] = []
    for at, clause in enumerate(clauses):
        above = [one for one in above if clauses[one].level < clause.level]
        found.append(above[-1] if above else None)
        if clause.level:
            above.append(at)
    return found
