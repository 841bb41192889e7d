"""How a text was agreed, in one sentence that says by which rule and how many voted."""

from flask_babel import gettext, ngettext

from app.domain.outcomes import Outcome
from app.domain.rules import Rule
from app.labels import day_name, number_name
from app.models import Edition


def agreement_sentence(edition: Edition, outcome: Outcome | None) -> str:
    """What is said of an edition, of whose round this came; None: it was frozen without one."""
    round_ = edition.round
    if outcome is None or round_ is None or round_.closed_at is None:
        return gettext(
            "Frozen on %(day)s without a validation round, for a reason that stays with it.",
            day=day_name(edition.frozen_at),
        )
    day, turnout = day_name(round_.closed_at), _turnout(outcome)
    if outcome.rule is Rule.CONSENT:
        return gettext(
            "Validated by consent on %(day)s: %(turnout)s, and no objection stands.",
            day=day, turnout=turnout,
        )  # fmt: skip
    if outcome.rule is Rule.TWO_THIRDS:
        return gettext(
            "Validated by two thirds on %(day)s: %(turnout)s, and for every clause at least twice "
            "as many agreed as objected.",
            day=day, turnout=turnout,
        )  # fmt: skip
    return gettext(
        "Validated by majority on %(day)s: %(turnout)s, and for every clause more agreed than "
        "objected.",
        day=day, turnout=turnout,
    )  # fmt: skip


def _turnout(outcome: Outcome) -> str:
    return ngettext(
        "%(cast)s of %(voters)s vote was cast",
        "%(cast)s of %(voters)s votes were cast",
        outcome.voters,
        cast=number_name(outcome.cast),
        voters=number_name(outcome.voters),
    )
