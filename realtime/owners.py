"""Whose the client ids of a document are, by id and by person."""

from collections.abc import Iterable, Mapping, Set


class Owners:
    """Every id that was claimed; it only grows, since an id is somebody's for ever."""

    def __init__(self, claimed: Mapping[int, int] | None = None) -> None:
        """claimed: client id -> person id."""
        self._person: dict[int, int] = {}
        self._ids: dict[int, set[int]] = {}
        for client_id, person_id in (claimed or {}).items():
            self.add([client_id], person_id)

    def add(self, client_ids: Iterable[int], person_id: int) -> None:
        """The ids, which nobody has, are the person's from now on."""
        for client_id in client_ids:
            self._person[client_id] = person_id
            self._ids.setdefault(person_id, set()).add(client_id)

    def __len__(self) -> int:
        return len(self._person)

    def __contains__(self, client_id: int) -> bool:
        return client_id in self._person

    def of(self, client_id: int) -> int | None:
        """The person whose id it is, or None."""
        return self._person.get(client_id)

    def ids_of(self, person_id: int) -> Set[int]:
        """All the ids of the person."""
        return self._ids.get(person_id, frozenset())
