"""Nobody meets a sentence in a language they did not choose."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask

from app import labels
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.languages import LANGUAGES

ROOT = Path(__file__).parent.parent
TRANSLATED = sorted(set(LANGUAGES) - {"en"})


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """Every sentence of the sources, collected as `make messages` does."""
    path = tmp_path_factory.mktemp("sentences") / "messages.pot"
    collect = ("-q", "extract", "-F", "babel.cfg", "-o", str(path), ".")
    command = [sys.executable, "-m", "babel.messages.frontend", *collect]
    subprocess.run(command, cwd=ROOT, check=True)
    found = [message for message in catalogue(path) if message.id]
    assert len(found) > 100
    return found


@pytest.fixture(params=TRANSLATED)
def translated(request: pytest.FixtureRequest) -> Catalog:
    return catalogue(ROOT / "app" / "translations" / request.param / "LC_MESSAGES" / "messages.po")


def test_every_sentence_is_translated(translated: Catalog, sentences: list[Message]) -> None:
    missing = []
    for sentence in sentences:
        found = translated.get(sentence.id)
        words = found.string if found else ""
        if not all(words if isinstance(words, tuple) else (words,)) or not found or found.fuzzy:
            missing.append(sentence.id)
    assert missing == []


def test_no_translation_is_of_a_sentence_that_is_gone(
    translated: Catalog, sentences: list[Message]
) -> None:
    known = {sentence.id for sentence in sentences}
    assert [message.id for message in translated if message.id and message.id not in known] == []
    assert not translated.obsolete


def test_no_translation_loses_what_is_filled_in(translated: Catalog) -> None:
    wrong = [str(error) for message in translated for error in message.check(translated)]
    assert wrong == []
    for message in translated:
        if isinstance(message.id, tuple):  # some languages say one and two without a figure
            assert all(braces(text) <= braces(message.id[-1]) for text in message.string)
            assert braces(message.string[-1]) == braces(message.id[-1])
        elif message.id:
            assert braces(message.string) == braces(message.id)


def braces(text: str) -> set[str]:
    """What the browser fills in: {n}, {total} …"""
    return {part.split("}")[0] for part in text.split("{")[1:]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_state_and_country_has_a_name(app: Flask, language: str) -> None:
    with app.test_request_context(headers={"Accept-Language": language}):
        assert len({labels.role_name(role) for role in Role}) == len(Role)
        assert len({labels.state_name(state) for state in State}) == len(State)
        assert labels.country_name("LB") != "LB"
        assert labels.country_name("??") == "??"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Nour El-Khazen", "NE"), ("María José Pérez Gil", "MG"), ("عمر", "ع"), ("Ö", "Ö"), ("", "")],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert labels.initials(name) == letters
