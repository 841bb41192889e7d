"""One clause of an older text in the place that it has now."""

from collections.abc import Sequence

from app.domain.clauses import Clause, split
from app.domain.versions import clause_hash

APART = "\n\n"


def with_clause(now: str, then: str, position: int) -> str:
    """The text `now` with the clause at `position` of `then` as it was.

    It takes the place of the clause that is the same one today; when there is none, it comes back
    after the one that it followed. Raises IndexError when `then` has no such clause.
    """
    old, new = split(then), split(now)
    wanted = old[position]
    same = _same(wanted, new)
    if same is not None:
        return _joined(now[: same.start], wanted.text, now[same.end :])
    before = next(filter(None, (_same(one, new) for one in reversed(old[:position]))), None)
    at = before.end if before else 0
    return _joined(now[:at], wanted.text, now[at:])


def _same(wanted: Clause, clauses: Sequence[Clause]) -> Clause | None:
    """The clause that says the same, or stands under the same headings, or has the same title."""
    signs = (
        lambda one: clause_hash(one.title, one.text),
        lambda one: one.path,
        lambda one: one.title,
    )
    for sign in signs:
        found = [one for one in clauses if sign(one) == sign(wanted)]
        if len(found) == 1:
            return found[0]
    return None


def _joined(before: str, clause: str, after: str) -> str:
    whole = _apart(before) + clause
    return _apart(whole) + after if after.strip() else whole + after


def _apart(text: str) -> str:
    """The text with an empty line at its end, as a heading needs it; nothing stays nothing."""
    if not text.strip() or text.endswith(APART):
        return text
    return text.rstrip("\n") + APART
