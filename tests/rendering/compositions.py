"""Random Markdown: pieces people write, put together in ways nobody planned."""

from __future__ import annotations

from random import Random

WORDS = (
    *("the Network", "members", "2*3*4", "1984.", "+1", "- dash", "# no", "2 < 3 > 1", "a\t b"),
    *("l\u2019été à Genève", "¿quién decide?", "الشبكة", "تعزيز **التعاون** بين", "🌍🤝"),
    *("**bold**", "*italic*", "***both***", "__under__", "_low_", "~~gone~~", "~one~"),
    *("**un*mixed**", "*a **b* c**", "**“quoted”**", "x**y**z", "«**mot**»", "**الكلمة**،"),
    *("snake_case_name", "`code`", "`` a ` b ``", "\\*not\\*", "&amp; &eacute;", "&nosuch;"),
    *("[site](https://example.org)", '[mail](mailto:a@example.org "title")', "(see *4.2*)"),
    *("![seal](https://example.org/seal.png)", "[**bold** link](<https://example.org/a b>)"),
    *("[bad](javascript:alert)", "[clause 4]", "[a][b]", "[]", "!", "*", "_", "**", "~~", "`"),
    *("a | b", "\\| bar", "line  \nbreak", "line\\\nbreak", "two\nlines"),
)


def composition(seed: int) -> str:
    """A text of a few blocks, the same for the same seed."""
    random = Random(seed)
    return "\n".join(_block(random, 3) for _ in range(random.randint(1, 4)))


def _block(random: Random, depth: int) -> str:
    kinds = [_paragraph, _heading, _table, _fence, _rule, _loose_line]
    if depth:
        kinds += [_list, _list, _quote]
    kind = random.choice(kinds)
    text = kind(random, depth - 1) if kind in (_list, _quote) else kind(random)
    return text + random.choice(["", "\n", "\n", "\n\n"])


def _line(random: Random) -> str:
    return random.choice([" ", "  ", " "]).join(
        random.choice(WORDS) for _ in range(random.randint(1, 5))
    )


def _paragraph(random: Random) -> str:
    return "\n".join(_line(random) for _ in range(random.randint(1, 3)))


def _loose_line(random: Random) -> str:
    return (
        " " * random.randint(0, 6)
        + random.choice(["- ", "* ", "1. ", "3) ", "> ", ""])
        + _line(random)
    )


def _heading(random: Random) -> str:
    return (
        "#" * random.randint(1, 7)
        + " "
        + _line(random).replace("\n", " ")
        + random.choice(["", " ##"])
    )


def _rule(random: Random) -> str:
    return random.choice(["---", "***", "- - -", "___", "--", "-----"])


def _fence(random: Random) -> str:
    mark = random.choice(["```", "~~~~"])
    return f"{mark}\n{_line(random)}\n\n  {_line(random)}\n{random.choice([mark, ''])}"


def _table(random: Random) -> str:
    width = random.randint(1, 3)
    rows = [[_line(random).replace("\n", " ") for _ in range(width)] for _ in range(3)]
    dashes = [random.choice(["-", ":-", "-:", ":---:"]) for _ in range(width)]
    lines = ["| " + " | ".join(row) + " |" for row in (rows[0], dashes, *rows[1:])]
    return "\n".join(lines)


def _list(random: Random, depth: int) -> str:
    mark = random.choice(["- ", "* ", "1. ", "7) ", "-   ", "10. "])
    indent = random.choice([2, 3, 4, len(mark), len(mark)])
    gap = random.choice(["\n", "\n", "\n\n"])
    items = []
    for _ in range(random.randint(1, 3)):
        inside = "\n".join(_block(random, depth) for _ in range(random.randint(1, 2)))
        items.append(mark + _indented(inside, " " * indent))
    return gap.join(items)


def _quote(random: Random, depth: int) -> str:
    inside = "\n".join(_block(random, depth) for _ in range(random.randint(1, 2)))
    return "> " + _indented(inside, random.choice(["> ", ">", "> ", ""]))


def _indented(text: str, margin: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(margin + line if line or margin != "" else line for line in rest)])
