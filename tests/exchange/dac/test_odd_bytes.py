"""Whatever bytes a stranger sends: rows, or one error of ours. No row is lost on the way."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.exchange.dac import CrsStore, import_file, mapping_named

HEAD = b"Year|DonorCode|RecipientCode|usd_commitment|LongDescription\n"
CELLS = st.text(alphabet='ab1.5-"|,\n\r\t \x00é=', max_size=12)


def imported(data: bytes) -> tuple[int, int] | None:
    """How many rows are kept and put aside; None where the file is refused."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "crs.txt"
        path.write_bytes(data)
        store = CrsStore(Path(directory) / "store")
        try:
            done = import_file(path, mapping_named("bulk"), store)
        except InputError:
            assert store.imports() == {}
            return None
        return done.manifest["rows"], done.manifest["quarantined"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_after_the_headings(data: bytes) -> None:
    imported(HEAD + data)


@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b", b"PAR1", b"\xff\xfe"]),
)
def test_any_bytes(data: bytes, begin: bytes) -> None:
    imported(begin + data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_rows_that_csv_can_write_are_all_accounted_for(rows: list[list[str]]) -> None:
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter="|", lineterminator="\n", quoting=csv.QUOTE_ALL)
    for amount, text in rows:
        writer.writerow(["2020", "701", "769", amount, text])
    assert sum(imported(HEAD + made.getvalue().encode()) or (-1,)) == len(rows)
