"""Two editions of one publication: what changed, what is no longer said, who is no longer named."""

from __future__ import annotations

from .compare import common_sections, compare_editions
from .values import (
    EditionsCompared,
    EditionText,
    NamingChange,
    PlacedClaim,
    PlacedNaming,
    Section,
    StatementChange,
)

__all__ = [
    "EditionText",
    "EditionsCompared",
    "NamingChange",
    "PlacedClaim",
    "PlacedNaming",
    "Section",
    "StatementChange",
    "common_sections",
    "compare_editions",
]
