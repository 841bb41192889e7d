"""The start page: what CoCharter is, or what the person who signed in is part of."""

from flask import Blueprint, render_template
from flask_login import current_user

from app.current import database, now
from app.domain.roles import Action, may
from app.services.calls import calls_to
from app.services.documents import documents_to_review
from app.services.memberships import memberships_of
from app.services.publishing import published_among
from app.views.demo_session import demo_people

FEW_GROUPS = 2  # past it a list of the groups stands above them, and fewer people in each
SHOWN_PEOPLE = 6
SHOWN_PEOPLE_OF_MANY = 3

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def start() -> str:
    """The groups and documents of who is signed in; else how to come in."""
    if not current_user.is_authenticated:
        return render_template("start/welcome.html", demo_people=demo_people())
    with database().read() as session:
        memberships = memberships_of(session, current_user.person_id)
        to_review = documents_to_review(session, current_user.person_id)
        calls = calls_to(session, current_user.person_id, now())
        own = [document for one in memberships for document in one.group.documents]
        published = published_among(session, [*own, *to_review])
    few = len(memberships) <= FEW_GROUPS
    return render_template(
        "start/groups.html",
        memberships=memberships,
        to_review=to_review,
        calls=calls,
        published=published,
        facilitates=any(may(one.role, Action.FACILITATE) for one in memberships),
        few=few,
        shown_people=SHOWN_PEOPLE if few else SHOWN_PEOPLE_OF_MANY,
    )
