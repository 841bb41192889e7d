"""The last gate before a page: only the elements and attributes that rendered Markdown needs."""

from __future__ import annotations

import nh3

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORDS = ("p", "li", "blockquote", "pre", "table", "th", "td", *_HEADINGS)
_SIDES = {"align-start", "align-center", "align-end"}

_CLEANER = nh3.Cleaner(
    tags={*_WORDS, "ul", "ol", "hr", "br", "thead", "tbody", "tr", "div", "a", "code"}
    | {"em", "strong", "s"},
    attributes={"a": {"href"}, "ol": {"start"}, "div": {"aria-label"}}
    | {heading: {"id"} for heading in _HEADINGS},
    tag_attribute_values={tag: {"dir": {"auto", "ltr", "rtl"}} for tag in _WORDS}
    | {"div": {"tabindex": {"0"}, "role": {"group"}}},
    allowed_classes={"th": _SIDES, "td": _SIDES, "div": {"table-frame"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
)


def clean(html: str) -> str:
    """The HTML without anything else, whatever produced it."""
    return _CLEANER.clean(html)
