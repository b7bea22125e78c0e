"""Settings of what the instance publishes under the IATI standard."""

from __future__ import annotations

from . import setting_values as read
from .setting_lists import Setting

IATI_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "TOMONI_IATI_ORGANISATION_IDENTIFIER",
        "",
        "Identifier of the organisation that publishes under the IATI standard, such as "
        "XM-DAC-701-2. Empty: nothing is written. Every activity's identifier begins with it.",
        read.organisation_identifier,
        "empty or an identifier such as XM-DAC-701-2, without blanks and / & | ?",
    ),
    Setting(
        "TOMONI_IATI_ORGANISATION_NAME",
        "",
        "Name of that organisation. Empty: the home party's, unless TOMONI_UNOFFICIAL is true.",
        read.as_text,
        "empty or a name",
    ),
    Setting(
        "TOMONI_IATI_ORGANISATION_TYPE",
        "",
        "Its type by the code list OrganisationType. Empty: by the kind of the home party, unless "
        "TOMONI_UNOFFICIAL is true.",
        read.organisation_type,
        "empty or a code such as 10 (government) or 40 (multilateral)",
    ),
    Setting(
        "TOMONI_IATI_ORGANISATIONS",
        "",
        "CSV file of identifiers of other bodies: party_id, identifier, type. Empty: they are "
        "written by name alone.",
        read.optional_file,
        "empty or the path of a CSV file",
    ),
    Setting(
        "TOMONI_IATI_SHARES",
        "as_stated",
        "What is written for an activity with several recipients and no stated shares: "
        "`as_stated` leaves it out and says so, `equal_remainder` gives each an equal part and "
        "says so.",
        read.one_of("as_stated", "equal_remainder"),
        "as_stated or equal_remainder",
    ),
    Setting(
        "TOMONI_IATI_LAKE",
        "",
        "Lake of everyone's IATI files that `tomoni publish` puts on the public site. Empty: none.",
        read.optional_file,
        "empty or the path of a lake that `tomoni iati read` made",
    ),
)
