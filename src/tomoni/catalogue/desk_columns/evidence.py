"""Columns of what reviewers decide at the evidence desk. None of them is about a person."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

EVIDENCE_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "proposal_decision",
        "records_proposal_decision",
        (
            public_id("decision"),
            F("proposal", "Proposal that it is about."),
            F("revision", "Revision of the proposal after it."),
            F("kind_code", "Linked, corrected, accepted, rejected, merged, contested or undone."),
            F("state_before", "State of the proposal before it."),
            F("state_after", "State of the proposal after it."),
            F("values", "What was read otherwise than proposed."),
            F("why", "Why. Empty: none was asked for."),
            F("by", "Opaque id of who took it."),
            F("at", "When."),
            F("batch", "What decisions taken together share."),
            F("claim", "Claim that was made, or that the passage prints again."),
            F("made_id", "Exclusion or further place of a claim that was made."),
            F("undoes", "Decision that it takes back."),
        ),
    ),
    DeskTable(
        "proposal_review",
        "records_proposal_review",
        (
            public_id("review"),
            F("contest", "Decision that contested the proposal."),
            F("opinion_code", "Accept, reject or merge."),
            F("values", "How the reviewer reads the passage."),
            F("claim", "Claim that the passage prints again, for a merge."),
            F("why", "Why."),
            F("by", "Opaque id of the reviewer."),
            F("at", "When."),
        ),
    ),
)
