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
from .documents import Claim, ClaimActivity, ClaimSpan, Document, DocumentSection, Exclusion
from .findings import Finding, FindingClaim
from .ledger import Entry, EntryRelease, Observation, Split
from .parties import Framework, Party, Provision
from .pledges import Pledge, PledgeResult, PledgeTarget
from .users import Mandate, User

__all__ = [
    "Activity",
    "ActivityCountry",
    "ActivityFramework",
    "ActivityParty",
    "ActivityRegion",
    "AuditEvent",
    "Claim",
    "ClaimActivity",
    "ClaimSpan",
    "Document",
    "DocumentSection",
    "Edition",
    "Entry",
    "EntryRelease",
    "Exclusion",
    "Finding",
    "FindingClaim",
    "Framework",
    "Mandate",
    "Mention",
    "Observation",
    "Party",
    "Pledge",
    "PledgeResult",
    "PledgeTarget",
    "Provision",
    "Series",
    "SourceRow",
    "Split",
    "User",
]
