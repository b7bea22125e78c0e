"""Fuzzes the reader of the CRS's files: python fuzz/dac.py [CORPUS …] [libFuzzer options].

The first byte of an input chooses whether sound headings go before the rest. Whatever the bytes, a
file is read, every row kept or put aside, or refused with a reason, and then nothing is listed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tomoni.exchange.dac", "zipfile"]):
    from tomoni.exchange.dac import CrsStore, import_file, mapping_named

from tomoni.catalogue.errors import TomoniError

HEAD = b"Year|DonorCode|RecipientCode|usd_commitment|LongDescription\n"
BULK = mapping_named("bulk")


def one_input(data: bytes) -> None:
    """Import one input into a store of its own."""
    with tempfile.TemporaryDirectory(prefix="fuzz-dac-") as holder:
        path = Path(holder) / "crs"
        path.write_bytes((HEAD if data[:1] > b"\x7f" else b"") + data[1:])
        store = CrsStore(Path(holder) / "store")
        try:
            done = import_file(path, BULK, store)
        except TomoniError:
            assert not store.imports()
            return
        assert done.manifest["rows"] + done.manifest["quarantined"] > 0


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
