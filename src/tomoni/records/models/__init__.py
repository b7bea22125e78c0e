"""The ledger's tables: columns and constraints. What changes them lies in ``records.actions``."""

from .activities import (
    Activity,
    ActivityCountry,
    ActivityFramework,
    ActivityParty,
    ActivityRegion,
    Edition,
    Mention,
    Series,
)
from .audit import AuditEvent, SourceRow
from .courses.certificates import Certificate, SigningKey
from .courses.editions import (
    BudgetLine,
    Call,
    CallDocument,
    CourseEdition,
    CourseProvision,
    Invitation,
    SeatAllotment,
    SeriesGap,
    SeriesName,
)
from .courses.general_information import GeneralInformation
from .courses.groups import GroupMember, GroupPlan, GroupWish, WorkshopGroup
from .courses.nominations import (
    Assessment,
    DossierDocument,
    EligibilityCheck,
    Nomination,
    Recusal,
    Reviewer,
    SelectionDecision,
    SelectionRun,
)
from .courses.participations import ItemisedEntry, Participation, RosterImport
from .courses.persons import Consent, Employment, Person, PossibleDuplicate
from .documents import Claim, ClaimActivity, ClaimSpan, Document, DocumentSection, Exclusion
from .findings import Finding, FindingClaim
from .ledger import Entry, EntryRelease, Observation, Split
from .notices import AccountInvitation, Notice, VaultItem
from .parties import Framework, Party, Provision
from .pledges import Pledge, PledgeResult, PledgeTarget
from .courses.offers import MedicalClearance, TravelCase
from .users import Mandate, User

__all__ = [
    "AccountInvitation",
    "Activity",
    "ActivityCountry",
    "ActivityFramework",
    "ActivityParty",
    "ActivityRegion",
    "Assessment",
    "AuditEvent",
    "BudgetLine",
    "Call",
    "CallDocument",
    "Certificate",
    "Claim",
    "ClaimActivity",
    "ClaimSpan",
    "Consent",
    "CourseEdition",
    "CourseProvision",
    "Document",
    "DocumentSection",
    "DossierDocument",
    "Edition",
    "EligibilityCheck",
    "Employment",
    "Entry",
    "EntryRelease",
    "Exclusion",
    "Finding",
    "FindingClaim",
    "Framework",
    "GeneralInformation",
    "GroupMember",
    "GroupPlan",
    "GroupWish",
    "Invitation",
    "ItemisedEntry",
    "Mandate",
    "Mention",
    "Nomination",
    "Notice",
    "Observation",
    "Participation",
    "Party",
    "Person",
    "Pledge",
    "PledgeResult",
    "PledgeTarget",
    "PossibleDuplicate",
    "Provision",
    "Recusal",
    "Reviewer",
    "RosterImport",
    "SeatAllotment",
    "SelectionDecision",
    "SelectionRun",
    "Series",
    "SeriesGap",
    "SeriesName",
    "SigningKey",
    "Material",
    "MedicalClearance",
    "SourceRow",
    "Split",
    "User",
    "VaultItem",
    "WorkshopGroup",
]
    "TimetableRun",
    "TravelCase",
