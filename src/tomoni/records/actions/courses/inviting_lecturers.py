"""Invitations of lecturers to an account of their own."""

from __future__ import annotations

from django.db import transaction

from tomoni.catalogue.errors import InputError, RefusedError, Where
from tomoni.records.models import AccountInvitation, CourseEdition, Lecturer, User
from tomoni.rules.permissions import HeldMandate

from ..common import find
from ..invitations import Offer, invite
from .lecturers import check_there, register_subject
from .scopes import check_may
from .steps import lock


@transaction.atomic
def invite_lecturer(
    *, by: User | str, lecturer_id: str, course_id: str, language: str = "en"
) -> AccountInvitation:
    """Invite a lecturer to an account that opens the own sessions of an edition.

    Errors: NotPermittedError; NotFoundError; InputError without an address; RefusedError for one
    who is erased or has an account.
    """
    lecturer = lock(find(Lecturer, lecturer_id))
    course = find(CourseEdition, course_id)
    check_may(by, "change", register_subject())
    check_there(lecturer)
    if lecturer.user_id is not None:
        raise RefusedError("This lecturer has an account.", do="It opens every course they give.")
    if lecturer.email is None:
        raise InputError(
            "The register has no address of this lecturer.", where=Where(field="email"),
            do="Enter it first.",
        )  # fmt: skip
    mandate = HeldMandate("lecturer", scope_id=course.public_id)
    return invite(Offer(address=lecturer.email, mandate=mandate, language=language), by=by)
