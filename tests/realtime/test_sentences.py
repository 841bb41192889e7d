"""What a refused person reads: a sentence in their language, made once and not at each refusal."""

from unittest.mock import patch

from flask import Flask

from realtime.sentences import SENTENCES, sentence_for


def test_every_refusal_has_a_sentence_in_the_readers_language(app: Flask) -> None:
    for code in SENTENCES:
        assert sentence_for(app, code, "fr") != sentence_for(app, code, "en")


def test_a_sentence_is_made_once_a_language(app: Flask) -> None:
    told = {locale: sentence_for(app, "busy", locale) for locale in ("en", "ar")}
    with patch.object(app, "app_context", side_effect=AssertionError("made again")):
        assert {locale: sentence_for(app, "busy", locale) for locale in told} == told
