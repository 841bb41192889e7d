"""Moments are told in the time of whoever reads: their device's, until they choose another."""

from datetime import UTC, datetime

from playwright.sync_api import expect
from sqlalchemy import select, update

from app.models import Person, SignInSession
from tests.browser.stories.conftest import Sit
from tests.live_server import LiveServer

CAME = datetime(2026, 3, 14, 21, 30, tzinfo=UTC)


def test_a_moment_is_told_in_the_zone_of_the_device_until_another_is_chosen(
    server: LiveServer, sit: Sit
) -> None:
    ousmane = sit("ousmane", timezone_id="Asia/Kolkata", locale="fr-SN")
    with server.database.write() as session:
        person = session.scalars(select(Person).where(Person.email == "ousmane@example.org")).one()
        session.execute(
            update(SignInSession)
            .where(SignInSession.person_id == person.id)
            .values(created_at=CAME)
        )
    page = ousmane.page
    page.goto("/account/sessions")
    signed_in = page.locator("main time").first
    expect(signed_in).to_have_text("15 mars 2026, 03:00")
    page.goto("/account")
    page.locator("[name=time_zone]").select_option("America/Mexico_City")
    page.locator("main form button").click()
    expect(page.locator("[name=time_zone]")).to_have_value("America/Mexico_City")
    page.goto("/account/sessions")
    expect(signed_in).to_contain_text("14 mars 2026")
    expect(signed_in).to_contain_text("15:30")
    page.goto("/account")
    page.locator("[name=time_zone]").select_option("")
    page.locator("main form button").click()
    page.goto("/account/sessions")
    expect(signed_in).to_have_text("15 mars 2026, 03:00")
