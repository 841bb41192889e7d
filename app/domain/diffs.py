"""What differs between two texts."""

from app.domain.matching import stretches
from app.domain.spans import Change, smallest_change
from app.domain.word_changes import in_words


def edits(before: str, after: str) -> list[Change]:
    """What makes `after` of `before`, ascending; each change counts characters of `before`.

    Words that stay are left alone, and of a word that changes what it begins and ends with; so what
    points into them, and who wrote them, stays as well. Two texts of 50 KB take some tenths of a
    second at worst: what repeats itself too often to be compared is then replaced as a whole.
    """
    words, others = in_words(before), in_words(after)
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
