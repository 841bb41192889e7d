"""What differs between two states of a text: as a page, as a patch, as tracked changes."""

from flask import Blueprint, Response, render_template, request
from flask_login import current_user

from app.comparing.redlining import redline_in_time
from app.comparing.tracking import tracked_in_time
from app.comparing.words import moved_from, name_of_file, spoken, stand_name, summary
from app.current import database, now
from app.domain.errors import InvalidError
from app.domain.patches import unified
from app.domain.tracked import in_one_text
from app.file_names import disposition
from app.login import demand_sign_in
from app.rendering.redline import View
from app.services.changes import Changes, changes_of
from app.services.visits import note_visit

blueprint = Blueprint("changes", __name__, url_prefix="/documents/<key>")
blueprint.before_request(demand_sign_in)


@blueprint.get("/changes")
def show(key: str) -> str:
    """The text with its changes marked, clause by clause; what was kept is folded away."""
    view, changes = _view(), _asked(key)
    sections = redline_in_time(changes.before.text, changes.after.text, view, spoken())
    return render_template(
        "changes/changes.html",
        changes=changes,
        view=view,
        sections=sections,
        summary=summary(sections),
        moved_from=moved_from,
        names=[stand_name(stand) for stand in (changes.before, changes.after)],
    )


@blueprint.get("/changes.patch")
def patch(key: str) -> Response:
    """A unified diff of the Markdown, as `patch` and git read it; its files are named after the
    versions."""
    changes = _asked(key)
    before, after = changes.before, changes.after
    names = [name_of_file(changes, stand, "md") for stand in (before, after)]
    return _file(unified(before.text, after.text, *names), changes, "patch", "text/x-diff")


@blueprint.get("/changes.md")
def markdown(key: str) -> Response:
    """The Markdown with tracked changes in the notation that editors know for it (CriticMarkup):
    {--gone--}, {++new++}. Emphasis that the text has itself cannot be taken for a change."""
    changes = _asked(key)
    clauses = tracked_in_time(changes.before.text, changes.after.text)
    text = in_one_text(clauses, moved_from)
    return _file(text, changes, "md", "text/markdown")


def _asked(key: str) -> Changes:
    """The two states that the address asks for. Who asks is here now."""
    with database().write() as session:
        note_visit(session, current_user.person_id, key, now())
    wanted = request.args.get("from", ""), request.args.get("to", "")
    with database().read() as session:
        return changes_of(session, current_user.person_id, key, *wanted)


def _view() -> View:
    try:
        return View(request.args.get("view", View.INLINE))
    except ValueError:
        raise InvalidError("Choose one of the possibilities.") from None


def _file(text: str, changes: Changes, ending: str, kind: str) -> Response:
    name = name_of_file(changes, changes.after, ending)
    answer = Response(text, mimetype=kind)
    answer.headers["Content-Disposition"] = disposition(name)
    return answer
