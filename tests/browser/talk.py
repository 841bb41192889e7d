"""People of the demo group talk about their charter: a thread of each kind beside it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.quotes import Quote, quote_of
from app.domain.threads import Outcome, Scope, Status
from app.models import Document, Person, Thread, Visit
from app.services import comments, proposals, threads
from app.services.documents import text_of
from app.services.threads import Remark
from tests.live_server import LiveServer

AGO = timedelta(hours=2)
LONG = (
    "Dear all,\n\nwe have thought about this for some time. Our colleagues in the provinces ask "
    "what it means for them; see https://example.org/a-very-long-address/that-goes-on-and-on/"
    "without-any-place-where-it-could-be-broken?and=parameters for what they wrote.\n\n"
    "@Nour El-Khazen, would you know?"
)
ARABIC = "أُنشئت الشبكة لكي يصبح ما تعلّمته كل مؤسسة"


class Talk:
    """Who says what about the charter, at the present."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now = datetime.now(UTC)
        self.document = session.scalars(
            select(Document).where(Document.title == "Network Charter")
        ).one()

    def person(self, name: str) -> Person:
        email = f"{name}@example.org"
        return self.session.scalars(select(Person).where(Person.email == email)).one()

    def about(
        self, name: str, exact: str, words: str,
        replacement: str | None = None, scope: Scope = Scope.WORDS,
    ) -> Thread:  # fmt: skip
        text = text_of(self.session, self.document)
        start = text.find(exact)
        quote = (
            quote_of(text, start, start + len(exact), 32)
            if start >= 0
            else Quote(exact, "what stood before it", "what stood behind it")
        )
        remark = Remark(scope, words, quote, None, None, replacement)
        return threads.open_thread(
            self.session, self.person(name).id, self.document.key, remark, self.now
        )

    def reply(self, name: str, thread: Thread, words: str) -> None:
        threads.reply(self.session, self.person(name).id, thread.key, words, self.now)

    def close(self, name: str, thread: Thread, outcome: Outcome, reason: str = "") -> None:
        person = self.person(name)
        threads.close_thread(self.session, person.id, thread.key, outcome, reason, self.now)


def talk_about_the_charter(server: LiveServer) -> None:
    """Open, closed, proposed, accepted, overtaken, detached: all new to Mariana; said once."""
    with server.database.write() as session:
        talk = Talk(session)
        if session.scalars(select(Thread).where(Thread.document == talk.document)).first():
            return
        before, mariana = talk.now - AGO, talk.person("mariana").id
        session.merge(
            Visit(
                document_id=talk.document.id, person_id=mariana, before_at=before, seen_at=talk.now
            )
        )  # fmt: skip
        _say_it(talk)
        accepted = talk.about("ingrid", "learning across borders", "", "learning from each other")
        overtaken = talk.about("mariana", "learning across borders", "So?", "teaching each other")
        proposals.accept(session, talk.person("camille").id, accepted.key, None, "Yes", talk.now)
        session.refresh(overtaken)
        assert overtaken.status is Status.STALE


def _say_it(talk: Talk) -> None:
    empty = Remark(Scope.TEXT, "A good beginning. Thank you!", Quote("", "", ""))
    threads.open_thread(talk.session, talk.person("ousmane").id, talk.document.key, empty, talk.now)
    question = talk.about("ingrid", "It is not a funder", LONG)
    talk.reply("nour", question, "نعم، أعرف. سأكتب لكم غدًا.\n\nمع التحية")
    comments.edit_comment(
        talk.session, talk.person("nour").id, question.comments[1].key,
        "نعم، أعرف. سأكتب لكم غدًا، @Ingrid Solheimdal.", talk.now,
    )  # fmt: skip
    talk.reply("camille", question, "I should not have said that.")
    comments.delete_comment(
        talk.session, talk.person("camille").id, question.comments[2].key, talk.now
    )
    talk.about(
        "mariana", "useful to all the others",
        "We do not only give.", "useful to all the others, and theirs to it",
    )  # fmt: skip
    talk.about("ingrid", ARABIC, "", "أُنشئت الشبكة كي يصبح ما تعلّمته كلّ منظمة")
    closed = talk.about("ousmane", "## 3. Principles", "Too many", scope=Scope.CLAUSE)
    talk.close("camille", closed, Outcome.NOT_TAKEN_UP, "We agreed on six at our second meeting.")
    again = talk.about("ousmane", "Sobriety", "What does that mean in Wolof?")
    talk.close("mariana", again, Outcome.ANSWERED)
    threads.reopen_thread(
        talk.session, talk.person("ousmane").id, again.key, "Nobody answered me.", talk.now
    )
    talk.about("ingrid", "a sentence that nobody finds any more", "Where is this now?")
