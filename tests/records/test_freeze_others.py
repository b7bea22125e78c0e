"""Snapshots hold none of the activities that others publish, and nothing that hangs from them."""

from __future__ import annotations

import pytest

from records.instances import Instance
from records.ledgers import fill, frozen

OTHERS = """
from records.course_samples import *
publisher = make_party(public_id="their-agency")
theirs = make_activity(public_id="theirs", publisher=publisher, **decided())
paid = make_entry(public_id="theirs-1", activity=theirs, **decided())
make_split(public_id="theirs-split", activity=theirs, numerator=1, denominator=1)
make_split(public_id="theirs-split-2", entry=paid, activity=None, numerator=1, denominator=1)
ours = make_activity(public_id="ours", **decided())
make_entry(public_id="ours-1", activity=ours, funded_from_entry=paid, **decided())
make_split(public_id="ours-split", activity=ours, numerator=1, denominator=1)
"""


@pytest.mark.parametrize("tier", ["internal", "public"])
def test_what_others_publish_is_never_frozen(instance: Instance, tier: str) -> None:
    fill(instance, OTHERS)
    snapshot = frozen(instance, tier)
    assert snapshot.ids("activities") == ["ours"]
    assert snapshot.ids("entries") == ["ours-1"]
    assert snapshot.ids("splits") == ["ours-split"]
    assert {one["entry_id"] for one in snapshot.rows("entry_splits").values()} == {"ours-1"}
    # Our own line stays; the line of theirs that funds it is not named.
    assert snapshot.rows("entries")["ours-1"]["funded_from_entry_id"] is None
