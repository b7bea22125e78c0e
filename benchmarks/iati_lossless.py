"""Whether real IATI files come out of a lake element for element as they went in.

    python -m benchmarks.iati_lossless FOLDER

Reads every XML file below the folder into a lake, writes the lake's files again, and compares each
with what was published by its canonical XML, comments included. Files of a version before 2 are
refused on the way in and passed over. Ends with 1 if any file differs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tomoni.exchange.iati.lake import open_lake
from tomoni.exchange.iati.lake.reading import read_into
from tomoni.exchange.iati.write.lossless import WrittenBack, canonical_digest, write_back


def main(arguments: list[str]) -> int:
    """Read, write and compare; say what came of it."""
    paths = sorted(Path(arguments[0]).rglob("*.xml"))
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        read_into(paths, home / "lake")
        begun = time.perf_counter()
        with open_lake(home / "lake") as lake:
            written = write_back(lake, home / "out")
        seconds = time.perf_counter() - begun
        different = [one.name for one in written if one.path is not None and not _is_same(one)]
        size = sum(path.stat().st_size for path in (home / "out").iterdir())
    out = [one for one in written if one.path is not None]
    print(f"files {len(paths)}, refused {len(paths) - len(out)}, written {len(out)}")
    print(f"byte for byte {sum(one.is_identical for one in out)}, different {len(different)}")
    print(f"records {sum(one.records for one in out)}, {size / 1e6 / seconds:.0f} MB/s")
    print("\n".join(different))
    return 1 if different or not out else 0


def _is_same(one: WrittenBack) -> bool:
    assert one.path is not None
    return canonical_digest(one.path) == canonical_digest(Path(one.name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
