"""A charter of twelve clauses that is published, with all that can happen before and after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction

from app.database import Database
from app.domain.ballots import Answer, Stance
from app.domain.diffs import edits
from app.domain.objections import ObjectionState
from app.domain.roles import Role
from app.domain.rules import Rule
from app.domain.versions import Occasion
from app.models import Ballot, Document, Edition, Person
from app.services.closing import void_round
from app.services.documents import write_document
from app.services.freezing import redraft, reopen
from app.services.groups import find_group
from app.services.opening import recall_round
from app.services.rewriting import rewrite
from app.services.roles import change_role
from app.services.signatures import sign, withdraw_signature
from app.services.versions import name_version
from app.services.voting import Said, cast_orally
from realtime import log
from tests.clock import NOW
from tests.domain.test_carrying import FIRST, SECOND, text
from tests.polling import ABSTAIN, AGREE, CONCERN, OBJECT, Poll

PREAMBLE = "الميثاق — *before* the first heading.\n\n"
RESOLVED, WITHDRAWN, KEPT = 2, 3, 6  # the clauses to which Omar objects in the second round
WIDENED = Answer(Stance.OBJECT, "أعترض", "Ask «once» more\nabout it.")


class Story(Poll):
    """Everything is done on the days after NOW; `day` is the last one."""

    def __init__(self, database: Database, add_person: Callable[..., Person]) -> None:
        camille = add_person("Camille", Role.FACILITATOR)
        with database.write() as session:
            group = find_group(session, "Core Group")
            assert group
            begun = PREAMBLE + text(FIRST)
            document = write_document(session, group, "Network Charter", camille, begun, NOW)
        super().__init__(database, document, camille)
        self.day = 0
        self.nour, self.omar, self.amina = (
            add_person(name, Role.MEMBER) for name in ("Nour", "Omar", "Amina")
        )

    @property
    def now(self) -> datetime:
        """The next day."""
        self.day += 1
        return NOW + timedelta(days=self.day, microseconds=self.day)

    @property
    def soon(self) -> datetime:
        """The deadline of a round that is opened the next day."""
        return NOW + timedelta(days=self.day + 20)

    def until_published(self) -> Edition:
        """An inquorate round is recalled and fails; one is voided; the last one passes."""
        self.name("First")
        self._inquorate_and_recalled()
        self._voided()
        self.write(PREAMBLE + text(SECOND))
        self._passed()
        self._redrafted_and_passed_again()
        self._signed()
        self.freeze(now=self.now)
        return self.publish(now=self.now)

    def afterwards(self) -> None:
        """What comes after the publication, and must change nothing in it."""
        self._sign(self.amina, for_organisation=False)
        with self.database.write() as session:
            reopen(session, self.facilitator.id, self.key, "The «schools» are missing.", self.now)
        kept = next(one for one in self.objections if one.clause == KEPT)
        self.end_objection(kept, self.omar, ObjectionState.WITHDRAWN, now=self.now)
        self.write(text(FIRST)[:200])
        self.open(self.nour, deadline=self.soon, now=self.now)
        self.vote(self.nour, OBJECT, now=self.now)
        self.end_objection(self.objections[0], self.nour, now=self.now)
        self.vote(self.nour, CONCERN, now=self.now)
        self.close(self.now)
        self.freeze(now=self.now)
        self.publish(now=self.now)

    def name(self, name: str) -> None:
        with self.database.write() as session:
            name_version(session, self.omar.id, self.key, name, self.now)

    def write(self, words: str) -> None:
        """The text says that from here on."""
        with self.database.write() as session:
            before = log.text_of(session, self.document.id)
            changes = edits(before, words)
            rewrite(
                session, self.nour.id, self.key, self.head, changes, Occasion.RESTORE, self.now
            )  # fmt: skip

    def _inquorate_and_recalled(self) -> None:
        self._open()
        self.vote(self.nour, AGREE, {1: CONCERN}, now=self.now)
        self.close(self.soon)
        self.day += 21
        with self.database.write() as session:
            recall_round(session, self.facilitator.id, self.key, 1, self.soon, self.now)
        self.vote(self.omar, ABSTAIN, now=self.now)
        objecting = dict.fromkeys((RESOLVED, WITHDRAWN, KEPT), WIDENED)
        self.vote(self.omar, CONCERN, objecting, now=self.now)
        self._say_aloud()
        by_clause = {one.clause: one for one in self.objections}
        self.end_objection(by_clause[RESOLVED], self.omar, answer="Good now.", now=self.now)
        self.close(self.now)
        state = ObjectionState.WITHDRAWN
        self.end_objection(by_clause[WITHDRAWN], self.omar, state, now=self.now)
        self._change_role(self.nour, Role.FACILITATOR)

    def _voided(self) -> None:
        self._open()
        self.vote(self.omar, OBJECT, now=self.now)
        with self.database.write() as session:
            void_round(session, self.nour.id, self.key, 3, "The wrong text.", self.now)

    def _passed(self) -> None:
        """Nour objects to what changed, and is answered; the others outvote her."""
        self._open(Rule.TWO_THIRDS)
        self.vote(self.nour, AGREE, {4: OBJECT}, now=self.now)
        against = self.objections[0]
        state, answer = ObjectionState.SET_ASIDE, "Two thirds want it so."
        self.end_objection(against, self.facilitator, state, answer, now=self.now)
        self.vote(self.omar, AGREE, {KEPT + 1: CONCERN}, now=self.now)
        self.vote(self.amina, AGREE, now=self.now)
        self.close(self.now)
        self.end_objection(against, self.nour, answer="So be it.", now=self.now)

    def _redrafted_and_passed_again(self) -> None:
        with self.database.write() as session:
            redraft(session, self.facilitator.id, self.key, "One more look.", self.now)
        self._open(Rule.MAJORITY)
        self.vote(self.nour, now=self.now)
        self.vote(self.omar, now=self.now)
        self.close(self.soon)
        self.day += 21

    def _signed(self) -> None:
        self._sign(self.nour, for_organisation=False)
        self._sign(self.omar, for_organisation=True)
        for _ in range(2):
            self._sign(self.amina, for_organisation=True)
            with self.database.write() as session:
                withdraw_signature(session, self.amina.id, self.key, self.now)

    def _open(self, rule: Rule = Rule.CONSENT) -> None:
        self.open(
            self.nour, self.omar, self.amina, rule=rule, quorum=Fraction(3, 5),
            deadline=self.soon, organisations={"Amina": "Cedar «Centre» ش"}, now=self.now,
        )  # fmt: skip

    def _say_aloud(self) -> Ballot:
        voter = next(one for one in self.round.voters if one.person_id == self.amina.id)
        said = Said(AGREE, {0: ABSTAIN})
        with self.database.write() as session:
            return cast_orally(
                session, self.facilitator.id, self.key, self.number, voter.id, said, self.now
            )  # fmt: skip

    def _sign(self, person: Person, for_organisation: bool) -> None:
        with self.database.write() as session:
            sign(session, person.id, self.key, for_organisation, self.now)

    def _change_role(self, person: Person, role: Role) -> None:
        with self.database.write() as session:
            group = session.get_one(Document, self.document.id).group
            change_role(session, self.facilitator.id, group.key, person.key, role, self.now)
