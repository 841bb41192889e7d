"""The time zones people can choose, as they look for them: by area, then by place."""

from collections.abc import Mapping, Sequence
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_timezone_location
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

ZONES = frozenset(
    zone for zone in available_timezones() if zone.split("/")[0] in _AREAS and "/" in zone
)
"""The IANA names that can be chosen; those without a place are for machines."""


def choose_zone() -> str | None:
    """The zone in which moments are told: what the person chose; None for UTC."""
    return (current_user.chosen_zone or None) if current_user.is_authenticated else None


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
    city = get_timezone_location(zone, locale=locale, return_city=True)
    return city or zone.rpartition("/")[2].replace("_", " ")
