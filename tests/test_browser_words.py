"""The browser code and the server agree on every word, and numbers follow each language's rules."""

import json
import subprocess
from pathlib import Path

import pytest
from babel import Locale
from flask import Flask

from app.browser_words import COUNTED, EXAMPLES, browser_words
from app.languages import LANGUAGES

WORDS = Path(__file__).parent.parent / "static" / "src" / "words.ts"


@pytest.fixture(scope="module")
def english() -> dict[str, str | dict[str, str]]:
    """The words of the browser code as it holds them itself."""
    source = WORDS.read_text(encoding="utf-8")
    literal = source.split("const english = ")[1].split("\n}\n")[0] + "\n}"
    command = ["node", "-e", f"process.stdout.write(JSON.stringify({literal}))"]
    read = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(read.stdout))


def test_both_hold_the_same_english_words(
    app: Flask, english: dict[str, str | dict[str, str]]
) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        ours = dict(browser_words())
    assert list(ours) == [*(key for key in english if key not in COUNTED), *COUNTED]
    for key, words in english.items():
        found = ours[key]
        if isinstance(words, dict):
            assert isinstance(found, dict)
            assert {category: found[category] for category in words} == words
        else:
            assert found == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_gets_the_words_of_its_category(app: Flask, language: str) -> None:
    category = Locale(language).plural_form
    with app.test_request_context(headers={"Accept-Language": language}):
        for sentence in COUNTED.values():
            for number in range(203):
                assert sentence(number) == sentence(EXAMPLES[category(number)])
