"""Workshop groups of an edition: who is in which, what was planned, and what members would like."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..columns import Record, both_or_neither, no_blank_check, optional_text, reference
from .editions import CourseEdition
from .participations import Participation


class WorkshopGroup(Record):
    """One group of one edition, numbered from 1."""

    course = reference(CourseEdition, "groups")
    number = models.IntegerField()
    theme = optional_text()
    theme_ja = optional_text()

    class Meta:
        db_table = "records_workshop_group"
        constraints = [
            no_blank_check("workshop_group", ("public_id", "theme", "theme_ja")),
            models.UniqueConstraint(
                fields=("course", "number"), name="workshop_group_number_unique"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="workshop_group_number_from_1"),
        ]


class GroupMember(models.Model):
    """One participant in one group. ``is_pinned``: the officer placed them, the plan leaves them.

    ``role_code``: member, chair or rapporteur; a group has one of the latter two at most.
    """

    group = reference(WorkshopGroup, "members")
    participation = models.OneToOneField(Participation, models.PROTECT, related_name="in_group")
    role_code = models.TextField(default="member")
    is_pinned = models.BooleanField(default=False)

    class Meta:
        db_table = "records_group_member"
        constraints = [
            models.CheckConstraint(
                condition=Q(role_code__in=("member", "chair", "rapporteur")),
                name="group_member_role_known",
            ),
            models.UniqueConstraint(
                fields=("group", "role_code"),
                condition=~Q(role_code="member"),
                name="group_member_one_per_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} in {self.group_id}"


class GroupWish(models.Model):
    """The group whose theme a participant would like best."""

    participation = models.OneToOneField(Participation, models.PROTECT, related_name="group_wish")
    group = reference(WorkshopGroup, "wishes")

    class Meta:
        db_table = "records_group_wish"

    def __str__(self) -> str:
        return f"{self.participation_id} would like {self.group_id}"


class GroupPlan(Record):
    """What the groups of one edition are balanced by, and what the groups as they stand cost.

    ``weights``: cost of each departure by its name. ``cost`` is that of the groups as planned and
    ``bound`` what no plan falls below; both missing until planned. ``departures``: the cost by
    cause. ``inputs_sha256``: digest of the participants as they were then. ``revision`` counts
    changes to any group.
    """

    course = models.OneToOneField(CourseEdition, models.PROTECT, related_name="group_plan")
    weights = models.JSONField()
    cost = models.BigIntegerField(null=True, blank=True)
    bound = models.BigIntegerField(null=True, blank=True)
    departures = models.JSONField(default=dict)
    inputs_sha256 = optional_text()
    planned_by = optional_text()
    planned_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_group_plan"
        constraints = [
            no_blank_check("group_plan", ("public_id", "inputs_sha256", "planned_by")),
            models.CheckConstraint(
                condition=both_or_neither("cost", "bound"), name="group_plan_cost_has_bound"
            ),
            models.CheckConstraint(
                condition=both_or_neither("cost", "planned_at"), name="group_plan_cost_is_dated"
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(bound__gte=0, cost__gte=F("bound")),
                name="group_plan_cost_not_below_bound",
            ),
        ]
