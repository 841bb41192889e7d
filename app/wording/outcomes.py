"""What a round decided, in sentences that a newspaper could print."""

from collections.abc import Iterable, Iterator, Sequence

from babel.lists import format_list
from flask_babel import get_locale, gettext, ngettext

from app.domain.outcomes import Finding, Ground, Outcome, Result
from app.domain.rules import Rule

MAX_PLACES = 3  # that one sentence names


def outcome_sentence(
    outcome: Outcome, titles: Sequence[str], reason: str = "", *, is_recalled: bool = False
) -> str:
    """Who voted, what stands in the way if something does, and what follows from that.

    titles: of the clauses, "" for what stands before the first heading. reason: why it was voided.
    is_recalled: whether the same was asked once before.
    """
    told = _TOLD[outcome.result](outcome, titles)
    if outcome.result is Result.VOIDED:
        reason = _isolated(" ".join(reason.split()))
        return " ".join([*told, gettext("The reason: %(reason)s", reason=reason)])
    return " ".join([_turnout(outcome, is_recalled), *told])


def ground_words(finding: Finding, rule: Rule) -> str:
    """Of a clause, or of the whole text, whether it passed, and if not, why."""
    if finding.ground is None:
        return str(gettext("Passed"))
    if finding.ground is Ground.QUORUM:
        return str(gettext("Not decided: too few voted"))
    if finding.ground is Ground.NOBODY_AGREES:
        return str(gettext("Nobody agrees"))
    if finding.ground is Ground.OBJECTION:
        return str(
            ngettext("One objection stands", "%(num)d objections stand", finding.count.objecting)
        )
    two_thirds = rule is Rule.TWO_THIRDS
    return str(gettext("Two thirds are not reached")) if two_thirds else gettext("No majority")


def _turnout(outcome: Outcome, is_recalled: bool) -> str:
    numbers = {"voters": outcome.voters, "needed": outcome.needed}
    if not outcome.cast:
        return str(gettext("None of %(voters)d voted (%(needed)d needed).", **numbers))
    if is_recalled:
        return str(
            ngettext(
                "%(num)d of %(voters)d voted, the first time or now (%(needed)d needed).",
                "%(num)d of %(voters)d voted, the first time or now (%(needed)d needed).",
                outcome.cast,
                **numbers,
            )
        )
    return str(
        ngettext(
            "%(num)d of %(voters)d voted (%(needed)d needed).",
            "%(num)d of %(voters)d voted (%(needed)d needed).",
            outcome.cast,
            **numbers,
        )
    )


def _passed(outcome: Outcome, titles: Sequence[str]) -> Iterator[str]:
    """Also that it passed against objections: those who made them read it too."""
    if outcome.standing:
        yield _standing(outcome, titles)
    if outcome.rule is Rule.CONSENT:
        yield gettext("No objection stands.")
    elif outcome.rule is Rule.TWO_THIRDS:
        # Of all who voted it may be fewer than two thirds: who abstains is left out.
        yield gettext("For every clause and the whole text at least twice as many are as against.")
    else:
        yield gettext("More are for than against every clause and the whole text.")
    yield gettext("Validated.")


def _failed(outcome: Outcome, titles: Sequence[str]) -> Iterator[str]:
    nobody = _grounded(outcome, Ground.NOBODY_AGREES)
    # Where some agree, it is said how many object.
    if outcome.standing and (outcome.rule is Rule.CONSENT or nobody):
        yield _standing(outcome, titles)
    if nobody:
        yield _nobody(outcome, nobody, titles)
    short = _grounded(outcome, Ground.SHARE)
    if short:
        yield _short(outcome, short, titles)
    yield gettext("Not validated.")


def _inquorate(_outcome: Outcome, _titles: Sequence[str]) -> Iterator[str]:
    yield gettext("Too few, so nothing is decided.")


def _voided(_outcome: Outcome, _titles: Sequence[str]) -> Iterator[str]:
    yield gettext("Voided: nothing in this round counts.")


_TOLD = {
    Result.PASSED: _passed,
    Result.FAILED: _failed,
    Result.INQUORATE: _inquorate,
    Result.VOIDED: _voided,
}


def _grounded(outcome: Outcome, ground: Ground) -> list[int | None]:
    """The places that did not pass for that ground; None is the whole text."""
    whole: list[int | None] = [None] if outcome.whole.ground is ground else []
    return whole + [place for place, one in enumerate(outcome.clauses) if one.ground is ground]


def _standing(outcome: Outcome, titles: Sequence[str]) -> str:
    places = dict.fromkeys(one.clause for one in outcome.standing)
    return str(
        ngettext(
            "One objection stands on %(places)s.",
            "%(num)d objections stand on %(places)s.",
            len(outcome.standing),
            places=places_named(places, titles),
        )
    )


def _nobody(outcome: Outcome, places: Sequence[int | None], titles: Sequence[str]) -> str:
    counts = [outcome.whole.count, *(one.count for one in outcome.clauses)]
    if all(one.abstain == outcome.cast and not one.objecting for one in counts):
        return str(gettext("Everybody who voted abstains."))
    if len({*places} - {None}) == len(outcome.clauses):
        return str(gettext("Nobody agrees with any clause."))
    return str(gettext("Nobody agrees with %(places)s.", places=places_named(places, titles)))


def _short(outcome: Outcome, places: Sequence[int | None], titles: Sequence[str]) -> str:
    named = places_named(places, titles)
    is_two_thirds = outcome.rule is Rule.TWO_THIRDS
    if len(places) > 1:
        if is_two_thirds:
            return str(gettext("Fewer than two thirds are for %(places)s.", places=named))
        return str(gettext("There is no majority for %(places)s.", places=named))
    finding = outcome.whole if places[0] is None else outcome.clauses[places[0]]
    numbers = {"agree": finding.count.in_favour, "objecting": finding.count.objecting}
    if is_two_thirds:
        return str(
            gettext(
                "Fewer than two thirds are for %(places)s: %(agree)d for it, "
                "%(objecting)d against.",
                places=named,
                **numbers,
            )
        )
    return str(
        gettext(
            "There is no majority for %(places)s: %(agree)d for it, %(objecting)d against.",
            places=named,
            **numbers,
        )
    )


def places_named(places: Iterable[int | None], titles: Sequence[str]) -> str:
    """Clauses by their titles, or how many they are; None is the whole text."""
    places = list(places)
    if len(places) > MAX_PLACES:
        whole = [gettext("the whole text")] if None in places else []
        clauses = len(places) - len(whole)
        named = [*whole, ngettext("one clause", "%(num)d clauses", clauses)]
    else:
        named = [_place_named(one, titles) for one in places]
    return str(format_list(named, locale=get_locale() or "en"))


def _place_named(place: int | None, titles: Sequence[str]) -> str:
    if place is None:
        return str(gettext("the whole text"))
    title = titles[place]
    return _isolated(title) if title else gettext("what stands before the first heading")


def _isolated(text: str) -> str:
    """What runs its own way within a sentence: of Unicode, as plain text has no <bdi>."""
    return f"\u2068{text}\u2069"
