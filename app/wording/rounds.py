"""What a round asks, and how far it has come, in plain sentences."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from app.domain.rules import Rule
from app.domain.terms import Terms

RULES = {
    Rule.CONSENT: (
        _("Consent"),
        _("The text passes when somebody agrees and no objection stands."),
    ),
    Rule.TWO_THIRDS: (
        _("Two thirds"),
        _("The text passes when at least twice as many agree as object. Who abstains is left out."),
    ),
    Rule.MAJORITY: (
        _("Majority"),
        _("The text passes when more agree than object. Who abstains is left out."),
    ),
}
"""Each rule by its name, and in one sentence."""

QUORUMS: Mapping[Fraction, str] = {
    Fraction(1, 2): _("Half of them"),
    Fraction(2, 3): _("Two thirds of them"),
    Fraction(3, 4): _("Three quarters of them"),
    Fraction(1): _("All of them"),
}
"""How many of the voters must vote, as it can be chosen."""

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def who_votes(terms: Terms) -> str:
    """How many votes there are, and whose."""
    people = terms.voters - terms.organisations
    if not terms.organisations:
        return str(
            ngettext("One person votes.", "%(num)d people vote, each for themselves.", terms.voters)
        )
    if not people:
        return str(
            ngettext(
                "One organisation votes, by one delegate.",
                "%(num)d organisations vote, each by one delegate.",
                terms.voters,
            )
        )
    organisations = ngettext(
        "One organisation votes by a delegate",
        "%(num)d organisations vote by one delegate each",
        terms.organisations,
    )
    themselves = ngettext("one person for themselves", "%(num)d people for themselves", people)
    return str(
        gettext(
            "%(organisations)s, and %(people)s.", organisations=organisations, people=themselves
        )
    )


def how_many_must(terms: Terms) -> str:
    """How many must vote for anything to be decided."""
    return str(
        ngettext(
            "%(num)d of %(voters)d must vote, or nothing is decided. Who abstains has voted.",
            "%(num)d of %(voters)d must vote, or nothing is decided. Who abstains has voted.",
            terms.needed,
            voters=terms.voters,
        )
    )


def what_stops(terms: Terms) -> str:
    """How many objections stop a clause."""
    if terms.rule is Rule.CONSENT:
        return str(gettext("One standing objection stops a clause, and with it the text."))
    return str(
        ngettext(
            "One objection stops a clause, even when all the others agree.",
            "%(num)d objections stop a clause, even when all the others agree.",
            terms.stopping,
        )
    )


def what_is_asked(clauses: int, carried: int) -> str:
    """How many clauses are asked, when for so many of them an earlier stance counts on."""
    if not carried:
        return str(ngettext("One clause is asked.", "%(num)d clauses are asked.", clauses))
    if carried == clauses:
        return str(
            gettext(
                "No clause has changed since the last round: what was said then counts on, until "
                "who said it says otherwise. The whole text is asked again."
            )
        )
    asked = ngettext(
        "%(num)d of %(clauses)d clauses is asked again.",
        "%(num)d of %(clauses)d clauses are asked again.",
        clauses - carried,
        clauses=clauses,
    )
    kept = ngettext(
        "One reads as it did in the last round: what was said of it then counts on, until who "
        "said it says otherwise.",
        "%(num)d read as they did in the last round: what was said of them then counts on, until "
        "who said it says otherwise.",
        carried,
    )
    return f"{asked} {kept}"


def turnout_now(voters: int, cast: int, needed: int) -> str:
    """How many have voted in a round that is open, and how many are still needed."""
    if cast == voters:
        return str(gettext("Everybody has voted."))
    has = ngettext(
        "%(num)d of %(voters)d has voted.",
        "%(num)d of %(voters)d have voted.",
        cast,
        voters=voters,
    )
    if cast >= needed:
        return f"{has} {gettext('That is enough for the round to count.')}"
    more = ngettext(
        "One more must vote for the round to count.",
        "%(num)d more must vote for the round to count.",
        needed - cast,
    )
    return f"{has} {more}"


def time_left(left: timedelta) -> str:
    """How long it still is, in one unit: never more than there is, and "" when there is none."""
    if left >= 2 * DAY:  # one day and twenty hours is much more than one day
        return str(ngettext("one day", "%(num)d days", left // DAY))
    if left >= 2 * HOUR:
        return str(ngettext("one hour", "%(num)d hours", left // HOUR))
    if left >= MINUTE:
        return str(ngettext("one minute", "%(num)d minutes", left // MINUTE))
    return str(gettext("less than a minute")) if left > timedelta(0) else ""
