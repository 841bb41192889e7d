"""Every character of a clause counts for who wrote it, and no other."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from app.domain.authorship import characters_by_clause
from app.domain.clauses import split

TEXT = "# Charter\n\nWe agree.\n\n## Purpose\n\nنتعلّم 😀\n"
PEOPLE = st.integers(1, 4)


@given(st.text(st.sampled_from("# \nab😀ع")), st.data())
def test_each_clause_counts_its_own_characters(text: str, data: st.DataObject) -> None:
    by = data.draw(st.lists(PEOPLE, min_size=len(text), max_size=len(text)))
    runs = [(len(list(same)), person) for person, same in groupby(by)]
    clauses = split(text)
    counted = characters_by_clause(clauses, runs)
    for clause, counts in zip(clauses, counted, strict=True):
        there = by[clause.start : clause.end]
        assert counts == {person: there.count(person) for person in set(there)}
        assert list(counts.values()) == sorted(counts.values(), reverse=True)


def test_a_run_that_goes_through_a_heading_counts_on_both_sides() -> None:
    clauses = split(TEXT)
    cut = clauses[1].start
    counted = characters_by_clause(clauses, [(cut - 5, 1), (10, 2), (len(TEXT) - cut - 5, 1)])
    assert counted == [{1: cut - 5, 2: 5}, {1: len(TEXT) - cut - 5, 2: 5}]
