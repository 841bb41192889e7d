"""The pages, one blueprint a noun."""

from collections.abc import Iterator

from flask import Blueprint

from app.config import Settings
from app.views import (
    demo_session,
    documents,
    group_documents,
    groups,
    health,
    invitation,
    invitations,
    language,
    metrics,
    people,
    profile,
    record,
    review,
    review_links,
    review_page,
    sign_in,
    sign_out,
    start,
    threads,
)


def blueprints(settings: Settings) -> Iterator[Blueprint]:
    """Every blueprint that an application with these settings has."""
    for noun in (
        start,
        documents,
        groups,
        group_documents,
        people,
        profile,
        record,
        invitations,
        invitation,
        review_links,
        review,
        threads,
        review_page,
        sign_in,
        sign_out,
        language,
        health,
        metrics,
    ):
        yield noun.blueprint
    if settings.demo:
        yield demo_session.blueprint
