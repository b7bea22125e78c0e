"""Which roles may do what to which kind of record: the table that ``permissions`` asks.

How far a role reaches, one country or oneself, is said in ``reach``. What stands in no table is
refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ROLES: tuple[str, ...] = (
    "administrator", "desk_officer", "editor", "auditor", "programme_officer", "logistics",
    "medical_officer", "committee_member", "evaluator", "lecturer", "focal_point", "embassy",
    "agency_office", "nominee", "participant", "alumnus", "public",
)  # fmt: skip
ACTIONS: tuple[str, ...] = (
    "view", "create", "change", "reverse", "release", "adjudicate", "import", "freeze", "publish",
    "withdraw", "verify", "acknowledge", "assess", "lock", "decide", "merge", "erase", "send",
    "read", "store", "purge",
)  # fmt: skip

_ADMINISTRATOR = frozenset({"administrator"})
_DESK = frozenset({"administrator", "desk_officer"})
_EVIDENCE = frozenset({"administrator", "editor"})
_STAFF = frozenset({"administrator", "desk_officer", "editor"})
_READERS = _STAFF | {"auditor"}
_AUDIT = frozenset({"administrator", "auditor"})
# The institute: who runs courses, and who watches over it.
_OFFICERS = frozenset({"administrator", "programme_officer"})
_INSTITUTE = _OFFICERS | {"auditor"}
_LEDGER = _DESK | _OFFICERS
_LEDGER_READERS = _READERS | _OFFICERS
_COUNTRY = frozenset({"focal_point", "embassy", "agency_office"})
_SELF = frozenset({"nominee", "participant"})
# Who keeps a record of the own after the course is over.
_OWNERS = _SELF | {"alumnus"}
_WRITERS = frozenset({"participant", "alumnus"})
_HOUSE = _READERS | _INSTITUTE | {"logistics", "medical_officer", "committee_member", "evaluator"}
_EVERYONE = _HOUSE | _COUNTRY | _SELF | {"lecturer"}
_CLERKS = frozenset({"logistics", "medical_officer"})
# Who attends, gives or runs sessions.
_CALENDARS = frozenset({"programme_officer", "lecturer", "participant"})

# Nobody deletes: what is wrong is reversed, closed or withdrawn, and stays on record.
_PORTFOLIO: dict[str, dict[str, frozenset[str]]] = {
    "activity": {
        "view": _LEDGER_READERS, "create": _LEDGER, "change": _LEDGER, "release": _DESK,
    },
    "entry": {
        "view": _LEDGER_READERS, "create": _LEDGER, "reverse": _LEDGER, "release": _DESK,
    },
    "observation": {
        "view": _LEDGER_READERS, "create": _DESK, "reverse": _DESK, "release": _DESK,
    },
    "pledge": {"view": _READERS, "create": _DESK, "change": _DESK, "release": _DESK},
    "split": {"view": _READERS, "create": _DESK, "change": _DESK},
    "series": {"view": _LEDGER_READERS, "create": _LEDGER, "change": _LEDGER},
    "party": {"view": _LEDGER_READERS, "create": _DESK, "change": _DESK},
    "framework": {"view": _LEDGER_READERS, "create": _DESK, "change": _DESK},
    "document": {"view": _READERS, "create": _EVIDENCE, "change": _EVIDENCE, "release": _EVIDENCE},
    "claim": {"view": _READERS, "create": _EVIDENCE, "reverse": _EVIDENCE, "release": _EVIDENCE},
    "document_text": {"view": _READERS, "create": _EVIDENCE},
    "reading_batch": {"view": _READERS, "create": _EVIDENCE},
    "reading_file": {"view": _READERS},
    "proposal": {"view": _READERS},
    "proposal_decision": {"view": _READERS, "create": _EVIDENCE, "reverse": _EVIDENCE},
    "proposal_review": {"view": _READERS, "create": _EVIDENCE},
    "finding": {"view": _READERS, "create": _EVIDENCE, "adjudicate": _EVIDENCE},
    "finding_figure": {"view": _READERS},
    "finding_decision": {"view": _READERS},
    "portfolio": {"view": _READERS, "import": _ADMINISTRATOR},
    "snapshot": {
        "view": _READERS, "freeze": _STAFF, "publish": _ADMINISTRATOR, "withdraw": _ADMINISTRATOR,
    },
    "figure": {"view": _LEDGER_READERS},
    "report": {
        "view": _READERS, "create": _EVIDENCE, "change": _EVIDENCE, "import": _EVIDENCE,
        "publish": _EVIDENCE, "withdraw": _EVIDENCE,
    },
    "report_chapter": {"view": _READERS, "create": _EVIDENCE, "change": _EVIDENCE},
    "report_chapter_revision": {"view": _READERS},
    "report_picture": {"view": _READERS, "create": _EVIDENCE, "change": _EVIDENCE},
    "report_edition": {"view": _READERS, "create": _EVIDENCE},
    "report_statement": {"view": _READERS},
    "answer_pack": {
        "view": _READERS, "create": _STAFF, "change": _STAFF, "verify": _STAFF, "decide": _DESK,
    },
    "answer_revision": {"view": _READERS},
    "sign_off": {"view": _READERS},
    "imported_file": {"view": _READERS, "create": _DESK, "import": _DESK},
    "imported_activity": {"view": _READERS},
    "import_line": {"view": _READERS},
    "imported_transaction": {"view": _READERS},
    "imported_share": {"view": _READERS},
    "party_identifier": {"view": _READERS, "create": _DESK},
    "audit_event": {"view": _AUDIT, "verify": _AUDIT},
    "user": {"view": _AUDIT, "create": _ADMINISTRATOR, "change": _ADMINISTRATOR},
}  # fmt: skip

_COURSES: dict[str, dict[str, frozenset[str]]] = {
    "series_name": {"view": _EVERYONE, "create": _OFFICERS, "change": _OFFICERS},
    "series_gap": {"view": _HOUSE, "create": _OFFICERS, "change": _OFFICERS},
    "course_edition": {"view": _EVERYONE, "create": _OFFICERS, "change": _OFFICERS},
    "course_provision": {"view": _EVERYONE, "create": _OFFICERS, "change": _OFFICERS},
    "budget_line": {"view": _INSTITUTE, "create": _OFFICERS, "change": _OFFICERS},
    "allotment": {
        "view": _INSTITUTE | _COUNTRY, "create": _OFFICERS, "change": _OFFICERS,
        "import": _OFFICERS,
    },
    "call": {
        "view": _INSTITUTE | _COUNTRY | _SELF | {"committee_member"},
        "create": _OFFICERS, "change": _OFFICERS,
    },
    "call_document": {
        "view": _INSTITUTE | _COUNTRY | _SELF | {"committee_member"},
        "create": _OFFICERS, "change": _OFFICERS, "publish": _OFFICERS,
    },
    "general_information": {
        "view": _INSTITUTE | _COUNTRY | _SELF | {"committee_member"}, "create": _OFFICERS,
    },
    "invitation": {
        "view": _INSTITUTE | _COUNTRY, "create": _OFFICERS, "change": _OFFICERS,
        "acknowledge": _OFFICERS | _COUNTRY,
    },
    "nomination": {
        "view": _INSTITUTE | _COUNTRY | _SELF | {"committee_member"},
        "create": _OFFICERS | {"focal_point"},
        "change": _OFFICERS | {"focal_point", "nominee"},
        "import": _OFFICERS | {"focal_point"},
        "decide": _OFFICERS,
    },
    "dossier_document": {
        "view": _INSTITUTE | {"focal_point"} | _SELF,
        "create": _OFFICERS | {"focal_point", "nominee"},
        "change": _OFFICERS | {"focal_point", "nominee"},
    },
    "eligibility_check": {"view": _INSTITUTE, "create": _OFFICERS, "change": _OFFICERS},
    "reviewer": {
        "view": _INSTITUTE | {"committee_member"}, "create": _OFFICERS, "change": _OFFICERS,
        "lock": frozenset({"committee_member"}),
    },
    "assessment": {
        "view": _INSTITUTE | {"committee_member"}, "assess": frozenset({"committee_member"}),
    },
    "recusal": {
        "view": _INSTITUTE | {"committee_member"}, "create": _OFFICERS | {"committee_member"},
    },
    "selection_run": {"view": _INSTITUTE, "create": _OFFICERS},
    "selection_decision": {
        "view": _INSTITUTE | _COUNTRY | _SELF, "create": _OFFICERS, "change": _OFFICERS,
    },
    "participation": {
        "view": _INSTITUTE | _COUNTRY | _OWNERS | _CLERKS | {"lecturer"},
        "create": _OFFICERS, "change": _OFFICERS | {"logistics"},
    },
    "travel_case": {
        "view": _INSTITUTE | _SELF | {"logistics", "focal_point"},
        "create": _OFFICERS | _SELF | {"logistics"}, "change": _OFFICERS | _SELF | {"logistics"},
    },
    "medical_clearance": {
        "view": _INSTITUTE | _SELF | _CLERKS, "decide": frozenset({"medical_officer"}),
    },
    "certificate": {
        "view": _INSTITUTE | _OWNERS, "create": _OFFICERS, "withdraw": _OFFICERS,
    },
    "signing_key": {"view": _INSTITUTE, "create": _ADMINISTRATOR},
    "workshop_group": {
        "view": _INSTITUTE | _SELF | {"lecturer"}, "create": _OFFICERS, "change": _OFFICERS,
    },
    "group_member": {
        "view": _INSTITUTE | _SELF | {"lecturer"}, "create": _OFFICERS, "change": _OFFICERS,
    },
    "group_wish": {
        "view": _INSTITUTE | _SELF,
        "create": _OFFICERS | {"participant"}, "change": _OFFICERS | {"participant"},
    },
    "group_plan": {"view": _INSTITUTE, "create": _OFFICERS, "change": _OFFICERS},
    # A lecturer takes the roll of the sessions that they give themselves.
    "attendance_record": {
        "view": _INSTITUTE | _SELF | {"lecturer"},
        "create": _OFFICERS | {"lecturer"}, "change": _OFFICERS | {"lecturer"},
    },
    "platform_log": {
        "view": _INSTITUTE, "import": _OFFICERS, "change": _OFFICERS, "withdraw": _OFFICERS,
    },
    "log_session": {"view": _INSTITUTE},
    "log_attendee": {"view": _INSTITUTE},
    "log_stay": {"view": _INSTITUTE},
    "instrument": {
        "view": _INSTITUTE | _SELF | {"evaluator"}, "create": _OFFICERS, "change": _OFFICERS,
        "publish": _OFFICERS,
    },
    "instrument_version": {
        "view": _INSTITUTE | _SELF | {"evaluator"}, "create": _OFFICERS, "change": _OFFICERS,
    },
    # Who answers writes; nobody reads a response as a row. Results are counts over the threshold.
    "evaluation_response": {"view": _SELF, "create": _SELF},
    "answer_receipt": {"view": _SELF, "create": _SELF},
    "evaluation_result": {"view": _INSTITUTE | {"evaluator"}},
    "evaluation_comment": {"view": frozenset({"evaluator"})},
    "session": {
        "view": _INSTITUTE | {"logistics", "lecturer", "participant"},
        "create": _OFFICERS, "change": _OFFICERS, "import": _OFFICERS,
    },
    "session_lecturer": {
        "view": _INSTITUTE | {"logistics", "lecturer", "participant"},
        "create": _OFFICERS, "change": _OFFICERS,
    },
    "session_presenter": {
        "view": _INSTITUTE | {"lecturer", "participant"},
        "create": _OFFICERS, "change": _OFFICERS,
    },
    "lecturer": {
        "view": _INSTITUTE | {"logistics", "lecturer", "participant"},
        "create": _OFFICERS, "change": _OFFICERS, "erase": _ADMINISTRATOR,
    },
    "participant_zone": {
        "view": _INSTITUTE | {"participant"}, "change": _OFFICERS | {"participant"},
    },
    "timetable_run": {"view": _INSTITUTE, "create": _OFFICERS, "change": _OFFICERS},
    "material": {
        "view": _INSTITUTE | {"logistics", "lecturer", "participant"},
        "create": _OFFICERS, "change": _OFFICERS, "withdraw": _OFFICERS,
    },
    # Nobody reads another's: actions take the feed of who asks, and of nobody else.
    "calendar_feed": {
        "view": _CALENDARS | _INSTITUTE, "create": _CALENDARS, "withdraw": _CALENDARS,
    },
}  # fmt: skip

_AFTER: dict[str, dict[str, frozenset[str]]] = {
    "follow_up_scheme": {
        "view": _INSTITUTE | _OWNERS | {"evaluator"}, "create": _OFFICERS, "change": _OFFICERS,
    },
    "action_plan": {
        "view": _INSTITUTE | _OWNERS | {"focal_point", "evaluator"},
        "create": _WRITERS, "change": _WRITERS,
    },
    "milestone": {
        "view": _INSTITUTE | _OWNERS | {"focal_point", "evaluator"},
        "create": _WRITERS, "change": _WRITERS,
    },
    "employer_endorsement": {
        "view": _INSTITUTE | _OWNERS, "create": _OFFICERS | _WRITERS | {"focal_point"},
        "withdraw": _OFFICERS | _WRITERS,
    },
    "follow_up_report": {
        "view": _INSTITUTE | _OWNERS | {"focal_point", "evaluator"},
        "create": _WRITERS, "change": _WRITERS, "verify": _OFFICERS,
    },
    "milestone_progress": {
        "view": _INSTITUTE | _OWNERS | {"focal_point", "evaluator"},
        "create": _WRITERS, "change": _WRITERS,
    },
    "follow_up_file": {
        "view": _INSTITUTE | _OWNERS, "create": _WRITERS, "change": _WRITERS,
    },
    "follow_up_reminder": {"view": _INSTITUTE | _OWNERS},
    # What alumni show of themselves, to alumni and the institute alone.
    "directory_entry": {"view": _INSTITUTE | {"alumnus"}},
    "alumni_profile": {
        "view": _INSTITUTE | {"alumnus"}, "create": frozenset({"alumnus"}),
        "change": frozenset({"alumnus"}),
    },
    "alumni_message": {
        "view": _INSTITUTE | {"alumnus"}, "create": frozenset({"alumnus"}),
        "change": frozenset({"alumnus"}),
    },
    "association": {
        "view": _INSTITUTE | {"alumnus"}, "create": _OFFICERS, "change": _OFFICERS,
    },
    "association_activity": {
        "view": _INSTITUTE | {"alumnus"}, "create": _OFFICERS, "change": _OFFICERS,
    },
    "association_membership": {
        "view": _INSTITUTE | {"alumnus"}, "create": _OFFICERS | {"alumnus"},
        "change": _OFFICERS | {"alumnus"},
    },
    "association_office": {
        "view": _INSTITUTE | {"alumnus"}, "create": _OFFICERS, "change": _OFFICERS,
    },
}  # fmt: skip

_PEOPLE: dict[str, dict[str, frozenset[str]]] = {
    "person": {
        "view": _INSTITUTE | _CLERKS | _OWNERS | {"focal_point", "lecturer"},
        "create": _OFFICERS | {"focal_point"},
        "change": _OFFICERS | _OWNERS | {"focal_point"},
        "merge": _OFFICERS, "erase": _ADMINISTRATOR,
    },
    "employment": {
        "view": _INSTITUTE | _OWNERS | {"focal_point"},
        "create": _OFFICERS | _OWNERS | {"focal_point"},
        "change": _OFFICERS | _OWNERS | {"focal_point"},
    },
    "consent": {"view": _INSTITUTE | _OWNERS, "create": _OFFICERS | _OWNERS,
                "change": _OFFICERS | _OWNERS},
    "possible_duplicate": {"view": _INSTITUTE, "create": _OFFICERS, "adjudicate": _OFFICERS},
    "roster": {"view": _INSTITUTE, "import": _OFFICERS},
    "itemised_entry": {"view": _LEDGER_READERS},
    "notice": {"view": _INSTITUTE, "send": _OFFICERS},
    "account_invitation": {
        "view": _INSTITUTE | {"focal_point"}, "create": _OFFICERS | {"focal_point"},
        "withdraw": _OFFICERS | {"focal_point"},
    },
    "vault_item": {"view": _INSTITUTE | _CLERKS, "purge": _ADMINISTRATOR},
    # What the vault holds: administrators and auditors read none of it.
    "passport": {"read": frozenset({"logistics"}), "store": _SELF | {"logistics"}},
    "medical": {"read": frozenset({"medical_officer"}), "store": _SELF | {"medical_officer"}},
    "vigilance": {
        "read": frozenset({"programme_officer"}),
        "store": frozenset({"programme_officer", "focal_point"}),
    },
}  # fmt: skip

PERMISSIONS: Mapping[str, Mapping[str, frozenset[str]]] = MappingProxyType(
    {**_PORTFOLIO, **_COURSES, **_AFTER, **_PEOPLE}
)
OBJECT_TYPES: tuple[str, ...] = tuple(PERMISSIONS)
PORTFOLIO_TYPES: tuple[str, ...] = tuple(_PORTFOLIO)
VAULT_CLASSES: tuple[str, ...] = ("passport", "medical", "vigilance")

# Visibility groups of the desk's columns: a role sees one when it may view the record as well.
_NAMES = _INSTITUTE | _COUNTRY | _OWNERS | _CLERKS
FIELD_GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "all": frozenset(ROLES) - {"public"},
        "names": _NAMES | {"lecturer"},
        "identity": _NAMES,
        "contact": _INSTITUTE | _OWNERS | _CLERKS | {"focal_point"},
        "outcome": _INSTITUTE | _COUNTRY | _OWNERS,
        "own": frozenset({"alumnus"}),
        "country": _INSTITUTE | _COUNTRY,
        "scores": _INSTITUTE | {"committee_member"},
        "institute": _INSTITUTE,
        "evaluation": _INSTITUTE | {"evaluator"},
        "nobody": frozenset(),
    }
)
"""Roles of each group of columns. ``nobody``: no page, list or export ever shows it."""
