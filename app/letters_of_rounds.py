"""Mails to those who vote: that they are asked, are missed, were written down, and what came out.

None says how anybody voted: who reads over a shoulder learns nothing.
"""

from datetime import datetime

from babel.dates import format_datetime, get_timezone
from flask_babel import get_locale, gettext

from app.domain.mails import About
from app.domain.outcomes import Result
from app.domain.terms import terms
from app.labels import person_name
from app.letter import Words, isolated, link
from app.services.drafts import Draft
from app.services.round_news import RoundNews
from app.wording.outcomes import outcome_sentence
from app.wording.rounds import how_many_must, turnout_now, what_stops


def letter_of_round(draft: Draft) -> Words:
    """What one voter is told of a round."""
    news = draft.round
    if news is None:
        raise ValueError("a draft about a round has news of one")
    return _SAYING[draft.about](news)


def _vote(news: RoundNews) -> Words:
    row = news.round
    opened = person_name(row.opened_by)
    names = isolated(name=opened, title=row.document.title)
    asked = gettext(
        "%(name)s asks for your vote on %(title)s: whether you agree with its version %(number)d, "
        "as a whole or clause by clause.",
        number=row.version.number, **names,
    )  # fmt: skip
    return Words(
        _subject(news, gettext("Your vote on %(title)s", title=row.document.title)),
        (asked, *_for_whom(news), *_once_more(news), _rule(news), _until(news)),
        gettext("Read and vote"),
        _link_to("ballots.show", news),
        _small(),
    )


def _reminder(news: RoundNews) -> Words:
    title = news.round.document.title
    missing = gettext("Your vote on %(title)s is still missing.", **isolated(title=title))
    turnout = turnout_now(len(news.terms.electorate), news.voted, news.terms.needed)
    return Words(
        _subject(news, gettext("Your vote on %(title)s is still missing", title=title)),
        (missing, *_for_whom(news), turnout, _until(news)),
        gettext("Read and vote"),
        _link_to("ballots.show", news),
        _small(),
    )


def _oral(news: RoundNews) -> Words:
    title = news.round.document.title
    name = person_name(news.actor) if news.actor else gettext("A former participant")
    written = gettext(
        "%(name)s wrote down the vote on %(title)s that you said aloud.",
        **isolated(name=name, title=title),
    )
    if news.is_open:
        until = _told(news.round.deadline, news)
        then = gettext(
            "Look whether it is what you said. You can correct it until %(moment)s.", moment=until
        )
    else:
        then = gettext(
            "Look whether it is what you said. The round is over: if it is not, tell your "
            "facilitators."
        )
    return Words(
        _subject(news, gettext("Your vote on %(title)s was written down", title=title)),
        (written, *_for_whom(news), then),
        gettext("See what was written down"),
        _link_to("ballots.receipt", news),
        (gettext("What was written down stands only behind the link, not in this mail."),),
    )


def _outcome(news: RoundNews) -> Words:
    row, outcome = news.round, news.outcome
    titles = [passage.title for passage in row.version.passages]
    over = gettext(
        "Round %(number)d on %(title)s is over.",
        number=row.number, **isolated(title=row.document.title),
    )  # fmt: skip
    said = outcome_sentence(outcome, titles, row.reason, is_recalled=news.terms.is_recalled)
    return Words(
        _subject(news, _outcome_subject(outcome.result, row.document.title)),
        (over, said),
        gettext("See the outcome"),
        _link_to("rounds.follow", news),
        (),
    )


def _outcome_subject(result: Result, title: str) -> str:
    subjects = {
        Result.PASSED: gettext("%(title)s is validated", title=title),
        Result.FAILED: gettext("%(title)s is not validated", title=title),
        Result.INQUORATE: gettext("%(title)s: too few voted", title=title),
        Result.VOIDED: gettext("%(title)s: the round was voided", title=title),
    }
    return str(subjects[result])


_SAYING = {
    About.VOTE: _vote,
    About.REMINDER: _reminder,
    About.ORAL: _oral,
    About.OUTCOME: _outcome,
}


def _subject(news: RoundNews, subject: str) -> str:
    """Told apart from those of other rounds, so that mail programs do not fold them together."""
    number = news.round.number
    return subject if number == 1 else f"{subject} ({_round_name(number)})"


def _round_name(number: int) -> str:
    return str(gettext("Round %(number)d", number=number))


def _for_whom(news: RoundNews) -> tuple[str, ...]:
    organisation = news.voter.organisation
    if not organisation:
        return ()
    return (gettext("You vote for %(organisation)s.", **isolated(organisation=organisation)),)


def _once_more(news: RoundNews) -> tuple[str, ...]:
    if news.round.recalls is None:
        return ()
    again = gettext("Too few had voted, so the same text is asked once more.")
    if not news.has_voted:
        return (again,)
    return (again, gettext("You have voted already: that counts, unless you vote again."))


def _rule(news: RoundNews) -> str:
    asked = terms(news.terms)
    return f"{how_many_must(asked)} {what_stops(asked)}"


def _until(news: RoundNews) -> str:
    moment = _told(news.round.deadline, news)
    return str(gettext("You can vote, and change your vote, until %(moment)s.", moment=moment))


def _told(at: datetime, news: RoundNews) -> str:
    """A moment in the reader's zone and language; with the name of the zone, whichever it is."""
    zone = get_timezone(news.zone) if news.zone else None
    told = format_datetime(at, "long", tzinfo=zone, locale=get_locale() or "en")
    return isolated(moment=told)["moment"]


def _small() -> tuple[str, ...]:
    return (
        gettext(
            "Until the round is over everybody sees who has voted, and nobody how; only objections "
            "are shown at once."
        ),
    )


def _link_to(endpoint: str, news: RoundNews) -> str:
    return link(endpoint, key=news.round.document.key, number=str(news.round.number))
