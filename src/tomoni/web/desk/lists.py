"""The list of a table, without computing the same addresses once a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from unfold.views import ChangeList


class DeskList(ChangeList):
    """A list whose ordering and addresses are computed once.

    The theme asks for the headers of all columns again for every row.
    """

    _ordering_columns: Mapping[int, str] | None = None
    _addresses: dict[str, str]

    def get_ordering_field_columns(self) -> Mapping[int, str]:
        """Return the columns that the list is ordered by; they hold for the whole page."""
        if self._ordering_columns is None:
            self._ordering_columns = super().get_ordering_field_columns()
        return self._ordering_columns

    def get_query_string(
        self, new_params: Mapping[str, Any] | None = None, remove: Sequence[str] | None = None
    ) -> str:
        """Return the query of this page with parameters changed; each one is made once."""
        kept = self.__dict__.setdefault("_addresses", {})
        asked = repr((new_params, remove))
        if asked not in kept:
            kept[asked] = super().get_query_string(new_params, remove)
        return kept[asked]
