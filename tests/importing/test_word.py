"""A Word document becomes the Markdown that the editor writes, and nothing is lost in silence."""

from pathlib import Path

import pytest

from app.importing import markdown_of
from app.importing.left_out import Kind
from tests.importing.word_files import (
    p,
    part,
    relationship,
    run,
    word_file,
    written_by_pandoc,
)
from tests.rendering.texts import WRITTEN

TEXTS = sorted(path for folder in WRITTEN for path in folder.glob("*.md"))
FORM = "commonmark+pipe_tables+strikeout"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_text_that_went_out_comes_back_to_the_last_character(path: Path) -> None:
    assert markdown_of(written_by_pandoc(path.read_text(), FORM)).markdown == path.read_text()


HTML = {
    "headings, with marks that they have by themselves": (
        "<h1><b>Our</b> <i>charter</i></h1><h3>Issue #</h3>",
        "# Our *charter*\n\n### Issue \\#\n",
    ),
    "looks": (
        "<p><b>bold</b>, <i>it</i>, <s>gone</s>, <b><i>both</i></b>, "
        "<code>a`b</code>, <u>u</u></p>",
        "**bold**, *it*, ~~gone~~, ***both***, ``a`b``, u\n",
    ),
    "looks within a word, and beside signs": (
        "<p>un<b>block</b>ed <b>(so)</b>what <b>a</b><i>b</i></p>",
        "un**block**ed **(so**)what **a**b\n",
    ),
    "signs that would be marks": (
        "<p>2*3 * 4, a_b _c_, [x], `y`, &lt;b&gt;, &amp;amp; a~~b, 1 | 2</p><p>- no item</p>"
        "<p>12. no number</p><p># none</p><p>---</p><p>&gt; none</p>",
        "2\\*3 * 4, a_b \\_c\\_, \\[x\\], \\`y\\`, \\<b>, \\&amp; a\\~\\~b, 1 | 2\n\n"
        "\\- no item\n\n"
        "12\\. no number\n\n\\# none\n\n\\---\n\n\\> none\n",
    ),
    "links that are safe": (
        '<p><a href="https://a.example/b(c)_d?e=1&amp;amp;">site</a> '
        '<a href="javascript:alert(1)">bad</a> <a href="#top">inside</a> '
        '<a href="mailto:a@b.example"><b>mail</b></a></p>',
        "[site](https://a.example/b%28c%29%5Fd?e=1&amp;amp;) bad inside "
        "**[mail](mailto:a@b.example)**\n",
    ),
    "lists in lists": (
        "<ul><li>a<ol start='3'><li>b</li><li>c<ul><li>d</li></ul></li></ol></li><li>e</li></ul>",
        "- a\n\n  3. b\n  4. c\n      - d\n- e\n",
    ),
    "items of several paragraphs": (
        "<ol><li><p>one</p><p>more</p><ul><li><p>a</p><p>b</p></li></ul></li><li>two</li></ol>",
        "1. one\n\n    more\n    - a\n\n      b\n2. two\n",
    ),
    "code in an item": (
        "<ol><li>a<pre>  x</pre></li></ol>",
        "1. a\n\n   ```\n     x\n   ```\n",
    ),
    "the group above a text that went out": (
        '<div data-custom-style="Origin"><p>Core Group</p></div><h1>Charter</h1>',
        "# Charter\n",
    ),
    "quotes and line breaks": (
        "<blockquote><p>One<br>two</p><p>three</p></blockquote>",
        "> One\\\n> two\n>\n> three\n",
    ),
    "a rule and code": ("<hr><pre>a\n  b</pre>", "---\n\n```\na\n  b\n```\n"),
    "a table": (
        "<table><tr><th><b>A</b></th><th>B</th></tr><tr><td>1 | 2</td><td><ul><li>x</li>"
        "<li>y</li></ul></td></tr></table>",
        "| A | B |\n| --- | --- |\n| 1 \\| 2 | x; y |\n",
    ),
    "cells that were merged": (
        "<table><tr><td colspan=2>wide</td></tr><tr><td rowspan=2>high</td><td>1</td></tr>"
        "<tr><td>2</td></tr></table>",
        "| wide |  |\n| --- | --- |\n| high | 1 |\n|  | 2 |\n",
    ),
    "a frame around text": ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb\n"),
    "Arabic": (
        "<h2>الغرض</h2><p>نتعلّم <b>معًا</b>، كلَّ يوم.</p>",
        "## الغرض\n\nنتعلّم **معًا**، كلَّ يوم.\n",
    ),
    "spaces that do not break": ("<p>« oui »  peut-être&nbsp;!</p>", "« oui » peut-être\xa0!\n"),
}


@pytest.mark.parametrize("name", HTML)
def test_what_a_charter_can_hold_is_taken_over(name: str) -> None:
    html, expected = HTML[name]
    assert markdown_of(written_by_pandoc(html, "html")).markdown == expected


@pytest.mark.parametrize("name", HTML)
def test_taking_it_over_twice_changes_nothing_more(name: str) -> None:
    once = markdown_of(written_by_pandoc(HTML[name][0], "html")).markdown
    assert markdown_of(written_by_pandoc(once, FORM)).markdown == once


def test_the_title_page_is_part_of_the_text() -> None:
    body = p("Our charter", "Title") + p("A draft", "Subtitle") + p("Camille", "Author") + p("Yes.")
    styles = part("styles", "".join(map(style, ("Title", "Subtitle", "Author"))))
    rows = relationship("rId1", "styles", "styles.xml")
    text = markdown_of(word_file(body, rows, styles=styles)).markdown
    assert text == "# Our charter\n\nA draft\n\nCamille\n\nYes.\n"


def style(name: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'


TRACKED = (
    f'<w:p>{run("We ")}<w:del w:id="1" w:author="A"><w:r><w:delText>shall</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="A">{run("will")}</w:ins>{run(" learn.")}</w:p>'
)
PICTURE = (
    "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData "
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
    '<a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)
BOX = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    f"<wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox>"
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
COMMENT = f'<w:comment w:id="0" w:author="A">{p("Why?")}</w:comment>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    ("inside", "kind", "count"),
    [
        (PICTURE, Kind.PICTURES, 1),
        (TEXT_BOX, Kind.TEXT_BOXES, 1),
        ('<w:r><w:pict><v:imagedata r:id="rId9"/></w:pict></w:r>', Kind.PICTURES, 1),
    ],
)
def test_what_stands_within_words_is_left_out_and_counted(
    inside: str, kind: Kind, count: int
) -> None:
    imported = markdown_of(word_file(f"<w:p>{run('before ')}{inside}{run('after')}</w:p>"))
    assert imported.markdown == "before after\n"
    assert imported.left_out == {kind: count}


def test_tracked_changes_count_as_accepted() -> None:
    imported = markdown_of(word_file(TRACKED))
    assert imported.markdown == "We will learn.\n"
    assert Kind.TRACKED in imported.left_out


def test_footnotes_comments_and_the_margins_of_pages_are_left_out_and_counted() -> None:
    footnotes = part("footnotes", f'<w:footnote w:id="2">{p("a note")}</w:footnote>')
    rows = [
        relationship(f"rId{number}", kind, f"{kind}.xml")
        for number, kind in enumerate(("footnotes", "comments", "header"), 2)
    ]
    file = word_file(
        f"<w:p>{run('Words')}{NOTE}</w:p>",
        *rows,
        footnotes=footnotes,
        comments=part("comments", COMMENT * 2),
        header=part("hdr", p("Draft")),
        header2=part("hdr", "<w:p/>"),
    )
    imported = markdown_of(file)
    assert imported.markdown == "Words\n"
    assert imported.left_out == {Kind.FOOTNOTES: 1, Kind.COMMENTS: 2, Kind.MARGINS: 1}
