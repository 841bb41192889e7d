"""The last gate before a page: only the elements and attributes that rendered Markdown needs."""

from __future__ import annotations

import nh3

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORDS = ("p", "li", "blockquote", "pre", "table", "th", "td", *_HEADINGS)
_SIDES = {"align-start", "align-center", "align-end"}

_MARKED = {"gone", "new"}

_INLINE = {"a", "code", "em", "strong", "s", "br"}
_TAGS = {*_WORDS, *_INLINE, "ul", "ol", "hr", "thead", "tbody", "tr", "div"}
_CLASSES = {"th": _SIDES, "td": _SIDES, "div": {"table-frame"}}
# Of differences also what is gone or new, and what is said of it to who cannot see that.
_TAGS_OF_DIFFERENCES = {*_TAGS, "bdi", "del", "ins"}
_CLASSES_OF_DIFFERENCES = {
    **dict.fromkeys((*_WORDS, "ul", "ol", "hr", "tr"), _MARKED),
    "p": {*_MARKED, "tight"},
    "th": {*_MARKED, *_SIDES},
    "td": {*_MARKED, *_SIDES},
    "div": {*_MARKED, "table-frame"},
    "bdi": {"visually-hidden"},
}


_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "div": {"aria-label"}}
_ATTRIBUTES_OF_DIFFERENCES = {**_ATTRIBUTES, "li": {"value"}}


def _cleaner(
    tags: set[str], classes: dict[str, set[str]], attributes: dict[str, set[str]]
) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes=attributes | {heading: {"id"} for heading in _HEADINGS},
        tag_attribute_values={tag: {"dir": {"auto", "ltr", "rtl"}} for tag in _WORDS}
        | {"div": {"tabindex": {"0"}, "role": {"group"}}},
        allowed_classes=classes,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )


_CLEANER = _cleaner(_TAGS, _CLASSES, _ATTRIBUTES)
_CLEANER_OF_DIFFERENCES = _cleaner(
    _TAGS_OF_DIFFERENCES, _CLASSES_OF_DIFFERENCES, _ATTRIBUTES_OF_DIFFERENCES
)


def clean(html: str) -> str:
    """The HTML without anything else, whatever produced it."""
    return _CLEANER.clean(html)


def clean_difference(html: str) -> str:
    """The same for a text in which is marked what is gone and what is new."""
    return _CLEANER_OF_DIFFERENCES.clean(html)
