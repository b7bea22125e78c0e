"""Columns of questionnaires and tests, and of what was answered.

Who answered stands in another table than what was answered, and nothing leads from one to the
other.
"""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

EVALUATION_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "instrument",
        "records_instrument",
        (
            public_id("questionnaire or test"),
            F("course", "Edition that it evaluates."),
            F("kind_code", "Questionnaire, or test with right answers."),
            F("level", "Kirkpatrick's level: 1 reaction, 2 learning, 3 behaviour, 4 results."),
            F("timing_code", "Before, after, or 6 or 12 months after the edition."),
            F("title", "Title in English."),
            F("title_ja", "Title in Japanese."),
            F("state_code", "Where it stands."),
            F("state_reason", "Why it was revised or withdrawn.", "institute"),
            F("opens_at", "When answering begins, in UTC."),
            F("closes_at", "When answering ends, in UTC."),
            F("asked", "How many people were asked, fixed when it closed.", "evaluation"),
            F("answered", "How many of them answered, fixed when it closed.", "evaluation"),
            F("reminded", "Whether the reminder before the end went out.", "evaluation"),
            F("revision", "Counts changes."),
        ),
    ),
    DeskTable(
        "instrument_version",
        "records_instrument_version",
        (
            public_id("version"),
            F("instrument", "Questionnaire or test."),
            F("version", "Number of the version."),
            F("content", "The questions, in English and Japanese, with the key of a test.",
              "evaluation"),
            F("full_points", "The most that the test gives. Empty: no test."),
            F("published_at", "When it was published; it never changes after."),
        ),
    ),
    DeskTable(
        "evaluation_response",
        "records_evaluation_response",
        (
            F("version", "Version that was answered."),
            F("instrument", "Questionnaire or test."),
            F("pseudonym", "Keyed digest by which answers of one person pair.", "nobody",
              personal=True),
            F("answers", "What was answered. Shown only in counts over the threshold.", "nobody",
              personal=True),
            F("points", "What a test came to. Shown only in sums over the threshold.", "nobody",
              personal=True),
            F("is_submitted", "Whether it was submitted; else it is a draft.", "nobody"),
        ),
    ),
    DeskTable(
        "answer_receipt",
        "records_answer_receipt",
        (
            F("instrument", "Questionnaire or test."),
            F("participation", "Who answered it: never what.", "nobody", personal=True),
        ),
    ),
)  # fmt: skip
