"""What roles, states, countries and moments are called on a page, in the reader's language."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import (
    format_date,
    format_datetime,
    format_decimal,
    format_percent,
    get_locale,
    gettext,
)
from flask_babel import lazy_gettext as _

from app.domain.diffs import Fate
from app.domain.digests import Digest
from app.domain.lifecycle import State
from app.domain.organisations import Kind
from app.domain.roles import Role
from app.domain.search import folded
from app.domain.standings import Standing
from app.domain.starters import Starter
from app.domain.threads import Outcome, Status
from app.domain.versions import Occasion
from app.models import Person
from realtime.people import PublicPerson

SMALL_SHARE = 0.01

_ROLES = {
    Role.FACILITATOR: _("Facilitator"),
    Role.MEMBER: _("Member"),
    Role.REVIEWER: _("Reviewer"),
    Role.OBSERVER: _("Observer"),
}

_STATES = {
    State.DRAFTING: _("Draft"),
    State.VALIDATING: _("Being validated"),
    State.VALIDATED: _("Validated"),
    State.FROZEN: _("Frozen"),
    State.PUBLISHED: _("Published"),
}

_STANDINGS = {
    Standing.OPEN: _("Invited"),
    Standing.EXPIRED: _("Too old: make a new link"),
    Standing.ACCEPTED: _("Came into the group"),
    Standing.REVOKED: _("Withdrawn"),
}

_DIGESTS = {
    Digest.DAILY: _("At most one a day"),
    Digest.EACH: _("One for each remark and what is answered, soon after"),
    Digest.NONE: _("None"),
}

_KINDS = {
    Kind.UNKNOWN: _("Not said"),
    Kind.MINISTRY: _("Ministry or public office"),
    Kind.TRAINING: _("Training institution"),
    Kind.ACADEMIA: _("University or research"),
    Kind.NGO: _("Non-governmental organisation"),
    Kind.COMPANY: _("Company"),
    Kind.OTHER: _("Other"),
}

_STATUSES = {
    Status.OPEN: _("Open"),
    Status.STALE: _("Overtaken"),
    Status.CLOSED: _("Closed"),
}

_OUTCOMES = {
    Outcome.DONE: _("Done"),
    Outcome.ANSWERED: _("Answered"),
    Outcome.NOT_TAKEN_UP: _("Not taken up"),
    Outcome.ACCEPTED: _("Accepted"),
    Outcome.DECLINED: _("Declined"),
}

_OCCASIONS = {
    Occasion.NAMED: _("Kept by hand"),
    Occasion.QUIET: _("Kept when nobody had written for a while"),
    Occasion.RESTORE: _("Kept before an older text was brought back"),
    Occasion.ACCEPTANCE: _("Kept before proposed words were accepted"),
    Occasion.IMPORT: _("Kept before a text was imported"),
    Occasion.ROUND: _("Kept for a validation round"),
    Occasion.FREEZE: _("Kept when the text was frozen"),
}

_FATES = {
    Fate.CHANGED: _("Changed"),
    Fate.ADDED: _("Added"),
    Fate.REMOVED: _("Removed"),
    Fate.MOVED: _("Moved"),
    Fate.RENUMBERED: _("Renumbered"),
}

_STARTERS = {
    Starter.CHARTER: _("Charter"),
    Starter.VISION: _("Vision statement"),
    Starter.BLANK: _("Blank"),
}


def role_name(role: Role) -> str:
    """What people call `role`."""
    return str(_ROLES[role])


def state_name(state: State) -> str:
    """What people call `state`."""
    return str(_STATES[state])


def standing_name(standing: Standing) -> str:
    """What people call an invitation that stands like this."""
    return str(_STANDINGS[standing])


def status_name(status: Status) -> str:
    """What people call a thread that stands like this."""
    return str(_STATUSES[status])


def outcome_name(outcome: Outcome) -> str:
    """What people call a thread that was closed like this."""
    return str(_OUTCOMES[outcome])


def occasion_name(occasion: Occasion) -> str:
    """Why a version is there, in words."""
    return str(_OCCASIONS[occasion])


def fate_name(fate: Fate) -> str:
    """What became of a clause, in a word."""
    return str(_FATES[fate])


def starter_name(starter: Starter) -> str:
    """What people call what a document begins with."""
    return str(_STARTERS[starter])


def country_name(code: str) -> str:
    """The name of a country (ISO 3166 alpha-2), or the code itself when it is not known."""
    locale = get_locale()
    return locale.territories.get(code, code) if locale else code


def kind_name(kind: Kind) -> str:
    """What people call this kind of organisation."""
    return str(_KINDS[kind])


def by_name(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Countries as (code, name), in the order in which the reader looks for them."""
    named = {code: country_name(code) for code in codes if code}
    return sorted(named.items(), key=lambda one: folded(one[1]))


def moment_name(at: datetime) -> str:
    """A moment in words, in the zone the reader chose; else in UTC."""
    return str(format_datetime(at, "long"))


def day_name(at: datetime) -> str:
    """The day of a moment in words, in the zone the reader chose; else in UTC."""
    return str(format_date(at, "full"))


def digest_name(digest: Digest) -> str:
    """What people call this choice of how often to be written to."""
    return str(_DIGESTS[digest])


def person_name(person: Person) -> str:
    """What somebody is called, also when everything that told who they are is deleted."""
    return person.name or gettext("A former participant")


def number_name(number: int) -> str:
    """A number as the reader writes it."""
    return str(format_decimal(number))


def share_name(share: float) -> str:
    """A share of 1 as the reader writes it, in whole percents.

    Who has a small share has not none, and who has not all has not all of it.
    """
    if 0 < share < SMALL_SHARE:
        return f"<{format_percent(SMALL_SHARE)}"
    if 1 - SMALL_SHARE < share < 1:
        return f">{format_percent(1 - SMALL_SHARE)}"
    return str(format_percent(share))


def public(person: PublicPerson) -> PublicPerson:
    """What others see of somebody; who they were may be deleted."""
    return person | {"name": person["name"] or gettext("A former participant")}


def name_told_apart(person: Person, is_guest: bool) -> str:
    """The same; who only calls themselves like somebody of the group is told apart."""
    name = person_name(person)
    return gettext("%(name)s (guest)", name=name) if is_guest else name


def initials(name: str) -> str:
    """One or two letters that stand for a person: of the first and the last word of the name."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()
