"""The pages, one blueprint a noun."""

from collections.abc import Iterator

from flask import Blueprint

from app.config import Settings
from app.views import (
    account,
    authorship,
    ballots,
    changes,
    demo_session,
    departure,
    documents,
    editions,
    files,
    group_documents,
    groups,
    health,
    history,
    importing,
    invitation,
    invitations,
    language,
    launch,
    ledger,
    metrics,
    objections,
    openid,
    own_data,
    people,
    profile,
    published,
    record,
    replay,
    restoration,
    review,
    review_links,
    review_page,
    rounds,
    sign_in,
    sign_in_sessions,
    sign_out,
    start,
    threads,
    unsubscription,
)


def blueprints(settings: Settings) -> Iterator[Blueprint]:
    """Every blueprint that an application with these settings has."""
    for noun in (
        start,
        documents,
        files,
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
        objections,
        history,
        replay,
        authorship,
        ledger,
        changes,
        ballots,
        restoration,
        importing,
        rounds,
        editions,
        published,
        sign_in,
        sign_out,
        account,
        own_data,
        departure,
        sign_in_sessions,
        language,
        unsubscription,
        launch,
        health,
        metrics,
    ):
        yield noun.blueprint
    if settings.demo:
        yield demo_session.blueprint
    if settings.openid:
        yield openid.blueprint
