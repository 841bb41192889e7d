"""Files opened by others than those who made them."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pypandoc
import pypdf


def words(text: str) -> str:
    """The text with one blank wherever there is white space, for comparing."""
    return " ".join(text.split())


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def part(file: bytes, name: str) -> Element:
    """One of the parts that an archive of XML holds."""
    return ElementTree.fromstring(raw_part(file, name))  # noqa: S314  # we made it


def raw_part(file: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return archive.read(name)


def plain(file: bytes, form: str) -> str:
    """What pandoc reads in it."""
    return words(pandoc(file, form, "plain").decode())


def tree(file: bytes, form: str) -> dict[str, Any]:
    """The blocks that pandoc reads in it."""
    read: dict[str, Any] = json.loads(pandoc(file, form, "json"))
    return read


def pandoc(file: bytes, form: str, to: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), f"--from={form}", f"--to={to}", "--wrap=none"]
    return subprocess.run(command, input=file, capture_output=True, check=True).stdout


def pdf(file: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file))


def pages(file: bytes) -> list[str]:
    """The words of each page."""
    return [words(page.extract_text()) for page in pdf(file).pages]
