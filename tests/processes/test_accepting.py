"""Words that are accepted on one process, while people write on two others."""

from sqlalchemy import select

from app.domain.quotes import quote_of
from app.domain.threads import Scope
from app.models import Document
from app.services.proposals import accept
from app.services.threads import Remark, open_thread
from realtime import log
from tests.cluster import Cluster
from tests.processes.conftest import OpenTab
from tests.realtime.conftest import NOW, together
from tests.realtime.tab import Tab

TIMES = 20
CONTEXT = 32


def text_in(cluster: Cluster, document: str) -> str:
    with cluster.one.database.read() as session:
        query = select(Document.id).where(Document.key == document)
        return log.text_of(session, session.scalars(query).one())


def put_in(cluster: Cluster, document: str, words: str, replacement: str) -> None:
    """Mariana proposes, Nour accepts, each in a transaction of this third process."""
    start = text_in(cluster, document).index(words)
    mariana, nour = (
        cluster.one.membership(f"{name}@example.org").person_id for name in ("mariana", "nour")
    )
    database = cluster.one.database
    with database.write() as session:
        quote = quote_of(text_in(cluster, document), start, start + len(words), CONTEXT)
        remark = Remark(Scope.WORDS, "", quote, b"a", b"b", replacement)
        thread = open_thread(session, mariana, document, remark, NOW)
    with database.write() as session:
        accept(session, nour, thread.key, None, "", NOW)


def test_they_show_on_every_process_and_who_types_there_types_on(
    cluster: Cluster, open_tab: OpenTab
) -> None:
    document = cluster.one.document_key()
    tabs = open_tab(cluster.one, "mariana"), open_tab(cluster.two, "nour")
    words = text_in(cluster, document).splitlines()[0]
    versions = [words + " (mended)", words]
    typed: list[str] = []

    def type_on(tab: Tab, name: str) -> None:
        for number in range(TIMES):
            typed.append(f" {name}{number};")
            answer = tab.call("update", document=document, update=tab.type(typed[-1]))
            assert answer["ok"], answer

    def accept_on() -> None:
        now = words
        for number in range(TIMES + 1):
            then = versions[number % 2]
            put_in(cluster, document, now, then)
            now = then

    results = together(lambda: type_on(tabs[0], "a"), lambda: type_on(tabs[1], "b"), accept_on)
    assert results == [None, None, None]
    text = text_in(cluster, document)
    assert text.startswith(versions[0] + "\n")
    assert all(one in text for one in typed)
    for tab in tabs:
        while str(tab.text) != text:
            tab.doc.apply_update(tab.hear("update")["update"])
