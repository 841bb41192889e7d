"""A text as a file to take along: as it stands now, or as it was kept."""

from http import HTTPStatus

from flask import Blueprint, Response, request
from flask_login import current_user
from sqlalchemy.orm import Session

from app.current import database, now
from app.domain.errors import NotFoundError
from app.exporting import Form
from app.exporting.elsewhere import export_elsewhere
from app.exporting.paper import Paper
from app.file_names import disposition, file_name
from app.limits import TAKING_ALONG, limiter
from app.login import demand_sign_in
from app.papers import Remarks, paper_of_now, paper_of_version, remarks_in
from app.services.agenda import whole_agenda
from app.services.documents import find_document, text_of
from app.services.versions import find_version

blueprint = Blueprint("files", __name__, url_prefix="/documents/<key>")
blueprint.before_request(demand_sign_in)

TYPES = {
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.HTML: "text/html; charset=utf-8",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.ODT: "application/vnd.oasis.opendocument.text",
    Form.PDF: "application/pdf",
}


@blueprint.get("/file.<form>")
@limiter.limit(TAKING_ALONG)
def take(key: str, form: str) -> Response:
    """The text as it stands now."""
    kind = form_called(form)
    with database().read() as session:
        document = find_document(session, current_user.person_id, key).document
        text = text_of(session, document)
        paper = paper_of_now(document, text, now(), _remarks(session, key))
    return _file(kind, paper, f"{now():%Y-%m-%d}")


@blueprint.get("/versions/<int:number>/file.<form>")
@limiter.limit(TAKING_ALONG)
def take_version(key: str, number: int, form: str) -> Response:
    """The text as it was kept then."""
    kind = form_called(form)
    with database().read() as session:
        version, _ = find_version(session, current_user.person_id, key, number)
        paper = paper_of_version(version, _remarks(session, key))
    return _file(kind, paper, f"v{number}")


def form_called(form: str) -> Form:
    """The form of which files are called like this. Raises NotFoundError."""
    if form not in set(Form):
        raise NotFoundError("There are no files of this form.")
    return Form(form)


def _remarks(session: Session, key: str) -> Remarks:
    """What is open about the text, when that is asked for."""
    if request.args.get("comments") != "1":
        return None
    return remarks_in(whole_agenda(session, current_user.person_id, key))


def _file(form: Form, paper: Paper, about: str) -> Response:
    """The file; only that it is the same, when the browser says that it has this very one."""
    answer = Response(content_type=TYPES[form])
    answer.set_etag(f"{form}-{paper.fingerprint}")
    if request.if_none_match.contains(answer.get_etag()[0] or ""):
        answer.status_code = HTTPStatus.NOT_MODIFIED
        return answer
    answer.headers["Content-Disposition"] = disposition(file_name(paper.title, about, form))
    answer.set_data(export_elsewhere(form, paper))
    return answer
