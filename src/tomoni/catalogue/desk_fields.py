"""Every column of the course desk: what it means, whether it is personal, who may see it.

The groups of ``rules.permission_table`` say which roles a column's group stands for. A model's
column that is missing here fails a test, and is seen by nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .desk_columns.accounts import ACCOUNT_TABLES
from .desk_columns.alumni import ALUMNI_TABLES
from .desk_columns.attendance import ATTENDANCE_TABLES
from .desk_columns.certificates import CERTIFICATE_TABLES
from .desk_columns.delivery import DELIVERY_TABLES
from .desk_columns.editions import EDITION_TABLES
from .desk_columns.evaluation import EVALUATION_TABLES
from .desk_columns.evidence import EVIDENCE_TABLES
from .desk_columns.field import DeskField, DeskTable
from .desk_columns.findings import FINDING_TABLES
from .desk_columns.follow_up import FOLLOW_UP_TABLES
from .desk_columns.groups import GROUP_TABLES
from .desk_columns.imports import IMPORT_TABLES
from .desk_columns.nominations import NOMINATION_TABLES
from .desk_columns.offers import OFFER_TABLES
from .desk_columns.people import PEOPLE_TABLES
from .desk_columns.reading import READING_TABLES
from .desk_columns.reports import REPORT_TABLES

__all__ = ["DESK_TABLES", "DeskField", "DeskTable"]

DESK_TABLES: Mapping[str, DeskTable] = MappingProxyType(
    {
        table.object_type: table
        for table in (
            *EDITION_TABLES,
            *NOMINATION_TABLES,
            *PEOPLE_TABLES,
            *OFFER_TABLES,
            *CERTIFICATE_TABLES,
            *FOLLOW_UP_TABLES,
            *ALUMNI_TABLES,
            *EVALUATION_TABLES,
            *GROUP_TABLES,
            *ATTENDANCE_TABLES,
            *DELIVERY_TABLES,
            *ACCOUNT_TABLES,
            *READING_TABLES,
            *EVIDENCE_TABLES,
            *FINDING_TABLES,
            *REPORT_TABLES,
            *IMPORT_TABLES,
        )
    }
)
"""Tables by the name of their records."""
