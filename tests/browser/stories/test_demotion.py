"""A facilitator demotes, on the page of the people, somebody who is typing at that moment."""

from collections.abc import Callable

from playwright.sync_api import WebSocketRoute, expect

from app.domain.roles import Role
from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.browser.stories.elsewhere import brought_back, in_role
from tests.live_server import LiveServer

READING = "You are reading. You see every change as it is made, but you cannot edit this text."


def on_a_slow_line(seat: Seat) -> tuple[Callable[[], None], Callable[[], None]]:
    """Opens the document again; (hold, let_go) what the server tells this person.

    So the next key is pressed before the page can know better: the server itself must refuse it.
    """
    held: list[Callable[[], None]] = []
    is_held = [False]

    def carry(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def tell(message: str | bytes) -> None:
            if is_held[0]:
                held.append(lambda: browser.send(message))
            else:
                browser.send(message)

        server.on_message(tell)

    def let_go() -> None:
        is_held[0] = False
        for tell in held:
            tell()

    seat.page.route_web_socket("**/socket.io/**", carry)
    seat.open_document()
    return lambda: is_held.__setitem__(0, True), let_go


def demote(camille: Seat, name: str) -> None:
    """As a facilitator does it: from the start page, with the mouse."""
    camille.page.goto("/")
    camille.page.get_by_role("link", name="People", exact=True).click()
    camille.page.get_by_label(f"Role of {name}").select_option("observer")
    camille.page.get_by_role("listitem").filter(has_text=name).get_by_role("button").click()
    expect(camille.page.get_by_role("status")).to_have_text(f"The role of {name} is now: Observer")


def assert_next_key_is_refused(camille: Seat, mariana: Seat, place: str) -> None:
    """What is typed before the demotion is saved, what comes after it is kept for its author."""
    hold, let_go = on_a_slow_line(mariana)
    mariana.caret_after(place)
    mariana.type(" in time")
    mariana.wait_for("saved")
    hold()
    demote(camille, "Mariana Ortega Luján")
    mariana.type(" too late")
    let_go()
    mariana.wait_for("readonly")
    kept = mariana.page.get_by_role("alert").get_by_role("textbox")
    expect(kept).to_have_value(" too late")
    expect(mariana.page.get_by_text(READING)).to_be_visible()
    text = text_in_database(mariana.server)
    assert f"{place} in time" in text
    assert "too late" not in text


def test_the_next_key_of_who_is_demoted_is_refused_and_their_words_are_kept(
    server: LiveServer, sit: Sit
) -> None:
    camille, mariana = sit("camille"), sit("mariana")
    with in_role(server, "mariana", Role.MEMBER):
        assert_next_key_is_refused(camille, mariana, "Review and amendment")


def test_who_only_looks_on_is_told_within_the_second(server: LiveServer, sit: Sit) -> None:
    camille, mariana = sit("camille"), sit("mariana")
    with in_role(server, "mariana", Role.MEMBER):
        demote(camille, "Mariana Ortega Luján")
        expect(mariana.page.get_by_text(READING)).to_be_visible(timeout=2000)
    mariana.wait_for("saved")


def test_who_is_removed_on_the_page_reads_no_more_and_stays_its_author(
    server: LiveServer, sit: Sit
) -> None:
    camille, ousmane, nour = sit("camille"), sit("ousmane"), sit("nour")
    ousmane.caret_after("Membership")
    ousmane.type(" of Ousmane")
    ousmane.wait_for("saved")
    with brought_back(server, "ousmane"):
        camille.page.goto("/")
        camille.page.get_by_role("link", name="People", exact=True).click()
        camille.page.get_by_role("link", name="Remove… Ousmane Ndiaye-Sarr").click()
        camille.page.get_by_role("button", name="Remove Ousmane Ndiaye-Sarr").click()
        expect(camille.page.get_by_role("status")).to_contain_text("no longer in the group")
        expect(ousmane.page.get_by_text("You can no longer read this text here")).to_be_visible()
        expect(ousmane.page.locator("#editor")).to_be_hidden()
        nour.open_document()
        nour.wait_to_read("Membership of Ousmane")
