"""What every finished form holds: the rendered text, its title, and what is open about it."""

from __future__ import annotations

from html import escape

from app.exporting.paper import Paper, Remark, Saying
from app.exporting.printable import printable
from app.rendering import outline, render


def text_of(paper: Paper) -> str:
    """HTML of the text, below its title when it has none of its own."""
    headings = outline(paper.markdown)
    title = "" if headings and headings[0].level == 1 else _tagged("h1", paper.title)
    return title + str(render(paper.markdown))


def annex_of(paper: Paper) -> str:
    """HTML of the remarks; "" when nobody asked for them."""
    if paper.remarks is None:
        return ""
    head = _tagged("h1", paper.words.remarks)
    if not paper.remarks:
        return head + _tagged("p", paper.words.no_remarks)
    return head + "".join(_remark(paper, one) for one in paper.remarks)


def _remark(paper: Paper, remark: Remark) -> str:
    quote = _tagged("blockquote", _tagged("p", remark.quote), plain=False) if remark.quote else ""
    proposed = ""
    if remark.proposed is not None:
        words = f"<strong>{escape(paper.words.proposed)}</strong> {_lines(remark.proposed)}"
        proposed = _tagged("p", words, plain=False)
    said = "".join(_said(one) for one in remark.said)
    return _tagged("h2", remark.where) + quote + proposed + said


def _said(saying: Saying) -> str:
    who = f"<strong>{escape(saying.who)}</strong> ({escape(saying.when)})"
    return _tagged("p", f"{who}<br>{_lines(saying.words)}", plain=False)


def _lines(words: str) -> str:
    return escape(printable(words)).replace("\n", "<br>")


def _tagged(tag: str, words: str, *, plain: bool = True) -> str:
    return f'<{tag} dir="auto">{_lines(words) if plain else words}</{tag}>'
