"""A list of people as somebody typed, pasted or exported it: row by row, and no row is lost."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.columns import USUAL, Column, columns_named, usual_columns
from app.domain.invitees import BAD_EMAIL, NO_NAME, TOO_LONG, Invitee, Reason
from app.domain.roles import Role
from app.domain.words import plain

MAX_ROWS = 500  # that are read at once; what follows comes back unread, in one piece
MAX_CHARACTERS = 100_000  # as many as 500 long rows have
MAX_LINES_A_ROW = 5  # a quoted cell may hold line breaks, a forgotten quote must not eat the list
DELIMITERS = "\t;,"

UNKNOWN_ROLE = Reason("This role is not known: facilitator, member, reviewer or observer.")
UNKNOWN_COUNTRY = Reason("This country is not known: write its name, or its code of two letters.")
UNKNOWN_LANGUAGE = Reason("This language is not one of English, Spanish, French and Arabic.")
TOO_MANY_CELLS = Reason(
    "There are more columns than expected. Put what contains a comma in quotation marks."
)
TWICE = Reason("This address stands in the list twice.")
IN_THE_GROUP = Reason("This person is in the group already.")
INVITED = Reason(
    "This person has been invited already. You can make a new link further down on the page "
    "of invitations."
)
NOT_READ = Reason(
    "The list is very long: only its beginning was looked at. Invite those people first, then "
    "send the rest, which starts with this row."
)

_COLUMN = {
    NO_NAME: Column.NAME,
    TOO_LONG: Column.NAME,
    BAD_EMAIL: Column.EMAIL,
    IN_THE_GROUP: Column.EMAIL,
    INVITED: Column.EMAIL,
    UNKNOWN_COUNTRY: Column.COUNTRY,
    UNKNOWN_ROLE: Column.ROLE,
    UNKNOWN_LANGUAGE: Column.LANGUAGE,
}
_LINE_END = re.compile(r"\r\n|\r|\n")
_NAMED_ADDRESS = re.compile(r"\s*([^<>]*?)\s*<([^<>\s]+@[^<>\s]+)>\s*")


@dataclass(frozen=True)
class Names:
    """What people call roles, countries and languages, as `plain` makes it -> what we call them."""

    roles: Mapping[str, Role]
    countries: Mapping[str, str]
    languages: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One person of a list, under the header it stood below; with reasons it cannot be used."""

    typed: str
    header: str
    invitee: Invitee | None
    reasons: tuple[Reason, ...] = ()


def decode(content: bytes) -> str:
    """The text of a file, however a spreadsheet saved it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str, names: Names) -> list[Row]:
    """Every row of `text` that is not blank, in order, good or bad, once; headers apart.

    A header may stand anywhere and says what the columns below it are. What goes beyond the bounds
    is the last row.
    """
    rows: list[Row] = []
    header, columns = "", None
    lines = _LINE_END.split(text.removeprefix("\ufeff").replace("\0", "\ufffd"))
    characters = 0
    for start, typed, cells in _records(lines):
        characters += len(typed)
        named = columns_named(cells)
        if len(rows) >= MAX_ROWS or characters > MAX_CHARACTERS:
            rows.append(Row("\n".join(lines[start:]).rstrip(), header, None, (NOT_READ,)))
            break
        if named:
            header, columns = typed, named
        else:
            rows.append(_row(typed, header, cells, columns or usual_columns(cells), names))
    return rows


def read_fields(fields: Sequence[str], names: Names) -> Row:
    """One person whose `fields` are what `USUAL` says they are."""
    cells = [" ".join(field.split()) for field in fields]
    return _row(", ".join(cells), "", cells, USUAL, names)


def check(rows: Iterable[Row], members: Collection[str], invited: Collection[str]) -> list[Row]:
    """`rows`, those marked bad whose address comes a second time or has been here before."""
    checked: list[Row] = []
    seen: set[str] = set()
    for row in rows:
        email = row.invitee.email if row.invitee else ""
        reasons = row.reasons + tuple(
            reason
            for reason, emails in ((TWICE, seen), (IN_THE_GROUP, members), (INVITED, invited))
            if email in emails
        )
        if email:
            seen.add(email)
        checked.append(replace(row, reasons=reasons, invitee=None if reasons else row.invitee))
    return checked


def good(rows: Iterable[Row]) -> list[Invitee]:
    """Who can be invited."""
    return [row.invitee for row in rows if row.invitee]


def bad(rows: Iterable[Row]) -> list[Row]:
    """The rows that must be mended first."""
    return [row for row in rows if not row.invitee]


def reasons_by_column(row: Row) -> dict[Column, list[Reason]]:
    """What is wrong with a row that was read from fields, where it is wrong."""
    found: dict[Column, list[Reason]] = {}
    for reason in row.reasons:
        found.setdefault(_COLUMN[reason], []).append(reason)
    return found


def as_typed(rows: Iterable[Row]) -> str:
    """`rows` as somebody wrote them, each below its header."""
    lines: list[str] = []
    header = ""
    for row in rows:
        if row.header != header:
            lines.append(row.header)
            header = row.header
        lines.append(row.typed)
    return "\n".join(lines)


def written(people: Iterable[Sequence[str]]) -> str:
    """A list that `read` understands; of each the cells in their usual order."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [" ".join(cell.split()) for cell in person] for person in people
    )
    return out.getvalue()


def cells_of(invitee: Invitee) -> tuple[str, ...]:
    """What `written` wants of somebody."""
    return (
        invitee.name,
        invitee.email,
        invitee.organisation,
        invitee.country,
        invitee.role.value,
        invitee.locale,
    )


def _records(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Of each row its first line, the row as typed, and its cells."""
    delimiter = _delimiter(lines)
    start = 0
    while start < len(lines):
        count, cells = _record(lines[start : start + MAX_LINES_A_ROW], delimiter)
        typed = "\n".join(lines[start : start + count])
        if typed.strip():
            yield start, typed, cells
        start += count


def _delimiter(lines: Sequence[str]) -> str:
    """What stands between the cells: whatever most of the lines have."""
    return max(
        DELIMITERS,
        key=lambda mark: (sum(mark in line for line in lines), sum(map(mark.count, lines))),
    )


def _record(lines: Sequence[str], delimiter: str) -> tuple[int, list[str]]:
    """How many of `lines` the first row has, and its cells."""
    for count in range(1, len(lines) + 1):
        part = [f"{line}\n" for line in lines[:count]]
        try:
            records = list(csv.reader(part, delimiter=delimiter, strict=True))
        except csv.Error:  # a quotation mark is still open, or means nothing
            continue
        return count, [" ".join(cell.split()) for cell in (records or [[]])[0]]
    return 1, [" ".join(cell.split()) for cell in lines[0].replace('"', "").split(delimiter)]


def _row(
    typed: str,
    header: str,
    cells: Sequence[str],
    columns: Sequence[Column | None],
    names: Names,
) -> Row:
    at: dict[Column, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell:
            at.setdefault(column, cell)
    role, country = at.get(Column.ROLE, ""), at.get(Column.COUNTRY, "")
    language = at.get(Column.LANGUAGE, "")
    invitee = _with_address(
        Invitee(
            email=at.get(Column.EMAIL, ""),
            name=" ".join(at[part] for part in list(Column)[:3] if part in at),
            organisation=at.get(Column.ORGANISATION, ""),
            country=names.countries.get(plain(country), ""),
            role=names.roles.get(plain(role), Role.MEMBER),
            locale=names.languages.get(plain(language), ""),
        )
    )
    reasons = invitee.reasons + tuple(
        reason
        for reason, holds in (
            (UNKNOWN_COUNTRY, country and not invitee.country),
            (UNKNOWN_ROLE, role and plain(role) not in names.roles),
            (UNKNOWN_LANGUAGE, language and plain(language) not in names.languages),
            (TOO_MANY_CELLS, any(cells[len(columns) :])),
        )
        if holds
    )
    return Row(typed, header, None if reasons else invitee, reasons)


def _with_address(invitee: Invitee) -> Invitee:
    """As mail programs write it: Nour El-Khazen <nour@example.org>."""
    found = _NAMED_ADDRESS.fullmatch(invitee.email or invitee.name)
    if not found:
        return replace(invitee, email=invitee.email.lower())
    name, email = found.groups()
    if invitee.email:
        name = invitee.name or name
    return replace(invitee, name=name, email=email.lower())
