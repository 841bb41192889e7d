"""Folded, a text is what it was, whoever folded it."""

import hashlib
import subprocess

import pytest

from realtime.folding import fold, fold_elsewhere
from realtime.text_edits import new_doc, text_in
from tests.realtime import encoder
from tests.realtime.sessions import recorded

SEED = 20_250_108


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("session", recorded(SEED, 4, 150), ids=range(4))
def test_the_state_and_the_updates_make_the_text_here_and_elsewhere(session: object) -> None:
    updates = [sent.update for sent in session.sent]
    here, elsewhere = fold(updates), fold_elsewhere(updates)
    assert here.replayed == here.reopened == hash_of(session.text)
    assert elsewhere[1:] == here[1:]
    doc = new_doc()
    doc.apply_update(elsewhere.state)
    assert text_in(doc) == session.text


def test_nothing_folds_into_nothing() -> None:
    assert fold([]) == fold_elsewhere([])
    assert fold([]).replayed == hash_of("")


def test_text_that_reads_otherwise_as_a_whole_is_seen() -> None:
    """Text after a unit, and before one that stands further left: no browser writes that."""
    written = encoder.update((7, 0, [encoder.text("abcdefghi")]))
    crossed = encoder.update((7, 9, [encoder.text("!", (7, 8), (7, 7))]))
    for folded in (fold([written, crossed]), fold_elsewhere([written, crossed])):
        assert folded.replayed != folded.reopened


def test_what_cannot_be_folded_elsewhere_fails_here() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        fold_elsewhere([b"no update"])
