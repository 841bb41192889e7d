"""The time zones people can choose, as they look for them: by area, then by place."""

from collections.abc import Mapping, Sequence
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_name
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_login import current_user

from app.domain.search import folded
from app.languages import language

_AREAS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}

_NEWEST: Mapping[str, str] = get_global("zone_aliases")  # older name -> the one used now

ZONES = frozenset(
    zone
    for zone in get_global("zone_territories").keys() & available_timezones()
    if zone.split("/")[0] in _AREAS
)
"""The IANA names that can be chosen, each place once; those without a place are for machines."""


def choose_zone() -> str | None:
    """The zone in which moments are told: what the person chose; None for UTC."""
    return (current_user.chosen_zone or None) if current_user.is_authenticated else None


def zone_for(browsers: str) -> str:
    """The zone in which somebody writes a time: what they chose, else that of their browser, else
    UTC, as an IANA name."""
    return choose_zone() or (browsers if browsers in _known() else "UTC")


def zone_name(zone: str) -> str:
    """What people call the time in `zone`."""
    return str(get_timezone_name(ZoneInfo(zone), locale=get_locale() or "en"))


@cache
def _known() -> frozenset[str]:
    """Also older names, which some browsers still say."""
    return frozenset(one for one in available_timezones() if "/" in one)


def zones_by_area() -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Of each area its name and its zones, as (IANA name, place), in the reader's language."""
    places = _places(language())
    areas = [(str(name), places[area]) for area, name in _AREAS.items()]
    return sorted(areas, key=lambda one: folded(one[0]))


@cache
def _places(language: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Naming four hundred places takes a while, so it is done once for each language."""
    locale = Locale(language)
    named = [(zone, _place(zone, locale)) for zone in ZONES]
    named.sort(key=lambda one: folded(one[1]))
    return {area: [one for one in named if one[0].startswith(f"{area}/")] for area in _AREAS}


def _place(zone: str, locale: Locale) -> str:
    """The translators know a city that was renamed by an older name of its zone."""
    older = sorted(name for name, newest in _NEWEST.items() if newest == zone)
    known = (locale.time_zones.get(name, {}).get("city") for name in (zone, *older))
    return str(next(filter(None, known), zone.rpartition("/")[2].replace("_", " ")))
