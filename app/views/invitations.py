"""The invitations of a group, for its facilitators: who is invited, and inviting more people."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now, settings
from app.domain.columns import USUAL
from app.domain.roles import Role
from app.domain.rows import (
    as_typed,
    bad,
    cells_of,
    decode,
    good,
    read_fields,
    reasons_by_column,
    written,
)
from app.domain.standings import Standing
from app.limits import INVITING, limiter
from app.list_names import list_names
from app.login import demand_sign_in
from app.models import Group, Invitation, Mail
from app.services import guest_list
from app.services.outbox import newest_of

blueprint = Blueprint("invitations", __name__)
blueprint.before_request(demand_sign_in)


@blueprint.get("/groups/<group>/invitations")
def show(group: str) -> str:
    """Whom the group waits for, who came, and the forms that invite one or many."""
    with database().read() as session:
        found = guest_list.find_facilitated_group(session, current_user.person_id, group)
        invitations = guest_list.invitations_of(session, found)
        mails = newest_of(session, invitations)
    return _list(found, invitations, mails)


@blueprint.post("/groups/<group>/invitations/preview")
def preview(group: str) -> str:
    """What would happen with a list: who can be invited, and which rows must be mended."""
    with database().read() as session:
        found, rows = guest_list.preview(
            session, current_user.person_id, group, _lists(), list_names()
        )
    ready = written(map(cells_of, good(rows)))
    return render_template(
        "invitations/preview.html",
        group=found,
        ready=ready,
        people=good(rows),
        bad=bad(rows),
        text=as_typed(bad(rows)),
    )


@blueprint.post("/groups/<group>/invitations")
def create(group: str) -> str:
    """Invite everybody who can be, and show each link this once."""
    with database().write() as session:
        found, invited, rest = guest_list.invite_list(
            session,
            current_user.person_id,
            group,
            _lists(),
            list_names(),
            now(),
            by_mail=_by_mail(),
        )
    return _links(found, invited, bad=rest, text=as_typed(rest))


@blueprint.post("/groups/<group>/invitation")
def create_one(group: str) -> str | tuple[str, HTTPStatus]:
    """Invite one person; what cannot be used is shown at its field, with what was typed."""
    typed = {column: request.form.get(column, "") for column in USUAL}
    row = read_fields([*typed.values()], list_names())
    with database().write() as session:
        found, invited, row = guest_list.invite_one(
            session, current_user.person_id, group, row, now(), by_mail=_by_mail()
        )
        invitations = guest_list.invitations_of(session, found)
        mails = newest_of(session, invitations)
    if invited:
        return _links(found, invited)
    page = _list(found, invitations, mails, typed=typed, reasons=reasons_by_column(row))
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/invitations/<invitation>/link")
def renew(invitation: str) -> str:
    """A new link for somebody who has not come yet, shown this once."""
    with database().write() as session:
        invited = guest_list.renew_link(session, current_user.person_id, invitation, now())
    return _links(invited.invitation.group, [invited])


@blueprint.post("/invitations/<invitation>/mail")
@limiter.limit(INVITING)
def mail(invitation: str) -> Response:
    """Write once more to somebody who has not come yet."""
    if not _by_mail():
        abort(404)
    with database().write() as session:
        written = guest_list.mail_again(session, current_user.person_id, invitation, now())
    flash(
        gettext(
            "A mail to %(name)s is on its way. When it is sent, the link before it ends.",
            name=written.name,
        )
    )
    return redirect(url_for("invitations.show", group=written.group.key))


@blueprint.post("/invitations/<invitation>/revocation")
def revoke(invitation: str) -> Response:
    """Withdraw an invitation."""
    with database().write() as session:
        revoked = guest_list.revoke(session, current_user.person_id, invitation, now())
    return redirect(url_for("invitations.show", group=revoked.group.key))


def _by_mail() -> bool:
    return settings().mail is not None


def _lists() -> list[str]:
    """What the form brings: who was ready before, a list, a file."""
    form, file = request.form, request.files.get("file")
    return [form.get("ready", ""), form.get("list", ""), decode(file.read()) if file else ""]


def _list(
    group: Group, invitations: Sequence[Invitation], mails: Mapping[int, Mail], **one: object
) -> str:
    return render_template(
        "invitations/list.html",
        group=group,
        invitations=invitations,
        mails=mails,
        now=now(),
        roles=Role,
        Standing=Standing,
        **one,
    )


def _links(group: Group, invited: list[guest_list.Invited], **rest: object) -> str:
    return render_template("invitations/links.html", group=group, invited=invited, **rest)
