"""How an edition was agreed, in sentences that anybody understands, in the reader's language."""

from datetime import datetime

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _

from app.domain.objections import ObjectionStatus
from app.domain.outcomes import Outcome
from app.domain.rules import Rule
from app.models import Round, Signature, Voter
from app.services.charter_objections import Raised
from app.services.charters import Held
from app.wording.outcomes import outcome_sentence

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

_OBJECTIONS = {
    ObjectionStatus.OPEN: _("This objection stands."),
    ObjectionStatus.WITHDRAWN: _("Withdrawn by who objected."),
    ObjectionStatus.RESOLVED: _("Resolved, says who objected."),
    ObjectionStatus.SET_ASIDE: _("Set aside, with this answer:"),
    ObjectionStatus.REPLACED: _("Replaced by a later vote of who objected."),
}
_WAITED = _("Who objected did not vote on the text as it reads now: it counts no longer.")


def outcome(held: Held) -> str:
    """What came out of a round, such as a newspaper could print."""
    titles = [one.title for one in held.round.version.passages]
    is_recalled = held.round.recalls_id is not None
    return outcome_sentence(held.outcome, titles, is_recalled=is_recalled)


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


def objection(raised: Raised) -> str:
    """What became of an objection."""
    return str(_OBJECTIONS[raised.status] if raised.status else _WAITED)


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
