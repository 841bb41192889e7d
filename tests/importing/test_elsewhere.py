"""Reading a document waits for nobody for ever, and nobody for it."""

import subprocess
import sys

import pytest

from app.domain.errors import ConflictError, InvalidError
from app.importing import elsewhere, markdown_of
from tests.importing.word_files import p, word_file

HONEST = word_file(p("We learn."))
BOUNDS = """
import resource
from app.importing.reading import _bound
_bound()
print([resource.getrlimit(one)[1] for one in (resource.RLIMIT_AS, resource.RLIMIT_CPU,
    resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)], __import__("os").nice(0))
"""


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "MAX_SECONDS", 0.001)
    with pytest.raises(InvalidError, match="takes too much"):
        markdown_of(HONEST)


def test_a_reader_that_dies_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere.sys, "executable", "/bin/false")
    with pytest.raises(InvalidError, match="takes too much"):
        markdown_of(HONEST)


def test_who_comes_while_another_is_read_waits_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "MAX_WAITING_SECONDS", 0.001)
    with elsewhere._one_at_a_time, pytest.raises(ConflictError, match="in a minute"):
        markdown_of(HONEST)
    assert markdown_of(HONEST).markdown == "We learn.\n"


def test_it_may_take_so_much_and_write_nothing() -> None:
    told = subprocess.run([sys.executable, "-c", BOUNDS], capture_output=True, check=True).stdout
    assert told.decode().strip() == "[1073741824, 30, 0, 0] 10"
