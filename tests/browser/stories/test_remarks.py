"""A reviewer says something and proposes words; the group answers, accepts, and types meanwhile."""

from datetime import UTC, datetime

from playwright.sync_api import Locator, expect
from sqlalchemy import select as query

from app.domain.introductions import Introduction
from app.models import Mention, Person
from app.services.guests import come_in
from app.services.review_links import make_link
from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

WORDS = "public and non-profit organisations"
OTHER = "public, private and non-profit organisations"
TYPED = "While others talk. "

SELECT = """words => {
  const view = document.querySelector('.cm-content').cmTile.view
  const from = view.state.doc.toString().indexOf(words)
  view.dispatch({selection: {anchor: from, head: from + words.length}, scrollIntoView: true})
  view.focus()
}"""


def select(seat: Seat, words: str) -> None:
    seat.page.evaluate(SELECT, words)


def begin(seat: Seat, words: str, *, proposes: bool = False) -> None:
    """By keyboard, as soon as the page knows that one may."""
    expect(seat.page.get_by_role("button", name="Comment on the whole text")).to_be_visible()
    select(seat, words)
    seat.page.keyboard.press("Control+Alt+p" if proposes else "Control+Alt+m")


def card_of(seat: Seat, words: str) -> Locator:
    return seat.page.locator(".margin-cards .card", has_text=words)


def test_a_remark_an_answer_and_words_accepted_while_somebody_types(
    server: LiveServer, sit: Sit
) -> None:
    ingrid, nour, camille = sit("ingrid"), sit("nour"), sit("camille")
    select(ingrid, WORDS)
    ingrid.page.get_by_role("button", name="Comment", exact=True).click()
    ingrid.page.get_by_label("What you have to say").fill("Are companies meant as well?")
    ingrid.page.get_by_role("button", name="Send").click()
    expect(card_of(ingrid, "Are companies meant as well?")).to_be_visible()

    expect(nour.page.locator("mark", has_text="non-profit").first).to_be_visible()
    card_of(nour, "Are companies meant").click()
    card_of(nour, "Are companies meant").get_by_text("Reply", exact=True).click()
    nour.page.get_by_label("Your reply").fill("Yes, say so.")
    nour.page.get_by_role("button", name="Send reply").click()
    expect(card_of(ingrid, "Yes, say so.")).to_be_visible()

    select(ingrid, WORDS)
    ingrid.page.get_by_role("button", name="Propose other words").click()
    ingrid.page.locator(".composer").get_by_label("Your words instead").fill(OTHER)
    ingrid.page.get_by_role("button", name="Send").click()
    expect(camille.page.locator("ins", has_text="private").first).to_be_visible()

    nour.page.get_by_role("textbox", name="Text of the document").press("Control+Home")
    nour.page.keyboard.type(TYPED)
    proposal = card_of(camille, "Ingrid Solheimdal proposes")
    proposal.click()
    proposal.get_by_text("Accept", exact=True).click()
    camille.page.get_by_role("button", name="Put them into the text").click()
    nour.wait_to_read(OTHER)
    nour.wait_for("saved")
    camille.wait_to_read(TYPED)
    text = text_in_database(server)
    assert text.count(OTHER) == text.count(TYPED) == 1
    assert WORDS not in text
    expect(proposal.get_by_text("Accepted").first).to_be_visible()


def test_what_is_written_to_a_card_stays_when_others_write(sit: Sit) -> None:
    ingrid, nour = sit("ingrid"), sit("nour")
    ingrid.page.get_by_role("button", name="Comment on the whole text").click()
    ingrid.page.get_by_label("What you have to say").fill("A good beginning.")
    ingrid.page.get_by_role("button", name="Send").click()
    card = card_of(nour, "A good beginning.")
    card.click()
    card.get_by_text("Reply", exact=True).click()
    card.get_by_label("Your reply").fill("Half a sent")
    own = card_of(ingrid, "A good beginning.")
    own.click()
    own.get_by_text("Reply", exact=True).click()
    own.get_by_label("Your reply").fill("More to come.")
    own.get_by_role("button", name="Send reply").click()
    expect(own.locator(".said", has_text="More to come.")).to_be_visible()
    expect(card.get_by_label("Your reply")).to_have_value("Half a sent")
    card.get_by_role("button", name="Send reply").click()
    expect(card_of(nour, "Half a sent")).to_contain_text("More to come.")


APART = """() => {
  const cards = [...document.querySelectorAll('.margin-cards > .card:not([hidden])')]
  const boxes = cards.map(card => card.getBoundingClientRect())
  return !boxes.some((one, at) => boxes.slice(at + 1).some(
    other => one.top < other.bottom - 1 && other.top < one.bottom - 1))
}"""


def test_a_card_that_somebody_writes_in_keeps_a_place_of_its_own_under_any_filter(
    sit: Sit,
) -> None:
    ingrid = sit("ingrid")
    begin(ingrid, "one delegate")
    ingrid.page.keyboard.type("Why one?")
    ingrid.page.keyboard.press("Control+Enter")  # and on, before the server has answered
    begin(ingrid, "one delegate and one", proposes=True)
    ingrid.page.locator(".composer").get_by_label("Your words instead").fill("two delegates and a")
    ingrid.page.keyboard.press("Control+Enter")
    written, proposal = card_of(ingrid, "Why one?"), card_of(ingrid, "two delegates")
    expect(proposal).to_be_visible()
    written.click()
    written.get_by_text("Reply", exact=True).click()
    written.get_by_label("Your reply").fill("Half a sent")
    filters = ingrid.page.locator(".margin-bar").get_by_role("combobox").first
    filters.select_option("proposals")
    expect(written.get_by_label("Your reply")).to_have_value("Half a sent")
    expect(proposal).to_be_visible()
    ingrid.page.wait_for_function(APART)


def test_by_keyboard_alone(sit: Sit) -> None:
    ingrid = sit("ingrid")
    begin(ingrid, "Membership")
    expect(ingrid.page.get_by_label("What you have to say")).to_be_focused()
    ingrid.page.keyboard.type("Who decides that?")
    ingrid.page.keyboard.press("Control+Enter")
    card = card_of(ingrid, "Who decides that?")
    expect(card).to_be_focused()
    ingrid.page.keyboard.press("Escape")
    expect(ingrid.page.get_by_role("textbox", name="Text of the document")).to_be_focused()


def test_what_people_write_runs_nowhere(sit: Sit) -> None:
    ingrid, nour = sit("ingrid"), sit("nour")
    hostile = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    select(ingrid, "Governance")
    ingrid.page.get_by_role("button", name="Propose other words").click()
    ingrid.page.locator(".composer").get_by_label("Your words instead").fill(hostile)
    ingrid.page.get_by_label("A word about it, if you like").fill(hostile)
    ingrid.page.get_by_role("button", name="Send").click()
    select(nour, "Governance")  # what is not on the screen is not drawn
    for seat in (ingrid, nour):
        expect(seat.page.locator("ins", has_text="onerror").first).to_be_visible()
        expect(card_of(seat, "onerror").first).to_be_visible()
        assert seat.page.title() != "run"
        assert seat.page.locator(".margin img, .cm-content img:not(.cm-widgetBuffer)").count() == 0


def test_on_a_phone_one_comes_from_below(sit: Sit) -> None:
    phone = sit("nour", viewport={"width": 390, "height": 844}, has_touch=True)
    select(phone, "Principles")
    phone.page.get_by_role("button", name="Comment", exact=True).click()
    phone.page.get_by_label("What you have to say").fill("From a train.")
    expect(phone.page.get_by_role("button", name="Propose other words")).to_be_hidden()
    phone.page.get_by_role("button", name="Send").click()
    sheet = phone.page.get_by_role("complementary", name="Comments")
    expect(sheet.locator(".said", has_text="From a train.")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Propose other words")).to_be_hidden()
    phone.page.get_by_role("button", name="Close the comments").click()
    expect(sheet).to_be_hidden()
    phone.page.locator("mark", has_text="Principles").click()
    expect(sheet.locator(".said", has_text="From a train.")).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_heading_stands_for_its_clause_and_the_contents_count_what_is_said(sit: Sit) -> None:
    ingrid = sit("ingrid")
    select(ingrid, "9. Review and amendment")
    ingrid.page.get_by_role("button", name="Comment", exact=True).click()
    ingrid.page.get_by_label("What you have to say").fill("Every year?")
    ingrid.page.get_by_role("button", name="Send").click()
    expect(card_of(ingrid, "Every year?")).to_contain_text("on this clause")
    contents = ingrid.page.get_by_role("navigation", name="Contents")
    expect(contents.get_by_role("button", name="9. Review and amendment 1 comment")).to_be_visible()


def let_in(server: LiveServer, name: str) -> None:
    """Somebody who calls themselves that comes by a review link."""
    now = datetime.now(UTC)
    with server.database.write() as session:
        camille = session.scalars(query(Person).where(Person.email == "camille@example.org")).one()
        made = make_link(session, camille.id, server.document_key(), "Advisers", now)
        come_in(session, made.token, None, Introduction(name, "jo@example.org"), now)


def test_letters_after_an_at_sign_offer_people_and_guests(server: LiveServer, sit: Sit) -> None:
    hostile = "Nour <img src=x onerror=\"document.title='run'\">"
    let_in(server, hostile)
    ingrid = sit("ingrid")
    begin(ingrid, "Purpose")
    field = ingrid.page.get_by_label("What you have to say")
    ingrid.page.keyboard.type("See @no")
    names = ingrid.page.get_by_role("listbox", name="People")
    expect(names.get_by_role("option")).to_have_text([
        "Nour El-Khazen Cedar Centre for Vocational Training", f"{hostile} guest"
    ])  # fmt: skip
    first = names.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    ingrid.page.keyboard.press("Escape")
    expect(names).to_be_hidden()
    expect(field).to_be_focused()
    ingrid.page.keyboard.type(", and @no")
    expect(names).to_be_visible()
    ingrid.page.keyboard.press("ArrowDown")
    ingrid.page.keyboard.press("Enter")
    expect(field).to_have_value(f"See @no, and @{hostile} ")
    ingrid.page.keyboard.type("and @nour")
    expect(names).to_be_visible()
    ingrid.page.keyboard.press("Tab")
    expect(field).to_be_focused()
    ingrid.page.keyboard.press("Control+Enter")
    card = card_of(ingrid, "See @no")
    expect(card.locator(".called")).to_have_text([f"@{hostile}", "@Nour El-Khazen"])
    assert ingrid.page.title() != "run"
    with server.database.read() as session:
        called = session.scalars(query(Person.name).join(Mention, Mention.person_id == Person.id))
        assert {hostile, "Nour El-Khazen"} <= set(called)


def test_a_clause_and_a_person_are_chosen_together(sit: Sit) -> None:
    ingrid, mariana = sit("ingrid"), sit("mariana")
    for seat, words, said in (
        (ingrid, "8. Communication and languages", "How long?"),
        (mariana, "8. Communication and languages", "How often?"),
        (mariana, "2. Vision", "Which ones?"),
    ):
        begin(seat, words)
        seat.page.keyboard.type(said)
        seat.page.keyboard.press("Control+Enter")
        expect(card_of(seat, said)).to_be_visible()
    margin = ingrid.page.get_by_role("complementary", name="Comments")
    margin.get_by_role("combobox", name="Person").select_option(label="Mariana Ortega Luján (2)")
    expect(margin.locator(".margin-count")).to_have_text("2 comments")
    clause = "8. Communication and languages (1)"
    margin.get_by_role("combobox", name="Clause").select_option(label=clause)
    expect(margin.locator(".margin-count")).to_have_text("1 comment")
    expect(margin.locator(".card")).to_have_count(1)
    expect(card_of(ingrid, "How often?")).to_be_visible()
    margin.get_by_role("combobox", name="Person").select_option(label="Everybody")
    expect(margin.locator(".margin-count")).to_have_text("2 comments")


def test_what_was_overtaken_is_proposed_anew_for_the_words_that_stand_there_now(
    server: LiveServer, sit: Sit
) -> None:
    ingrid, camille = sit("ingrid"), sit("camille")
    words = "There is no membership fee"
    first, second = "Nobody pays anything", "Members join without charge"
    for replacement in (first, second):
        begin(ingrid, words, proposes=True)
        ingrid.page.locator(".composer").get_by_label("Your words instead").fill(replacement)
        ingrid.page.keyboard.press("Control+Enter")
        select(camille, words)  # what is not on the screen has no card
        expect(card_of(camille, replacement)).to_be_visible()
    accepted = card_of(camille, first)
    accepted.click()
    accepted.get_by_text("Accept", exact=True).click()
    camille.page.get_by_role("button", name="Put them into the text").click()
    ingrid.wait_to_read(first)
    overtaken = card_of(ingrid, "The text has changed here.")
    overtaken.focus()
    overtaken.get_by_text("Propose anew").press("Enter")
    form = ingrid.page.get_by_role("form", name="Propose other words")
    expect(form.get_by_label("Your words instead")).to_be_focused()
    expect(form.get_by_label("Your words instead")).to_have_value(second)
    expect(form.locator("label")).to_have_text([
        "Your words instead", "A word about it, if you like"
    ])  # fmt: skip
    expect(form).to_be_in_viewport()
    expect(ingrid.page.locator(".cm-line", has_text=first)).to_be_in_viewport()
    ingrid.page.keyboard.press("Control+Enter")
    anew = ingrid.page.locator(".margin-cards .card[data-status=open]", has_text=second)
    expect(anew.locator(".card-change del")).to_have_text([first])
    assert first in text_in_database(server)


def test_what_is_typed_of_some_words_goes_along_to_others_and_only_cancel_drops_it(
    sit: Sit,
) -> None:
    ingrid = sit("ingrid")
    begin(ingrid, "Purpose")
    field = ingrid.page.get_by_label("What you have to say")
    ingrid.page.keyboard.type("Half a sentence")
    begin(ingrid, "Membership")
    expect(field).to_have_value("Half a sentence")
    ingrid.page.keyboard.press("Escape")
    expect(ingrid.page.get_by_role("button", name="Cancel")).to_be_focused()
    expect(field).to_have_value("Half a sentence")
    ingrid.page.keyboard.press("Enter")
    expect(ingrid.page.locator(".composer")).to_have_count(0)
