"""Finding people by what one remembers of them, however it is spelt."""

import unicodedata


def matches(wanted: str, *texts: str) -> bool:
    """Whether every word of `wanted` occurs in the texts, whatever the case and the accents."""
    found = folded(" ".join(texts))
    return all(word in found for word in folded(wanted).split())


def folded(text: str) -> str:
    """`text` without case, accents and Arabic vowel signs: for comparing and sorting."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
