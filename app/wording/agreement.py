"""How a text was agreed, in one sentence that says by which rule and how many voted."""

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from app.domain.outcomes import Outcome
from app.domain.rules import Rule
from app.labels import day_name, number_name
from app.models import Edition

_VALIDATED = {
    Rule.CONSENT: _("Validated by consent on %(day)s: %(turnout)s, and no objection stands."),
    Rule.TWO_THIRDS: _(
        "Validated by two thirds on %(day)s: %(turnout)s, and for every clause at least twice as "
        "many agreed as objected."
    ),
    Rule.MAJORITY: _(
        "Validated by majority on %(day)s: %(turnout)s, and for every clause more agreed than "
        "objected."
    ),
}
_NOT_VALIDATED = _("Frozen on %(day)s without a validation round, for this reason:")


def agreement_sentence(edition: Edition, outcome: Outcome | None) -> str:
    """What is said of an edition, of whose round this came; None: it was frozen without one."""
    if outcome is None or edition.round is None or edition.round.closed_at is None:
        return str(_NOT_VALIDATED) % {"day": day_name(edition.frozen_at)}
    turnout = ngettext(
        "%(cast)s of %(voters)s vote was cast",
        "%(cast)s of %(voters)s votes were cast",
        outcome.voters,
        cast=number_name(outcome.cast),
        voters=number_name(outcome.voters),
    )
    day = day_name(edition.round.closed_at)
    return str(_VALIDATED[outcome.rule]) % {"day": day, "turnout": turnout}
