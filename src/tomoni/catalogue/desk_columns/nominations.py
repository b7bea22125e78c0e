"""Columns of nominations, dossiers, eligibility, scores and selection.

A committee member sees a nomination by its number: neither name nor country.
"""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

NOMINATION_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "nomination",
        "records_nomination",
        (
            public_id("nomination"),
            F("call", "Call."),
            F("person", "Who is nominated.", "outcome", personal=True),
            F("country_code", "Country that nominates.", "outcome", personal=True),
            F("number", "Number within the call, which stands for the name."),
            F("rank", "The country's own order, 1 first.", "country"),
            F("participation_role_code", "Participant, observer, host national or self-funded."),
            F("organisation", "Where the nominee works.", "outcome", personal=True),
            F("post", "Post of the nominee.", "outcome", personal=True),
            F("profession_code", "Profession.", personal=True),
            F("state_code", "Where the nomination stands.", "outcome"),
            F("state_reason", "What was said with the last step.", "outcome", personal=True),
            F("reason_code", "Why it was decided so.", "outcome"),
            F("answers", "Answers to the form; redacted for the committee.", personal=True),
            F("merit", "Normalised score.", "institute", personal=True),
            F("forwarded_at", "When the country forwarded it.", "outcome"),
            F("updated_at", "Last change.", "outcome"),
            F("revision", "Counts changes."),
        ),
    ),
    DeskTable(
        "dossier_document",
        "records_dossier_document",
        (
            public_id("file"),
            F("nomination", "Nomination that it belongs to."),
            F("kind_code", "What it is."),
            F("file_name", "Name of the file as it came.", personal=True),
            F("media_type", "Type, sniffed from its bytes."),
            F("size", "Size in bytes."),
            F("sha256", "SHA-256 of its bytes, under which they lie.", "institute"),
            F("added_at", "When it was added."),
            F("removed_at", "When it was taken out of the dossier."),
        ),
    ),
    DeskTable(
        "eligibility_check",
        "records_eligibility_check",
        (
            public_id("check"),
            F("nomination", "Nomination."),
            F("rules_version", "Version of the eligibility rules."),
            F("rule_code", "Rule."),
            F("severity_code", "Whether it is required or advisory."),
            F("result_code", "Met, not met or unclear."),
            F("found", "What the dossier says, as codes and numbers.", personal=True),
            F("evidence", "What an officer who decided rests it on.", personal=True),
            F("officer", "Opaque id of the officer."),
            F("checked_at", "When it was checked."),
        ),
    ),
    DeskTable(
        "reviewer",
        "records_reviewer",
        (
            public_id("reviewer"),
            F("call", "Call."),
            F("user", "Account of the member.", "institute", personal=True),
            F("country_code", "Nationality, for recusal.", "institute", personal=True),
            F("organisation", "Agency, for recusal.", "institute", personal=True),
            F("locked_at", "When the member's scores were fixed."),
            F("released_at", "When the assignment ended. Empty: it stands."),
        ),
    ),
    DeskTable(
        "assessment",
        "records_assessment",
        (
            public_id("assessment"),
            F("reviewer", "Member who scored."),
            F("nomination", "Nomination."),
            F("scores", "Points by criterion.", "scores", personal=True),
            F("comment", "The member's remark.", "scores", personal=True),
            F("updated_at", "Last change."),
        ),
    ),
    DeskTable(
        "recusal",
        "records_recusal",
        (
            public_id("recusal"),
            F("reviewer", "Member who does not assess."),
            F("nomination", "Nomination."),
            F("reason_code", "Nationality, agency or declared conflict."),
            F("note", "What was declared.", "institute", personal=True),
        ),
    ),
    DeskTable(
        "selection_run",
        "records_selection_run",
        (
            public_id("run"),
            F("call", "Call."),
            F("number", "Number of the run within the call."),
            F("base", "Run that a question is held against. Empty: it is no question."),
            F("state_code", "Waiting, running, finished or failed."),
            F("is_what_if", "Whether it only asks what would be."),
            F("is_replacement", "Whether it fills places that became free."),
            F("overrides", "Who is in or out by decision, and why.", "institute", personal=True),
            F("outcome", "Whom it selects, and why others not.", "institute", personal=True),
            F("claim", "Process that computes it.", "nobody"),
            F("claimed_at", "When that process last said that it is at work."),
            F("stage_code", "Stage that is at work."),
            F("policy", "Policy that it applied."),
            F("requested_by", "Opaque id of who asked for it."),
            F("requested_at", "When it was asked for."),
            F("finished_at", "When it finished."),
            F("progress", "How far it is, in percent."),
            F("record", "Canonical text of what went in and came out.", "institute", personal=True),
            F("signature", "Signature over that text."),
            F("problem", "Why it failed."),
        ),
    ),
    DeskTable(
        "selection_decision",
        "records_selection_decision",
        (
            public_id("decision"),
            F("nomination", "Nomination."),
            F("run", "Run that it rests on.", "institute"),
            F("outcome_code", "Selected, in reserve or not selected."),
            F("reason_code", "Why, as countries and nominees are told."),
            F("is_override", "Whether it goes against the run.", "institute"),
            F("justification", "Why it goes against the run.", "institute", personal=True),
            F("decided_by", "Opaque id of who decided.", "institute"),
            F("decided_at", "When it was decided."),
        ),
    ),
)
