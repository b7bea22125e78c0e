"""Whom a message of the course desk goes to: accounts with a mandate in force that reaches it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from tomoni.records.models import User


def focal_points(countries: Iterable[str], course_id: str) -> QuerySet[User]:
    """Return the focal points of countries, for all courses or for this one."""
    return _holding("focal_point", course_id).filter(mandates__country_code__in=set(countries))


def officers(course_id: str) -> QuerySet[User]:
    """Return the programme officers of a course, and those of all courses."""
    return _holding("programme_officer", course_id)


def _holding(role: str, course_id: str) -> QuerySet[User]:
    today = datetime.now(UTC).date()
    open_ended = Q(mandates__end__isnull=True) | Q(mandates__end__gte=today)
    reaching = Q(mandates__scope_id__isnull=True) | Q(mandates__scope_id=course_id)
    held = Q(mandates__role_code=role, mandates__start__lte=today)
    return User.objects.filter(held & open_ended & reaching, is_active=True).distinct()
