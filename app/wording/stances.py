"""How somebody stands to a text, in words."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.domain.ballots import Stance
from app.domain.objections import ObjectionState
from app.domain.votes import Held, Origin

_STANCES = {
    Stance.AGREE: _("Agrees"),
    Stance.CONCERN: _("Agrees, with a concern"),
    Stance.ABSTAIN: _("Abstains"),
    Stance.OBJECT: _("Objects"),
}

_ENDS = {
    ObjectionState.OPEN: _("Open"),
    ObjectionState.WITHDRAWN: _("Withdrawn"),
    ObjectionState.RESOLVED: _("Resolved"),
    ObjectionState.SET_ASIDE: _("Set aside"),
}


def stance(chosen: Stance) -> str:
    """How somebody stands."""
    return str(_STANCES[chosen])


def stance_words(held: Held) -> str:
    """How somebody stood when it was counted, and from where that comes."""
    if held.stance is not held.answer.stance:
        return str(gettext("Objected, and took it back: counts as abstaining"))
    words = stance(held.stance)
    if held.origin is Origin.CARRIED:
        return str(gettext("%(stance)s (said in an earlier round)", stance=words))
    return words


def end_name(state: ObjectionState) -> str:
    """Where an objection stands."""
    return str(_ENDS[state])
