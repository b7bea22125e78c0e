from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.actions.courses.people import everything
from records.course_samples import (
    make_call,
    make_nomination,
    make_participation,
    make_person,
)
from records.samples import make_edition, make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.duplicates import look_for_duplicates
from tomoni.records.actions.courses.employments import (
    EmploymentValues,
    add_employment,
    give_consent,
)
from tomoni.records.actions.courses.merges import (
    Likeness,
    decide_distinct,
    merge_persons,
    note_possible_duplicates,
    undo_decision,
)
from tomoni.records.models import AuditEvent, Participation, Person, PossibleDuplicate

pytestmark = pytest.mark.django_db


def pair_of(one: Person, other: Person, score: int = 900) -> PossibleDuplicate:
    note_possible_duplicates(
        [Likeness(other.public_id, one.public_id, score, ("same_name",))], by="system"
    )
    first, second = sorted((one.pk, other.pk))
    return PossibleDuplicate.objects.get(first=first, second=second)


def test_a_merge_moves_all_rows_and_undoing_restores_every_one() -> None:
    kept, merged = make_person(), make_person(user=make_user())
    make_participation(person=kept)
    make_participation(person=merged)
    make_nomination(person=merged)
    add_employment(merged.public_id, EmploymentValues("Court"), by="system")
    for person in (kept, merged):
        give_consent(person.public_id, "directory", by="system")
    give_consent(merged.public_id, "contact", by="system")
    pair = pair_of(kept, merged)
    before = everything()
    merge_persons(pair.public_id, by="system", why="Same passport.")
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert merged.merged_into == kept
    assert kept.participations.count() == 2
    assert kept.nominations.count() == 1
    assert kept.employments.count() == 1
    assert kept.user is not None
    # One consent for each purpose: the second one for the directory stays where it was given.
    assert sorted(kept.consents.values_list("scope_code", flat=True)) == ["contact", "directory"]
    undo_decision(pair.public_id, by="system")
    assert everything() == before
    assert [event.verb for event in AuditEvent.objects.order_by("-sequence")[:2]] == [
        "undo", "merge",
    ]  # fmt: skip
    verify_chain()


_PLAN = st.integers(2, 5).flatmap(
    lambda count: st.tuples(
        st.lists(st.integers(0, 2), min_size=count, max_size=count),
        st.lists(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.booleans()),
            min_size=1,
            max_size=4,
        ),
    )
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_PLAN)
def test_any_chain_of_merges_undone_backwards_changes_nothing(
    plan: tuple[list[int], list[tuple[int, int, bool]]],
) -> None:
    courses, wanted = plan
    with transaction.atomic():
        persons = [make_person() for _ in courses]
        for person, count in zip(persons, courses, strict=True):
            for _ in range(count):
                make_participation(person=person)
        pairs = {(min(a, b), max(a, b)): keeps_second for a, b, keeps_second in wanted if a != b}
        noted = [(pair_of(persons[a], persons[b]), keeps) for (a, b), keeps in pairs.items()]
        before = everything()
        merged = []
        for pair, keeps_second in noted:
            keep = pair.second.public_id if keeps_second else None
            try:
                merge_persons(pair.public_id, by="system", why="Same.", keep_id=keep)
            except TransitionError:  # they are one already, by way of others
                continue
            merged.append(pair)
        assert not Participation.objects.filter(person__merged_into__isnull=False).exists()
        for pair in reversed(merged):
            undo_decision(pair.public_id, by="system")
        assert everything() == before
        transaction.set_rollback(True)


def test_an_earlier_merge_is_undone_after_the_later_one_alone() -> None:
    a, b, c = make_person(), make_person(), make_person()
    make_participation(person=a)
    first, second = pair_of(a, b), pair_of(b, c)
    merge_persons(first.public_id, by="system", why="Same.", keep_id=b.public_id)
    merge_persons(second.public_id, by="system", why="Same.", keep_id=c.public_id)
    assert Participation.objects.get().person == c
    with pytest.raises(TransitionError, match="later merge"):
        undo_decision(first.public_id, by="system")
    undo_decision(second.public_id, by="system")
    undo_decision(first.public_id, by="system")
    assert Participation.objects.get().person == a


def test_one_person_never_takes_part_twice_in_one_edition() -> None:
    edition = make_edition()
    one, other = make_person(), make_person()
    make_participation(person=one, edition=edition)
    make_participation(person=other, edition=edition)
    pair = pair_of(one, other)
    with pytest.raises(TransitionError, match=edition.public_id) as raised:
        merge_persons(pair.public_id, by="system", why="Same.")
    assert "two persons" in str(raised.value.do)
    pair.refresh_from_db()
    assert pair.state_code == "open"
    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_nor_is_one_person_nominated_twice_in_one_call() -> None:
    call = make_call()
    one, other = make_person(), make_person()
    make_nomination(call=call, person=one)
    second = make_nomination(call=call, person=other)
    pair = pair_of(one, other)
    with pytest.raises(TransitionError, match="duplicate"):
        merge_persons(pair.public_id, by="system", why="Same.")
    second.state_code = "duplicate"
    second.save()
    assert merge_persons(pair.public_id, by="system", why="Same.").state_code == "merged"


def test_the_second_officer_sees_what_the_first_decided() -> None:
    pair = pair_of(make_person(), make_person())
    decide_distinct(pair.public_id, by="system", why="Different sexes.")
    with pytest.raises(TransitionError, match="distinct"):
        merge_persons(pair.public_id, by="system", why="Same.")
    undo_decision(pair.public_id, by="system")
    with pytest.raises(TransitionError, match="decided"):
        undo_decision(pair.public_id, by="system")
    assert merge_persons(pair.public_id, by="system", why="Same.").state_code == "merged"


def test_who_may_judge_and_that_a_reason_is_needed() -> None:
    pair = pair_of(make_person(), make_person())
    for role in ("auditor", "focal_point", "logistics", "nominee"):
        user = make_mandate(role_code=role, country_code="KE").user
        with pytest.raises(NotPermittedError):
            merge_persons(pair.public_id, by=user, why="Same.")
        with pytest.raises(NotPermittedError):
            undo_decision(pair.public_id, by=user)
    with pytest.raises(InputError):
        merge_persons(pair.public_id, by="system", why="")


def test_possible_duplicates_are_found_noted_once_and_stay_judged() -> None:
    one = make_person(family_name="Otieno", given_name="Grace", country_code="KE", birth_year=1979)
    make_person(family_name="OTIENO", given_name="Grâce", country_code="KE", birth_year=1979)
    make_person(family_name="Tran", given_name="Linh", country_code="VN")
    make_person(family_name="Otieno", given_name="Grace", country_code="KE", merged_into=one)
    for _ in range(2):
        demonstration = make_person(family_name="SYNTHETIC", country_code="KE")
        make_participation(person=demonstration, is_synthetic=True)
    assert look_for_duplicates(by="system") == 1
    (pair,) = PossibleDuplicate.objects.all()
    assert (pair.score, pair.reasons) == (950, ["same_name", "same_birth_year", "same_country"])
    decide_distinct(pair.public_id, by="system", why="Cousins.")
    assert look_for_duplicates(by="system") == 0
    assert PossibleDuplicate.objects.get().state_code == "distinct"
