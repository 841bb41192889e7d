"""Differences of rendered texts: each side reads as its text does, and nothing in them runs."""

import re

import pytest
from hypothesis import given

from app.rendering import Spoken, render, render_difference, render_sides
from tests.domain.texts import TEXTS
from tests.rendering.test_nothing_runs import ADDRESSES, BREAKOUTS, LINKS, RAW, check
from tests.rendering.trees import Node, parsed

SPOKEN = Spoken("[", "", "]")
HEARD = Spoken("gone:", "new:", "end.")


def shown(before: str, after: str) -> str:
    """The difference without what is only heard, and without directions."""
    html = str(render_difference(before, after, SPOKEN))
    return re.sub(r' dir="\w+"|<bdi class="visually-hidden">.*?</bdi>', "", html)


def read(html: str) -> str:
    """The words of a page, one beside the other."""
    page = parsed(re.sub(r'<bdi class="visually-hidden">.*?</bdi>', "", html))
    return "".join(page.text.split())


@given(TEXTS, TEXTS)
def test_each_side_reads_as_its_text(before: str, after: str) -> None:
    rows = render_sides(before, after, SPOKEN)
    assert read("".join(old for old, _ in rows)) == read(render(before))
    assert read("".join(new for _, new in rows)) == read(render(after))
    assert not any("<ins>" in old or "<del>" in new for old, new in rows)


@given(TEXTS, TEXTS)
def test_what_is_not_gone_is_the_text_after(before: str, after: str) -> None:
    html = str(render_difference(before, after, SPOKEN))
    kept = re.sub(r"<ins>.*?</ins>", "", html, flags=re.DOTALL)
    now = re.sub(r"<del>.*?</del>", "", html, flags=re.DOTALL)
    assert read(kept) == read(render(before))
    assert read(now) == read(render(after))


@given(TEXTS)
def test_the_same_text_shows_no_difference(text: str) -> None:
    html = str(render_difference(text, text, SPOKEN))
    assert "<ins>" not in html
    assert "<del>" not in html


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We meet *twice* a year.", "We meet *once* a year.",
         "<p>We meet <del><em>twice</em></del><ins><em>once</em></ins> a year.</p>"),
        ("We **learn**.", "We learn.",
         "<p>We <del><strong>learn</strong></del><ins>learn</ins>.</p>"),
        ("**We learn**", "**We all learn**",
         "<p><strong>We </strong><ins><strong>all </strong></ins><strong>learn</strong></p>"),
        ("## Members", "## Membership", "<h2><del>Members</del><ins>Membership</ins></h2>"),
        ("# A", "## A", '<h1 class="gone"><del>A</del></h1><h2 class="new"><ins>A</ins></h2>'),
        ("one\ntwo", "one\nthree", "<p>one<br><del>two</del><ins>three</ins></p>"),
        ("a b c\n\nd e f", "a b c\n\nx y z\n\nd e f",
         '<p>a b c</p><p class="new"><ins>x y z</ins></p><p>d e f</p>'),
        ("a b c d", "a b c x\n\na b c y",
         '<p>a b c <del>d</del><ins>x</ins></p><p class="new"><ins>a b c y</ins></p>'),
        ("a b c d", "a b x y\n\na b c d e",
         '<p class="new"><ins>a b x y</ins></p><p>a b c d<ins> e</ins></p>'),
        ("a\n\n---", "a", '<p>a</p><del><hr class="gone"></del>'),
        ("- a b\n  - c d\n- e f", "- a b\n  - c x\n- e f",
         '<ul><li><p class="tight">a b</p><ul><li><p class="tight">c <del>d</del><ins>x</ins></p>'
         '</li></ul></li><li><p class="tight">e f</p></li></ul>'),
        ("- a\n- b", "- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("> a b c", "> a b d", "<blockquote><p>a b <del>c</del><ins>d</ins></p></blockquote>"),
        ("```\na b\n```", "```\na c\n```",
         "<pre><code>a </code><del><code>b</code></del><ins><code>c</code></ins></pre>"),
    ],
)  # fmt: skip
def test_words_change_inside_the_finished_text(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def test_of_a_table_cells_change_rows_come_and_columns_go() -> None:
    head = "| a | b |\n| - | - |\n"
    page = shown(head + "| 1 | two words |\n", head + "| 1 | two verbs |\n| n | m |\n")
    assert "<tr><td>1</td><td>two <del>words</del><ins>verbs</ins></td></tr>" in page
    assert '<tr class="new"><td class="new"><ins>n</ins></td><td class="new">' in page
    page = shown(head + "| 1 | two |\n", "| a |\n| - |\n| 1 |\n")
    assert '<tr><th>a</th><th class="gone"><del>b</del></th></tr>' in page


def test_a_link_that_leads_elsewhere_is_another_one() -> None:
    page = shown("[site](https://a.example)", "[site](https://b.example)")
    assert re.findall('href="(.*?)"', page) == ["https://a.example", "https://b.example"]


def test_who_cannot_see_what_is_marked_hears_it() -> None:
    page = parsed(render_difference("We meet twice.", "We meet once.", HEARD))
    assert page.text == "We meet  gone: twice new: once end. ."


def test_rows_stand_side_by_side() -> None:
    rows = render_sides("a b\n\nc d\n\nlast", "a b\n\nx y\n\nnew one here\n\nlast", SPOKEN)
    assert [(read(old), read(new)) for old, new in rows] == [
        ("ab", "ab"), ("cd", "xy"), ("", "newonehere"), ("last", "last"),
    ]  # fmt: skip


def test_blocks_without_end_are_compared_as_well() -> None:
    before, after = ("\n\n".join(f"{name} {at}" for at in range(300)) for name in ("old", "new"))
    assert shown(before, after).count("<del>") == 300


@pytest.mark.parametrize(
    "text", [*RAW, *BREAKOUTS, *(link.format(one) for link in LINKS for one in ADDRESSES)]
)
def test_nothing_runs(text: str) -> None:
    for before, after in (
        (text, "words"),
        ("words", text),
        (text, text + " more"),
        (text, f"- {text}"),
    ):
        sides = [side for row in render_sides(before, after, SPOKEN) for side in row]
        for html in (str(render_difference(before, after, SPOKEN)), *map(str, sides)):
            check(without_marks(parsed(html)))


def without_marks(page: Node) -> Node:
    """The page as it would be without differences; what marks them is known and harmless."""
    for node in page.find_all():
        names = set((node.attributes.get("class") or "").split()) - {"gone", "new", "tight"}
        if node.tag in ("ins", "del"):
            assert not node.attributes
            node.tag = "em"
        if node.tag == "bdi":
            assert node.attributes == {"class": "visually-hidden"}
            node.tag, names = "em", set()
        if "class" in node.attributes:
            node.attributes["class"] = " ".join(names)
    return page


def test_what_is_said_aside_does_not_turn_a_text_around() -> None:
    """`dir=auto` asks the first letter; what stands in a bdi is not asked."""
    shown = str(render_difference("", "Six principles", Spoken("حُذف:", "أُضيف:", "انتهى.")))
    assert re.search(r"<bdi[^>]*>[^<]*أُضيف:[^<]*</bdi>", shown)
    assert "حُذف" not in re.sub(r"<bdi[^>]*>.*?</bdi>", "", shown)
    assert 'dir="auto"' in shown


def numbers(html: str) -> list[tuple[str, int]]:
    """The items of a list, each with the number that a browser shows before it."""
    number, found = 0, []
    for value, item in re.findall(r'<li[^>]*?(?: value="(\d+)")?[^>]*>(.*?)</li>', html):
        number = int(value) if value else number + 1
        found.append((re.sub("<.*?>", "", item), number))
    return found


def test_an_item_that_is_gone_does_not_count_among_those_that_are_there() -> None:
    html = shown("1. One\n2. Two\n3. Three\n4. Four", "1. One\n2. Three\n3. Four\n4. Two")
    expected = [("One", 1), ("Two", 2), ("Three", 2), ("Four", 3), ("Two", 4)]
    assert numbers(html) == expected
