"""Names of the sheets of a workbook, and of columns that no table has under the same name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .labels import Label

SHEET_NAMES: Mapping[str, Label] = MappingProxyType(
    {
        "parties": Label("Parties", "関係機関"),
        "activities": Label("Activities", "案件"),
        "entries": Label("Entries", "台帳"),
        "results": Label("Results", "累計実績"),
        "targets": Label("Targets", "目標"),
    }
)
SHEET_COLUMNS: Mapping[str, Label] = MappingProxyType(
    {
        "party_id": Label("Party id", "関係機関ID"),
        "activity_id": Label("Activity id", "案件ID"),
        "entry_id": Label("Entry id", "台帳行ID"),
        "observation_id": Label("Result id", "累計実績ID"),
        "target_id": Label("Target id", "目標ID"),
        "claim_id": Label("Claim id", "主張ID"),
        "value": Label("Value", "値"),
        "version": Label("Version", "版"),
        "countries": Label("Countries", "対象国"),
        "regions": Label("Regions", "対象地域"),
        "parties": Label("Parties", "関係機関"),
        "frameworks": Label("Frameworks", "枠組み"),
    }
)
# How the items of a list are written.
LIST_HELP: Mapping[str, Label] = MappingProxyType(
    {
        "countries": Label(
            "Codes or names, each with its basis in brackets: KH (stated); LA (venue, open list)."
            " Without brackets the basis is: stated.",
            "国コードまたは国名と、括弧内に根拠：KH (stated); LA (venue, open list)。"
            "括弧がなければ「stated」。",
        ),
        "regions": Label(
            "Ids of regions: asia; africa.",
            "地域ID：asia; africa。",
        ),
        "parties": Label(
            "Ids of parties, each with its role in brackets: jica (implementer); mofa (funder).",
            "関係機関IDと括弧内に役割：jica (implementer); mofa (funder)。",
        ),
        "frameworks": Label(
            "Ids of frameworks, with a provision in brackets where one is meant: uncac (art-16).",
            "枠組みIDと、条項があれば括弧内に：uncac (art-16)。",
        ),
    }
)
OPEN_LIST = Label("open list", "他にもあり")
