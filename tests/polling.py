"""A group that votes on its charter, in few words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from app.database import Database
from app.domain.ballots import Answer, Stance
from app.domain.diffs import edits
from app.domain.objections import ObjectionState
from app.domain.outcomes import Outcome
from app.domain.rules import USUAL_QUORUM, Rule
from app.domain.versions import Occasion
from app.models import Ballot, Document, Edition, Objection, Person, Round
from app.services.ballot_box import Box, box_of
from app.services.closing import close_round
from app.services.freezing import freeze
from app.services.objections import end_objection, objections_of
from app.services.opening import Plan, open_round
from app.services.publishing import publish
from app.services.rewriting import rewrite
from app.services.rounds import find_round, rounds_of
from app.services.voting import Said, cast, cast_orally
from realtime import log
from tests.clock import NOW

AGREE = Answer(Stance.AGREE)
CONCERN = Answer(Stance.CONCERN, "It is long.")
ABSTAIN = Answer(Stance.ABSTAIN)
OBJECT = Answer(Stance.OBJECT, "It leaves out the schools.", "Name the schools.")
SOON = NOW + timedelta(hours=1)
DEADLINE = NOW + timedelta(days=7)


class Poll:
    """The rounds on a document; everything is done by `facilitator` who is not said to vote."""

    def __init__(self, database: Database, document: Document, facilitator: Person) -> None:
        self.database = database
        self.document = document
        self.facilitator = facilitator

    @property
    def key(self) -> str:
        return self.document.key

    @property
    def head(self) -> int:
        with self.database.read() as session:
            return log.head_of(session, self.document.id).seq

    def open(
        self,
        *voters: Person,
        rule: Rule = Rule.CONSENT,
        quorum: Fraction = USUAL_QUORUM,
        deadline: datetime = DEADLINE,
        organisations: Mapping[str, str] | None = None,
        now: datetime = NOW,
    ) -> Round:
        """A round in which these people vote. organisations: person's name -> whose vote it is."""
        chosen = {one.key: (organisations or {}).get(one.name, "") for one in voters}
        plan = Plan(rule, quorum, deadline, chosen)
        with self.database.write() as session:
            return open_round(session, self.facilitator.id, self.key, plan, self.head, now)

    def vote(
        self,
        voter: Person,
        whole: Answer = AGREE,
        exceptions: Mapping[int, Answer] | None = None,
        now: datetime = SOON,
    ) -> Ballot:
        """A ballot in the newest round. exceptions: by the place of a clause, from 0."""
        said = Said(whole, exceptions or {})
        with self.database.write() as session:
            return cast(session, voter.id, self.key, self.number, said, now)

    def vote_aloud(
        self,
        voter: Person,
        whole: Answer = AGREE,
        exceptions: Mapping[int, Answer] | None = None,
        now: datetime = SOON,
    ) -> Ballot:
        """A ballot in the newest round that its facilitator writes down."""
        [row] = [one for one in self.round.voters if one.person_id == voter.id]
        said = Said(whole, exceptions or {})
        with self.database.write() as session:
            return cast_orally(
                session, self.facilitator.id, self.key, self.number, row.id, said, now
            )

    def close(self, now: datetime = DEADLINE) -> Outcome:
        """Close the newest round, by default when its deadline is over."""
        with self.database.write() as session:
            close_round(session, self.facilitator.id, self.key, self.number, now)
        return self.box.outcome

    def rewrite(self, text: str, now: datetime = DEADLINE) -> None:
        """The facilitator edits the draft, so that it reads like this."""
        with self.database.write() as session:
            head = log.head_of(session, self.document.id).seq
            changes = edits(log.text_of(session, self.document.id), text)
            rewrite(session, self.facilitator.id, self.key, head, changes, Occasion.RESTORE, now)

    def end_objection(
        self,
        objection: Objection,
        by: Person,
        state: ObjectionState = ObjectionState.RESOLVED,
        answer: str = "",
        now: datetime = SOON,
    ) -> None:
        with self.database.write() as session:
            end_objection(session, by.id, objection.key, state, answer, now)

    def freeze(self, reason: str = "", now: datetime = DEADLINE) -> Edition:
        with self.database.write() as session:
            return freeze(session, self.facilitator.id, self.key, self.head, reason, now)

    def publish(self, now: datetime = DEADLINE) -> Edition:
        with self.database.write() as session:
            return publish(session, self.facilitator.id, self.key, now)

    @property
    def number(self) -> int:
        """Of the newest round."""
        with self.database.read() as session:
            return rounds_of(session, self.document.id)[0].number

    @property
    def round(self) -> Round:
        """The newest round, with its version and its voters."""
        with self.database.read() as session:
            return find_round(session, self.facilitator.id, self.key, self.number)[0]

    @property
    def box(self) -> Box:
        """The box of the newest round."""
        with self.database.read() as session:
            row, _ = find_round(session, self.facilitator.id, self.key, self.number)
            return box_of(session, row)

    @property
    def objections(self) -> list[Objection]:
        """The newest first."""
        with self.database.read() as session:
            return list(objections_of(session, self.document.id))
