"""Rendering: what a reading page gets beside the same blocks as in the editor."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from markupsafe import Markup

from app.rendering import Heading, outline, render
from app.rendering.blocks import DEEPEST
from app.rendering.tokens import DEEPEST as TALLEST
from tests.rendering.trees import Node, page_of

HOSTILE = (
    *("*a ", "a* ", "*a **b _c ~~d ", "a** b* c_ d~~ ", "[", "]", "[a]", "![", "[a](", "[a](<"),
    *("[a](b (\\x ", '[a](b "', "[[a](b) ", "`a ``b ```c ", "<a@", "<http://", "&amp", "\\", "  "),
    *("> ", "- ", "1. ", "- a\n", "- a\n\n", "> a\n", "# same\n", "```\n", "|", "a|b\n", "|-"),
    *("words\n", "\n\n", "- - - -x\n", "\t", "*_", "شبكة\n\n", "|a|b|\n|-|-|\n"),
)


def the(markdown: str, tag: str) -> Node:
    """The one element of a kind."""
    (node,) = page_of(markdown).find_all(tag)
    return node


def test_is_markup_that_templates_do_not_escape_again() -> None:
    assert isinstance(render("words"), Markup)


@pytest.mark.parametrize("text", ["", "  ", "\n\n"])
def test_nothing_renders_as_nothing(text: str) -> None:
    assert render(text) == ""
    assert outline(text) == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_all_systems_are_alike(end: str) -> None:
    text = "# One\n\nwords\nmore\n\n- a\n- b\n"
    assert render(text.replace("\n", end)) == render(text)


@pytest.mark.parametrize(
    "text",
    [
        "One\ntwo",
        "One  \ntwo",
        "One\\\ntwo",
        "- One\n  two",
        "- One\ntwo",
        "> One\n> two",
        "`One\ntwo`",
    ],
)
def test_a_line_ends_where_it_ended_for_who_wrote_it(text: str) -> None:
    page = page_of(text)
    assert page.text == "One\ntwo"
    assert len(page.find_all("br")) == 1


@pytest.mark.parametrize("mark", ["**", "~~"])
def test_marks_left_by_two_people_are_not_published(mark: str) -> None:
    assert page_of(f"Members {mark}{mark} vote").text == "Members  vote"
    assert page_of(f"Members {mark} vote").text == "Members  vote"
    assert page_of(f"{mark}bold{mark}{mark}").text == "bold"


@pytest.mark.parametrize("mark", ["\\*\\*\\*\\*", "\\~\\~", "`****`", "*", "~", "__"])
def test_marks_on_purpose_stay(mark: str) -> None:
    written = mark.replace("\\", "").strip("`")
    assert page_of(f"Members {mark} vote").text == f"Members {written} vote"


def test_a_table_that_nothing_is_written_in_yet_is_a_table() -> None:
    table = the("|  |  |  |\n| --- | --- | --- |\n|  |  |  |\n", "table")
    assert [len(row.find_all("th", "td")) for row in table.find_all("tr")] == [3, 3]


def test_words_of_a_tight_list_stand_in_the_items() -> None:
    assert page_of("- one\n- two\n  - three").find_all("p") == []


@pytest.mark.parametrize(
    "text",
    [
        "- one\n\n- two",
        "- one\n\n  still one\n- two",
        "- one\n\n  - two\n- three",
        "> - one\n>\n> - two",
        "-\n\n- two",
    ],
)
def test_a_blank_line_between_items_or_their_blocks_makes_a_list_loose(text: str) -> None:
    assert page_of(text).find_all("li")[-1].find_all("p")


@pytest.mark.parametrize(
    "text",
    [
        "- one\n- two\n\nwords",
        "- one\n  > quote\n  >\n- two",
        "- ```\n  code\n\n  code\n  ```\n- two",
        "- \n- two",
    ],
)
def test_other_blank_lines_leave_a_list_tight(text: str) -> None:
    items = page_of(text).find_all("li")
    assert [node for item in items for node in item.children if _is(node, "p")] == []


def _is(node: Node | str, tag: str) -> bool:
    return isinstance(node, Node) and node.tag == tag


def test_only_the_inner_list_is_loose() -> None:
    outer, inner = page_of("- one\n  - a\n\n  - b\n- two").find_all("ul")
    assert len(inner.find_all("p")) == len(outer.find_all("p")) == 2


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert the("7. seven\n8. eight", "ol").attributes == {"start": "7"}
    assert the("1. one", "ol").attributes == {}


def test_sides_of_a_table_are_classes() -> None:
    page = page_of("| a | b | c | d |\n| :- | :-: | -: | - |\n| 1 | 2 | 3 | 4 |")
    sides = [cell.attributes.get("class") for cell in page.find_all("td")]
    assert sides == ["align-start", "align-center", "align-end", None]


def test_a_table_scrolls_in_a_frame_named_by_its_head() -> None:
    frame = the("| **Body** | Meets |\n| - | - |\n| Assembly | twice |", "div")
    assert frame.attributes["tabindex"] == "0"
    assert frame.attributes["role"] == "group"
    assert frame.attributes["aria-label"] == "Body, Meets"
    assert [_is(child, "table") for child in frame.children] == [True]


def test_no_word_of_a_long_row_is_dropped() -> None:
    cells = page_of("| a | b |\n|-|-|\n| 1 | 2 | 3 |").find_all("td")
    assert [cell.text for cell in cells] == ["1", "2", "3"]


def test_links_lead_out_without_a_trace() -> None:
    link = the("[site](https://example.org/?a=1&amp;b=2)", "a")
    assert link.attributes == {
        "href": "https://example.org/?a=1&b=2",
        "rel": "noopener noreferrer nofollow",
    }


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("<https://example.org/a>", "https://example.org/a"),
        ("<office@example.org>", "mailto:office@example.org"),
        ("<mailto:office@example.org>", "mailto:office@example.org"),
        ("![The seal](https://example.org/seal.png)", "https://example.org/seal.png"),
        ("[a](<https://example.org/a b>)", "https://example.org/a%20b"),
        ("[a](HTTPS://EXAMPLE.ORG)", "HTTPS://EXAMPLE.ORG"),
    ],
)
def test_addresses_that_become_links(text: str, href: str) -> None:
    assert the(text, "a").attributes["href"] == href


def test_an_image_is_never_loaded() -> None:
    page = page_of("![The *seal*](https://example.org/seal.png)")
    assert page.find_all("img") == []
    assert page.text == "The seal"


def test_what_reads_like_an_entity_is_shown_as_written() -> None:
    assert page_of("&amp;lt;b&amp;gt; and `&lt;`").text == "&lt;b&gt; and &lt;"


class TestAnchors:
    def test_keep_every_script(self) -> None:
        text = "# L\u2019adhésion\n\n## الغرض والرؤية\n\n## हिन्दी नीति\n"
        assert [each.id for each in outline(text)] == [
            "s-l-adhésion",
            "s-الغرض-والرؤية",
            "s-हिन्दी-नीति",
        ]

    def test_are_unique(self) -> None:
        text = "# Purpose\n\n# Purpose\n\n# Purpose 2\n\n# Purpose\n\n# !\n\n# ?\n"
        ids = [each.id for each in outline(text)]
        assert ids[:2] == ["s-purpose", "s-purpose-2"]
        assert len(set(ids)) == len(ids) == 6

    def test_do_not_change_when_another_heading_comes_before(self) -> None:
        assert outline("# New\n\n# Purpose")[1].id == outline("# Purpose")[0].id

    def test_are_the_ids_of_the_page(self) -> None:
        text = "# One *two*\n\n> ## Quoted\n\n- # In an item\n"
        page = page_of(text)
        assert [each.id for each in outline(text)] == [
            node.attributes["id"] for node in page.find_all("h1", "h2")
        ]

    def test_outline_tells_level_and_words(self) -> None:
        assert outline("## *Purpose* &amp; `code`") == [
            Heading(2, "Purpose & code", "s-purpose-code")
        ]


class TestDirections:
    @pytest.mark.parametrize("text", ["كلمة", "# كلمة", "- كلمة", "|كلمة|\n|-|"])
    def test_words_find_their_own(self, text: str) -> None:
        tag = {"#": "h1", "-": "li", "|": "th"}.get(text[0], "p")
        assert the(text, tag).attributes["dir"] == "auto"

    @pytest.mark.parametrize(
        ("text", "tag"),
        [
            ("> 1) **كلمة** word", "blockquote"),
            ("| 1 | كلمة |\n| - | - |\n| word | word |", "table"),
            ("- كلمة\n\n  word", "li"),
        ],
    )
    def test_what_holds_only_blocks_goes_by_its_first_letter(self, text: str, tag: str) -> None:
        assert the(text, tag).attributes["dir"] == "rtl"
        assert the(text.replace("كلمة", "word"), tag).attributes["dir"] == "ltr"

    def test_without_a_letter_the_browser_decides(self) -> None:
        assert the("> 1984", "blockquote").attributes["dir"] == "auto"


@pytest.mark.parametrize("mark", ["> ", ">", "- ", "1. ", "* - 1. > "])
def test_nesting_ends_at_a_bound_and_no_word_is_lost(mark: str) -> None:
    page = page_of(mark * 5000 + "words")
    assert len(page.find_all("blockquote", "li")) == DEEPEST
    assert page.text.endswith("words")


def test_a_tower_of_marks_ends_at_a_bound_and_no_word_is_lost() -> None:
    (paragraph,) = page_of("*a _b " * 1000 + "words" + " c_ d*" * 1000).find_all("p")
    height, node = 0, paragraph
    while towers := [child for child in node.children if _is(child, "em")]:
        height, (node,) = height + 1, towers
    assert height == TALLEST
    assert paragraph.text == "a b " * 1000 + "words" + " c d" * 1000


@pytest.mark.parametrize("piece", HOSTILE)
def test_effort_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert _steps(piece * 400) < 5 * _steps(piece * 100)


def test_marks_without_a_partner_are_not_looked_for_again_and_again() -> None:
    short, long = ("_a " * count + "b* " * count for count in (100, 400))
    assert _steps(long) < 5 * _steps(short)


def _steps(text: str) -> int:
    """How many calls rendering makes: an effort that is the same on every machine."""
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        render(text)
    finally:
        sys.setprofile(before)
    return steps
