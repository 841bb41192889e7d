"""What roles, states and countries are called on a page, in the reader's language."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from app.domain.lifecycle import State
from app.domain.roles import Role
from app.domain.standings import Standing

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


def role_name(role: Role) -> str:
    """What people call `role`."""
    return str(_ROLES[role])


def state_name(state: State) -> str:
    """What people call `state`."""
    return str(_STATES[state])


def standing_name(standing: Standing) -> str:
    """What people call an invitation that stands like this."""
    return str(_STANDINGS[standing])


def country_name(code: str) -> str:
    """The name of a country (ISO 3166 alpha-2), or the code itself when it is not known."""
    locale = get_locale()
    return locale.territories.get(code, code) if locale else code


def initials(name: str) -> str:
    """One or two letters that stand for a person: of the first and the last word of the name."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()
