"""Who leaves a group, or deletes their account, is out at once on every page they have open."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.domain.roles import Role
from app.models import Group, Membership, Person
from app.services.memberships import add_member
from app.services.people import find_or_add_person
from tests.browser.keyboard import press_until
from tests.browser.seat import text_in_database
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

LEFT_OUT = "You can no longer read this text here"


@pytest.fixture
def zeina(server: LiveServer) -> Iterator[Person]:
    """A member of the group who is not one of the demo people."""
    camille = server.membership("camille@example.org")
    with server.database.write() as session:
        group = session.get_one(Group, camille.group_id)
        zeina = find_or_add_person(session, "zeina@example.org", "Zeina Farah", datetime.now(UTC))
        add_member(session, group, zeina, Role.MEMBER, datetime.now(UTC))
    yield zeina
    with server.database.write() as session:
        for one in session.scalars(select(Membership).where(Membership.person_id == zeina.id)):
            session.delete(one)


def test_who_leaves_the_group_by_keyboard_alone_reads_no_more_elsewhere(
    sit: Sit, zeina: Person
) -> None:
    open_elsewhere, page = sit("zeina"), sit("zeina").page
    page.goto("/")
    press_until(page, "People")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people")
    press_until(page, "Edit my entry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/profile")
    press_until(page, "Leave the group…")
    page.keyboard.press("Enter")
    page.wait_for_url("**/departure")
    press_until(page, "Leave the group")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You have left the group")
    expect(open_elsewhere.page.get_by_text(LEFT_OUT)).to_be_in_viewport()


def test_who_deletes_their_account_by_keyboard_alone_is_out_everywhere(
    server: LiveServer, sit: Sit, zeina: Person
) -> None:
    writing, page = sit("zeina"), sit("zeina").page
    writing.caret_after("Vision")
    writing.type(" of Zeina")
    writing.wait_for("saved")
    page.goto("/account")
    press_until(page, "Delete my account")
    page.keyboard.press("Enter")
    page.wait_for_url("**/deletion")
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    press_until(page, "Delete my account")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Try it as one of these people")).to_be_visible()
    expect(writing.page.get_by_text(LEFT_OUT)).to_be_in_viewport()
    assert "of Zeina" in text_in_database(server)
    camille = sit("camille").page
    camille.goto("/")
    camille.get_by_role("link", name="People", exact=True).click()
    expect(camille.get_by_role("heading", name="Zeina Farah")).to_have_count(0)
    camille.get_by_role("link", name="Record of changes").click()
    expect(camille.get_by_text("A former participant left the group.").first).to_be_visible()
