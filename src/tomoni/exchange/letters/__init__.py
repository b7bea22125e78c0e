"""Letters, lists and nameplates of a course, in English and Japanese, as PDF, DOCX and XLSX."""

from .called import papers_in_words, policy_in_words, rules_in_words
from .compose import compose
from .model import Frame, Letter, Letterhead, Signatory, blocks_as_data
from .pdf import letter_pdf, nameplates_pdf
from .people import (
    Arrival,
    ListedPerson,
    Lodger,
    arrival_list,
    arrival_sheet,
    participant_list,
    participant_sheet,
    rooming_list,
    rooming_sheet,
)
from .values import (
    Acceptance,
    AddressedPerson,
    CourseFacts,
    GeneralInformation,
    Invitation,
    LetterValues,
    VisaSupport,
)
from .word import letter_docx, nameplates_docx

__all__ = [
    "Acceptance",
    "AddressedPerson",
    "Arrival",
    "CourseFacts",
    "Frame",
    "GeneralInformation",
    "Invitation",
    "Letter",
    "LetterValues",
    "Letterhead",
    "ListedPerson",
    "Lodger",
    "Signatory",
    "VisaSupport",
    "arrival_list",
    "arrival_sheet",
    "blocks_as_data",
    "compose",
    "letter_docx",
    "letter_pdf",
    "nameplates_docx",
    "nameplates_pdf",
    "papers_in_words",
    "participant_list",
    "participant_sheet",
    "policy_in_words",
    "rooming_list",
    "rooming_sheet",
    "rules_in_words",
]
