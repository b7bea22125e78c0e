"""Files of the IATI standard that came in, and what became of their activities.

What others publish about their own work becomes records of the same kind as ours, but each names
its publisher (``Activity.publisher``), and the freeze leaves it out with all that hangs from it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .columns import Record, filled, no_blank_check, optional_text, reference, text

IMPORT_STATES = ("waiting", "previewed", "applying", "applied", "refused")
IMPORT_MODES = ("add", "overwrite")
OWNERS = ("own", "other")
IMPORT_OUTCOMES = ("created", "changed", "unchanged", "skipped", "quarantined")
CURRENCY_BASES = ("stated", "default")
SHARE_BASES = ("stated", "assumed", "scaled", "remainder")


class PartyIdentifier(Record):
    """One organisation identifier under which publishers name a party, such as ``XM-DAC-701-8``."""

    party = reference("Party", "identifiers")
    identifier = models.TextField(unique=True)

    class Meta:
        db_table = "records_party_identifier"
        constraints = [no_blank_check("party_identifier", ("public_id", "identifier"))]


class ImportedFile(Record):
    """One file that somebody gave to be imported, and how.

    The file itself lies in TOMONI_HOME/imports under its SHA-256. ``mode_code``: ``add`` leaves
    activities that the ledger holds as they are, ``overwrite`` brings them to what the file says.
    ``policy_code``: what happens to shares that the file does not state (``rules.share_policies``).
    ``default_kind_code``, ``default_theme_code``: for activities whose codes do not tell; NULL:
    they are put aside. It waits to be read, is previewed, and is applied when somebody says so;
    a file that is no IATI file is refused. ``counts``: number of lines by outcome. ``refusal``: why
    the file is not read at all.
    """

    name = text()
    sha256 = text()
    size_bytes = models.BigIntegerField()
    version = optional_text()
    state_code = models.TextField(default="waiting")
    mode_code = models.TextField(default="add")
    policy_code = text()
    default_kind_code = optional_text()
    default_theme_code = optional_text()
    activity_count = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    refusal = optional_text()
    given_by = text()
    given_at = models.DateTimeField()
    applied_by = optional_text()
    applied_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "records_imported_file"
        indexes = [models.Index(fields=("sha256",), name="imported_file_sha256_idx")]
        constraints = [
            no_blank_check("imported_file", ("public_id", "name", "version", "refusal")),
            models.CheckConstraint(
                condition=Q(sha256__length=64), name="imported_file_sha256_has_64_digits"
            ),
            models.CheckConstraint(
                condition=Q(state_code__in=IMPORT_STATES), name="imported_file_state_known"
            ),
            models.CheckConstraint(
                condition=Q(mode_code__in=IMPORT_MODES), name="imported_file_mode_known"
            ),
            models.CheckConstraint(
                condition=(Q(state_code__in=("applying", "applied")) & filled("applied_by"))
                | (
                    ~Q(state_code__in=("applying", "applied"))
                    & Q(applied_at__isnull=True, applied_by__isnull=True)
                ),
                name="imported_file_applied_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state_code="applied", applied_at__isnull=False)
                | (~Q(state_code="applied") & Q(applied_at__isnull=True)),
                name="imported_file_applied_has_time",
            ),
            models.CheckConstraint(
                condition=(Q(state_code="refused") & filled("refusal"))
                | (~Q(state_code="refused") & Q(refusal__isnull=True)),
                name="imported_file_refused_has_reason",
            ),
        ]


class ImportedActivity(Record):
    """One activity of one publisher, as it stands in the ledger.

    ``digest``: of its source and of how it was brought in, so that the same again changes nothing.
    ``generation`` counts from 1 how often it has changed. ``reporting_org_ref``: as written.
    """

    identifier = text()
    reporting_org_ref = text()
    owner_code = text()
    activity = models.OneToOneField("Activity", models.PROTECT, related_name="imported")
    file = reference(ImportedFile, "activities")
    policy_code = text()
    digest = text()
    generation = models.IntegerField(default=1)

    class Meta:
        db_table = "records_imported_activity"
        verbose_name_plural = "imported activities"
        constraints = [
            no_blank_check("imported_activity", ("public_id", "identifier", "reporting_org_ref")),
            models.UniqueConstraint(
                fields=("identifier", "reporting_org_ref"), name="imported_activity_unique"
            ),
            models.CheckConstraint(
                condition=Q(owner_code__in=OWNERS), name="imported_activity_owner_known"
            ),
            models.CheckConstraint(
                condition=Q(generation__gte=1), name="imported_activity_generation_from_one"
            ),
        ]


class ImportLine(Record):
    """What one activity of one file becomes, or became: a line of the preview.

    ``number`` counts from 1 in the file, ``line`` is where it begins. ``identifier`` and
    ``reporting_org_ref`` are NULL where the file states none. ``reasons``: why it is put aside or
    skipped; ``notes``: what was assumed or left out. Both are lists of [code, parameters], whose
    words are in ``catalogue.import_words``. ``entry_count``: lines of the ledger that it gives.
    """

    file = reference(ImportedFile, "lines")
    number = models.IntegerField()
    line = models.IntegerField()
    identifier = optional_text()
    reporting_org_ref = optional_text()
    title = optional_text()
    owner_code = text()
    outcome_code = text()
    entry_count = models.IntegerField(default=0)
    reasons = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    activity = reference("Activity", "import_lines", optional=True)

    class Meta:
        db_table = "records_import_line"
        constraints = [
            models.UniqueConstraint(fields=("file", "number"), name="import_line_unique"),
            no_blank_check(
                "import_line", ("public_id", "identifier", "reporting_org_ref", "title")
            ),
            models.CheckConstraint(
                condition=Q(owner_code__in=OWNERS), name="import_line_owner_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome_code__in=IMPORT_OUTCOMES), name="import_line_outcome_known"
            ),
        ]


class ImportedTransaction(Record):
    """One transaction of an imported activity, and the line of the ledger that stands for it.

    ``key`` tells the transactions of an activity apart: their ref or content, and how many alike
    came before. ``entry``: NULL where the ledger takes none, and then ``reason`` says why.
    ``currency_basis_code``: stated, or the activity's default. Activity ids as written.
    """

    imported_activity = reference(ImportedActivity, "transactions")
    key = text()
    type_code = text()
    ref = optional_text()
    transaction_date_stated = optional_text()
    value_date_stated = optional_text()
    currency_basis_code = optional_text()
    provider_org_ref = optional_text()
    provider_activity_id = optional_text()
    receiver_org_ref = optional_text()
    receiver_activity_id = optional_text()
    entry = models.OneToOneField(
        "Entry", models.PROTECT, related_name="imported_as", null=True, blank=True
    )
    reason = optional_text()
    digest = text()
    generation = models.IntegerField(default=1)

    class Meta:
        db_table = "records_imported_transaction"
        indexes = [
            models.Index(fields=("provider_activity_id",), name="imported_provider_activity_idx")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("imported_activity", "key"), name="imported_transaction_unique"
            ),
            no_blank_check("imported_transaction", ("public_id", "ref", "reason")),
            models.CheckConstraint(
                condition=Q(currency_basis_code__isnull=True)
                | Q(currency_basis_code__in=CURRENCY_BASES),
                name="imported_transaction_currency_basis_known",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, reason__isnull=True)
                | (Q(entry__isnull=True) & filled("reason")),
                name="imported_transaction_entered_or_why_not",
            ),
        ]


class ImportedShare(Record):
    """One share of an imported activity or transaction, as stated and as taken.

    ``stated``: the percentage as written, NULL where the file states none. ``code``: NULL for the
    remainder, which nothing is given. All shares of one subject on one axis, the remainder with
    them, make exactly one.
    """

    imported_activity = reference(ImportedActivity, "shares")
    transaction = reference(ImportedTransaction, "shares", optional=True)
    axis_code = text()
    code = optional_text()
    stated = optional_text()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    basis_code = text()

    class Meta:
        db_table = "records_imported_share"
        constraints = [
            no_blank_check("imported_share", ("public_id", "code")),
            models.CheckConstraint(
                condition=Q(basis_code__in=SHARE_BASES), name="imported_share_basis_known"
            ),
            models.CheckConstraint(
                condition=(Q(basis_code="remainder", code__isnull=True))
                | (~Q(basis_code="remainder") & filled("code")),
                name="imported_share_remainder_has_no_code",
            ),
            models.CheckConstraint(
                condition=Q(numerator__gte=0, denominator__gte=1),
                name="imported_share_is_a_fraction",
            ),
        ]
