"""The command line: what an operator does, and what they are told when it cannot be done."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import FlaskGroup
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from app import make_app
from app.config import Settings
from app.database import Database
from app.models import Membership
from tests.browsing import Visitor

INVITE = ("invite", "nour@example.org", "--name", "Nour", "--group", "Core Group")


def test_an_invitation_prints_a_link_that_signs_in(
    runner: FlaskCliRunner, database: Database, visitor: Visitor
) -> None:
    result = runner.invoke(args=[*INVITE, "--role", "facilitator", "--country", "lb"])
    assert result.exit_code == 0
    address = re.fullmatch(r"http://localhost(/sign-in/\S+)\n", result.stdout)
    assert address
    path = address.group(1)
    visitor.post(path, page=path)
    assert visitor.is_signed_in()
    with database.read() as session:
        membership = session.scalars(select(Membership)).one()
    assert (membership.role, membership.country) == ("facilitator", "LB")


def test_a_group_that_is_new_is_announced_so_that_a_mistyped_name_shows(
    runner: FlaskCliRunner,
) -> None:
    assert runner.invoke(args=INVITE).stderr == "A new group was made: Core Group\n"
    assert runner.invoke(args=INVITE).stderr == ""


def test_what_cannot_be_done_is_said_in_one_sentence(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=[*INVITE, "--country", "LBN"])
    assert result.exit_code == 1
    assert result.output == "Error: The country must be a code of two letters, such as MX or LB.\n"


def test_an_empty_database_is_refused_until_it_is_migrated(
    make_app: Callable[[Settings], Flask], settings: Settings, empty_url: str
) -> None:
    empty = replace(settings, database_url=empty_url)
    runner = make_app(empty).test_cli_runner()
    refused = runner.invoke(args=INVITE)
    assert refused.exit_code == 1
    assert "flask migrate" in refused.output
    assert runner.invoke(args=["migrate"]).exit_code == 0
    assert runner.invoke(args=INVITE).exit_code == 0


def test_the_demo_prepares_its_database_and_prints_a_link_for_each_person(
    make_app: Callable[[Settings], Flask], settings: Settings, empty_url: str
) -> None:
    empty = replace(settings, database_url=empty_url)
    runner = make_app(empty).test_cli_runner()
    for _ in range(2):
        result = runner.invoke(args=["demo"])
        assert result.exit_code == 0
        assert len(re.findall(r"^[^:]+: http://localhost/sign-in/\S+$", result.output, re.M)) == 6


def test_settings_that_do_not_allow_to_start_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COCHARTER_SECRET_KEY", raising=False)
    monkeypatch.delenv("COCHARTER_DEMO", raising=False)
    result = CliRunner().invoke(FlaskGroup(create_app=make_app), ["migrate"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: COCHARTER_SECRET_KEY must be set")
    assert "Traceback" not in result.output
