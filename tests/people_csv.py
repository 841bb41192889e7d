"""A list of forty people as a spreadsheet in Spanish saves it; five rows cannot be used."""

import csv
import io

COUNTRIES = (
    "México", "Colombia", "Perú", "Chile", "Argentina", "Francia", "España", "Líbano", "Marruecos",
    "Túnez", "Egipto", "Jordania", "Senegal", "Malí", "Kenia", "Ghana", "India", "Nepal", "Japón",
    "Canadá", "Brasil", "Portugal", "Alemania", "Suecia", "Países Bajos",
)  # fmt: skip
NAMES = ("Ana Peña", "نور الخازن", 'Omar "Omi" Núñez', "Zoë Lefèvre-Ælfred", "Ñandú; y Cía")
HEADER = ("Nombre", "Correo electrónico", "Institución", "País", "Función")
BAD = {  # number of the row -> the row, and why it is bad
    3: (("Sin Arroba", "no-es-una-dirección", "Ministerio", "Perú", "Miembro"), "not complete"),
    11: (("", "sin.nombre@example.org", "Ministerio", "Chile", "Miembro"), "name is missing"),
    20: (("Del Mar", "mar@example.org", "ONG", "Atlántida", "Miembro"), "country is not known"),
    28: (("Rey Sol", "rey@example.org", "Corte", "Francia", "Rey"), "role is not known"),
    39: (("Otra Vez", "p0@example.org", "ONG", "México", "Miembro"), "twice"),
}
GOOD = 35


def people_csv() -> bytes:
    """Semicolons, quotation marks, CRLF and a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    good = iter(range(GOOD))
    for number in range(GOOD + len(BAD)):
        writer.writerow(BAD[number][0] if number in BAD else _good(next(good)))
    return out.getvalue().encode("utf-8-sig")


def mended(text: str) -> str:
    """What a careful person makes of the rows that came back."""
    for wrong, right in (
        ("no-es-una-dirección", "arroba@example.org"),
        (";sin.nombre@", "Con Nombre;sin.nombre@"),
        ("Atlántida", "Cabo Verde"),
        (";Rey", ";Miembro"),
        ("p0@example.org", "otra@example.org"),
    ):
        if text.count(wrong) != 1:
            raise ValueError(f"not there once: {wrong}")
        text = text.replace(wrong, right)
    return text


def _good(number: int) -> tuple[str, ...]:
    country = COUNTRIES[number % len(COUNTRIES)]
    name = f"{NAMES[number % len(NAMES)]} {number}"
    return (name, f"P{number}@Example.org", "Oficina «Sur», A.C.", country, "Observadora")
