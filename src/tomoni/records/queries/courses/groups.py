"""Who is put into the workshop groups of an edition, as the plan sees them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from django.db.models import Q, QuerySet

from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.planning.groups import Member
from tomoni.records.models import CourseEdition, GroupMember, GroupPlan, Participation
from tomoni.rules.courses.grouping import GROUPED, NOT_GROUPED_ROLES, WEIGHTS


def grouped_people(course: CourseEdition) -> QuerySet[Participation]:
    """Return who is put into groups, by name, with person, dossier, wish and place."""
    rows = course.edition.participations.filter(origin_code="course", state_code__in=GROUPED)
    return (
        rows.exclude(role_code__in=NOT_GROUPED_ROLES)
        .select_related("person", "nomination", "group_wish__group", "in_group__group")
        .order_by("person__family_name", "person__given_name", "pk")
    )


def as_members(people: Sequence[Participation]) -> list[Member]:
    """Return participants as the plan sees them. What is not known is not balanced."""
    return [_member(one) for one in people]


def _member(one: Participation) -> Member:
    place = PLACES_BY_CODE.get(one.country_code)
    sex = one.person.sex_code
    wish = getattr(one, "group_wish", None)
    return Member(
        id=one.public_id,
        country=one.country_code,
        profession=one.profession_code,
        region=place.region_code if place else None,
        language=one.person.preferred_language_code or None,
        gender=None if sex == "undisclosed" else sex,
        seniority=_years(one),
        wish=None if wish is None else wish.group.number - 1,
    )


def _years(one: Participation) -> int | None:
    """Years of experience, as the dossier states them; None: it does not."""
    answers = one.nomination.answers if one.nomination else {}
    stated = str(answers.get("experience_years", "")).strip()
    return min(int(stated), 60) if stated.isdecimal() and len(stated) < 4 else None


def digest_of_members(members: Sequence[Member], count: int) -> str:
    """Return the SHA-256 of who is to be put into how many groups, and what is known of them."""
    rows = [asdict(one) for one in sorted(members, key=lambda one: one.id)]
    text = json.dumps([count, rows], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def placed_in(people: Sequence[Participation]) -> dict[str, int]:
    """Return the group, numbered from 0, of each participant who is in one."""
    found = {}
    for one in people:
        member: GroupMember | None = getattr(one, "in_group", None)
        if member is not None:
            found[one.public_id] = member.group.number - 1
    return found


def weights_of(plan: GroupPlan | None) -> dict[str, int]:
    """Return what each departure costs in an edition."""
    return WEIGHTS | (plan.weights if plan is not None else {})


def strangers_in_groups(course: CourseEdition) -> QuerySet[GroupMember]:
    """Return members of groups who are no longer to be in one: who left since."""
    gone = ~Q(participation__state_code__in=GROUPED) | Q(
        participation__role_code__in=NOT_GROUPED_ROLES
    )
    return GroupMember.objects.filter(gone, group__course=course)
