"""A text as one page of HTML that stands alone: it loads nothing, runs nothing, and prints well."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path

from app.exporting.body import annex_of, text_of
from app.exporting.paper import Paper

LOOK = Path(__file__).parent / "looks" / "paper.css"
# The same rules that the reading page has.
PROSE = Path(__file__).parents[2] / "static" / "css" / "prose.css"

_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'sha256-{digest}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<p class="origin"><bdi>{group}</bdi></p>
<article class="prose">{text}</article>
{annex}</main>
<footer class="imprint" lang="{interface}" dir="{interface_direction}">
<p>{imprint}</p>
<p dir="ltr">SHA-256 <code>{sha256}</code></p>
</footer>
</body>
</html>
"""


def make(paper: Paper) -> bytes:
    """The page, in UTF-8."""
    style = LOOK.read_text() + PROSE.read_text() + _margins(paper)
    annex = annex_of(paper)
    page = _PAGE.format(
        language=escape(paper.spoken),
        direction=paper.direction,
        digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        title=escape(paper.title),
        style=style,
        group=escape(paper.group),
        text=text_of(paper),
        annex=f'<section class="annex prose">{annex}</section>\n' if annex else "",
        interface=escape(paper.language),
        interface_direction=paper.words.direction,
        imprint=escape(paper.isolated_imprint),
        sha256=escape(paper.sha256),
    )
    return page.encode("utf-8", "replace")


def _margins(paper: Paper) -> str:
    """What stands below each printed page, in browsers that print it there."""
    before, between, after = map(_quoted, paper.words.page_parts)
    number = f"{before} counter(page) {between} counter(pages) {after}"
    side, other = ("right", "left") if paper.words.direction == "rtl" else ("left", "right")
    imprint = f'{_quoted(paper.isolated_imprint)} "\\a SHA-256 {paper.sha256}"'
    look = (
        f"direction: {paper.words.direction}; font: 7.5pt Georgia, serif; color: #596066;"
        " vertical-align: top; padding-top: 4mm"
    )
    return (
        f"@page {{ @bottom-{side} {{ content: {imprint}; white-space: pre-wrap; width: 80%;"
        f" text-align: {side}; {look} }}"
        f" @bottom-{other} {{ content: {number}; text-align: {other}; {look} }} }}\n"
    )


def _quoted(words: str) -> str:
    """A string of CSS: whatever is no plain letter stands as its number."""
    return '"' + re.sub(r"[^a-zA-Z0-9 ]", lambda found: f"\\{ord(found[0]):x} ", words) + '"'
