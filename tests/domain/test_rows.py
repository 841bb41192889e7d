"""A list of people, however it was typed: every row comes out once, good or with its reasons."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import rows
from app.domain.columns import Column, columns_named
from app.domain.invitees import BAD_EMAIL, NO_NAME, TOO_LONG, Invitee, Reason
from app.domain.roles import Role
from app.domain.rows import (
    Names,
    Row,
    as_typed,
    bad,
    cells_of,
    check,
    decode,
    good,
    read,
    read_fields,
    reasons_by_column,
    written,
)
from app.domain.words import plain

NAMES = Names(
    {plain(word): role for word, role in [("member", Role.MEMBER), ("Observación", Role.OBSERVER)]},
    {plain(word): code for word, code in [("LB", "LB"), ("Liban", "LB"), ("México", "MX")]},
    {plain(word): code for word, code in [("ar", "ar"), ("Arabe", "ar")]},
)
NOUR = Invitee("nour@example.org", "Nour El-Khazen", "Cedar Centre", "LB", Role.MEMBER)


@pytest.mark.parametrize(
    "text",
    [
        "Nour El-Khazen,nour@example.org,Cedar Centre,LB,member",
        "Nour El-Khazen;NOUR@Example.org;Cedar Centre;liban;",
        "Nour El-Khazen\tnour@example.org\tCedar Centre\tLB\tMember",
        "nour@example.org, Nour El-Khazen, Cedar Centre, LB",
        '"Nour El-Khazen","nour@example.org","Cedar\nCentre","LB"',
        "\ufeffE-Mail,Country,Name,Notes,Organization\r\n"
        "nour@example.org,Liban,Nour El-Khazen,x,Cedar Centre\r\n",
        "Nombre;Apellidos;Correo electrónico;Institución;País\n"
        "Nour;El-Khazen;nour@example.org;Cedar Centre;LB",
        "Nom;Prénom;Courriel;Organisme;Pays\nEl-Khazen;Nour;nour@example.org;Cedar Centre;LB",
        "الاسم,البريد الإلكتروني,المؤسسة,البلد\nNour El-Khazen,nour@example.org,Cedar Centre,LB",
    ],
)
def test_the_same_person_in_many_hands(text: str) -> None:
    assert good(read(text, NAMES)) == [NOUR]


@pytest.mark.parametrize(
    "text",
    ["Nour,nour@example.org,,,,arabe", "Nom;Courriel;Langue\nNour;nour@example.org;AR"],
)
def test_the_language_of_a_person_may_be_said(text: str) -> None:
    [invitee] = good(read(text, NAMES))
    assert invitee.locale == "ar"


def test_an_address_as_mail_programs_write_it() -> None:
    [row] = read("Nour El-Khazen <nour@example.org>", NAMES)
    assert row.invitee
    assert (row.invitee.name, row.invitee.email) == ("Nour El-Khazen", "nour@example.org")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Nour,nour@here", BAD_EMAIL),
        ("Nour,nour at example.org", BAD_EMAIL),
        ("Nour", BAD_EMAIL),
        (",nour@example.org", NO_NAME),
        ("Nour,nour@example.org,Cedar,LB,king", rows.UNKNOWN_ROLE),
        ("Nour,nour@example.org,Cedar,Atlantis", rows.UNKNOWN_COUNTRY),
        ("Nour,nour@example.org,Cedar,LB,member,Klingon", rows.UNKNOWN_LANGUAGE),
        ("Nour,nour@example.org,Cedar,LB,member,ar,Beirut", rows.TOO_MANY_CELLS),
        (f"{'n' * 201},nour@example.org", TOO_LONG),
    ],
)
def test_what_is_wrong_is_said(typed: str, reason: Reason) -> None:
    [row] = read(typed, NAMES)
    assert row == Row(typed, "", None, (reason,))


def test_a_forgotten_quotation_mark_costs_no_row() -> None:
    text = '"Nour,nour@example.org\n' + "".join(f"P,p{n}@example.org\n" for n in range(20))
    found = read(text, NAMES)
    assert len(good(found)) == 21


def test_who_is_there_already_or_comes_twice_is_marked() -> None:
    text = "\n".join(f"P,{name}@example.org" for name in "abcc")
    checked = check(read(text, NAMES), {"a@example.org"}, {"b@example.org"})
    assert [row.reasons for row in checked] == [
        (rows.IN_THE_GROUP,), (rows.INVITED,), (), (rows.TWICE,),
    ]  # fmt: skip


LONG = [f"P,p{n}@example.org" for n in range(rows.MAX_ROWS + 3)]
WIDE = [f"P,p{n}@example.org,{'o' * 190}" for n in range(rows.MAX_CHARACTERS // 200 + 3)]


@pytest.mark.parametrize("lines", [LONG, WIDE], ids=["many rows", "many characters"])
def test_what_is_beyond_the_bounds_comes_back_in_one_piece_with_its_header(
    lines: list[str],
) -> None:
    found = read("\n".join(["name,email,organisation", *lines]), NAMES)
    *usable, rest = found
    assert good(found) == good(usable)
    assert rest.reasons == (rows.NOT_READ,)
    assert len(usable) <= rows.MAX_ROWS
    assert sum(len(row.typed) for row in usable) <= rows.MAX_CHARACTERS
    assert [row.typed for row in usable] + rest.typed.split("\n") == lines
    again = read(as_typed(bad(found)), NAMES)
    assert [row.typed for row in again] == rest.typed.split("\n")


def test_fields_are_taken_as_they_are_named() -> None:
    row = read_fields(["e-mail; name", " NOUR@example.org ", "Cedar, Centre", "liban", ""], NAMES)
    assert row.invitee == Invitee(
        "nour@example.org", "e-mail; name", "Cedar, Centre", "LB", Role.MEMBER
    )


def test_every_mistake_in_fields_is_told_at_its_field() -> None:
    row = read_fields(["", "nour", "", "Atlantis", "king", "Klingon"], NAMES)
    assert reasons_by_column(row) == {
        Column.NAME: [NO_NAME],
        Column.EMAIL: [BAD_EMAIL],
        Column.COUNTRY: [rows.UNKNOWN_COUNTRY],
        Column.ROLE: [rows.UNKNOWN_ROLE],
        Column.LANGUAGE: [rows.UNKNOWN_LANGUAGE],
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_are_read_however_a_spreadsheet_saved_them(encoding: str) -> None:
    assert decode("Peña;ñ@example.org".encode(encoding)) == "Peña;ñ@example.org"


def test_bad_rows_keep_the_header_that_explains_them() -> None:
    text = "email;name\nwrong;Nour\ngood@example.org;Omar"
    again = as_typed(bad(read(text, NAMES)))
    assert again == "email;name\nwrong;Nour"
    assert good(read(again.replace("wrong", "nour@example.org"), NAMES))[0].name == "Nour"


@given(st.text('ab@.,;\t"\n\r <>é', max_size=200) | st.text(max_size=60))
def test_no_list_fails_and_no_row_is_lost_or_doubled(text: str) -> None:
    found = read(text, NAMES)
    typed = "\n".join(row.typed for row in found).split("\n")
    whole = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    lines = re.split("\r\n|\r|\n", whole)
    headers = {row.header for row in found}
    expected = [line for line in lines if line.strip() and line not in headers]
    if not any(columns_named([line]) for line in lines):
        assert [line for line in typed if line.strip()] == expected
    assert all(bool(row.invitee) is not bool(row.reasons) for row in found)
    assert good(read(written(map(cells_of, good(found))), NAMES)) == good(found)


@given(st.binary(max_size=200))
def test_no_file_fails(content: bytes) -> None:
    read(decode(content), NAMES)
