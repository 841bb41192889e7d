"""Names of files are those of their texts, and nothing else."""

import pytest

from app.file_names import disposition, file_name


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Network Charter", "Network Charter v3.pdf"),
        ("ميثاق الشبكة", "ميثاق الشبكة v3.pdf"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j v3.pdf"),
        ("../../etc/passwd", "etc passwd v3.pdf"),
        ("line\r\nSet-Cookie: x", "line Set-Cookie x v3.pdf"),
        ("fdp\u202egnp", "fdp gnp v3.pdf"),
        ("...", "v3.pdf"),
        ("x" * 200, "x" * 100 + " v3.pdf"),
    ],
)
def test_file_name(title: str, expected: str) -> None:
    assert file_name(title, "v3", "pdf") == expected


@pytest.mark.parametrize(
    ("name", "simple"),
    [
        ("Charter v3.pdf", "Charter v3.pdf"),
        ("Procédure à Genève v3.pdf", "Procedure a Geneve v3.pdf"),
        ("ميثاق v3.pdf", "v3.pdf"),
        ("ميثاق.pdf", "text .pdf"),
    ],
)
def test_old_browsers_get_plain_letters(name: str, simple: str) -> None:
    header = disposition(name)
    assert header.startswith(f"attachment; filename=\"{simple}\"; filename*=UTF-8''")
    header.encode("ascii")
