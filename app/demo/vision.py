"""What became of the vision statement: voted on twice, frozen, signed and published."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.domain.ballots import Answer, Stance
from app.domain.diffs import edits
from app.domain.objections import ObjectionState
from app.domain.rules import USUAL_QUORUM, Rule
from app.models import Document, Mail, Person
from app.services.closing import close_round
from app.services.freezing import freeze
from app.services.objections import end_objection, objections_of
from app.services.opening import Plan, open_round
from app.services.publishing import publish
from app.services.signatures import sign
from app.services.voting import Said, cast
from realtime import log, server_edits

AGREE = Answer(Stance.AGREE)
NONE_NAMED: Mapping[int, Answer] = MappingProxyType({})
CLAUSE = "How we will get there"
VAGUE = "what members have done differently because they met"
CLEAR = "what members have done differently because they met, told in public every year"
OBJECTION = Answer(
    Stance.OBJECT,
    "Nobody outside would ever hear whether we kept our word.",
    "Say when and to whom we tell what came of it.",
)
CONCERN = Answer(Stance.CONCERN, "Three languages are a beginning. Wolof should be the next.")


class Vision:
    """The vision statement on its way; every act is given its day before `now`."""

    def __init__(self, session: Session, document: Document, now: datetime) -> None:
        self._session = session
        self._document = document
        self._now = now

    def live_through(self, people: Mapping[str, Person]) -> None:
        """All that was done to it. people: those of the demonstration, by first name."""
        camille, mariana, nour, ousmane = (
            people[name] for name in ("Camille", "Mariana", "Nour", "Ousmane")
        )
        voters = (camille, mariana, nour, ousmane)
        self._open(camille, voters, 18)
        self._vote(mariana, 1, 17)
        self._vote(ousmane, 1, 16, CONCERN)
        self._vote(nour, 1, 15, named={self._place(): OBJECTION})
        self._vote(camille, 1, 15)
        self._close(camille, 1, 15)
        self._mend(mariana, 13)
        self._resolve(nour, 12)
        self._open(camille, voters, 11)
        for day, voter in zip((10, 9, 9, 8), voters, strict=True):
            self._vote(voter, 2, day, named={self._place(): AGREE})
        self._close(camille, 2, 8)
        self._publish(camille, 6)
        for day, signatory in zip((6, 5, 3), (mariana, nour, camille), strict=True):
            sign(self._session, signatory.id, self._document.key, True, self._day(day))
        # Long ago, and nobody reads mail at these addresses.
        self._session.flush()
        self._session.execute(delete(Mail).where(Mail.round_id.is_not(None)))

    def _day(self, before: int) -> datetime:
        return self._now - timedelta(days=before)

    def _place(self) -> int:
        """Of the clause that was objected to."""
        text = log.text_of(self._session, self._document.id)
        titles = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
        return titles.index(CLAUSE)

    def _open(self, by: Person, voters: tuple[Person, ...], day: int) -> None:
        chosen = {one.key: "" for one in voters}
        plan = Plan(Rule.CONSENT, USUAL_QUORUM, self._day(day - 7), chosen)
        seen = log.head_of(self._session, self._document.id).seq
        open_round(self._session, by.id, self._document.key, plan, seen, self._day(day))

    def _vote(
        self,
        voter: Person,
        number: int,
        day: int,
        whole: Answer = AGREE,
        named: Mapping[int, Answer] = NONE_NAMED,
    ) -> None:
        key, said = self._document.key, Said(whole, named)
        cast(self._session, voter.id, key, number, said, self._day(day))

    def _close(self, by: Person, number: int, day: int) -> None:
        at = self._day(day) + timedelta(hours=1)
        close_round(self._session, by.id, self._document.key, number, at)

    def _mend(self, by: Person, day: int) -> None:
        head = log.head_of(self._session, self._document.id, lock=True)
        opened = server_edits.open_text(self._session, self._document.id, head)
        changes = edits(opened.markdown, opened.markdown.replace(VAGUE, CLEAR))
        server_edits.write(self._session, opened, by.id, changes, self._day(day))

    def _resolve(self, by: Person, day: int) -> None:
        (objection,) = objections_of(self._session, self._document.id)
        state, answer = ObjectionState.RESOLVED, "Every year, in public: that is what I asked for."
        end_objection(self._session, by.id, objection.key, state, answer, self._day(day))

    def _publish(self, by: Person, day: int) -> None:
        key, at = self._document.key, self._day(day)
        seen = log.head_of(self._session, self._document.id).seq
        freeze(self._session, by.id, key, seen, "", at)
        publish(self._session, by.id, key, at)
