"""What differs between two texts of a document: clause by clause, and word by word inside one."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.clauses import Clause, split
from app.domain.matching import stretches
from app.domain.moves import moved_clauses
from app.domain.pairing import paired
from app.domain.spans import Change, smallest_change
from app.domain.versions import clause_hash, number_of
from app.domain.word_changes import Piece, in_words, word_changes


class Fate(StrEnum):
    """What became of a clause. One that has none of these was kept."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True)
class ClauseChange:
    """A clause as it was and as it is; None where it is missing.

    stood_after: of one that was moved, the clause before which it stood; None at the beginning.
    """

    before: Clause | None
    after: Clause | None
    fates: frozenset[Fate]
    stood_after: Clause | None = None

    @property
    def clause(self) -> Clause:
        """The clause as it is, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a clause stands in one of the texts
        return found

    @property
    def pieces(self) -> list[Piece]:
        """Which of its words are kept, gone and new."""
        before, after = self.before, self.after
        return word_changes(before.text if before else "", after.text if after else "")


@dataclass(frozen=True)
class Difference:
    """All clauses in the order of the text after, those that are gone where they stood."""

    clauses: Sequence[ClauseChange]

    @property
    def changed(self) -> list[ClauseChange]:
        """The clauses with which something happened."""
        return [one for one in self.clauses if one.fates]

    @property
    def counts(self) -> Mapping[Fate, int]:
        """With how many clauses each thing happened; 0 is not missing."""
        return Counter(fate for one in self.clauses for fate in one.fates)


def compare(before: str, after: str) -> Difference:
    """What became of each clause of `before`, and which came new in `after`.

    A clause was moved when it stands under another heading, or changed its place among those that
    stand under the same; what stands under a heading that was moved went with it.
    """
    old, new = split(before), split(after)
    pairs = paired(old, new)
    moved = moved_clauses(old, new, pairs)
    removed = _removed(old, {old_at: at for at, old_at in pairs.items() if at not in moved}, pairs)
    changes = [_gone(old[one]) for one in removed[-1]]
    for at, clause in enumerate(new):
        old_at = pairs.get(at)
        if old_at is None:
            changes.append(_came(clause))
        else:
            stood_after = old[old_at - 1] if at in moved and old_at else None
            fates = _fates(old[old_at], clause, moved=at in moved)
            changes.append(ClauseChange(old[old_at], clause, fates, stood_after))
        changes.extend(_gone(old[one]) for one in removed[at])
    return Difference(changes)


def edits(before: str, after: str) -> list[Change]:
    """What makes `after` of `before`, ascending; each change counts characters of `before`.

    Words that stay are left alone, and of a word that changes what it begins and ends with; so what
    points into them, and who wrote them, stays as well. Two texts of 50 KB take some tenths of a
    second at worst: what repeats itself too often to be compared is then replaced as a whole.
    """
    return _edits(in_words(before), in_words(after))


def line_edits(before: str, after: str) -> list[Change]:
    """As `edits`, but what lies between lines that stay is one change: two texts of 2 MB take some
    tenths of a second."""
    return _edits(before.splitlines(keepends=True), after.splitlines(keepends=True))


def _edits(words: Sequence[str], others: Sequence[str]) -> list[Change]:
    changes = []
    at = 0
    for one in stretches(words, others):
        gone = "".join(words[one.start : one.end])
        if not one.kept:
            new = "".join(others[one.other_start : one.other_end])
            change = smallest_change(gone, new)
            changes.append(Change(at + change.start, at + change.end, change.replacement))
        at += len(gone)
    return changes


def _removed(
    old: Sequence[Clause], stayed: Mapping[int, int], pairs: Mapping[int, int]
) -> Mapping[int, list[int]]:
    """After which place of the new text, -1 for its beginning, what is gone stood."""
    there = set(pairs.values())
    removed: dict[int, list[int]] = defaultdict(list)
    last = -1
    for at in range(len(old)):
        last = stayed.get(at, last)
        if at not in there:
            removed[last].append(at)
    return removed


def _gone(clause: Clause) -> ClauseChange:
    return ClauseChange(clause, None, _seen(Fate.REMOVED, clause))


def _came(clause: Clause) -> ClauseChange:
    return ClauseChange(None, clause, _seen(Fate.ADDED, clause))


def _seen(fate: Fate, clause: Clause) -> frozenset[Fate]:
    """Of what is only blanks nobody sees that it came or went."""
    return frozenset({fate} if clause.text.strip() else ())


def _fates(before: Clause, after: Clause, *, moved: bool) -> frozenset[Fate]:
    same = clause_hash(before.title, before.text) == clause_hash(after.title, after.text)
    told = {
        Fate.CHANGED: not same or before.level != after.level,
        Fate.MOVED: moved,
        Fate.RENUMBERED: number_of(before.title) != number_of(after.title),
    }
    return frozenset(fate for fate, is_so in told.items() if is_so)
