"""What is said on a page of objections and how they ended, in the reader's language."""

from flask_babel import lazy_gettext as _

from app.domain.objections import ObjectionState, ObjectionStatus

_STATUSES = {
    ObjectionStatus.OPEN: _("Open"),
    ObjectionStatus.SET_ASIDE: _("Set aside"),
    ObjectionStatus.RESOLVED: _("Resolved"),
    ObjectionStatus.WITHDRAWN: _("Withdrawn"),
    ObjectionStatus.REPLACED: _("Replaced by a later vote"),
    ObjectionStatus.VOIDED: _("In a round that was voided"),
}

_ENDED = {
    ObjectionState.WITHDRAWN: _("This objection is withdrawn."),
    ObjectionState.RESOLVED: _("This objection is resolved."),
    ObjectionState.SET_ASIDE: _("This objection is set aside, and your answer stands with it."),
}


def objection_status_name(status: ObjectionStatus) -> str:
    """What people call an objection of which that is said."""
    return str(_STATUSES[status])


def ended_sentence(state: ObjectionState) -> str:
    """What is said to who has just ended an objection like this."""
    return str(_ENDED[state])
