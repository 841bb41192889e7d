"""Texts of all kinds, for rules that hold whatever a text says."""

from collections.abc import Sequence

from hypothesis import strategies as st

from app.domain.spans import Change

_PIECES = (
    "# Purpose\n", "## 1. Members\n", "## 2. Members\n", "### اللغة\n", "- item\n", "> quoted\n",
    "```\n", "| a | b |\n", "| --- | --- |\n", "We learn together. ", "We learn apart. ", "*it* ",
    "**bold** ", "[a](https://a.example) ", "\n", "\n\n", "\r\n", "\0", " ", "\t", "e\u0301", "é",
    "\U0001f469\u200d\U0001f4bb", "\U0001f44d\U0001f3fd", "السَّلام عليكم ", "\u200f", "\u2028",
    "1. one\n", "2. two\n", "\\", "<b>", "&amp;",
)  # fmt: skip

# Anything at all, and what looks like charters: the same few pieces over and over.
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.lists(st.sampled_from(_PIECES), max_size=14).map("".join),
)


def applied(text: str, changes: Sequence[Change]) -> str:
    """The text with all the changes made, each where it stood in the text as it was."""
    for one in reversed(changes):
        text = text[: one.start] + one.replacement + text[one.end :]
    return text
