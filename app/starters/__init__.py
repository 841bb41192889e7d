"""What a new document begins with, in each language: the title it is offered, and its text."""

from functools import cache
from pathlib import Path

from app.domain.errors import InvalidError
from app.domain.starters import Starter, filled

_TITLES = {
    "en": {
        Starter.CHARTER: "Charter",
        Starter.VISION: "Vision statement",
        Starter.BLANK: "New document",
    },
    "es": {
        Starter.CHARTER: "Carta",
        Starter.VISION: "Declaración de visión",
        Starter.BLANK: "Documento nuevo",
    },
    "fr": {
        Starter.CHARTER: "Charte",
        Starter.VISION: "Déclaration de vision",
        Starter.BLANK: "Nouveau document",
    },
    "ar": {
        Starter.CHARTER: "الميثاق",
        Starter.VISION: "بيان الرؤية",
        Starter.BLANK: "وثيقة جديدة",
    },
}


def demand_language(language: str) -> None:
    """Raises InvalidError unless there are starting texts in `language`."""
    if language not in _TITLES:
        raise InvalidError("There is no starting text in this language.")


def title_of(starter: Starter, language: str) -> str:
    """What a document that begins so is called, until somebody calls it something else."""
    return _TITLES[language][starter]


def titles_of(starter: Starter) -> set[str]:
    """The same in every language."""
    return {titles[starter] for titles in _TITLES.values()}


def text_of(starter: Starter, language: str, group: str) -> str:
    """Its first text, Markdown, with the group's name in it."""
    if starter is Starter.BLANK:
        return ""
    return filled(_written(starter, language), group)


@cache
def _written(starter: Starter, language: str) -> str:
    path = Path(__file__).with_name(f"{starter}.{language}.md")
    return path.read_text(encoding="utf-8")
