"""Columns of what stands behind a finding: the figure asked, and every decision about it."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

FINDING_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "finding_figure",
        "records_finding_figure",
        (
            public_id("figure's value"),
            F("finding", "Finding that it is set against a claim in."),
            F("snapshot_id", "Snapshot that the figure was asked of."),
            F("figure_name", "Name of the figure."),
            F("figure_version", "Its version."),
            F("request", "What was asked: where and as of when."),
            F("row_key", "Row of the answer."),
            F("run_hash", "Hash of the run."),
            F("quantity", "The value without its power of ten."),
            F("exponent", "Power of ten that it is multiplied by."),
            F("low_quantity", "Lower bound. Empty: none."),
            F("high_quantity", "Upper bound. Empty: none."),
            F("qualifier_code", "How firmly the figure states it."),
            F("unit_code", "What it counts."),
            F("currency_code", "Currency. Empty: it is no money."),
        ),
    ),
    DeskTable(
        "finding_decision",
        "records_finding_decision",
        (
            public_id("decision"),
            F("finding", "Finding that was decided."),
            F("number", "Its place among the decisions on the finding, from 1."),
            F("verb_code", "Adjudicated, or opened again."),
            F("class_code", "Class that was decided. Empty: opened again."),
            F("role_code", "In which role."),
            F("by", "Opaque id of who decided."),
            F("why", "The reason."),
            F("at", "When."),
        ),
    ),
)
