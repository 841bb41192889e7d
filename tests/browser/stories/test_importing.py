"""A Word document comes into the charter while somebody types, and somebody has said something."""

from playwright.sync_api import Page, expect

from tests.browser.seat import Seat, text_in_database
from tests.browser.stories.conftest import Sit
from tests.browser.stories.test_remarks import card_of, select
from tests.importing.word_files import written_by_pandoc
from tests.live_server import LiveServer

REPLACED = "Nobody is counted as agreeing"
BETTER = "Nobody counts as agreeing"
TYPED = "While others bring in a file. "
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def choose(page: Page, text: str) -> None:
    """Hand in `text` as a Word document, with the mouse."""
    page.get_by_role("link", name="Bring in a file").click()
    file = written_by_pandoc(text, "commonmark+pipe_tables+strikeout")
    page.get_by_label("A Word document").set_input_files(
        {"name": "charter.docx", "mimeType": DOCX, "buffer": file}
    )
    page.get_by_role("button", name="Show what would change").click()


def say(seat: Seat, about: str, words: str) -> None:
    select(seat, about)
    seat.page.get_by_role("button", name="Comment", exact=True).click()
    seat.page.get_by_label("What you have to say").fill(words)
    seat.page.get_by_role("button", name="Send").click()
    expect(card_of(seat, words)).to_be_visible()


def test_a_file_comes_in_while_somebody_types_and_remarks_stay_with_their_words(
    server: LiveServer, sit: Sit
) -> None:
    ingrid, nour, camille = sit("ingrid"), sit("nour"), sit("camille")
    say(ingrid, "as agreeing because they did not answer", "Not even then?")
    before = text_in_database(server)
    choose(camille.page, before.replace(REPLACED, BETTER))
    expect(camille.page.locator("del", has_text="is counted")).to_be_visible()

    nour.page.get_by_role("textbox", name="Text of the document").press("Control+Home")
    nour.type(TYPED)
    nour.wait_for("saved")
    camille.page.get_by_role("button", name="Bring it in").click()
    expect(camille.page.get_by_text("The file is in the text.")).to_be_visible()

    nour.wait_to_read(BETTER)
    nour.type("And go on. ")
    nour.wait_for("saved")
    text = text_in_database(server)
    assert f"{TYPED}And go on. " in text
    assert BETTER in text
    assert REPLACED not in text
    expect(card_of(ingrid, "Not even then?")).to_contain_text("as agreeing because")
    select(ingrid, BETTER)
    expect(ingrid.page.locator("mark", has_text="agreeing").first).to_be_visible()


def test_who_typed_in_the_same_paragraph_is_not_overwritten_unseen(
    server: LiveServer, sit: Sit
) -> None:
    nour, camille = sit("nour"), sit("camille")
    changed = "Every deadline leaves at least ten"
    choose(camille.page, text_in_database(server).replace(changed, changed + " good"))
    nour.caret_after("Every deadline leaves")
    nour.type(" us")
    nour.wait_for("saved")
    camille.page.get_by_role("button", name="Bring it in").click()
    expect(camille.page.get_by_role("alert")).to_contain_text("Nothing was changed yet")
    expect(camille.page.locator("del", has_text="us").first).to_be_visible()
    assert "Every deadline leaves us at least" in text_in_database(server)
    camille.complaints.clear()  # of the answer, which says that there is a conflict
