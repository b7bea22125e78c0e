"""Workshop groups: the same on every run, pinned, moved by hand, stale when people change."""

from __future__ import annotations

import pytest

from records.attendance_samples import running_course, session_at
from records.course_samples import make_person
from records.delivery_samples import officer, seat
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import groups as groups_module
from tomoni.records.actions.courses.group_places import place_member, wish_for_group
from tomoni.records.actions.courses.groups import Theme, plan_workshop_groups, set_groups
from tomoni.records.models import CourseEdition, GroupMember, GroupPlan, Participation, User
from tomoni.records.queries.courses.groups import (
    as_members,
    digest_of_members,
    grouped_people,
    placed_in,
)

pytestmark = pytest.mark.django_db
TWO = (Theme("Asset tracing", "財産の追跡"), Theme("Mutual legal assistance"))


@pytest.fixture
def course() -> CourseEdition:
    return running_course()


@pytest.fixture
def by(course: CourseEdition) -> User:
    return officer(course)


def eight(course: CourseEdition) -> list[Participation]:
    return [
        seat(
            course, country,
            person=make_person(country_code=country, sex_code=sex), profession_code=profession,
        )
        for country in ("KE", "VN", "PE", "FJ")
        for sex, profession in (("female", "judge"), ("male", "prosecutor"))
    ]  # fmt: skip


def planned(by: User, course: CourseEdition) -> GroupPlan:
    set_groups(by=by, course_id=course.public_id, themes=TWO)
    return plan_workshop_groups(by=by, course_id=course.public_id)


def in_group(number: int) -> set[int]:
    rows = GroupMember.objects.filter(group__number=number)
    return set(rows.values_list("participation", flat=True))


def place(
    by: User, course: CourseEdition, one: Participation, number: int | None, **more: object
) -> GroupPlan:
    return place_member(
        by=by, course_id=course.public_id, participation_id=one.public_id, number=number, **more
    )  # type: ignore[arg-type]


def test_groups_are_planned_and_the_same_again(course: CourseEdition, by: User) -> None:
    people = eight(course)
    seat(course, role_code="observer")
    seat(course, state_code="withdrawn")
    plan = planned(by, course)
    assert (plan.cost, plan.bound) == (0, 0) and sum(plan.departures.values()) == 0
    first = in_group(1), in_group(2)
    assert [len(one) for one in first] == [4, 4]
    assert set.union(*first) == {one.pk for one in people}
    assert plan.planned_by == by.public_id
    plan_workshop_groups(by=by, course_id=course.public_id)
    assert (in_group(1), in_group(2)) == first
    verify_chain()


def test_who_is_placed_by_hand_stays_and_what_it_costs_is_told(
    course: CourseEdition, by: User
) -> None:
    people = eight(course)
    planned(by, course)
    mover = next(one for one in people if one.pk in in_group(1))
    plan = place(by, course, mover, 2)
    # Five against three, and a country with both its people in one group.
    assert plan.departures["sizes"] == 40 and plan.departures["compatriots"] == 20
    assert plan.cost == sum(plan.departures.values()) > plan.bound == 0
    plan = plan_workshop_groups(by=by, course_id=course.public_id)
    assert mover.pk in in_group(2) and plan.cost == 0
    place(by, course, mover, None)
    assert not GroupMember.objects.filter(participation=mover).exists()


def test_chair_and_rapporteur_are_one_each_and_stay(course: CourseEdition, by: User) -> None:
    people = eight(course)
    planned(by, course)
    first, second = [one for one in people if one.pk in in_group(1)][:2]
    place(by, course, first, 1, role_code="chair", is_pinned=False)
    place(by, course, second, 1, role_code="chair")
    rows = GroupMember.objects.filter(group__number=1)
    assert rows.get(role_code="chair").participation_id == second.pk
    assert rows.get(participation=first).role_code == "member"
    plan_workshop_groups(by=by, course_id=course.public_id)
    assert GroupMember.objects.get(participation=second).role_code == "chair"
    with pytest.raises(InputError, match="no such office"):
        place(by, course, second, 1, role_code="king")


def test_the_plan_is_stale_once_the_participants_change(course: CourseEdition, by: User) -> None:
    people = eight(course)
    plan = planned(by, course)

    def digest() -> str:
        return digest_of_members(as_members(list(grouped_people(course))), course.groups.count())

    assert digest() == plan.inputs_sha256
    Participation.objects.filter(pk=people[0].pk).update(state_code="withdrawn")
    assert digest() != plan.inputs_sha256
    plan_workshop_groups(by=by, course_id=course.public_id)
    assert not GroupMember.objects.filter(participation=people[0]).exists()
    assert len(placed_in(list(grouped_people(course)))) == 7


def test_participants_who_change_meanwhile_are_not_overlooked(
    course: CourseEdition, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    eight(course)
    set_groups(by=by, course_id=course.public_id, themes=TWO)
    real = groups_module.plan_groups

    def slow(*given: object) -> object:
        found = real(*given)  # type: ignore[arg-type]
        seat(course)
        return found

    monkeypatch.setattr(groups_module, "plan_groups", slow)
    with pytest.raises(TransitionError, match="changed while"):
        plan_workshop_groups(by=by, course_id=course.public_id)
    assert not GroupMember.objects.exists()


def test_a_wish_is_met_if_nothing_else_stands_against_it(course: CourseEdition, by: User) -> None:
    people = [seat(course, country) for country in ("KE", "VN", "PE", "FJ")]
    set_groups(by=by, course_id=course.public_id, themes=TWO)
    for one, number in zip(people, (2, 1, 2, 1), strict=True):
        user = one.person.user
        wish_for_group(by=user, participation_id=one.public_id, number=number)
    with pytest.raises(NotPermittedError):
        wish_for_group(by=people[0].person.user, participation_id=people[1].public_id, number=1)
    plan = plan_workshop_groups(by=by, course_id=course.public_id)
    assert plan.cost == 0
    assert in_group(2) == {people[0].pk, people[2].pk}
    with pytest.raises(TransitionError, match="groups are made"):
        wish_for_group(by=people[0].person.user, participation_id=people[0].public_id, number=1)


def test_groups_are_added_renamed_and_given_up(course: CourseEdition, by: User) -> None:
    eight(course)
    planned(by, course)
    set_groups(by=by, course_id=course.public_id, themes=[Theme("Cybercrime"), Theme(), Theme()])
    assert list(course.groups.order_by("number").values_list("theme", flat=True)) == [
        "Cybercrime", None, None
    ]  # fmt: skip
    third = course.groups.get(number=3)
    session = session_at(course, kind_code="group_workshop", group_id=third.public_id)
    with pytest.raises(RefusedError, match="Group 3 has sessions"):
        set_groups(by=by, course_id=course.public_id, themes=TWO)
    session.delete()
    set_groups(by=by, course_id=course.public_id, themes=[Theme()])
    assert GroupMember.objects.count() == 4
    for themes in ([], [Theme()] * 21):
        with pytest.raises(InputError):
            set_groups(by=by, course_id=course.public_id, themes=themes)
    with pytest.raises(InputError, match="weight"):
        set_groups(by=by, course_id=course.public_id, themes=TWO, weights={"compatriot": -1})


def test_groups_are_for_officers_who_saw_what_stands(course: CourseEdition, by: User) -> None:
    people = eight(course)
    plan = planned(by, course)
    stranger = officer(running_course(), email="other@example.org")
    with pytest.raises(NotPermittedError):
        plan_workshop_groups(by=stranger, course_id=course.public_id)
    with pytest.raises(NotPermittedError):
        place(seat(course).person.user, course, people[0], 1)
    place(by, course, people[0], 1, seen_revision=plan.revision)
    with pytest.raises(TransitionError, match="changed"):
        place(by, course, people[0], 2, seen_revision=plan.revision)
    with pytest.raises(NotFoundError):
        place(by, course, people[0], 3)
    with pytest.raises(RefusedError, match="nobody is put into a group"):
        place(by, course, seat(course, state_code="withdrawn"), 1)
    CourseEdition.objects.filter(pk=course.pk).update(state_code="completed")
    with pytest.raises(TransitionError, match="not changed any more"):
        place(by, course, people[0], 1)
