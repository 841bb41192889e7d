"""Whether the application and its database answer; for whoever watches over the server."""

from http import HTTPStatus

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.current import database
from app.limits import limiter
from app.models import Document

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@limiter.exempt
def health() -> tuple[dict[str, str], HTTPStatus]:
    """200 when pages can be served, 503 when the database does not answer."""
    try:
        with database().read() as session:
            session.scalar(select(Document.id).limit(1))
    except SQLAlchemyError:
        return {"status": "unavailable"}, HTTPStatus.SERVICE_UNAVAILABLE
    return {"status": "ok"}, HTTPStatus.OK
