"""Who wrote this: the live page tells it in colours, by pointer, by caret and in numbers."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.seat import Seat
from tests.browser.stories.conftest import Sit
from tests.browser.stories.test_remarks import card_of, select
from tests.browser.stories.test_replay import keep_version
from tests.live_server import LiveServer

# The words of the first stretch that says `words`, as people see who wrote them: name -> words.
TOLD = """words => {
  const { view } = document.querySelector('.cm-content').cmTile
  const line = view.state.doc.toString().split('\\n').findIndex(line => line.includes(words))
  const from = view.state.doc.line(line + 1).from
  const element = view.domAtPos(from).node
  const drawn = (element.nodeType === 1 ? element : element.parentElement).closest('.cm-line')
  return [...drawn.querySelectorAll('.wrote')].map(
    it => [it.textContent, it.style.getPropertyValue('--person'), it.className])
}"""


def turn_on(seat: Seat) -> Locator:
    button = seat.page.get_by_role("button", name="Who wrote this")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    return button


def told(seat: Seat, words: str) -> list[tuple[str, str]]:
    """The stretches of the line that says `words`, each with the colour of who wrote it."""
    return [(text, colour) for text, colour, _ in seat.page.evaluate(TOLD, words)]


def person_of(seat: Seat, name: str) -> Locator:
    return seat.page.get_by_role("region", name="Who wrote how much").get_by_role(
        "button", name=name
    )


def colour_of(seat: Seat, name: str) -> str:
    sample = person_of(seat, name).locator(".legend-sample")
    return str(sample.evaluate("it => it.style.getPropertyValue('--person')"))


def point_at(seat: Seat, words: str) -> Locator:
    seat.page.locator(".cm-line .wrote", has_text=words).first.hover()
    return seat.page.locator(".wrote-tip")


def test_two_people_in_one_word_are_told_apart_while_they_write(sit: Sit) -> None:
    nour, ousmane, ingrid = sit("nour"), sit("ousmane"), sit("ingrid")
    nour.caret_after("3. Principles")
    nour.type(" in harmny")
    ousmane.wait_to_read("in harmny")
    ousmane.caret_after("in harm")
    turn_on(ousmane)
    ousmane.type("o")
    for reader in (nour, ingrid):
        reader.wait_to_read("in harmony")
        reader.caret_after("in harmony")  # what is not on the screen is not drawn
        button = turn_on(reader)
        expect(person_of(reader, "Nour El-Khazen")).to_be_visible()
        expect(reader.page.locator(".cm-line .wrote", has_text=re.compile("^o$"))).to_be_visible()
        pieces = told(reader, "in harmony")
        of_nour, of_ousmane = (colour_of(reader, f"{one} ") for one in ("Nour", "Ousmane"))
        assert of_nour != of_ousmane
        assert pieces[-3:] == [(" in harm", of_nour), ("o", of_ousmane), ("ny", of_nour)]
    expect(point_at(ingrid, " in harm")).to_contain_text("Nour El-Khazen")
    expect(point_at(ingrid, " in harm")).to_contain_text("Just now")
    ousmane.type("o")
    expect(ousmane.page.locator(".cm-line .wrote", has_text=re.compile("^oo$"))).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(ingrid.page.locator(".cm-line .wrote")).to_have_count(0)
    expect(ingrid.page.get_by_role("region", name="Who wrote how much")).to_be_hidden()


def test_it_stays_on_in_this_tab_and_one_person_can_be_looked_for_by_keyboard(sit: Sit) -> None:
    nour, mariana = sit("nour"), sit("mariana")
    nour.caret_after("1. Purpose")
    nour.type(" and reason")
    mariana.wait_to_read("Purpose and reason")
    turn_on(mariana)
    mariana.open_document()
    expect(mariana.page.get_by_role("button", name="Who wrote this")).to_have_attribute(
        "aria-pressed", "true"
    )
    mariana.caret_after("Purpose and")
    here = mariana.page.get_by_role("region", name="Who wrote how much").get_by_role("status")
    expect(here).to_contain_text("Nour El-Khazen")
    mariana.page.keyboard.press("Home")
    mariana.page.keyboard.press("ArrowRight")
    expect(here).to_contain_text("Camille Aubrac-Diop")
    person_of(mariana, "Nour El-Khazen").focus()
    mariana.page.keyboard.press("Enter")
    expect(person_of(mariana, "Nour El-Khazen")).to_have_attribute("aria-pressed", "true")
    words = mariana.page.locator(".cm-line .wrote", has_text="and reason")
    expect(words).not_to_have_class(re.compile("wrote-faded"))
    expect(mariana.page.locator(".cm-line .wrote-faded").first).to_be_visible()
    mariana.page.keyboard.press("Enter")
    expect(mariana.page.locator(".cm-line .wrote-faded")).to_have_count(0)


def test_accepted_words_are_of_who_proposed_them_and_pasted_ones_of_who_pasted(sit: Sit) -> None:
    ingrid, camille, mariana = sit("ingrid"), sit("camille"), sit("mariana")
    turn_on(mariana)
    select(ingrid, "2. Vision")
    ingrid.page.get_by_role("button", name="Propose other words").click()
    form = ingrid.page.locator(".composer")
    form.get_by_label("Your words instead").fill("2. Vision for ten years")
    form.get_by_role("button", name="Send").click()
    proposal = card_of(camille, "for ten years")
    proposal.click()
    proposal.get_by_text("Accept", exact=True).click()
    camille.page.get_by_role("button", name="Put them into the text").click()
    mariana.wait_to_read("Vision for ten years")
    mariana.caret_after("Vision for ten years")
    expect(point_at(mariana, "for ten years")).to_contain_text("Ingrid Solheimdal")
    mariana.page.evaluate(
        """() => {
          const data = new DataTransfer()
          data.setData('text/plain', ' — together')
          const { view } = document.querySelector('.cm-content').cmTile
          const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true })
          view.contentDOM.dispatchEvent(paste)
        }"""
    )
    mariana.wait_to_read("ten years — together")
    expect(point_at(mariana, "— together")).to_contain_text("Mariana")
    mariana.page.keyboard.press("Control+z")
    mariana.wait_to_read("— together", gone=True)
    expect(mariana.page.locator(".cm-line .wrote", has_text="— together")).to_have_count(0)
    mariana.page.keyboard.press("Control+y")
    expect(point_at(mariana, "— together")).to_contain_text("Mariana")


def test_words_that_were_brought_back_are_of_who_brought_them_back(
    server: LiveServer, sit: Sit
) -> None:
    nour, mariana = sit("nour"), sit("mariana")
    nour.caret_after("8. Communication")
    nour.type(" in seven tongues")
    nour.wait_for("saved")
    number = keep_version(server, "With its tongues")
    for _ in " in seven tongues":
        nour.page.keyboard.press("Backspace")
    nour.wait_for("saved")
    mariana.page.goto(f"/documents/{server.document_key()}/restoration?version={number}")
    mariana.page.get_by_role("button", name="Bring this text back").click()
    nour.wait_to_read("in seven tongues")
    turn_on(nour)
    nour.caret_after("in seven tongues")
    expect(point_at(nour, "in seven tongues")).to_contain_text("Mariana")


def test_on_a_phone_a_touch_tells_it(sit: Sit) -> None:
    phone = sit("nour", viewport={"width": 390, "height": 844}, has_touch=True)
    turn_on(phone)
    phone.page.locator(".cm-line .wrote").first.tap()
    here = phone.page.get_by_role("region", name="Who wrote how much").get_by_role("status")
    expect(here).to_contain_text("Camille Aubrac-Diop")
    expect(phone.page.locator("#status")).to_be_in_viewport()
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
