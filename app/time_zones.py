"""Time zones as people look for them, and the one in which a reader is shown moments."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user

from app.domain.search import folded

_TERRITORIES: Mapping[str, str] = get_global("zone_territories")
_SPELLINGS = get_global("zone_aliases")  # older names of the same zones

# What the first part of a zone's name is called: a region (UN M.49), or words of our own.
_REGIONS = {
    "Africa": "002",
    "America": "019",
    "Antarctica": "AQ",
    "Arctic": "150",
    "Asia": "142",
    "Atlantic": _("Atlantic Ocean"),
    "Australia": "009",
    "Europe": "150",
    "Indian": _("Indian Ocean"),
    "Pacific": "009",
}

TIME_ZONES = frozenset(
    zone
    for zone in available_timezones()
    if zone in _TERRITORIES and zone not in _SPELLINGS and zone.split("/")[0] in _REGIONS
)
"""One name (IANA) for each zone that is some place's."""


def chosen_zone() -> str | None:
    """The zone the reader chose; None when it is their browser's, which only it knows."""
    chosen = current_user.time_zone if current_user.is_authenticated else ""
    return chosen if chosen in TIME_ZONES else None


def zones_by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each region with its zones as (zone, country and city), in the reader's order of letters."""
    locale = get_locale() or Locale("en")
    regions: dict[str, list[tuple[str, str]]] = {}
    for zone, name in _names(str(locale)).items():
        regions.setdefault(_region(zone, locale), []).append((zone, name))
    in_order = [
        (region, sorted(zones, key=lambda one: folded(one[1]))) for region, zones in regions.items()
    ]
    return sorted(in_order, key=lambda one: folded(one[0]))


@cache  # of one language after the other: they are hundreds, and never change
def _names(language: str) -> Mapping[str, str]:
    locale = Locale.parse(language)
    return {zone: _name(zone, locale) for zone in TIME_ZONES}


def _name(zone: str, locale: Locale) -> str:
    """The country first: that is what people look for."""
    code = _TERRITORIES[zone]
    country = locale.territories.get(code, code)
    city = get_timezone_location(zone, locale=locale, return_city=True)
    return country if city == country else f"{country} · {city}"


def _region(zone: str, locale: Locale) -> str:
    region = _REGIONS[zone.split("/")[0]]
    return str(locale.territories.get(region) or gettext(region))
