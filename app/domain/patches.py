"""The difference of two texts as a patch, line by line, as `diff -u` writes one."""

from collections.abc import Sequence
from difflib import Match, SequenceMatcher

from app.domain.matching import stretches

CONTEXT = 3  # lines shown around each change
_UNFINISHED = "\n\\ No newline at end of file\n"

Opcode = tuple[str, int, int, int, int]


class _Compared(SequenceMatcher[str]):
    """Groups changes as the standard library does; finds them at a cost that is bounded."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._found = [one for one in stretches(old, new) if one.kept]
        self._ends = Match(len(old), len(new), 0)
        super().__init__(None, "", "")

    def get_matching_blocks(self) -> list[Match]:
        """Where lines are kept."""
        kept = [Match(one.start, one.other_start, one.end - one.start) for one in self._found]
        return [*kept, self._ends]


def unified(before: str, after: str, old_name: str, new_name: str) -> str:
    """What `patch` makes `after` of `before` with; "" when they are equal.

    The names are those of files, each in one line. Line ends stay as they are.
    """
    old, new = _lines(before), _lines(after)
    if old == new:
        return ""
    groups = _Compared(old, new).get_grouped_opcodes(CONTEXT)
    hunks = "".join(_hunk(old, new, list(group)) for group in groups)
    # What comes after a tab is no longer the name, which may hold blanks.
    return f"--- {old_name}\t\n+++ {new_name}\t\n{hunks}"


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines


def _hunk(old: Sequence[str], new: Sequence[str], group: Sequence[Opcode]) -> str:
    first, last = group[0], group[-1]
    written = [f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"]
    for tag, start, end, other_start, other_end in group:
        if tag == "equal":
            written += [_line(" ", line) for line in old[start:end]]
        else:
            written += [_line("-", line) for line in old[start:end]]
            written += [_line("+", line) for line in new[other_start:other_end]]
    return "".join(written)


def _line(sign: str, line: str) -> str:
    return sign + line if line.endswith("\n") else sign + line + _UNFINISHED


def _range(start: int, end: int) -> str:
    """Lines as a patch counts them: from 1, and from the line before when there are none."""
    return f"{start + 1},{end - start}" if end > start else f"{start},0"
