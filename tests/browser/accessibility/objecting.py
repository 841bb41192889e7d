"""People of the demo group object to clauses of their charter in a vote."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from sqlalchemy import select

from app.domain.ballots import Answer, Stance
from app.domain.objections import ObjectionState
from app.domain.rules import Rule
from app.models import Document, Objection, Person
from app.services import threads
from app.services.closing import void_round
from app.services.objections import end_objection
from app.services.opening import Plan, open_round
from app.services.rounds import rounds_of
from app.services.voting import Said, cast
from realtime import log
from tests.live_server import LiveServer

AGREE = Answer(Stance.AGREE)
LONG = Answer(
    Stance.OBJECT,
    "Our training centres cannot pay for this.\n\nWe have asked all of them, see "
    "https://example.org/a-very-long-address/that-goes-on-and-on/without-any-place-to-break",
    "Say that what a member gives may be time instead of money.",
)
ARABIC = Answer(Stance.OBJECT, "لا تذكر الوثيقة المدارس المهنية.", "أن تُذكر المدارس بالاسم.")


def object_to_the_charter(server: LiveServer) -> Sequence[str]:
    """The keys of two objections in an open round, one set aside and one open with an answer in its
    thread, by Nour."""
    now = datetime.now(UTC)
    with server.database.write() as session:
        document = session.scalars(
            select(Document).where(Document.title == "Network Charter")
        ).one()
        key, seq = document.key, log.head_of(session, document.id).seq
        people = {
            name: session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()
            for name in ("camille", "nour", "mariana")
        }
        camille, nour = people["camille"].id, people["nour"].id
        for row in rounds_of(session, document.id)[:1]:
            if row.result is None:
                void_round(session, camille, key, row.number, "Once more", now)
        plan = Plan(
            Rule.TWO_THIRDS, Fraction(2, 3), now + timedelta(days=7),
            {one.key: "مركز الأرز" if one.id == nour else "" for one in people.values()},
        )  # fmt: skip
        row = open_round(session, camille, key, plan, seq, now)
        cast(session, nour, key, row.number, Said(AGREE, {2: ARABIC, 3: LONG}), now)
        aside, open_ = session.scalars(select(Objection).order_by(Objection.id.desc()).limit(2))
        end_objection(session, camille, aside.key, ObjectionState.SET_ASIDE, "It is in 4.3.", now)
        assert open_.thread
        threads.reply(session, camille, open_.thread.key, "Would “time or money” do?", now)
        return aside.key, open_.key
