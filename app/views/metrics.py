"""What Prometheus reads, on this machine only: behind a proxy it is nobody else's business."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from app.config import is_loopback
from app.limits import limiter

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@limiter.exempt
def metrics() -> Response:
    """The numbers of the process that answers; 404 for who asks from elsewhere."""
    proxied = "X-Forwarded-For" in request.headers
    if proxied or not is_loopback(request.remote_addr or ""):
        abort(HTTPStatus.NOT_FOUND)
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
