"""What a provider says of somebody is believed only as far as it has checked it itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SignInError
from app.domain.identities import Proof, proof_of

ISSUER = "https://id.example.org"
KELVIN = "\N{KELVIN SIGN}"


@pytest.mark.parametrize(
    ("email", "checked", "proven"),
    [
        ("nour@example.org", True, "nour@example.org"),
        ("Nour@Example.ORG", "true", "nour@example.org"),
        ("nour@example.org", False, ""),
        ("nour@example.org", "false", ""),
        ("nour@example.org", "True", ""),
        ("nour@example.org", 1, ""),
        ("nour@example.org", [True], ""),
        ("nour@example.org", None, ""),
        (["nour@example.org"], True, ""),
        (None, True, ""),
        ("", True, ""),
        ("nour@example.org\0", True, ""),
        ("nour@example.org\ud800", True, ""),
        ("josé@example.org", True, "josé@example.org"),
        # Two addresses, of two people: the sign of the unit is not the letter.
        (f"{KELVIN}im@example.org", True, f"{KELVIN}im@example.org"),
    ],
)
def test_which_addresses_are_proven(email: object, checked: object, proven: str) -> None:
    claims = {"sub": "n-1", "email": email, "email_verified": checked}
    assert proof_of(ISSUER, claims) == Proof(ISSUER, "n-1", proven)


@pytest.mark.parametrize("subject", [None, 7, "", "x" * 256, "n\0", "ñ", ["n-1"]])
def test_who_has_no_proper_name_is_nobody(subject: object) -> None:
    with pytest.raises(SignInError):
        proof_of(ISSUER, {"sub": subject, "email": "nour@example.org", "email_verified": True})


@given(st.text(min_size=1), st.one_of(st.none(), st.booleans(), st.integers(), st.text()))
def test_no_address_is_proven_unless_the_provider_says_so(email: str, checked: object) -> None:
    proof = proof_of(ISSUER, {"sub": "n-1", "email": email, "email_verified": checked})
    assert (proof.email == "") or checked is True or checked == "true"
