"""Whatever somebody writes into a text, nothing in the rendered page can run or load."""

from __future__ import annotations

import html
import re

import pytest

from app.rendering import render
from app.rendering.cleaning import clean
from tests.rendering.trees import Node, page_of

TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr"),
    *("div", "table", "thead", "tbody", "tr", "th", "td", "em", "strong", "s", "a", "br"),
}
ATTRIBUTES = {"id", "dir", "start", "class", "href", "rel", "tabindex", "role", "aria-label"}
CLASSES = {"table-frame", "align-start", "align-center", "align-end"}

RAW = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=data:text/html,x></object><embed src=x>",
    "<a href=javascript:alert(1) onclick=alert(1)>x</a>",
    "<body onload=alert(1)><form action=x><button formaction=javascript:alert(1)>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<div style='position:fixed;inset:0' class=modal>x</div>",
    "<base href=//evil.example/><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;",
    "\\<script>alert(1)\\</script>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "``` \"><script>alert(1)</script>\ncode\n```",
    "`</code><script>alert(1)</script>`",
    "# </h1><script>alert(1)</script>\" onmouseover=alert(1) x=\"",
    "| \"><img src=x onerror=alert(1)> |\n| - |\n| </td><script>alert(1)</script> |",
    "> </blockquote><script>alert(1)</script>",
    "<script\x00>alert(1)</script>",
    "\x02klzzwxh:0001\x03 <b>x</b>",
    "\ud800<script>alert(1)</script>",
)  # fmt: skip

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61;vascript:alert(1)",
    "javascript\\:alert(1)",
    "\\javascript:alert(1)",
    "//evil.example/x",
    "/logout",
    "#main",
    "x.html",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "view-source:javascript:alert(1)",
    "feed:javascript:alert(1)",
    "http:javascript:alert(1)",
    "https:/\\evil",
    "tel:123",
    "ftp://example.org",
    "http\u017f://example.org",
)

LINKS = (
    *("[x]({})", "[x](<{}>)", '[x]({} "t")', "[**x**]({})", "<{}>"),
    *("![x]({})", "[![x]({0})]({0})"),
)

BREAKOUTS = (
    '[x](https://e.org/"onmouseover="alert(1))',
    "[x](https://e.org/'onmouseover='alert(1))",
    '[x](<https://e.org/"><script>alert(1)</script>>)',
    '[x](https://e.org "\\" onmouseover=alert(1) x=\\"")',
    '[x](https://e.org "&quot; onmouseover=alert(1)")',
    "[x](https://e.org 'a\" onclick=\"alert(1)')",
    '![" onerror="alert(1)](https://e.org/x.png)',
    '![x](https://e.org/x.png "\\"><script>alert(1)</script>")',
    '<https://e.org/"onmouseover="alert(1)>',
    "[<img src=x onerror=alert(1)>](https://e.org)",
    "[x](https://e.org/&quot;onmouseover=&quot;alert(1))",
    "[x](mailto:a@e.org?subject=<script>)",
)


def check(page: Node) -> None:
    """Only known elements, attributes and classes; only addresses that are safe to follow."""
    for node in page.find_all():
        assert node.tag in TAGS
        assert set(node.attributes) <= ATTRIBUTES
        assert set((node.attributes.get("class") or "").split()) <= CLASSES
        if node.tag == "a" and "href" in node.attributes:
            assert re.match(r"(?:https?://|mailto:)\S+$", node.attributes["href"] or "", re.I)
            assert node.attributes["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize("text", [*RAW, *BREAKOUTS])
def test_nothing_unknown_gets_through(text: str) -> None:
    check(page_of(text))
    check(page_of(f"- words\n\n  {text}\n\n> {text}"))


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_unsafe_addresses_become_words(link: str, address: str) -> None:
    page = page_of(link.format(address))
    check(page)
    assert page.find_all("a") == []


@pytest.mark.parametrize(
    "text", [text for text in RAW if text.startswith("<") and "\x00" not in text]
)
def test_raw_html_is_shown_as_text(text: str) -> None:
    shown = page_of(f"Words {text}").text
    assert shown == f"Words {html.unescape(text)}"


def test_the_last_gate_holds_alone() -> None:
    dangerous = "".join(text for text in RAW if "\ud800" not in text)
    for tag in re.findall(r"<([a-z]\w*)", clean(dangerous)):
        assert tag in TAGS
    assert clean('<a href="/x" onclick="y">z</a>') == '<a rel="noopener noreferrer nofollow">z</a>'
    assert clean('<p style="color:red" class="x" id="main">z</p>') == "<p>z</p>"


def test_a_title_is_no_attribute() -> None:
    assert "title" not in render('[x](https://e.org "a title")')
