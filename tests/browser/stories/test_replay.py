"""The life of a text is played, walked through by keyboard, and left at a version."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.models import Person
from app.services.versions import name_version
from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

SHOWN = """words => document.querySelector('.cm-content').cmTile.view
  .state.doc.toString() === words"""


def open_replay(seat: Seat) -> Locator:
    """The slider, once there is something to see."""
    seat.page.goto(f"/documents/{seat.server.document_key()}/replay")
    expect(seat.page.locator("#replay")).to_have_attribute("aria-busy", "false")
    return slider_of(seat.page)


def slider_of(page: Page) -> Locator:
    return page.get_by_role("slider", name="Moment in the life of the text")


def wait_to_see(page: Page, text: str) -> None:
    page.wait_for_function(SHOWN, arg=text)


def keep_version(server: LiveServer, name: str) -> int:
    with server.database.write() as session:
        camille = session.scalars(select(Person).where(Person.name.like("Camille%"))).one()
        key = server.document_key()
        return name_version(session, camille.id, key, name, datetime.now(UTC)).number


def test_two_people_are_seen_to_write_from_the_first_word_to_the_newest(
    server: LiveServer, sit: Sit
) -> None:
    nour, ousmane, ingrid = sit("nour"), sit("ousmane"), sit("ingrid")
    nour.caret_after("4. Membership")
    nour.type(" in our network")
    nour.wait_for("saved")
    ousmane.wait_to_read("in our network")
    ousmane.caret_after("4. Membership in ")
    ousmane.type("all of ")
    ousmane.wait_for("saved")
    slider = open_replay(ingrid)
    page = ingrid.page
    expect(page.locator(".cm-content")).not_to_contain_text("in our network")
    page.get_by_label("Speed").select_option("As fast as possible")
    page.get_by_role("button", name="Play").click()
    text = text_in_database(server)
    wait_to_see(page, text)
    expect(page.get_by_role("button", name="Play")).to_be_visible()  # it is over
    expect(slider).to_have_attribute("aria-valuetext", re.compile("Ousmane Ndiaye-Sarr"))
    expect(page.locator("#now")).to_contain_text("Ousmane Ndiaye-Sarr")
    expect(page.locator(".replay-fresh", has_text="all of")).to_be_visible()
    page.get_by_role("button", name="One change back").click()
    expect(page.locator(".cm-content")).not_to_contain_text("all of our network")
    expect(page.get_by_role("status")).to_contain_text("Nour El-Khazen")


def test_by_keyboard_alone_one_change_at_a_time(server: LiveServer, sit: Sit) -> None:
    nour = sit("nour")
    nour.caret_after("5. Governance")
    nour.type(" by all")
    nour.wait_for("saved")
    text = text_in_database(server)
    slider = open_replay(nour)
    slider.focus()
    nour.page.keyboard.press("End")
    wait_to_see(nour.page, text)
    nour.page.keyboard.press("ArrowLeft")
    expect(nour.page.locator(".cm-content")).not_to_contain_text("Governance by all")
    nour.page.keyboard.press("ArrowRight")
    wait_to_see(nour.page, text)
    nour.page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "Before the first word")
    wait_to_see(nour.page, "")
    nour.page.keyboard.press("Space")
    expect(nour.page.get_by_role("button", name="Pause")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuetext", "Playing")
    nour.page.keyboard.press("Space")
    expect(nour.page.get_by_role("button", name="Play")).to_be_visible()


def test_in_arabic_the_life_runs_from_right_to_left(server: LiveServer, sit: Sit) -> None:
    nour = sit("nour", locale="ar", viewport={"width": 390, "height": 844})
    nour.page.goto(f"/documents/{server.document_key()}/replay")
    slider = nour.page.locator("#position")
    expect(nour.page.locator("#replay")).to_have_attribute("aria-busy", "false")
    slider.press("End")
    text = text_in_database(server)
    wait_to_see(nour.page, text)
    slider.press("ArrowRight")
    nour.page.wait_for_function(f"text => !({SHOWN})(text)", arg=text)
    slider.press("ArrowLeft")
    wait_to_see(nour.page, text)


def test_a_version_is_gone_to_and_read(server: LiveServer, sit: Sit) -> None:
    nour = sit("nour")
    text = text_in_database(server)
    number = keep_version(server, "As it was agreed")
    nour.caret_after("6. Services")
    nour.type(" for everybody")
    nour.wait_for("saved")
    open_replay(nour)
    page = nour.page
    page.get_by_role("combobox", name="Version").select_option(f"{number} · As it was agreed")
    wait_to_see(page, text)
    expect(page.get_by_role("status")).to_contain_text("As it was agreed")
    expect(page.get_by_role("link", name="Bring this version back…")).to_be_visible()
    page.get_by_role("button", name="One change on").click()
    expect(page.get_by_role("link", name="Read this version")).to_be_hidden()
    page.get_by_role("button", name="Version before").click()
    page.get_by_role("link", name="Read this version").click()
    page.wait_for_url(f"**/versions/{number}")
    expect(page.locator("main")).not_to_contain_text("for everybody")


def test_what_cannot_be_loaded_is_said_and_can_be_tried_again(sit: Sit) -> None:
    nour = sit("nour")
    nour.page.route("**/frames?*", lambda route: route.abort())
    nour.page.goto(f"/documents/{nour.server.document_key()}/replay")
    expect(nour.page.get_by_role("alert")).to_contain_text("could not be loaded")
    nour.page.unroute("**/frames?*")
    nour.page.get_by_role("button", name="One change on").click()
    expect(nour.page.get_by_role("alert")).to_be_hidden()
    expect(nour.page.locator(".cm-content")).to_contain_text("Network Charter")


def test_without_scripts_it_leads_to_the_history(sit: Sit) -> None:
    nour = sit("nour")
    address = f"{nour.server.url}/documents/{nour.server.document_key()}/replay"
    browser = nour.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(nour.context.cookies())
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="Read the versions of this text instead").click()
    expect(page.get_by_role("heading", name="History", level=1)).to_be_visible()
    context.close()
