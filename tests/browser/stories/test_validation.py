"""From a draft to a published charter: a round in which somebody objects, other words, a second
round that asks only about them, and a stranger who checks offline what was agreed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.browser.stories.test_remarks import begin
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases

CLAUSE = "4. Membership"
WORDS = "Each member names one delegate and one deputy."
OTHER = "Each member names one delegate, and a deputy from another place."


@pytest.fixture
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One of its own: what is frozen stays so."""
    with served(databases, tmp_path_factory.mktemp("validation")) as server:
        yield server


def test_five_browsers_from_the_draft_to_the_proof(
    server: LiveServer, sit: Sit, browser: Browser, tmp_path: Path
) -> None:
    camille, mariana, nour, ousmane = map(sit, ("camille", "mariana", "nour", "ousmane"))
    mariana.caret_after("Network Charter")
    mariana.type(" of 2026")
    mariana.wait_for("saved")
    everybody = (camille, mariana, nour, ousmane)

    open_round(camille)
    nour.wait_for("readonly")  # nobody needs to load the page again
    for seat in (camille, mariana, ousmane):
        vote(seat, 1)
    object_to_a_clause(nour)
    close_round(camille, 1)
    expect(camille.page.get_by_text("4 of 4 voted")).to_contain_text(CLAUSE)
    expect(camille.page.get_by_text("Not validated.").first).to_be_visible()

    for seat in (camille, nour):
        seat.open_document()
        seat.wait_for("saved")
    propose(nour)
    accept(camille)
    nour.wait_to_read(OTHER)
    resolve(nour)

    open_round(camille, asked_again=CLAUSE)
    for seat in everybody:
        vote(seat, 2)
    close_round(camille, 2)
    expect(camille.page.get_by_text("4 of 4 voted").first).to_be_visible()
    expect(camille.page.get_by_text("Not validated.")).to_be_hidden()
    sign(mariana)
    freeze_and_publish(camille)
    look_and_check(server, browser, tmp_path)


def at(seat: Seat, rest: str) -> Page:
    seat.page.goto(f"/documents/{seat.server.document_key()}/{rest}")
    return seat.page


def open_round(camille: Seat, *, asked_again: str = "") -> None:
    page = at(camille, "rounds/new")
    page.get_by_role("button", name="Show what that means").click()
    expect(page.get_by_text("3 of 4 must vote")).to_be_visible()
    asked = page.locator("details", has_text="Asked again").get_by_role("listitem")
    if asked_again:
        expect(asked).to_have_text([asked_again])
    else:
        expect(asked).to_have_count(0)
    page.get_by_role("button", name="Open the round", exact=True).click()
    expect(page.get_by_text("0 of 4 have voted").first).to_be_visible()


def vote(seat: Seat, number: int) -> None:
    page = at(seat, f"rounds/{number}/ballot")
    whole = page.locator("#vote")
    whole.get_by_label("Agree", exact=True).check()
    whole.get_by_role("button", name="Send my vote").click()
    expect(page.get_by_role("heading", name="Your vote is recorded")).to_be_visible()


def object_to_a_clause(seat: Seat) -> None:
    page = at(seat, "rounds/1/ballot")
    page.locator("#vote").get_by_label("Agree", exact=True).check()
    clause = page.locator(".ballot-clause", has_text=CLAUSE)
    clause.get_by_text("Say something else about this clause").click()
    clause.get_by_label("Object", exact=True).check()
    clause.get_by_label("The reason").fill("Deputies sit in the same office.")
    clause.get_by_label("What would resolve the objection").fill("A deputy from elsewhere.")
    page.get_by_role("button", name="Send my vote").click()


def close_round(camille: Seat, number: int) -> None:
    page = at(camille, f"rounds/{number}")
    page.get_by_role("button", name="Close the round").click()


def propose(nour: Seat) -> None:
    begin(nour, WORDS, proposes=True)
    nour.page.locator(".composer").get_by_label("Your words instead").fill(OTHER)
    nour.page.keyboard.press("Control+Enter")


def accept(camille: Seat) -> None:
    camille.caret_after("Representation")  # what is proposed further down is not drawn yet
    card = camille.page.locator(".margin-cards .card", has_text="Nour El-Khazen proposes")
    card.click()
    card.get_by_text("Accept", exact=True).click()
    camille.page.get_by_role("button", name="Put them into the text").click()
    camille.wait_to_read(OTHER)


def resolve(nour: Seat) -> None:
    page = at(nour, "objections")
    page.get_by_role("link", name=CLAUSE).click()
    page.get_by_role("button", name="It is resolved").click()


def sign(mariana: Seat) -> None:
    page = at(mariana, "freezing")
    page.get_by_role("button", name="Sign for Instituto Horizonte de Formación Técnica").click()
    expect(page.locator(".signature")).to_contain_text("Mariana Ortega Luján")


def freeze_and_publish(camille: Seat) -> None:
    page = at(camille, "freezing")
    page.get_by_role("button", name="Freeze it for ever").click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("link", name="Open the published page")).to_be_visible()


def look_and_check(server: LiveServer, browser: Browser, folder: Path) -> None:
    """As somebody does who has no account here, and trusts nobody."""
    stranger = browser.new_context(base_url=server.url, java_script_enabled=False)
    page = stranger.new_page()
    page.goto(f"/charters/{server.document_key()}")
    expect(page.get_by_role("heading", name="Network Charter of 2026")).to_be_visible()
    expect(page.get_by_text("Instituto Horizonte de Formación Técnica").first).to_be_visible()
    with page.expect_download() as download:
        page.locator("a[href$='bundle.zip']").first.click()
    download.value.save_as(folder / "bundle.zip")
    stranger.close()
    with ZipFile(folder / "bundle.zip") as bundle:
        bundle.extractall(folder / "bundle")
    assert (folder / "bundle" / "charter.md").read_text() == text_in_database(server)
    checked = subprocess.run(
        [sys.executable, "-I", folder / "bundle" / "verify.py"],
        capture_output=True, text=True, env={"PATH": os.defpath}, cwd=folder, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr
