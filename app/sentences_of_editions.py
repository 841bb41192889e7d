"""How an edition was agreed, in sentences that anybody understands, in the reader's language."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import format_date, gettext, ngettext
from flask_babel import lazy_gettext as _

from app.domain.ballots import Stance
from app.domain.objections import ObjectionState
from app.domain.outcomes import Outcome, Result
from app.domain.rules import Rule
from app.models import Round, Signature, Voter
from app.services.charters import Held, Raised

_RESULTS = {
    Result.PASSED: _("Validated."),
    Result.FAILED: _("Not validated."),
    Result.INQUORATE: _("Too few voted: nothing was decided."),
    Result.VOIDED: _("Ended without an outcome."),
}

_RULES = {
    Rule.CONSENT: _(
        "By consent: every clause needs somebody who agrees to it, and no objection may stand."
    ),
    Rule.TWO_THIRDS: _(
        "By two thirds: of those who agree or object, at least two thirds must agree to each "
        "clause and to the whole text. Abstentions do not count."
    ),
    Rule.MAJORITY: _(
        "By majority: more must agree than object, to each clause and to the whole text. "
        "Abstentions do not count."
    ),
}

_STANCES = {
    Stance.AGREE: _("Agrees"),
    Stance.CONCERN: _("Agrees, with a concern"),
    Stance.ABSTAIN: _("Abstains"),
    Stance.OBJECT: _("Objects"),
}

_OBJECTIONS = {
    ObjectionState.OPEN: _("This objection stands."),
    ObjectionState.WITHDRAWN: _("Withdrawn by who objected."),
    ObjectionState.RESOLVED: _("Resolved, says who objected."),
    ObjectionState.SET_ASIDE: _("Set aside, with this answer:"),
}


def outcome(held: Held) -> str:
    """What came out of a round, such as a newspaper could print."""
    return " ".join((_turnout(held.outcome), _standing(held), str(_RESULTS[held.outcome.result])))


def rule(chosen: Rule) -> str:
    """What it took to pass."""
    return str(_RULES[chosen])


def quorum(found: Outcome) -> str:
    """How many had to vote, and how many did."""
    return str(
        gettext(
            "%(needed)d of %(voters)d had to vote. %(cast)d did.",
            needed=found.needed,
            voters=found.voters,
            cast=found.cast,
        )
    )


def stance(chosen: Stance) -> str:
    """How somebody stands."""
    return str(_STANCES[chosen])


def objection(state: ObjectionState) -> str:
    """What became of an objection."""
    return str(_OBJECTIONS[state])


def place(raised: Raised) -> str:
    """What an objection is about."""
    return gettext("The whole text") if raised.place is None else clause(raised.place)


def clause(title: str) -> str:
    """What a clause is called that begins with this heading."""
    return title or gettext("Before the first heading")


def name(row: Voter | Signature) -> str:
    """What somebody was called then, unless they have themselves deleted since."""
    return row.name if row.person.name else gettext("A former participant")


def day(at: datetime) -> str:
    """The day of a moment in UTC, the same for everybody who reads what was published."""
    return str(format_date(at, "long", rebase=False))


def period(row: Round) -> str:
    """Which round it was, and when people voted in it."""
    begin, end = day(row.opened_at), day(row.closed_at or row.deadline)
    if begin == end:
        return str(gettext("Round %(number)d, on %(day)s", number=row.number, day=begin))
    return str(
        gettext(
            "Round %(number)d, from %(begin)s to %(end)s", number=row.number, begin=begin, end=end
        )
    )


def _turnout(found: Outcome) -> str:
    return str(
        gettext(
            "%(cast)d of %(voters)d voted (%(needed)d needed).",
            cast=found.cast,
            voters=found.voters,
            needed=found.needed,
        )
    )


def _standing(held: Held) -> str:
    count = len(held.outcome.standing)
    if not count:
        return str(gettext("Nobody objects."))
    where = _places(held, [one.clause for one in held.outcome.standing])
    return str(
        ngettext(
            "One objection stands: %(where)s.",
            "%(num)d objections stand: %(where)s.",
            count,
            where=where,
        )
    )


def _places(held: Held, clauses: Sequence[int | None]) -> str:
    titles = [one.title for one in held.round.version.passages]
    names = (
        gettext("The whole text") if one is None else f"\u2068{clause(titles[one])}\u2069"
        for one in clauses
    )
    return " · ".join(dict.fromkeys(names))
