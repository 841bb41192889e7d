"""Where a link leads: reading its address, and refusing every address that is not plainly safe."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,28});", re.ASCII)
_LONGEST_ENTITY = 2  # characters: a few entities stand for a letter and a mark on it
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SAFE = re.compile(r"(?:https?://|mailto:)[^\x00-\x20\x7f-\x9f]+", re.IGNORECASE | re.ASCII)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_BRACKETED = re.compile(r"<((?:\\.|[^<>\\\n])*)>")
_LABEL = re.compile(r"\[(?:\\.|[^\[\]\\]){0,998}\]", re.DOTALL)
_SPACES = re.compile(r"[ \t\n]*")
_ADDRESS_STEP = re.compile(r"\\[^ \t\n]|[()]|[ \t\n]")
_TITLES = {
    opening: re.compile(r"\\.|" + re.escape(closing), re.DOTALL)
    for opening, closing in ('""', "''", "()")
}

# Parentheses inside an address; it bounds how often one stretch of text can be read again.
_DEEPEST = 32


def entity(text: str, start: int = 0) -> tuple[str, int] | None:
    """The character that the entity at `start` names, and where the entity ends."""
    found = _ENTITY.match(text, start)
    if not found:
        return None
    character = html.unescape(found[0])
    # What reads longer was only partly an entity, as in &ampx;
    return (character, found.end()) if 0 < len(character) <= _LONGEST_ENTITY else None


def safe_address(address: str) -> str | None:
    """The address if it is one of http, https or mailto, else None: then it is words."""
    plain = address.strip(" ").replace(" ", "%20")
    return plain if _SAFE.fullmatch(plain) else None


def bare_address(written: str) -> str | None:
    """Where `<written>` leads: a safe address as it stands, or a mail address; else None."""
    if _MAIL.fullmatch(written):
        return f"mailto:{written}"
    return written if safe_address(written) == written else None


def read_address(written: str) -> str:
    """The address that Markdown writes in a link: escapes and entities read, as a browser would."""
    plain = _ENTITY.sub(lambda found: (entity(found[0]) or (found[0], 0))[0], written)
    return _ESCAPE.sub(r"\1", plain)


def skip_spaces(text: str, start: int) -> int:
    """Where the white space at `start` ends."""
    found = _SPACES.match(text, start)
    return found.end() if found else start


@dataclass
class LinkTails:
    """Reads what follows the `]` of links in one text."""

    text: str
    _unclosed: set[re.Pattern[str]] = field(default_factory=set)

    def read(self, start: int) -> tuple[str | None, int]:
        """The address as written and where the link ends; (None, end) when it is none.

        `[words][label]` is none, and ends after its label: a charter has no list of references.
        """
        if self.text.startswith("[", start):
            label = _LABEL.match(self.text, start)
            return None, label.end() if label else start
        if not self.text.startswith("(", start):
            return None, start
        begin = skip_spaces(self.text, start + 1)
        address, end = self._address(begin)
        after = skip_spaces(self.text, end)
        if address is not None and after > end:
            after = skip_spaces(self.text, self._title_end(after))
        if not self.text.startswith(")", after):
            return None, start
        return address, after + 1

    def _address(self, start: int) -> tuple[str | None, int]:
        if self.text.startswith("<", start):
            found = _BRACKETED.match(self.text, start)
            return (found[1], found.end()) if found else (None, start)
        end = self._bare_end(start)
        return (self.text[start:end], end) if end > start else (None, start)

    def _bare_end(self, start: int) -> int:
        depth = 0
        for step in _ADDRESS_STEP.finditer(self.text, start):
            depth += {"(": 1, ")": -1}.get(step[0], 0)
            if step[0].isspace() or depth < 0:
                return step.start()
            if depth > _DEEPEST:
                return start
        return len(self.text)

    def _title_end(self, start: int) -> int:
        """Where the title at `start` ends; `start` itself when there is none."""
        title = _TITLES.get(self.text[start : start + 1])
        # A text that never closes a title is searched once, not once per link.
        if title is None or title in self._unclosed:
            return start
        for step in title.finditer(self.text, start + 1):
            if not step[0].startswith("\\"):
                return step.end()
        self._unclosed.add(title)
        return start
