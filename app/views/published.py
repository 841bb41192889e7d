"""What a group has published: a page for everybody, without sign-in, cookies or scripts."""

from contextlib import suppress

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from app.charter_text import text_of
from app.current import database, now
from app.domain.errors import LaterError
from app.exporting.card import HEIGHT, WIDTH
from app.exporting.elsewhere import card_elsewhere, export_elsewhere
from app.exporting.paper import Paper
from app.file_names import disposition, file_name
from app.languages import in_address
from app.letter import link
from app.papers import paper_of_edition
from app.proving.bundle import bundle_of
from app.services.charters import charter_of, published_edition
from app.services.contributions import count_contributions
from app.shelf import Shelf
from app.views.files import TYPES, form_called
from app.wording import editions, stances

ROOM_BYTES = 64 * 1024 * 1024

blueprint = Blueprint("published", __name__, url_prefix="/charters/<key>")

_files: Shelf[bytes] = Shelf(ROOM_BYTES, len)


@blueprint.url_defaults
def stay_in_language(_endpoint: str, values: dict[str, str]) -> None:
    """Links to other pages of a charter stay in the language that the address names."""
    if in_address():
        values.setdefault("language", in_address())


@blueprint.get("")
def show(key: str) -> Response:
    """The newest edition."""
    return _page(key, None)


@blueprint.get("/editions/<int:number>")
def show_edition(key: str, number: int) -> Response:
    """One edition, at an address that stays."""
    return _page(key, number)


@blueprint.get("/editions/<int:number>/file.<form>")
def take(key: str, number: int, form: str) -> Response:
    """The text of the edition as a file."""
    kind = form_called(form)
    paper = _paper(key, number)
    made = (kind, paper.fingerprint)
    file = _files.get(made, lambda: export_elsewhere(kind, paper))
    return _file(file, TYPES[kind], file_name(paper.title, paper.edition, kind))


@blueprint.get("/editions/<int:number>/bundle.zip")
def bundle(key: str, number: int) -> Response:
    """All by which anybody can check the edition without us."""
    with database().read() as session:
        edition = published_edition(session, key, number)
        file = bundle_of(session, edition)
    about = gettext("Edition %(number)d", number=number)
    return _file(file, "application/zip", file_name(edition.title, about, "zip"))


@blueprint.get("/editions/<int:number>/card.png")
def card(key: str, number: int) -> Response:
    """A picture of the title, for where a link to the edition is shared."""
    paper = _paper(key, number)
    made = ("card", paper.fingerprint)
    return _answer(_files.get(made, lambda: card_elsewhere(paper)), "image/png")


def _page(key: str, number: int | None) -> Response:
    _count(key, number)
    with database().read() as session:
        charter = charter_of(session, key, number)
    page = render_template(
        "published/charter.html",
        charter=charter,
        text=text_of(charter.edition.version),
        permanent=link("published.show_edition", key=key, number=str(charter.edition.number)),
        say=editions,
        stances=stances,
        card_size=(WIDTH, HEIGHT),
    )
    return _answer(page.encode(), "text/html; charset=utf-8")


def _count(key: str, number: int | None) -> None:
    """The page is worth showing without who wrote in it, if that cannot be told yet."""
    with database().read() as session:
        edition = published_edition(session, key, number)
    with suppress(LaterError):
        count_contributions(database(), edition.document_id, now(), edition.version.number)


def _paper(key: str, number: int) -> Paper:
    with database().read() as session:
        return paper_of_edition(published_edition(session, key, number))


def _file(file: bytes, content_type: str, name: str) -> Response:
    answer = _answer(file, content_type)
    answer.headers["Content-Disposition"] = disposition(name)
    return answer


def _answer(body: bytes, content_type: str) -> Response:
    """The body; only that it is the same, when the browser says that it has this very one."""
    answer = Response(body, content_type=content_type)
    answer.vary.update(("Accept-Language", "Cookie"))
    answer.add_etag()
    answer.make_conditional(request)
    return answer
