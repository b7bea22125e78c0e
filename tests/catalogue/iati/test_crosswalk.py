"""Every code of ours has a crossing to the standard or a reason for none; codes are active."""

from __future__ import annotations

import pytest

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.iati.crosswalk import crosswalk, iati_code, un_region
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.measures import MEASURES

WHOLE = ("activity_status", "party_role", "party_kind", "oda_decision")


@pytest.mark.parametrize("own_list", WHOLE)
def test_a_list_is_crossed_whole(own_list: str) -> None:
    assert set(crosswalk(own_list)) == set(codelist(own_list).codes)


def test_every_measure_is_a_transaction_or_a_result_or_says_why_not() -> None:
    money = {one.code for one in MEASURES if one.dimension == "money"}
    assert set(crosswalk("transaction_measure")) == set(crosswalk("incoming_measure")) == money
    assert set(crosswalk("measure")) == {one.code for one in MEASURES} - money


@pytest.mark.parametrize(
    "own_list", [*WHOLE, "transaction_measure", "incoming_measure", "measure", "activity_kind"]
)
def test_codes_of_the_standard_are_active_and_every_crossing_has_a_reason(own_list: str) -> None:
    for crossing in crosswalk(own_list).values():
        assert crossing.reason
        if crossing.code is not None:
            assert codelist(crossing.iati_list).is_active(crossing.code), crossing


def test_kinds_are_kinds_of_ours() -> None:
    assert set(crosswalk("activity_kind")) <= set(KINDS_BY_CODE)


def test_what_the_standard_cannot_say_has_no_code() -> None:
    assert iati_code("activity_status", "last_reported") is None
    assert iati_code("party_role", "partner") is None
    assert iati_code("measure", "persons_in_need") is None
    assert iati_code("place", "indo_pacific") is None
    assert iati_code("activity_status", "completed") == "4"


def test_regions_of_the_united_nations_have_their_codes() -> None:
    assert un_region("m49-035") == un_region("southeast_asia") == "035"
    assert un_region("gulf_of_aden") is None


def test_there_is_no_other_list() -> None:
    with pytest.raises(NotFoundError):
        crosswalk("moods")
