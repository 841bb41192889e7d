"""A facilitator invites somebody, who comes by the link in another browser and writes."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.keyboard import press_until, tab_to
from tests.browser.seat import complaints_of, text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer
from tests.people_csv import BAD, mended, people_csv

WORDS = "Yara was here. "


def test_from_the_invitation_to_the_first_words(
    server: LiveServer, sit: Sit, browser: Browser
) -> None:
    camille = sit("camille")
    camille.page.goto("/")
    camille.page.get_by_role("link", name="Invite people").click()
    camille.page.get_by_label("List of people").fill(
        "Name\tE-mail\tCountry\nYara Haddad\tyara@example.org\tLiban\nNobody\tnowhere\t"
    )
    camille.page.get_by_role("button", name="Check the list").click()
    expect(camille.page.get_by_text("not complete")).to_be_visible()
    camille.page.get_by_role("button", name="Invite these people").click()
    expect(camille.page.get_by_role("button", name="Copy")).to_be_visible()
    expect(camille.page.get_by_label("Mend these rows here")).to_have_value(
        "Name\tE-mail\tCountry\nNobody\tnowhere\t"
    )
    link = camille.page.get_by_label("Link for Yara Haddad").input_value()

    context = browser.new_context()
    complaints, yara = complaints_of(context), context.new_page()
    yara.goto(link)
    yara.get_by_role("button", name="Come into the group").click()
    yara.get_by_role("link", name="Network Charter", exact=True).click()
    expect(yara.locator("#status")).to_have_attribute("data-kind", "saved")
    yara.get_by_role("textbox").first.press("Control+Home")
    yara.keyboard.type(WORDS)
    camille.open_document()
    camille.wait_to_read(WORDS)
    assert WORDS in text_in_database(server)
    context.close()
    assert complaints == []


def test_a_file_of_forty_from_a_spreadsheet_with_five_rows_to_mend(
    sit: Sit, tmp_path: Path
) -> None:
    file = tmp_path / "personas.csv"
    file.write_bytes(people_csv())
    page = sit("camille").page
    page.goto("/")
    page.get_by_role("link", name="Invite people").click()
    page.get_by_label("Or a file (CSV)").set_input_files(file)
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_role("heading", name="Can be invited: 35")).to_be_visible()
    for row, reason in BAD.values():
        expect(page.get_by_role("listitem").filter(has_text=";".join(row))).to_contain_text(reason)
    page.get_by_role("button", name="Invite these people").click()
    expect(page.get_by_role("heading", name="All links: 35")).to_be_visible()
    assert len(links(page)) == 35
    box = page.get_by_label("Mend these rows here")
    box.fill(mended(box.input_value()))
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_role("heading", name="Can be invited: 5")).to_be_visible()
    page.get_by_role("button", name="Invite these people").click()
    expect(page.get_by_role("heading", name="All links: 5")).to_be_visible()
    page.get_by_role("link", name="Invite people").click()
    everybody = page.get_by_role("listitem")
    expect(everybody.filter(has_text="p31@example.org")).to_contain_text("نور الخازن 31")
    expect(everybody.filter(has_text="mar@example.org")).to_contain_text("Cape Verde")


def test_a_list_with_bad_rows_is_invited_and_mended_by_keyboard_alone(sit: Sit) -> None:
    page = sit("camille").page
    page.goto("/")
    press_until(page, "Invite people")
    page.keyboard.press("Enter")
    page.wait_for_url("**/invitations")
    tab_to(page, "List of people")
    page.keyboard.insert_text("Rosa Luz, rosa@example.org\nBruno, nowhere\n")
    press_until(page, "Check the list")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preview")
    tab_to(page, "Mend these rows here")
    page.keyboard.press("Control+End")
    page.keyboard.type("@example.org")
    press_until(page, "Check again")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Can be invited: 2")).to_be_visible()
    press_until(page, "Invite these people")
    page.keyboard.press("Enter")
    tab_to(page, "Link for Bruno")
    assert len(links(page)) == 2
    assert "/invitations/" in page.evaluate("document.activeElement.value")


def links(page: Page) -> list[str]:
    """The links that the page shows, each once."""
    fields = page.get_by_label("Link for ")
    return list({fields.nth(number).input_value() for number in range(fields.count())})
