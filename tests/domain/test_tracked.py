"""Tracked changes: who accepts all has the text after, who refuses all the one before."""

import re
from collections.abc import Sequence

from hypothesis import assume, given

from app.domain.diffs import Fate, compare
from app.domain.tracked import in_one_text, tracked
from tests.domain.texts import TEXTS


def told(under: Sequence[str], after: str | None) -> str:
    return f"moved: {'/'.join(under)} after {after}"


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
    text = in_one_text(tracked(before, after), told)
    assert settled(text, kept=r"\+\+", dropped="--") == after
    if not compare(before, after).counts[Fate.MOVED]:
        assert settled(text, kept="--", dropped=r"\+\+") == before


def test_changes_read_well_as_they_stand() -> None:
    before = "# Rules\n\nWe **meet** twice.\n\n## One\n\nA.\n\n## Two\n\nB.\n\n"
    after = "# Rules\n\nWe **meet** once.\n\n## Two\n\nB.\n\n## One\n\nA.\n\n"
    assert in_one_text(tracked(before, after), told) == (
        "# Rules\n\nWe **meet** {--twice--}{++once++}.\n\n"
        "{>>moved: Rules after One<<}\n## Two\n\nB.\n\n## One\n\nA.\n\n"
    )
