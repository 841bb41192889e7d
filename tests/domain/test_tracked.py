"""Tracked changes: who accepts all has the text after, who refuses all the one before."""

import re

from hypothesis import assume, given

from app.domain.diffs import ClauseChange, Fate, compare
from app.domain.tracked import tracked
from tests.domain.texts import TEXTS


def told(change: ClauseChange) -> str:
    return f"moved: {change.clause.title}"


def settled(text: str, *, kept: str, dropped: str) -> str:
    """The text after all changes of one kind were accepted and those of the other refused."""
    text = re.sub(r"\{>>.*?<<\}\n", "", text, flags=re.DOTALL)
    text = re.sub(rf"\{{{dropped}.*?{dropped}\}}", "", text, flags=re.DOTALL)
    return re.sub(rf"\{{{kept}(.*?){kept}\}}", r"\1", text, flags=re.DOTALL)


@given(TEXTS, TEXTS)
def test_all_accepted_is_the_text_after_and_all_refused_the_one_before(
    before: str, after: str
) -> None:
    assume("--" not in before + after)
    assume("++" not in before + after)
    assume("{" not in before + after)
    difference = compare(before, after)
    text = tracked(difference, told)
    assert settled(text, kept=r"\+\+", dropped="--") == after
    if not difference.counts[Fate.MOVED]:
        assert settled(text, kept="--", dropped=r"\+\+") == before


def test_changes_read_well_as_they_stand() -> None:
    before = "# Rules\n\nWe **meet** twice.\n\n## One\n\nA.\n\n## Two\n\nB.\n\n"
    after = "# Rules\n\nWe **meet** once.\n\n## Two\n\nB.\n\n## One\n\nA.\n\n"
    assert tracked(compare(before, after), told) == (
        "# Rules\n\nWe **meet** {--twice--}{++once++}.\n\n"
        "{>>moved: Two<<}\n## Two\n\nB.\n\n## One\n\nA.\n\n"
    )
