"""A process of its own makes each file: the same file, within bounds, and none outlives us."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable

import pytest

from app.domain.errors import ConflictError
from app.exporting import Form, elsewhere, export
from app.exporting.elsewhere import export_elsewhere
from app.exporting.paper import Paper
from tests.exporting.papers import CHARTER, REMARKS, arabic_paper, paper

MIB = 1024**2


@pytest.mark.parametrize("form", Form)
def test_the_file_is_what_is_made_here(form: Form) -> None:
    for made in (paper(remarks=REMARKS), arabic_paper()):
        assert export_elsewhere(form, made) == export(form, made)


@pytest.mark.parametrize("remarks", [None, (), REMARKS])
def test_a_paper_is_packed_whole(remarks: object) -> None:
    made = paper("\ud800 \0 ميثاق", remarks=remarks)
    assert Paper.unpacked(made.packed()) == made


@pytest.mark.parametrize("form", [Form.DOCX, Form.ODT, Form.PDF])
def test_a_text_too_large_to_set_is_refused_with_a_sentence(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "_ask_another", bounded(elsewhere._ask_another))
    with pytest.raises(ConflictError, match="could not be made"):
        export_elsewhere(form, paper("**x** y " * 40_000))


def bounded(ask: Callable[..., bytes]) -> Callable[..., bytes]:
    """As it asks, but the other process has no memory to speak of."""

    def asked(form: Form, packed: bytes) -> bytes:
        return ask(form, packed, most_bytes=96 * MIB)

    return asked


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    end = elsewhere._end

    def note(process: subprocess.Popen[bytes]) -> None:
        end(process)
        ended.append(process.wait())

    monkeypatch.setattr(elsewhere, "_end", note)
    monkeypatch.setattr(elsewhere, "MOST_SECONDS", 0.001)
    with pytest.raises(ConflictError, match="could not be made"):
        export_elsewhere(Form.PDF, paper(CHARTER))
    assert ended
    assert ended[0] != 0


def test_few_are_made_at_once_and_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(elsewhere, "_places", places)
    monkeypatch.setattr(elsewhere, "PATIENCE_SECONDS", 0)
    with places, pytest.raises(ConflictError, match="Many files"):
        export_elsewhere(Form.MARKDOWN, paper())
    assert export_elsewhere(Form.MARKDOWN, paper())


def test_it_is_told_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCHARTER_SECRET_KEY", "s" * 32)
    started: list[dict[str, str]] = []
    popen = subprocess.Popen

    def start(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(options["env"])
        return popen(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", start)
    export_elsewhere(Form.MARKDOWN, paper())
    assert [set(environment) for environment in started] == [{"PATH", "LANG"}]
