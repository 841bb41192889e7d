"""What people write for roles, countries and languages in a list, in any of our languages."""

from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global
from flask_babel import force_locale

from app.countries import COUNTRIES
from app.domain.roles import Role
from app.domain.rows import Names
from app.domain.words import plain
from app.labels import role_name
from app.languages import LANGUAGES

# The interface names what somebody does; people also write who does it.
_SPOKEN = {
    Role.FACILITATOR: "facilitador, facilitadora, persona facilitadora, facilitateur, "
    "facilitatrice, animateur, animatrice, ميسّرة",
    Role.MEMBER: "miembra, integrante, عضوة",
    Role.REVIEWER: "revisor, revisora, relecteur, relectrice, réviseur, réviseuse, مراجعة",
    Role.OBSERVER: "observador, observadora, observateur, observatrice, مراقبة",
}


@cache
def list_names() -> Names:
    """Every name and code of a role, country or language -> what we call it."""
    return Names(dict(_roles()), dict(_countries()), dict(_languages()))


def _roles() -> Iterator[tuple[str, Role]]:
    for role in Role:
        yield plain(role.value), role
        for name in _SPOKEN[role].split(","):
            yield plain(name), role
        for language in LANGUAGES:
            with force_locale(language):
                yield plain(role_name(role)), role


def _countries() -> Iterator[tuple[str, str]]:
    for alias, current in get_global("territory_aliases").items():
        if len(current) == 1 and alias.isalpha():
            yield plain(alias), current[0]
    for code in sorted(COUNTRIES):
        for language in LANGUAGES:
            yield plain(str(Locale(language).territories.get(code, code))), code
    for code in sorted(COUNTRIES):
        yield plain(code), code


def _languages() -> Iterator[tuple[str, str]]:
    for code in LANGUAGES:
        yield plain(code), code
        for language in LANGUAGES:
            yield plain(str(Locale(language).languages[code])), code
