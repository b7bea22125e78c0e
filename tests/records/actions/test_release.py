"""Every step of release: who may, from which state, and a line with its reversal together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import models

from records.samples import (
    make_activity,
    make_claim,
    make_document,
    make_edition,
    make_entry,
    make_mandate,
    make_observation,
    make_pledge,
    make_user,
)
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.entries import reverse_entry
from tomoni.records.actions.release import clear_for_release, embargo, withhold
from tomoni.records.models import Activity, AuditEvent, EntryRelease
from tomoni.records.queries.entries import entries_as_they_stand

pytestmark = pytest.mark.django_db

TODAY = datetime.now(UTC).date()
LATER = TODAY + timedelta(days=30)


def states(model: type[models.Model]) -> list[str]:
    return list(model.objects.order_by("pk").values_list("release_code", flat=True))


def standing() -> list[str]:
    entries = entries_as_they_stand().order_by("pk")
    return list(entries.values_list("current_release_code", flat=True))


@pytest.mark.parametrize(
    ("object_type", "make"),
    [
        ("activity", make_activity),
        ("edition", make_edition),
        ("observation", make_observation),
        ("pledge", make_pledge),
        ("document", make_document),
        ("claim", make_claim),
    ],
)
def test_each_kind_is_cleared_with_who_why_and_when(
    object_type: str, make: Callable[..., models.Model]
) -> None:
    record = make()
    user = make_user(is_superuser=True)
    clear_for_release(object_type, [record.public_id], by=user, why="checked")
    record.refresh_from_db()
    assert (record.release_code, record.release_by) == ("cleared", user.public_id)
    assert record.release_why == "checked" and record.release_at is not None
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_type) == ("release", object_type)


def test_a_decision_about_a_line_is_a_row_of_its_own() -> None:
    entry = make_entry()
    clear_for_release("entry", [entry.public_id], by=SYSTEM, why="checked")
    withhold("entry", [entry.public_id], by=SYSTEM, why="complaint")
    entry.refresh_from_db()
    assert entry.release_code == "draft" and standing() == ["never"]
    decisions = EntryRelease.objects.order_by("pk").values_list("release_code", flat=True)
    assert list(decisions) == ["cleared", "never"]


@pytest.mark.parametrize("named", ["line", "reversal", "both"])
def test_a_line_and_its_reversal_stand_under_one_decision(named: str) -> None:
    entry = make_entry()
    make_entry()
    reversal = reverse_entry(entry.public_id, by=SYSTEM, why="wrong")
    ids = {"line": [entry.public_id], "reversal": [reversal.public_id]}
    count = clear_for_release(
        "entry", ids.get(named, [entry.public_id, reversal.public_id]), by=SYSTEM, why="checked"
    )
    assert count == 2 and standing() == ["cleared", "draft", "cleared"]


def test_all_or_none() -> None:
    first, second = make_activity(), make_activity()
    withhold("activity", [second.public_id], by=SYSTEM, why="private")
    with pytest.raises(TransitionError):
        clear_for_release("activity", [first.public_id, second.public_id], by=SYSTEM, why="checked")
    with pytest.raises(NotFoundError):
        clear_for_release("activity", [first.public_id, "nowhere"], by=SYSTEM, why="checked")
    assert states(Activity) == ["draft", "never"] and verify_chain().length == 1


def test_an_embargo_holds_until_its_last_day_has_passed() -> None:
    activity = make_activity()
    ids = [activity.public_id]
    with pytest.raises(TransitionError):
        embargo("activity", ids, by=SYSTEM, why="host's wish", until=TODAY)
    embargo("activity", ids, by=SYSTEM, why="host's wish", until=LATER)
    activity.refresh_from_db()
    assert (activity.release_code, activity.embargo_until) == ("embargoed", LATER)
    with pytest.raises(TransitionError):
        clear_for_release("activity", ids, by=SYSTEM, why="checked")
    Activity.objects.update(embargo_until=date(2021, 1, 1))
    clear_for_release("activity", ids, by=SYSTEM, why="checked")
    activity.refresh_from_db()
    assert (activity.release_code, activity.embargo_until) == ("cleared", None)


def test_a_decision_says_why() -> None:
    activity = make_activity()
    with pytest.raises(TransitionError):
        clear_for_release("activity", [activity.public_id], by=SYSTEM, why=" ")
    assert states(Activity) == ["draft"]


def test_kinds_without_a_decision_are_refused() -> None:
    with pytest.raises(InputError, match="party"):
        clear_for_release("party", ["unafei"], by=SYSTEM, why="checked")


def test_the_desk_clears_activities_and_the_editor_claims() -> None:
    officer, editor = make_user(), make_user()
    make_mandate(user=officer, role_code="desk_officer")
    make_mandate(user=editor, role_code="editor")
    claim = make_claim()
    with pytest.raises(NotPermittedError):
        clear_for_release("claim", [claim.public_id], by=officer, why="checked")
    with pytest.raises(NotPermittedError):
        clear_for_release("activity", [claim.activity.public_id], by=editor, why="checked")
    assert clear_for_release("claim", [claim.public_id], by=editor, why="checked") == 1
