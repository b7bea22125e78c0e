from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.audit import GENESIS_HASH, chain_head, event_hash, first_break

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
events = st.dictionaries(st.text(max_size=6), values, max_size=4)
chains = st.lists(events, min_size=1, max_size=5)


def test_the_hash_of_a_known_event() -> None:
    """SHA-256 of {"event":{"verb":"clear"},"previous":"000…"} written by hand."""
    import hashlib

    text = '{"event":{"verb":"clear"},"previous":"' + "0" * 64 + '"}'
    assert event_hash(GENESIS_HASH, {"verb": "clear"}) == hashlib.sha256(text.encode()).hexdigest()


@given(chains, st.data())
def test_any_change_of_any_event_changes_the_head(chain: list[Any], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(chain) - 1))
    changed = data.draw(events.filter(lambda event: not _same(event, chain[position])))
    other = [*chain[:position], changed, *chain[position + 1 :]]
    assert chain_head(other) != chain_head(chain)


@given(chains, st.data())
def test_leaving_out_or_swapping_events_changes_the_head(
    chain: list[Any], data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(chain) - 1))
    assert chain_head(chain[:position] + chain[position + 1 :]) != chain_head(chain)
    following = (position + 1) % len(chain)
    if not _same(chain[position], chain[following]):
        swapped = list(chain)
        swapped[position], swapped[following] = swapped[following], swapped[position]
        assert chain_head(swapped) != chain_head(chain)


@given(events)
def test_the_order_of_keys_does_not_matter(event: dict[str, Any]) -> None:
    assert event_hash(GENESIS_HASH, dict(reversed(event.items()))) == event_hash(
        GENESIS_HASH, event
    )


@given(chains, st.data())
def test_the_first_break_is_found(chain: list[Any], data: st.DataObject) -> None:
    stored, head = [], GENESIS_HASH
    for event in chain:
        head = event_hash(head, event)
        stored.append((event, head))
    assert first_break(stored) is None
    position = data.draw(st.integers(0, len(chain) - 1))
    event, stated = stored[position]
    tampered = [*stored[:position], ({**event, "tampered": True}, stated), *stored[position + 1 :]]
    assert first_break(tampered) == (None if _same(tampered[position][0], event) else position)


def test_an_empty_chain_has_the_head_it_started_from() -> None:
    assert chain_head([]) == GENESIS_HASH


@pytest.mark.parametrize(
    "event",
    [
        {"amount": 1.5},
        {"deep": [{"amount": 0.0}]},
        {"big": 2**60},
        {"when": object()},
        {"lone": "\ud800"},
    ],
)
def test_what_cannot_be_written_exactly_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        event_hash(GENESIS_HASH, event)


def _same(one: Any, other: Any) -> bool:
    """Equality that tells True from 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
