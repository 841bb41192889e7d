"""The columns of a list of people, by the names that lists in our languages give them."""

from collections.abc import Sequence
from enum import StrEnum, auto

from app.domain.words import plain


class Column(StrEnum):
    """What stands in a column, or in the field of that name."""

    GIVEN_NAME = auto()
    NAME = auto()
    FAMILY_NAME = auto()
    EMAIL = auto()
    ORGANISATION = auto()
    COUNTRY = auto()
    ROLE = auto()
    LANGUAGE = auto()


USUAL = (
    Column.NAME, Column.EMAIL, Column.ORGANISATION, Column.COUNTRY, Column.ROLE, Column.LANGUAGE,
)  # fmt: skip

_NAMES = {
    Column.GIVEN_NAME: "first name, given name, nombres, nombre de pila, prénom, prénoms, "
    "الاسم الأول",
    Column.NAME: "name, full name, participant, nombre, nombre completo, nombre y apellidos, nom, "
    "nom complet, nom et prénom, الاسم, الاسم الكامل, اسم",
    Column.FAMILY_NAME: "last name, family name, surname, apellido, apellidos, nom de famille, "
    "اسم العائلة, الكنية",
    Column.EMAIL: "email, e-mail address, mail, correo, correo electrónico, dirección de correo, "
    "dirección de correo electrónico, courriel, adresse e-mail, adresse mail, "
    "adresse électronique, adresse courriel, mél, البريد الإلكتروني, البريد, بريد إلكتروني, "
    "عنوان البريد الإلكتروني",
    Column.ORGANISATION: "organisation, organization, institution, company, organización, "
    "institución, entidad, organisme, structure, المؤسسة, المنظمة, الجهة, مؤسسة, منظمة",
    Column.COUNTRY: "country, país, pays, البلد, الدولة, بلد, دولة",
    Column.ROLE: "role, rol, función, rôle, fonction, الدور, دور, الصفة",
    Column.LANGUAGE: "language, idioma, lengua, langue, اللغة, لغة",
}
_BY_NAME = {plain(name): column for column, names in _NAMES.items() for name in names.split(",")}


def columns_named(cells: Sequence[str]) -> tuple[Column | None, ...] | None:
    """The columns that `cells` name, if they are a header; None for a column we do not know.

    A header names where the e-mail stands, and holds no e-mail itself.
    """
    found = tuple(_BY_NAME.get(plain(cell)) for cell in cells)
    if Column.EMAIL not in found or any("@" in cell for cell in cells):
        return None
    return found


def usual_columns(cells: Sequence[str]) -> tuple[Column | None, ...]:
    """What the columns are without a header: name first, or e-mail first if it stands there."""
    if cells and "@" in cells[0] and "@" not in "".join(cells[1:2]):
        return Column.EMAIL, Column.NAME, *USUAL[2:]
    return USUAL
