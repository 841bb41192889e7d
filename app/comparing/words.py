"""Differences in the reader's words: what happened in a sentence, what is heard, names of files."""

from collections import Counter
from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _

from app.domain.diffs import Fate
from app.file_names import file_name
from app.labels import occasion_name
from app.rendering.differences import Spoken
from app.rendering.redline import Section
from app.services.changes import NOW, START, VISIT, Changes, Stand

_STANDS = {
    NOW: _("Now"),
    START: _("Before the first word"),
    VISIT: _("My last visit"),
}


def spoken() -> Spoken:
    """What somebody hears who cannot see which words are gone and which are new."""
    return Spoken(gettext("Removed:"), gettext("Added:"), gettext("End of the change."))


def summary(sections: Sequence[Section]) -> str:
    """With how many clauses what happened."""
    counts = Counter(fate for section in sections for fate in section.fates)
    told = [_counted(fate, counts[fate]) for fate in Fate if counts[fate]]
    return format_list(told, locale=get_locale()) if told else str(gettext("Nothing changed"))


def stand_name(stand: Stand) -> str:
    """What people call the text as it stood then."""
    if stand.version:
        number = gettext("Version %(number)d", number=stand.version.number)
        return f"{number}: {stand.version.name or occasion_name(stand.version.occasion)}"
    return str(_STANDS[stand.choice])


def moved_from(under: Sequence[str], after: str | None) -> str:
    """Where a clause stood that was moved."""
    if after:
        told = gettext("Moved: it stood after “%(title)s”.", title=f"\u2068{after}\u2069")
    elif under:
        told = gettext("Moved: it stood under “%(title)s”.", title=f"\u2068{under[-1]}\u2069")
    else:
        told = gettext("Moved: it stood at the beginning.")
    return str(told)


def name_of_file(changes: Changes, stand: Stand, ending: str) -> str:
    """What a file that says how the text stood is called."""
    return file_name(f"{stand_name(stand)} - {changes.document.title}", "", ending)


def _counted(fate: Fate, num: int) -> str:
    told = {
        Fate.CHANGED: lambda: ngettext("%(num)d clause changed", "%(num)d clauses changed", num),
        Fate.ADDED: lambda: ngettext("%(num)d clause added", "%(num)d clauses added", num),
        Fate.REMOVED: lambda: ngettext("%(num)d clause removed", "%(num)d clauses removed", num),
        Fate.MOVED: lambda: ngettext("%(num)d clause moved", "%(num)d clauses moved", num),
        Fate.RENUMBERED: lambda: ngettext(
            "%(num)d clause renumbered", "%(num)d clauses renumbered", num
        ),
    }
    return str(told[fate]())
