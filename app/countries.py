"""The countries and territories somebody can be from (ISO 3166 alpha-2)."""

import re
from collections.abc import Collection

from babel import Locale
from babel.languages import get_official_languages

_NO_PLACES = {"EZ", "QO", "XA", "XB", "ZZ"}  # Babel's own, for sorting and testing

COUNTRIES = frozenset(
    str(code) for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))
) - frozenset(_NO_PLACES)


def language_of(country: str, among: Collection[str]) -> str:
    """The first official language of a country that is `among` ours, else ""."""
    official = get_official_languages(country, de_facto=True) if country else ()
    return next((language for language in official if language in among), "")
