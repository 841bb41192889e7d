"""What a browser can still send for a frozen text: nothing that would change it."""

from collections.abc import Callable

import pytest

from app.domain.roles import Role
from app.models import Document, Person
from app.previews import sealed
from app.services.importing import plan
from app.services.publishing import published_editions
from app.services.versions import name_version
from realtime import log
from tests.browsing import Visitor
from tests.clock import NOW
from tests.conftest import TEXT
from tests.polling import Poll
from tests.remarks import on_words, say
from tests.writing import write


@pytest.fixture
def forms(poll: Poll, visitor: Visitor, camille: Person) -> dict[str, dict[str, str]]:
    """Path -> the fields of a form that was on somebody's screen when the text was frozen."""
    with poll.database.write() as session:
        name_version(session, camille.id, poll.key, "The first", NOW)
    write(poll, "Now: ")
    thread = say(poll.database, camille, poll.document, on_words("So?", "one another"))
    with poll.database.read() as session:
        seen = plan(session, camille.id, poll.key, "# Other\n").seen
    with visitor.client.application.app_context():
        carried = sealed(seen, camille.id, poll.key)
    document = f"/documents/{poll.key}"
    return {
        f"{document}/restoration": {"version": "1", "seen": "2", "clause": ""},
        f"{document}/import": {"seen": carried},
        f"{document}/title": {"title": "Late title"},
        f"/threads/{thread.key}/acceptance": {},
        f"{document}/freezing": {"seen": "2", "reason": "Once more."},
        f"{document}/redrafting": {"reason": "A mistake."},
    }


@pytest.mark.parametrize("is_published", [False, True])
def test_no_form_changes_it(
    poll: Poll, visitor: Visitor, camille: Person, forms: dict[str, dict[str, str]],
    is_published: bool,
) -> None:  # fmt: skip
    visitor.sign_in(camille)
    poll.freeze("It is urgent.")
    if is_published:
        poll.publish()
    for path, fields in forms.items():
        assert visitor.post(path, **fields).status_code == 409, path
    with poll.database.read() as session:
        document = session.get_one(Document, poll.document.id)
        assert (document.title, document.head) == ("Network Charter", 2)
        assert log.text_of(session, document.id) == f"Now: {TEXT}"


@pytest.mark.parametrize("way", ["restoration", "import", "title", "acceptance", "freezing"])
def test_the_same_forms_work_on_a_draft(
    visitor: Visitor, camille: Person, forms: dict[str, dict[str, str]], way: str
) -> None:
    """So that the test above says something."""
    visitor.sign_in(camille)
    (path,) = (path for path in forms if path.endswith(f"/{way}"))
    assert visitor.post(path, **forms[path]).status_code == 302


def test_no_page_offers_to_change_it(poll: Poll, visitor: Visitor, camille: Person) -> None:
    visitor.sign_in(camille)
    poll.freeze("It is urgent.")
    document = f"/documents/{poll.key}"
    history = visitor.get(f"{document}/history").text
    assert f"{document}/restoration" not in history
    assert f"{document}/import" not in history
    assert visitor.get(f"{document}/import").status_code == 409
    assert 'data-can-edit="false"' in visitor.get(document).text


def test_a_member_still_comments_and_names_versions(
    poll: Poll, visitor: Visitor, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour", Role.MEMBER))
    poll.freeze("It is urgent.")
    poll.publish()
    document = f"/documents/{poll.key}"
    said = visitor.post(f"{document}/threads", scope="text", words="For next year")
    named = visitor.post(f"{document}/versions", name="For the launch")
    assert (said.status_code, named.status_code) == (302, 302)
    with poll.database.read() as session:
        (edition,) = published_editions(session, poll.key)
        assert edition.version.markdown == TEXT
