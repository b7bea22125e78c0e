"""Alumni after the course: what they let others see, messages between them, their associations.

Whether anything of a person is shown rests on a consent in force; rows here say only what of it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..columns import (
    Record,
    no_blank_check,
    optional_text,
    reference,
    stated_date_checks,
    stated_dates,
    text,
)
from .persons import Person


class AlumniProfile(Record):
    """What an alumnus lets other alumni see beside name and country. Nothing unless they say so."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="alumni_profile")
    about = optional_text()
    shows_courses = models.BooleanField(default=False)
    shows_profession = models.BooleanField(default=False)
    shows_post = models.BooleanField(default=False)
    takes_messages = models.BooleanField(default=False)
    updated_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_alumni_profile"
        constraints = [no_blank_check("alumni_profile", ("public_id", "about"))]


class AlumniMessage(Record):
    """One message from an alumnus to another. The mail says only that there is one.

    ``body`` goes when either of the two is erased.
    """

    sender = reference(Person, "messages_sent")
    recipient = reference(Person, "messages_received")
    body = optional_text()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "records_alumni_message"
        indexes = [models.Index(fields=("sender", "sent_at"), name="alumni_message_sender_idx")]
        constraints = [
            no_blank_check("alumni_message", ("public_id", "body")),
            models.CheckConstraint(
                condition=~Q(sender=F("recipient")), name="alumni_message_to_another"
            ),
        ]


class AlumniAssociation(stated_dates("founded"), Record):
    """One association of alumni in one country.

    ``founding_members``: how many founded it, missing where that is not known.
    """

    country_code = text()
    name = text()
    native_name = optional_text()
    charter = optional_text()
    charter_url = optional_text()
    founding_members = models.IntegerField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_alumni_association"
        indexes = [models.Index(fields=("country_code",), name="alumni_association_country_idx")]
        constraints = [
            *stated_date_checks("alumni_association", "founded"),
            no_blank_check(
                "alumni_association",
                ("public_id", "name", "native_name", "charter", "charter_url"),
            ),
            models.UniqueConstraint(
                fields=("country_code", "name"), name="alumni_association_name_unique"
            ),
            models.CheckConstraint(
                condition=Q(founding_members__isnull=True) | Q(founding_members__gte=1),
                name="alumni_association_has_founders",
            ),
        ]


class AssociationActivity(stated_dates("held"), Record):
    """Something that an association did. ``attendance``: missing where it was not counted."""

    association = reference(AlumniAssociation, "activities")
    title = text()
    note = optional_text()
    attendance = models.IntegerField(null=True, blank=True)

    class Meta:
        db_table = "records_association_activity"
        constraints = [
            *stated_date_checks("association_activity", "held"),
            no_blank_check("association_activity", ("public_id", "title", "note")),
            models.CheckConstraint(
                condition=Q(attendance__isnull=True) | Q(attendance__gte=0),
                name="association_activity_attendance_not_negative",
            ),
        ]


class AssociationMembership(Record):
    """One person in one association, from a day until another. Shown while they consent to it."""

    association = reference(AlumniAssociation, "memberships")
    person = reference(Person, "memberships")
    is_founder = models.BooleanField(default=False)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "records_association_membership"
        constraints = [
            models.UniqueConstraint(
                fields=("association", "person"),
                condition=Q(left_on__isnull=True),
                name="association_membership_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="association_membership_days_ordered",
            ),
        ]


class AssociationOffice(Record):
    """One office that a member holds or held. ``office_code``: of the list association_office."""

    membership = reference(AssociationMembership, "offices")
    office_code = text()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "records_association_office"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="association_office_days_ordered",
            ),
        ]
