"""Columns and database constraints that several tables share.

Text that is not stated is NULL, never empty. A stated date is four columns that are all there or
all missing. An amount is an integer and a power of ten, with bounds at the same exponent.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length

models.TextField.register_lookup(Length)

# 10^18 is the largest power of ten that a 64-bit integer holds.
LARGEST_EXPONENT = 18


def text() -> models.TextField:
    """A text that is always there."""
    return models.TextField()


def optional_text() -> models.TextField:
    """A text that may be missing: NULL, never the empty text."""
    return models.TextField(null=True, blank=True)


def reference(to: str, name: str, *, optional: bool = False, **more: object) -> models.ForeignKey:
    """A reference to another record, which cannot be removed while this row points to it."""
    return models.ForeignKey(
        to, models.PROTECT, related_name=name, null=optional, blank=optional, **more
    )


class Record(models.Model):
    """A row with an integer key inside and a stable public text id outside."""

    public_id = models.TextField(unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.public_id


class Amount(models.Model):
    """An exact quantity with optional bounds: the value is quantity × 10^exponent."""

    quantity = models.BigIntegerField()
    exponent = models.SmallIntegerField()
    low_quantity = models.BigIntegerField(null=True, blank=True)
    high_quantity = models.BigIntegerField(null=True, blank=True)
    qualifier_code = text()
    unit_code = text()
    currency_code = optional_text()

    class Meta:
        abstract = True


class Released(models.Model):
    """Whether the record may be published, and for a decision: who took it, why and when."""

    release_code = models.TextField(default="draft")
    release_by = optional_text()
    release_why = optional_text()
    release_at = models.DateTimeField(null=True, blank=True)
    embargo_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def stated_dates(*prefixes: str) -> type[models.Model]:
    """Return an abstract model with the four columns of each stated date, PREFIX_stated and on."""
    columns: dict[str, object] = {
        "__module__": __name__,
        "Meta": type("Meta", (), {"abstract": True}),
    }
    for prefix in prefixes:
        columns[f"{prefix}_stated"] = optional_text()
        columns[f"{prefix}_first"] = models.DateField(null=True, blank=True)
        columns[f"{prefix}_last"] = models.DateField(null=True, blank=True)
        columns[f"{prefix}_precision_code"] = optional_text()
    return type("StatedDates", (models.Model,), columns)


def filled(column: str) -> Q:
    """The text is there and not empty. NULL must be named: a CHECK lets the unknown pass."""
    return Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})


def both_or_neither(one: str, other: str) -> Q:
    """Both columns hold a value, or neither does."""
    return Q(**{f"{one}__isnull": True, f"{other}__isnull": True}) | Q(
        **{f"{one}__isnull": False, f"{other}__isnull": False}
    )


def stated_date_checks(table: str, *prefixes: str) -> list[CheckConstraint]:
    """A stated date is whole or missing, and its first day is not after its last."""
    checks = []
    for prefix in prefixes:
        columns = [f"{prefix}_{part}" for part in ("stated", "first", "last", "precision_code")]
        missing = Q(**{f"{column}__isnull": True for column in columns})
        whole = filled(f"{prefix}_stated") & Q(
            **{f"{column}__isnull": False for column in columns[1:]}
        )
        ordered = Q(**{f"{prefix}_first__lte": F(f"{prefix}_last")})
        checks.append(
            CheckConstraint(
                condition=missing | (whole & ordered), name=f"{table}_{prefix}_is_whole"
            )
        )
    return checks


def amount_checks(table: str) -> list[CheckConstraint]:
    """Money has a currency and nothing else has one; the lower bound is not above the upper."""
    return [
        CheckConstraint(
            condition=(Q(unit_code="currency") & filled("currency_code"))
            | (~Q(unit_code="currency") & Q(currency_code__isnull=True)),
            name=f"{table}_money_has_currency",
        ),
        CheckConstraint(
            condition=Q(low_quantity__isnull=True)
            | Q(high_quantity__isnull=True)
            | Q(low_quantity__lte=F("high_quantity")),
            name=f"{table}_bounds_ordered",
        ),
        CheckConstraint(
            condition=Q(exponent__gte=-LARGEST_EXPONENT, exponent__lte=LARGEST_EXPONENT),
            name=f"{table}_exponent_in_range",
        ),
    ]


def release_check(table: str) -> CheckConstraint:
    """Every state but draft names who, why and when; an embargo, and nothing else, has an end."""
    decided = filled("release_by") & filled("release_why") & Q(release_at__isnull=False)
    return CheckConstraint(
        condition=Q(release_code="draft", embargo_until__isnull=True)
        | (Q(release_code__in=("cleared", "never"), embargo_until__isnull=True) & decided)
        | (Q(release_code="embargoed", embargo_until__isnull=False) & decided),
        name=f"{table}_release_is_decided",
    )


def span_check(table: str) -> CheckConstraint:
    """A span begins at or after the first character and is not empty."""
    return CheckConstraint(
        condition=Q(start__gte=0, end__gt=F("start")), name=f"{table}_span_not_empty"
    )


def no_blank_check(table: str, columns: Iterable[str]) -> CheckConstraint:
    """No listed text is empty: what is not stated is NULL."""
    condition = Q()
    for column in columns:
        condition &= Q(**{f"{column}__isnull": True}) | ~Q(**{column: ""})
    return CheckConstraint(condition=condition, name=f"{table}_no_blank_text")
