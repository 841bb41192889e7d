"""People who are called by name in what somebody says: "@Nour El-Khazen"."""

from collections.abc import Mapping

from app.domain.search import folded


def mentioned(words: str, names: Mapping[int, str]) -> set[int]:
    """Who of `names` (person id -> name) is called; of names that begin alike, the longest."""
    text = folded(words)
    by_length = sorted(names.items(), key=lambda one: len(one[1]), reverse=True)
    called: set[int] = set()
    for person_id, name in by_length:
        call = f"@{folded(name)}"
        if name and call in text:
            called.add(person_id)
            called |= {other for other, same in names.items() if folded(same) == folded(name)}
            text = text.replace(call, " ")
    return called
