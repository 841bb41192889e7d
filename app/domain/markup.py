"""Markdown as people read it who never see its markup."""

import re

_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|\*+|`+|~~|(?<!\w)_+|_+(?!\w)|!?\[(?=[^\]]*\]\()|(?<=\])\([^)]*\)|\](?=\()"
)
_BLOCK = re.compile(r"^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-+*][ \t]+)+", re.MULTILINE)


def without_markup(words: str) -> str:
    """Words of one line without the marks in it."""
    return _MARKUP.sub("", words)


def as_read(markdown: str) -> str:
    """Some words of a text as they read, line by line: no marks of headings, lists or quotes."""
    return without_markup(_BLOCK.sub("", markdown)).strip()
