"""A record computes to the same answer again, and a changed one is refused."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import pytest
import rfc8785
from hypothesis import given, settings

from planning.pools import selections
from planning.test_selection import plain
from tomoni.catalogue.errors import InputError, TomoniError
from tomoni.planning.selection import select
from tomoni.planning.selection_decode import inputs_from
from tomoni.planning.selection_encode import inputs_as_dict
from tomoni.planning.selection_record import (
    inputs_digest,
    new_seed,
    read_record,
    record_bytes,
    record_of,
    replay,
    seed_commitment,
)
from tomoni.planning.selection_values import Ceiling, Floor, Group, SelectionInputs

SEED = "a seed that is long enough to be committed"


def kept(inputs: SelectionInputs) -> bytes:
    return record_bytes(record_of(inputs, select(inputs)))


def resealed(content: dict[str, object]) -> bytes:
    """The record with its own digest made to fit again, as a forger would."""
    from tomoni.planning import selection_record

    rest = {name: value for name, value in content.items() if name != "record_sha256"}
    digest = selection_record._digest(rest)
    return record_bytes({**rest, "record_sha256": digest})


@settings(max_examples=40, deadline=None)
@given(selections())
def test_a_record_computes_to_the_same_again(drawn: SelectionInputs) -> None:
    content = kept(replace(drawn, seed=SEED))
    assert rfc8785.dumps(json.loads(content)) == content
    again = replay(content)
    assert (again.is_same, again.differences) == (True, ())


@settings(max_examples=40, deadline=None)
@given(selections())
def test_inputs_come_back_as_they_were(inputs: SelectionInputs) -> None:
    back = inputs_from(json.loads(rfc8785.dumps(inputs_as_dict(inputs))))
    assert inputs_as_dict(back) == inputs_as_dict(inputs)
    assert select(back) == select(inputs)


def test_shares_come_back_exactly() -> None:
    bounds = {
        "floors": (Floor(Group("woman"), 2, share=Fraction(2, 7), weight=5),),
        "ceilings": (Ceiling(Group("region", "asia"), share=Fraction(1, 3)),),
    }
    inputs = plain(4, 2)
    inputs = replace(inputs, policy=replace(inputs.policy, **bounds))
    assert inputs_from(inputs_as_dict(inputs)) == inputs


def test_the_digest_does_not_depend_on_order_but_on_every_value() -> None:
    inputs = plain(5, 2)
    backwards = replace(inputs, candidates=inputs.candidates[::-1])
    assert inputs_digest(backwards) == inputs_digest(inputs)
    richer = replace(inputs.candidates[0], merit=6)
    changed = replace(inputs, candidates=(richer, *inputs.candidates[1:]))
    assert inputs_digest(changed) != inputs_digest(inputs)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("policy_version", "another"),
        ("outcome", {"conflict": []}),
        ("seed_commitment", "0" * 64),
        ("inputs_sha256", "0" * 64),
        ("software", {}),
        ("format", "another/1"),
    ],
)
def test_a_changed_record_is_refused(part: str, value: object) -> None:
    content = json.loads(kept(replace(plain(5, 2), seed=SEED)))
    with pytest.raises(InputError):
        read_record(record_bytes({**content, part: value}))


def test_a_record_that_was_changed_and_sealed_again_does_not_agree() -> None:
    content = json.loads(kept(replace(plain(5, 2), seed=SEED)))
    content["inputs"]["candidates"][0]["merit"] = 9
    with pytest.raises(InputError, match="agree with itself"):
        read_record(resealed(content))
    content["inputs"]["candidates"][0]["shoe"] = 9
    with pytest.raises(InputError, match="lacks a part"):
        read_record(resealed(content))


def test_another_outcome_sealed_again_is_found_by_computing() -> None:
    content = json.loads(kept(replace(plain(5, 2), seed=SEED)))
    names = [one["id"] for one in content["inputs"]["candidates"]]
    content["outcome"]["selected"] = [
        name for name in names if name not in content["outcome"]["selected"]
    ][:2]
    again = replay(resealed(content))
    assert (again.is_same, again.differences) == (False, ("selected",))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"format": 1}'])
def test_what_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        read_record(content)


def test_a_seed_is_committed_without_being_told() -> None:
    seed = new_seed()
    assert seed != new_seed()
    assert len(seed_commitment(seed)) == 64
    assert seed not in seed_commitment(seed)
    with pytest.raises(InputError, match="guessed"):
        seed_commitment("short")


@pytest.mark.parametrize("wrong", ["10", None, [], {}, [1], True, -1, ""])
@pytest.mark.parametrize(
    "part", ["merit", "country", "focal_rank", "is_eligible", "cost", "agency"]
)
def test_a_value_of_a_wrong_kind_sealed_again_is_refused_or_computed(
    part: str, wrong: object
) -> None:
    """Whoever forges every digest still gets an answer of ours, never a fault of the program."""
    record = json.loads(kept(replace(plain(5, 2), seed=SEED)))
    for one in record["inputs"]["candidates"]:
        one[part] = wrong
    digest = hashlib.sha256(rfc8785.dumps(record["inputs"])).hexdigest()
    with suppress(TomoniError):
        replay(resealed({**record, "inputs_sha256": digest}))


@pytest.mark.parametrize("wrong", [5, "x", [5], None, [[]]])
def test_an_outcome_of_a_wrong_kind_is_refused(wrong: object) -> None:
    record = json.loads(kept(replace(plain(5, 2), seed=SEED)))
    record["outcome"]["stages"] = wrong
    with pytest.raises(InputError, match="wrong kind"):
        replay(resealed(record))


def test_the_record_names_the_solver() -> None:
    named = json.loads(kept(replace(plain(5, 2), seed=SEED)))["software"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", named["highs"])
    assert set(named) == {"tomoni", "scipy", "numpy", "highs"}
