"""Markdown as people read it who never see its markup."""

import re

_MARKUP = re.compile(
    r"\\([!-/:-@\[-`{-~])|\*+|`+|~~|(?<!\w)_+|_+(?!\w)|!?\[(?=[^\]]*\]\()|(?<=\])\([^)]*\)|\](?=\()"
)
_BLOCK = re.compile(r"^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-+*][ \t]+)+", re.MULTILINE)


def without_markup(words: str) -> str:
    """Words without the marks in them; a character that a backslash keeps from being one stays."""
    return _MARKUP.sub(r"\1", words)


def as_read(markdown: str) -> str:
    """Some words of a text as they read, line by line: no marks of headings, lists or quotes."""
    return without_markup(_BLOCK.sub("", markdown)).strip()
