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
from .courses.associations import (
    AlumniAssociation,
    AlumniMessage,
    AlumniProfile,
    AssociationActivity,
    AssociationMembership,
    AssociationOffice,
)
from .courses.attendance import (
    AttendanceRecord,
    LogAttendee,
    LogSession,
    LogStay,
    PlatformLog,
)
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
from .courses.evaluation import (
    AnswerReceipt,
    EvaluationResponse,
    Instrument,
    InstrumentVersion,
)
from .courses.follow_up import (
    ActionPlan,
    EmployerEndorsement,
    FollowUpFile,
    FollowUpReminder,
    FollowUpReport,
    FollowUpScheme,
    Milestone,
    MilestoneProgress,
)
from .courses.general_information import GeneralInformation
from .courses.groups import GroupMember, GroupPlan, GroupWish, WorkshopGroup
from .courses.lecturers import Lecturer
from .courses.materials import Material
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
from .courses.offers import MedicalClearance, TravelCase
from .courses.participations import ItemisedEntry, Participation, RosterImport
from .courses.persons import Consent, Employment, Person, PossibleDuplicate
from .courses.sessions import (
    CalendarFeed,
    ParticipantZone,
    Session,
    SessionLecturer,
    SessionPresenter,
    TimetableRun,
)
from .documents import Claim, ClaimActivity, ClaimSpan, Document, DocumentSection, Exclusion
from .evidence import ProposalDecision, ProposalReview
from .evidence import ProposalDecision, ProposalReview
from .finding_decisions import FindingDecision, FindingFigure
from .findings import Finding, FindingClaim
from .ledger import Entry, EntryRelease, Observation, Split
from .namings import Naming
from .notices import AccountInvitation, Notice, VaultItem
from .parties import Framework, Party, Provision
from .pledges import Pledge, PledgeResult, PledgeTarget
from .reading import DocumentText, Proposal, ReadingBatch, ReadingFile
from .reports import (
    AnswerPack,
    AnswerRevision,
    Report,
    ReportChapter,
    ReportChapterRevision,
    ReportEdition,
    ReportPicture,
    SignOff,
)
from .users import Mandate, User

__all__ = [
    "AccountInvitation",
    "ActionPlan",
    "Activity",
    "ActivityCountry",
    "ActivityFramework",
    "ActivityParty",
    "ActivityRegion",
    "AlumniAssociation",
    "AlumniMessage",
    "AlumniProfile",
    "AnswerPack",
    "AnswerReceipt",
    "AnswerRevision",
    "Assessment",
    "AssociationActivity",
    "AssociationMembership",
    "AssociationOffice",
    "AttendanceRecord",
    "AuditEvent",
    "BudgetLine",
    "CalendarFeed",
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
    "DocumentText",
    "DossierDocument",
    "Edition",
    "EligibilityCheck",
    "EmployerEndorsement",
    "Employment",
    "Entry",
    "EntryRelease",
    "EvaluationResponse",
    "Exclusion",
    "Finding",
    "FindingClaim",
    "FindingDecision",
    "FindingFigure",
    "FollowUpFile",
    "FollowUpReminder",
    "FollowUpReport",
    "FollowUpScheme",
    "Framework",
    "GeneralInformation",
    "GroupMember",
    "GroupPlan",
    "GroupWish",
    "Instrument",
    "InstrumentVersion",
    "Invitation",
    "ItemisedEntry",
    "Lecturer",
    "LogAttendee",
    "LogSession",
    "LogStay",
    "Mandate",
    "Material",
    "MedicalClearance",
    "Mention",
    "Milestone",
    "MilestoneProgress",
    "Naming",
    "Nomination",
    "Notice",
    "Observation",
    "ParticipantZone",
    "Participation",
    "Party",
    "Person",
    "PlatformLog",
    "Pledge",
    "PledgeResult",
    "PledgeTarget",
    "PossibleDuplicate",
    "Proposal",
    "ProposalDecision",
    "ProposalReview",
    "ProposalDecision",
    "ProposalReview",
    "Provision",
    "ReadingBatch",
    "ReadingFile",
    "Recusal",
    "Report",
    "ReportChapter",
    "ReportChapterRevision",
    "ReportEdition",
    "ReportPicture",
    "Reviewer",
    "RosterImport",
    "SeatAllotment",
    "SelectionDecision",
    "SelectionRun",
    "Series",
    "SeriesGap",
    "SeriesName",
    "Session",
    "SessionLecturer",
    "SessionPresenter",
    "SignOff",
    "SigningKey",
    "SourceRow",
    "Split",
    "TimetableRun",
    "TravelCase",
    "User",
    "VaultItem",
    "WorkshopGroup",
]
