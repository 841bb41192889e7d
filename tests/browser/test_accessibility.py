"""Every page in a real browser: no violation that axe knows, in any language, light or dark."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from app.domain.organisations import Kind
from app.domain.roles import Role
from app.models import Membership, Person
from app.services.invitations import Invitation, invite
from app.services.people import find_or_add_person
from app.services.sign_in import create_link
from tests.browser.keyboard import press_until, tab_to
from tests.browser.stories.elsewhere import keep_a_rewritten_version, make_review_link
from tests.browser.talk import talk_about_the_charter
from tests.live_server import LiveServer, served
from tests.servers.databases import Databases

PHONE = (390, 844)
DESK = (1280, 900)
LOOKS = [
    ("en", "light", DESK),
    ("en", "dark", PHONE),
    ("ar", "light", PHONE),
    ("ar", "dark", DESK),
]

Scheme = Literal["light", "dark"]
OpenBrowser = Callable[..., Page]


@pytest.fixture(scope="module")
def server(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with served(databases, tmp_path_factory.mktemp("pages")) as server:
        yield server


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about: errors of scripts, violations of the policy."""
    return []


@pytest.fixture
def open_browser(browser: Browser, complaints: list[str]) -> Iterator[OpenBrowser]:
    """Opens a browser with a language, a colour scheme and a size."""
    contexts = []

    def open_(language: str = "en", scheme: Scheme = "light", size: tuple[int, int] = DESK) -> Page:
        context = browser.new_context(
            locale=language,
            color_scheme=scheme,
            reduced_motion="reduce",
            viewport={"width": size[0], "height": size[1]},
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text)
                if "Content Security Policy" in message.text else None)  # fmt: skip
        return page

    yield open_
    for context in contexts:
        context.close()


def link_for(server: LiveServer, email: str) -> str:
    with server.database.write() as session:
        person = session.query(Person).filter_by(email=email).one()
        return f"{server.url}/sign-in/{create_link(session, person, datetime.now(UTC))}"


def assert_good(page: Page) -> None:
    """Nothing for axe to report, and nothing that must be scrolled sideways."""
    violations = Axe().run(page).response["violations"]
    told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
    assert told == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_every_page(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    page = open_browser(language, scheme, size)
    link = link_for(server, "nour@example.org")
    document = f"{server.url}/documents/{server.document_key()}"
    for address in (server.url, document, link):
        page.goto(address)
        assert_good(page)
    page.locator("main button").click()
    own = [f"{document}/reading", f"{document}/contributions"]
    for address in (server.url, *own, link, f"{server.url}/nothing"):
        page.goto(address)
        assert_good(page)
    page.goto(document)
    expect(page.get_by_role("textbox").first).to_contain_text("Network Charter")
    page.locator("#presence summary").click()
    assert_good(page)
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_every_page_about_people(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    with server.database.write() as session:
        person = session.query(Person).filter_by(email="nour@example.org").one()
        session.query(Membership).filter_by(person_id=person.id).update(
            {"kind": Kind.TRAINING, "about": "تدريب مهني", "contact": "nour@example.org\n+961 1"}
        )
    group = group_address(server)
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "camille@example.org"))
    page.locator("main button").click()
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
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_the_pages_of_leaving_for_who_may_go(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "ousmane@example.org"))
    page.locator("main button").click()
    for address in (f"{group_address(server)}/departure", f"{server.url}/account/deletion"):
        page.goto(address)
        expect(page.locator("main form")).to_be_visible()  # no group needs him
        assert_good(page)
    assert complaints == []


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


def group_address(server: LiveServer) -> str:
    with server.database.read() as session:
        person = session.query(Person).filter_by(email="camille@example.org").one()
        return f"{server.url}/groups/{person.memberships[0].group.key}"


@pytest.mark.parametrize("email", ["ingrid@example.org", "tomas@example.org"])
def test_the_live_page_of_who_only_reads(
    server: LiveServer, open_browser: OpenBrowser, email: str
) -> None:
    page = open_browser()
    page.goto(link_for(server, email))
    page.locator("main button").click()
    page.goto(f"{server.url}/documents/{server.document_key()}")
    expect(page.locator("#reading-note")).to_be_visible()
    assert_good(page)


def test_a_person_comes_in_reads_and_leaves_by_keyboard_alone(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    page = open_browser()
    page.goto(server.url)
    press_until(page, "Continue as Nour El-Khazen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    press_until(page, "Network Charter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    press_until(page, "Reading page")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reading")
    press_until(page, "Sign out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Try it as one of these people")).to_be_visible()


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_the_pages_of_invitations(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "camille@example.org"))
    page.locator("main button").click()
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
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_the_pages_of_groups_and_their_documents(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "ousmane@example.org"))
    page.locator("main button").click()
    page.goto(f"{server.url}/groups/new")  # a member founds nothing
    assert_good(page)
    page.goto(link_for(server, "camille@example.org"))
    page.locator("main button").click()
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
    page.goto(link_for(server, "alone@example.org"))
    page.locator("main button").click()
    expect(page.locator("main h2")).to_be_visible()  # of somebody who is in no group
    assert_good(page)
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_the_page_of_changes(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "nour@example.org"))
    page.locator("main button").first.click()
    number = keep_a_rewritten_version(server)
    changes = f"{server.url}/documents/{server.document_key()}/changes"
    for query in (f"from={number}&to=now", f"from={number}&to=now&view=side", "from=now"):
        page.goto(f"{changes}?{query}")
        assert_good(page)
    page.goto(f"{changes}?from={number}&to=now")
    for place in (1, 2):
        page.keyboard.press("n")
        expect(page.get_by_role("status")).to_contain_text(re.compile(rf"\b{place}\b"))
        expect(page.locator(".change-current")).to_be_focused()
        assert_good(page)
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_the_pages_of_review_links(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    page, guest = open_browser(language, scheme, size), open_browser(language, scheme, size)
    page.goto(link_for(server, "camille@example.org"))
    page.locator("main button").first.click()
    links = f"{server.url}/documents/{server.document_key()}/review-links"
    page.goto(links)
    page.locator("#label").fill(f"The advisers of the ministry {'x' * 60}")
    page.locator("#label").press("Enter")
    page.locator("#link").wait_for()
    assert_good(page)
    link = page.locator("#link").input_value()
    guest.goto(link)
    assert_good(guest)
    guest.locator("#name").fill("ليلى حداد")
    guest.locator("#email").fill("layla@nowhere")
    guest.keyboard.press("Enter")
    guest.locator("[aria-invalid]").wait_for()
    assert_good(guest)
    guest.locator("#email").fill(f"{'layla' * 12}@example.org")
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/documents/*")
    guest.goto(server.url)
    assert_good(guest)
    page.goto(links)
    page.locator(".review-link button").first.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    assert_good(page)
    for address in (link, f"{server.url}/review/guessed"):
        guest.goto(address)
        assert_good(guest)
    assert complaints == []


def test_who_is_signed_in_comes_by_a_review_link_by_keyboard_alone(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    now = datetime.now(UTC)
    with server.database.write() as session:
        invitation = Invitation("vera@example.org", "Vera", "Another group", Role.MEMBER)
        token = invite(session, invitation, now)
    page = open_browser()
    page.goto(f"{server.url}/sign-in/{token}")
    page.locator("main button").press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(f"{server.url}{make_review_link(server)}")
    assert_good(page)
    press_until(page, "Read as Vera")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    expect(page.locator("#reading-note")).to_be_visible()


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_the_page_of_all_threads(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    talk_about_the_charter(server)
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "mariana@example.org"))
    page.locator("main button").click()
    review = f"{server.url}/documents/{server.document_key()}/review"
    page.goto(review)
    expect(page.locator("article.card")).to_have_count(9)
    expect(page.locator(".card-new").first).to_be_visible()
    assert_good(page)
    while (folded := page.locator("main details:not([open]) > summary")).count():
        folded.first.press("Enter")
    assert_good(page)
    page.locator("textarea[name=words]").first.fill("x" * 100)
    for asked in ("?kind=new", "?status=closed", "?kind=nothing&clause=nowhere"):
        page.goto(f"{review}{asked}")
        assert_good(page)
    page.goto(review)
    page.locator("form[action$='/closing']:has([type=radio])").last.evaluate(
        "form => { form.elements.outcome.value = 'not_taken_up'; form.submit() }"
    )
    expect(page.get_by_role("alert")).to_be_visible()
    assert_good(page)
    assert complaints == []


def test_a_reviewer_replies_and_closes_on_the_page_of_all_threads_by_keyboard_alone(
    server: LiveServer, open_browser: OpenBrowser
) -> None:
    talk_about_the_charter(server)
    page = open_browser()
    page.goto(link_for(server, "ingrid@example.org"))
    page.locator("main button").press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(f"{server.url}/documents/{server.document_key()}")
    page.locator(".document-header").wait_for()
    press_until(page, "All on one page")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    card = page.get_by_role("article").filter(has_text="It is not a funder")
    press_until_in(card, "Reply")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("The ministry says it is none.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("The ministry says it is none.")
    expect(card).to_be_in_viewport()
    press_until_in(card, "Close")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from "Done" to "Answered"
    page.keyboard.press("Tab")
    page.keyboard.type("By the ministry")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Ingrid Solheimdal closed this: Answered")
    expect(card).to_contain_text("By the ministry")


def press_until_in(card: Locator, name: str) -> None:
    """Tab on from where the page is until what is called `name` on the card has focus."""
    summary = card.locator("summary", has_text=re.compile(f"^{name}$")).last
    for _ in range(120):
        card.page.keyboard.press("Tab")
        if summary.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_the_live_page_with_remarks_beside_the_text(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    talk_about_the_charter(server)
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "nour@example.org"))
    page.locator("main button").click()
    page.goto(f"{server.url}/documents/{server.document_key()}")
    if size == PHONE:
        page.locator("#remarks").click()
    page.locator(".margin-cards .card").first.wait_for()
    assert_good(page)
    page.locator(".margin-cards .card").first.click()
    page.locator(".card-active summary").first.press("Enter")
    assert_good(page)
    page.locator(".margin-whole").click()  # about the whole text
    page.locator(".composer").wait_for()
    assert_good(page)
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_the_pages_of_bringing_in_a_file(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "camille@example.org"))
    page.locator("main button").click()
    address = f"{server.url}/documents/{server.document_key()}/import"
    page.goto(address)
    assert_good(page)
    page.locator(".import-form button").click()  # nothing was chosen
    expect(page.get_by_role("alert")).to_be_visible()
    assert_good(page)
    page.locator("textarea").fill(
        "# Network Charter\n\n- الميثاق\n\n| a | b |\n| --- | --- |\n| c | d |"
    )
    page.locator(".import-form button").click()
    expect(page.locator(".import-act")).to_be_visible()
    assert_good(page)
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme", "size"), LOOKS)
def test_who_wrote_this_and_the_replay(
    server: LiveServer, open_browser: OpenBrowser, complaints: list[str],
    language: str, scheme: Scheme, size: tuple[int, int],
) -> None:  # fmt: skip
    talk_about_the_charter(server)  # words of several people stand in it
    document = f"{server.url}/documents/{server.document_key()}"
    page = open_browser(language, scheme, size)
    page.goto(link_for(server, "camille@example.org"))
    page.locator("main button").click()
    page.goto(document)
    page.locator("#who-wrote").click()
    page.locator(".cm-line .wrote").first.wait_for()
    assert_good(page)
    page.locator(".legend-person").last.press("Enter")
    page.locator(".cm-line .wrote-faded").first.wait_for()
    assert_good(page)
    page.goto(f"{document}/replay")
    page.locator("#replay[aria-busy=false]").wait_for()
    assert_good(page)
    for key in ("End", "ArrowUp", "ArrowDown"):
        page.locator("#position").press(key)
    page.locator(".cm-line .caret").wait_for()
    assert_good(page)
    page.locator("#play").press("Enter")
    page.locator("#play[data-playing=true]").wait_for()
    assert_good(page)
    assert complaints == []


def test_the_first_key_leads_past_the_frame(server: LiveServer, open_browser: OpenBrowser) -> None:
    page = open_browser()
    page.goto(server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue as Camille Aubrac-Diop")).to_be_focused()
