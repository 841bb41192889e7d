"""The texts that a document can begin with, and how the name of a group is put into one."""

import re
from enum import StrEnum

GROUP_MARK = "{group}"

# What Markdown reads as more than itself inside a line; an ampersand only where it begins
# the name of a character.
_SPECIAL = re.compile(r"[\\`*_~\[\]<#]|&(?=#?\w+;)")


class Starter(StrEnum):
    """What a document is when it begins."""

    CHARTER = "charter"
    VISION = "vision"
    BLANK = "blank"


def filled(text: str, group: str) -> str:
    """`text`, Markdown, with the name of the group at its marks, shown as it is written.

    A mark must not begin a line: what is special only there is not looked for.
    """
    return text.replace(GROUP_MARK, _literal(group))


def _literal(name: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", name)
