"""A person at their own screen: a real browser with a session of its own, at the charter."""

import re
from copy import copy
from datetime import UTC, datetime
from typing import TypedDict

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from app.models import Document, Person
from app.services.sign_in import create_link
from realtime.log import text_of
from tests.live_server import LiveServer

SAVED_MS = 30_000


class Glance(TypedDict):
    """What a person sees at one instant: the status line, and the text they have."""

    status: str
    words: str
    text: str


# CodeMirror draws only what is on the screen; the whole text is in its state.
GLANCE = """() => {
  const content = document.querySelector('.cm-content')
  return {
    status: document.querySelector('#status').dataset.kind,
    words: document.querySelector('#status').innerText,
    text: content ? content.cmTile.view.state.doc.toString() : '',
  }
}"""


class Seat:
    """Signs in by a link, opens the document, and waits until it is in step."""

    def __init__(self, server: LiveServer, browser: Browser, email: str, **options: object) -> None:
        self.server = server
        self.context: BrowserContext = browser.new_context(base_url=server.url, **options)
        self.complaints = complaints_of(self.context)
        self.page: Page = self.context.new_page()
        self.sign_in(email)
        self.open_document()

    def sign_in(self, email: str) -> None:
        """Come in by a fresh link, whoever used this browser before."""
        self.page.goto(self._link(email))
        self.page.locator("main form button").first.click()

    def open_document(self) -> None:
        """Go to the charter, and wait until it is in step."""
        self.page.goto(f"/documents/{self.server.document_key()}")
        self.wait_for("saved", "readonly")

    def open_tab(self) -> "Seat":
        """The same person in one more tab of the same browser, at the charter."""
        tab = copy(self)
        tab.page = self.context.new_page()
        tab.open_document()
        return tab

    def _link(self, email: str) -> str:
        with self.server.database.write() as session:
            person = session.scalars(select(Person).where(Person.email == email)).one()
            return f"/sign-in/{create_link(session, person, datetime.now(UTC))}"

    def glance(self) -> Glance:
        seen: Glance = self.page.evaluate(GLANCE)
        return seen

    def wait_for(self, *statuses: str) -> None:
        """Until the status line says one of these."""
        names = re.compile("|".join(f"^{status}$" for status in statuses))
        status = self.page.locator("#status")
        expect(status).to_have_attribute("data-kind", names, timeout=SAVED_MS)

    def wait_to_read(self, words: str, *, gone: bool = False) -> None:
        """Until this person's text says `words`, on the screen or off it; or no longer does."""
        self.page.wait_for_function(
            """([words, gone]) => document.querySelector('.cm-content').cmTile.view
              .state.doc.toString().includes(words) !== gone""",
            arg=[words, gone],
            timeout=SAVED_MS,
        )

    def caret_after(self, words: str) -> None:
        """Put the caret behind the first place where the text says `words`."""
        self.page.evaluate(
            """(words) => {
              const { view } = document.querySelector('.cm-content').cmTile
              const at = view.state.doc.toString().indexOf(words)
              if (at < 0) throw new Error(`the text does not say: ${words}`)
              view.focus()
              view.dispatch({ selection: { anchor: at + words.length }, scrollIntoView: true })
            }""",
            words,
        )

    def type(self, words: str) -> None:
        """Key by key where there is a key, as an input method would for the rest."""
        self.page.keyboard.type(words)

    def close(self) -> None:
        self.context.close()


def complaints_of(context: BrowserContext) -> list[str]:
    """What the browser complains about from now on: errors, and violations of the policy.

    That there is no line is no complaint: it is what some of these people have to live with.
    """
    complaints: list[str] = []
    context.on("weberror", lambda one: complaints.append(str(one.error)))
    context.on("console", lambda one: complaints.append(one.text)
               if one.type == "error" and "net::ERR_" not in one.text else None)  # fmt: skip
    return complaints


def text_in_database(server: LiveServer) -> str:
    """The charter as a restarted server would open it."""
    with server.database.read() as session:
        document = session.scalars(
            select(Document).where(Document.title == "Network Charter")
        ).one()
        return text_of(session, document.id)
