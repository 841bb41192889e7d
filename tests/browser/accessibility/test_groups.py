"""Pages of groups: their documents, and who is invited."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from app.services.people import find_or_add_person
from tests.browser.accessibility.looks import (
    Look,
    assert_good,
    come_in,
)
from tests.live_server import LiveServer


def test_the_pages_of_invitations(server: LiveServer, page: Page, look: Look) -> None:
    language, scheme, _ = look
    come_in(page, server, "camille")
    page.locator(".group a[href$='/invitations']").first.click()
    page.locator("#list").wait_for()
    assert_good(page)
    people = "".join(f"{one}, {one}-{language}-{scheme}@example.org\n" for one in ("Yara", "Omar"))
    page.locator("#list").fill(f"{people}somebody without an address, {'x' * 80}")
    page.locator("#list").press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preview")
    assert_good(page)
    page.locator("form > .panel").last.locator("button").press("Enter")
    page.locator("#link-1").wait_for()
    assert_good(page)
    link = page.locator("#link-1").input_value()
    page.locator(".page-title a").click()
    page.locator("#one-heading").wait_for()
    assert_good(page)
    page.locator("#name").fill("Camille")
    page.locator("#email").fill("camille@example.org")
    page.locator("#email").press("Enter")
    page.wait_for_url("**/invitation")
    expect(page.locator("#email")).to_be_focused()
    expect(page.locator("#email")).to_have_accessible_description(re.compile("."))
    assert_good(page)
    page.goto(link)
    assert_good(page)
    page.goto(f"{server.url}/invitations/guessed")
    assert_good(page)


def test_the_pages_of_groups_and_their_documents(
    server: LiveServer, page: Page, look: Look
) -> None:
    language, scheme, _ = look
    come_in(page, server, "ousmane")
    page.goto(f"{server.url}/groups/new")  # a member founds nothing
    assert_good(page)
    come_in(page, server, "camille")
    for name in (f"{language}{scheme}".ljust(200, "x"), f"شبكة المهارات {language} {scheme}"):
        page.goto(f"{server.url}/groups/new")
        assert_good(page)
        page.get_by_role("checkbox").last.check()
        page.locator("input[name=name]").fill(name)
        page.locator("input[name=title-blank]").fill("y" * 200)
        assert_good(page)
        page.locator("main form button").press("Enter")
        expect(page.get_by_role("status")).to_be_visible()
        assert_good(page)
    for rest in ("documents/new", "names"):
        page.locator(f".group a[href$='/{rest}']").last.click()
        page.locator("main form").first.wait_for()
        assert_good(page)
        page.locator("main .panel-acts a").click()
        page.locator(".group").first.wait_for()
    with server.database.write() as session:
        find_or_add_person(session, "alone@example.org", "Alone", datetime.now(UTC))
    come_in(page, server, "alone")
    expect(page.locator("main h2")).to_be_visible()  # of somebody who is in no group
    assert_good(page)
