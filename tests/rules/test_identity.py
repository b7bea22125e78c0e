from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.identity import derived_id

names = st.text(
    st.characters(exclude_characters="\x1f", exclude_categories=("Cs",)), min_size=1, max_size=30
)
keys = st.tuples(names, names, st.integers(0, 5))


def test_ids_stay_what_they_are() -> None:
    """Ids stand in published snapshots: this value must never change."""
    assert derived_id("a--graduates--w", "observation") == "9e188294-fbfd-51f0-bc71-fd5aa9dc56a7"


@given(keys, keys)
def test_each_claim_role_and_revision_has_its_own_id(
    one: tuple[str, str, int], other: tuple[str, str, int]
) -> None:
    assert (derived_id(*one) == derived_id(*other)) == (one == other)
    assert UUID(derived_id(*one)).version == 5


@pytest.mark.parametrize(
    ("claim", "role", "revision"),
    [("", "entry", 0), ("a", "", 0), ("a\x1f", "b", 0), ("a", "b", -1), ("\ud800", "b", 0)],
)
def test_incomplete_parts_are_refused(claim: str, role: str, revision: int) -> None:
    with pytest.raises(InputError):
        derived_id(claim, role, revision)
