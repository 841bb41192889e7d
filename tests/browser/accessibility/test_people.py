"""Pages about people, and about oneself."""

from playwright.sync_api import Page, expect

from app.domain.organisations import Kind
from app.models import Membership, Person
from tests.browser.accessibility.looks import (
    OpenBrowser,
    assert_good,
    come_in,
    group_address,
    link_for,
)
from tests.browser.keyboard import press_until, tab_to
from tests.live_server import LiveServer


def test_every_page_about_people(server: LiveServer, page: Page) -> None:
    with server.database.write() as session:
        person = session.query(Person).filter_by(email="nour@example.org").one()
        session.query(Membership).filter_by(person_id=person.id).update(
            {"kind": Kind.TRAINING, "about": "تدريب مهني", "contact": "nour@example.org\n+961 1"}
        )
    group = group_address(server)
    come_in(page, server, "camille")
    of_person = f"people/{person.key}/removal"
    for rest in ("people", "people?q=nour", of_person, "profile", "record", "departure"):
        page.goto(f"{group}/{rest}")
        assert_good(page)
    for rest in ("account", "account/sessions", "account/deletion"):
        page.goto(f"{server.url}/{rest}")
        assert_good(page)
    page.goto(f"{group}/record")
    page.locator("main a").first.click()
    page.locator(".role-form button").first.click()  # the role stays; the page says it is done
    expect(page.get_by_role("status")).to_be_visible()
    assert_good(page)


def test_the_pages_of_leaving_for_who_may_go(server: LiveServer, page: Page) -> None:
    come_in(page, server, "ousmane")
    for address in (f"{group_address(server)}/departure", f"{server.url}/account/deletion"):
        page.goto(address)
        expect(page.locator("main form")).to_be_visible()  # no group needs him
        assert_good(page)


def test_a_facilitator_changes_a_role_and_their_own_entry_by_keyboard_alone(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    page = open_browser()
    page.goto(link_for(server, "camille@example.org"))
    page.locator("main button").press("Enter")
    press_until(page, "People")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people")
    page.get_by_label("Role of Tomás Aguirrezabal").focus()
    page.keyboard.type("R")  # a select goes to what begins so
    page.keyboard.press("Tab")
    entry = page.get_by_role("listitem").filter(has_text="Tomás Aguirrezabal")
    expect(entry.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    said = page.get_by_role("status")
    expect(said).to_have_text("The role of Tomás Aguirrezabal is now: Reviewer")
    press_until(page, "Edit my entry")
    page.keyboard.press("Enter")
    page.get_by_label("Your work, in one line").focus()
    page.keyboard.type("Brings people together")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Your entry is saved.")
    expect(page.get_by_text("Brings people together")).to_be_visible()


def test_a_person_changes_their_account_and_signs_out_everywhere_by_keyboard_alone(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    page, phone = open_browser(), open_browser()
    for browser in (phone, page):
        browser.goto(link_for(server, "ousmane@example.org"))
        browser.locator("main button").press("Enter")
        browser.get_by_role("button", name="Sign out").wait_for()
    press_until(page, "Ousmane Ndiaye-Sarr")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account")
    tab_to(page, "Time zone")
    page.keyboard.type("Dakar")
    page.keyboard.press("Enter")
    press_until(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Your account is saved.")
    expect(page.get_by_label("Time zone")).to_have_value("Africa/Dakar")
    press_until(page, "Where I am signed in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sessions")
    press_until(page, "Sign out everywhere else")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("You are signed in here only.")
    phone.goto(server.url)
    expect(phone.get_by_role("button", name="Sign out")).to_have_count(0)
