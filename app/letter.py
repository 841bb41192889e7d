"""A mail in words, and what stands in many of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from app.current import settings


@dataclass(frozen=True)
class Entry:
    """Something that was said: where, about which words, by whom. address: of its thread."""

    place: str
    quote: str
    words: str
    address: str = ""


@dataclass(frozen=True)
class Words:
    """A mail in words: what it says, a link with its label, and what is small below it.

    unsubscribing: the address that ends mails of this kind; "" when nobody can.
    """

    subject: str
    sentences: tuple[str, ...]
    label: str
    address: str
    small: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    unsubscribing: str = ""


def isolated(**names: str) -> Mapping[str, str]:
    """Names that run their own way within a sentence: of Unicode, as plain text has no <bdi>."""
    return {key: f"\u2068{name}\u2069" for key, name in names.items()}


def shortened(text: str, characters: int) -> str:
    """The beginning of `text`, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= characters else f"{text[:characters]}…"


def link(endpoint: str, **values: str) -> str:
    """The whole address of a page; `_anchor` is a place on it."""
    anchor = values.pop("_anchor", "")
    path = current_app.url_map.bind("").build(endpoint, values)
    return settings().base_url + path + (f"#{anchor}" if anchor else "")
