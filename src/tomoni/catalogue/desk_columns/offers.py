"""Columns of travel and of medical clearance. Passport and medical data are not among them."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

OFFER_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "travel_case",
        "records_travel_case",
        (
            public_id("case"),
            F("participation", "Whose travel it is.", "contact", personal=True),
            F("joins_online", "Whether the participant does not travel at all."),
            F("visa_code", "Whether a visa is needed, asked for, granted or refused.", "contact",
              personal=True),
            F("visa_letter_number", "Number of the last letter in support of the visa.", "contact",
              personal=True),
            F("visa_letter_issued_at", "When that letter was made."),
            F("arrival_day", "Day of arrival.", "contact", personal=True),
            F("arrival_time", "Local time of arrival.", "contact", personal=True),
            F("arrival_carrier", "Flight or train of arrival.", "contact", personal=True),
            F("arrival_place", "Airport or station of arrival.", "contact", personal=True),
            F("met_by", "Who meets the participant.", "contact"),
            F("departure_day", "Day of departure.", "contact", personal=True),
            F("departure_time", "Local time of departure.", "contact", personal=True),
            F("departure_carrier", "Flight or train of departure.", "contact", personal=True),
            F("departure_place", "Airport or station of departure.", "contact", personal=True),
            F("lodging", "Hotel or dormitory.", "contact", personal=True),
            F("room", "Number of the room.", "contact", personal=True),
            F("remarks", "What the house should know.", "contact", personal=True),
            F("revision", "Counts changes."),
        ),
    ),
    DeskTable(
        "medical_clearance",
        "records_medical_clearance",
        (
            public_id("clearance"),
            F("participation", "Who was cleared, or was not.", "contact", personal=True),
            F("is_cleared", "Whether a medical officer cleared the participant.", "contact",
              personal=True),
            F("decided_by", "Opaque id of the medical officer.", "institute"),
            F("decided_at", "When."),
            F("revision", "Counts changes."),
        ),
    ),
)  # fmt: skip
