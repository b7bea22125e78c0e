"""Columns of action plans, their endorsements, and the reports that follow them."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

FOLLOW_UP_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "follow_up_scheme",
        "records_follow_up_scheme",
        (
            public_id("follow-up of an edition"),
            F("course", "Edition whose participants write action plans."),
            F("plan_due_on", "Until when plans are submitted. Empty: no day is set."),
            F("opened_at", "When it was opened."),
            F("revision", "Counts changes."),
        ),
    ),
    DeskTable(
        "action_plan",
        "records_action_plan",
        (
            F("public_id", "Opaque id of the plan."),
            F("participation", "Whose plan it is.", "names", personal=True),
            F("title", "What is to change, in one line.", personal=True),
            F("problem", "What stands in need of change.", personal=True),
            F("objective", "What is to be reached.", personal=True),
            F("support", "What the employer is asked for.", personal=True),
            F("state_code", "Where it stands."),
            F("state_reason", "What was said with the last step.", "outcome", personal=True),
            F("submitted_at", "When it was submitted."),
            F("updated_at", "When it was last changed."),
            F("revision", "Counts changes."),
        ),
    ),
    DeskTable(
        "milestone",
        "records_milestone",
        (
            public_id("milestone"),
            F("plan", "Plan that it is a step of."),
            F("number", "Its place in the plan, from 1."),
            F("what", "What is to be done.", personal=True),
            F("indicator", "By what others can tell that it is reached.", personal=True),
            F("due_on", "By which day."),
        ),
    ),
    DeskTable(
        "employer_endorsement",
        "records_employer_endorsement",
        (
            public_id("endorsement"),
            F("plan", "Plan that it is about."),
            F("via_code", "By a link to the employer, by the focal point or by an officer."),
            F("address", "The superior's address, removed once the link is used, taken back or "
              "expired.", "contact", personal=True),
            F("token_sha256", "Digest of the link's token.", "nobody"),
            F("asked_by", "Opaque id of who asked.", "institute"),
            F("asked_at", "When."),
            F("expires_at", "Until when the link opens."),
            F("withdrawn_at", "When it was taken back."),
            F("answered_at", "When the employer answered."),
            F("answer_code", "Endorsed, or returned."),
            F("endorser_name", "Who endorsed it.", "identity", personal=True),
            F("endorser_post", "In which post.", "identity", personal=True),
            F("comment", "What they said.", "outcome", personal=True),
        ),
    ),
    DeskTable(
        "follow_up_report",
        "records_follow_up_report",
        (
            public_id("report"),
            F("plan", "Plan that it reports on."),
            F("months", "How many months after the course: 6 or 12."),
            F("summary", "What came of the plan.", personal=True),
            F("obstacles", "What stood in the way.", personal=True),
            F("updated_at", "When it was last changed."),
            F("sent_at", "When it was sent. Empty: it is being written."),
            F("verified_at", "When an officer had looked at the evidence."),
            F("verified_by", "Opaque id of the officer.", "institute"),
            F("verification", "What the officer found.", "outcome", personal=True),
            F("revision", "Counts changes."),
        ),
    ),
    DeskTable(
        "milestone_progress",
        "records_milestone_progress",
        (
            F("report", "Report that says it."),
            F("milestone", "Milestone that it is about."),
            F("progress_code", "How far it is."),
            F("evidence", "What shows it.", personal=True),
        ),
    ),
    DeskTable(
        "follow_up_file",
        "records_follow_up_file",
        (
            public_id("file"),
            F("report", "Report that it belongs to."),
            F("milestone", "Milestone that it shows. Empty: the plan as a whole."),
            F("file_name", "Name of the file.", personal=True),
            F("media_type", "What it is by its content."),
            F("size", "Bytes."),
            F("sha256", "SHA-256 of the content."),
            F("added_at", "When it was added."),
            F("removed_at", "When it was taken out."),
        ),
    ),
    DeskTable(
        "follow_up_reminder",
        "records_follow_up_reminder",
        (
            F("participation", "Who was reminded.", personal=True),
            F("months", "Of which report: 6 or 12 months."),
            F("ordinal", "The first time (1), or again (2)."),
            F("queued_at", "When."),
        ),
    ),
)  # fmt: skip
