"""What came late, or from another time zone, makes nothing false."""

from datetime import timedelta, timezone

from flask.testing import FlaskCliRunner

from app.models import Person
from tests.polling import DEADLINE, OBJECT, SOON, Poll


def test_who_waited_while_a_round_was_closed_does_not_change_its_outcome(
    poll: Poll, camille: Person, runner: FlaskCliRunner
) -> None:
    poll.open(camille)
    poll.vote(camille, OBJECT)
    announced = poll.close(SOON + timedelta(seconds=1))
    poll.end_objection(poll.objections[0], camille, now=SOON)
    assert poll.box.outcome == announced
    assert runner.invoke(args=["verify"]).exit_code == 0


def test_a_deadline_chosen_in_another_zone_is_the_same_deadline(
    poll: Poll, camille: Person, runner: FlaskCliRunner
) -> None:
    poll.open(camille, deadline=DEADLINE.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert runner.invoke(args=["verify"]).exit_code == 0
