"""Who has a vote, and that nobody has two."""

import pytest

from app.domain.electorates import Voter, demand_electorate
from app.domain.errors import InvalidError

AMAL = Voter(1, "Amal")
BRUNO = Voter(2, "Bruno")
AMAL_FOR_LABOUR = Voter(1, "Amal", "Ministry of Labour")
BRUNO_FOR_LABOUR = Voter(2, "Bruno", "Ministry of  labour")
CARLA_FOR_SCHOOLS = Voter(3, "Carla", "مدارس")


@pytest.mark.parametrize(
    "electorate",
    [[AMAL], [AMAL, BRUNO], [AMAL_FOR_LABOUR, CARLA_FOR_SCHOOLS], [AMAL_FOR_LABOUR, BRUNO]],
)
def test_people_and_organisations_vote(electorate: list[Voter]) -> None:
    demand_electorate(electorate)


@pytest.mark.parametrize(
    ("electorate", "sentence"),
    [
        ([], "Nobody is chosen"),
        ([AMAL, BRUNO, AMAL], "Amal is chosen twice"),
        ([AMAL, AMAL_FOR_LABOUR], "Amal is chosen twice"),
        ([AMAL_FOR_LABOUR, Voter(1, "Amal", "Others")], "Amal is chosen twice"),
        ([AMAL_FOR_LABOUR, BRUNO_FOR_LABOUR], "Ministry of  labour is chosen twice"),
    ],
)
def test_nobody_has_two_votes(electorate: list[Voter], sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence):
        demand_electorate(electorate)


def test_an_organisation_is_the_same_voter_by_whatever_delegate() -> None:
    assert AMAL_FOR_LABOUR.key == BRUNO_FOR_LABOUR.key


def test_organisations_with_nothing_but_signs_in_their_names_are_two() -> None:
    demand_electorate([Voter(1, "Amal", "+"), Voter(2, "Bruno", "++")])


def test_a_person_and_an_organisation_of_that_name_are_two() -> None:
    assert len({AMAL.key, AMAL_FOR_LABOUR.key, Voter(3, "Carla", "1").key}) == 3
