"""The ledger's rows as rows of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from tomoni.catalogue.tables import Table
from tomoni.exchange.snapshot import arrow_schema

from .keys import Keys
from .queries import is_key_reference


def contract_columns(batch: pa.RecordBatch, table: Table, keys: Mapping[str, Keys]) -> list[Any]:
    """Return the contract's columns of rows read by ``table_query``; references are public ids."""
    return [
        keys[str(field.references)].names_of(batch.column(field.name))
        if is_key_reference(field)
        else batch.column(field.name)
        for field in table.fields
    ]


def contract_batch(columns: list[Any], table: Table) -> pa.RecordBatch:
    """Return the contract's columns as one batch, with its types and nullability."""
    return pa.RecordBatch.from_arrays(columns, schema=arrow_schema(table))
