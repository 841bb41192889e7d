"""The countries and territories somebody can be from (ISO 3166 alpha-2)."""

import re

from babel import Locale

_NO_PLACES = {"EZ", "QO", "XA", "XB", "ZZ"}  # Babel's own, for sorting and testing

COUNTRIES = frozenset(
    str(code) for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))
) - frozenset(_NO_PLACES)
