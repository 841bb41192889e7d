"""What was done and not touched since is true."""

from flask.testing import FlaskCliRunner

from tests.proving.story import Story


def test_a_charter_to_which_everything_happened_is_as_it_was(
    runner: FlaskCliRunner, story: Story
) -> None:
    result = runner.invoke(args=["verify"])
    assert result.exit_code == 0, result.output
    assert "Every act is as it was sealed" in result.output
