"""The page of a ballot: the form as it is filled in, beside the text it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from flask_babel import gettext

from app.comparing.clause_pages import ClausePage, clause_pages
from app.domain.ballot_forms import KEEP, SAME, Entry, Filled, Place
from app.domain.ballots import Ballot
from app.domain.terms import Terms, terms
from app.domain.versions import Passage
from app.services.ballot_box import as_round
from app.services.booth import Booth
from app.wording.ballots import Frames, frames_of, own_frames, sentence


@dataclass(frozen=True)
class BallotPage:
    """A form beside its text. problems: sentences by where something is wrong.

    is_marked: whether the clauses say what changed since the earlier round.
    """

    booth: Booth
    frames: Frames
    clauses: Sequence[ClausePage]
    is_marked: bool
    form: Filled
    problems: Mapping[Place, str]

    @property
    def terms(self) -> Terms:
        """What the round asks of whom."""
        return terms(as_round(self.booth.round))

    @property
    def changed(self) -> Sequence[ClausePage]:
        """The clauses with which something happened since the earlier round."""
        return [one for one in self.clauses if one.marked is not None]

    @property
    def lost(self) -> Sequence[Entry]:
        """What was typed where this text has no clause."""
        there = len(self.booth.round.version.passages_json)
        words = [one for place, one in self.form.entries.items() if place and place >= there]
        return [*words, *(Entry(reason=one) for one in self.form.strays)]

    def entry(self, place: Place) -> Entry:
        """What is filled in there; before anybody chose, the words of an objection that waits."""
        given = self.form.entries.get(place)
        if given is None and place in self.booth.waiting:
            answer = self.booth.stale[place].held.answer
            return Entry("", answer.reason, answer.remedy)
        return given or Entry()

    def choice(self, place: Place) -> str:
        """Which possibility is chosen there."""
        usual = "" if place is None or place in self.booth.waiting else self.other(place)
        return self.entry(place).choice or usual

    def other(self, place: Place) -> str:
        """How it is said of a clause that one has nothing else to say of it."""
        return KEEP if place in self.booth.kept else SAME

    def kept_stance(self, place: int) -> str:
        """What counts on a clause of which nothing else is said; "" for what the whole text has."""
        kept = self.booth.kept.get(place)
        return kept.held.stance if kept else ""

    @property
    def script_frames(self) -> Mapping[str, object]:
        """The sentence for the script that keeps it true while somebody chooses."""
        return asdict(self.frames)


def ballot_page(
    booth: Booth, form: Filled, problems: Mapping[Place, str], *, is_own: bool
) -> BallotPage:
    """The page for this booth; the texts are compared here, which takes its time."""
    earlier = booth.earlier.version.markdown if booth.earlier else None
    clauses, is_marked = clause_pages(earlier, booth.round.version.markdown)
    name = booth.voter.name if booth.voter else ""
    frames = own_frames() if is_own else frames_of(name)
    return BallotPage(booth, frames, clauses, is_marked, form, problems)


def told(booth: Booth, ballot: Ballot) -> str:
    """What a ballot of the reader says, in a sentence."""
    stances = {
        place: one.held.stance for place, one in booth.kept.items() if place not in booth.revoked
    }
    stances |= {place: answer.stance for place, answer in ballot.exceptions.items()}
    passages = booth.round.version.passages
    others = [
        (clause_name(passages[place]), stance)
        for place, stance in sorted(stances.items())
        if stance is not ballot.whole.stance
    ]
    return sentence(own_frames(), ballot.whole.stance, others)


def clause_name(passage: Passage) -> str:
    """What a clause is called in a sentence: its number, else its heading."""
    return passage.number or passage.title or gettext("Before the first heading")
