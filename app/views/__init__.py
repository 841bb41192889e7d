"""The pages, one blueprint a noun."""

from collections.abc import Iterator

from flask import Blueprint

from app.config import Settings
from app.views import (
    account,
    demo_session,
    documents,
    health,
    invitation,
    invitations,
    language,
    metrics,
    people,
    profile,
    record,
    sign_in,
    sign_out,
    start,
)


def blueprints(settings: Settings) -> Iterator[Blueprint]:
    """Every blueprint that an application with these settings has."""
    for noun in (
        start,
        documents,
        people,
        profile,
        record,
        invitations,
        invitation,
        account,
        sign_in,
        sign_out,
        language,
        health,
        metrics,
    ):
        yield noun.blueprint
    if settings.demo:
        yield demo_session.blueprint
