"""Runs every benchmark, one after another, in a process each: `make bench`, or `--large` for 10⁷.

What they printed is recorded, with the machine and what falls short, in
``docs/explanation/performance.md``. Times differ between machines: the ratios are what counts.
"""

from __future__ import annotations

import platform
import subprocess
import sys

SIZES = {
    "benchmarks.freeze": ("100000", "1000000"),
    "benchmarks.figures": ("100000", "1000000"),
    "benchmarks.pages": ("1000", "100000"),
    "benchmarks.desk": ("500", "5000"),
    "benchmarks.certificates": ("500",),
    "benchmarks.selection": ("60/25/24", "200/60/28", "600/110/40", "3000/150/100"),
    "benchmarks.identity": ("5000", "65000"),
    "benchmarks.report": ("12",),
    "benchmarks.sheets": ("1000", "100000"),
    "benchmarks.reading": ("250000", "1000000", "4000000"),
    "benchmarks.everyone": ("2000000/100000",),
    "benchmarks.everyone_site": ("200000/20000",),
}
LARGE = {
    "benchmarks.freeze": ("10000000",),
    "benchmarks.figures": ("10000000",),
    "benchmarks.everyone": ("20000000/1000000",),
}


def main(arguments: list[str]) -> int:
    """Run them all; return the first exit code that is not zero."""
    print(f"Python {platform.python_version()}, {platform.machine()}")
    for module, sizes in SIZES.items():
        more = LARGE.get(module, ()) if "--large" in arguments else ()
        print(f"\n== {module} {' '.join((*sizes, *more))}", flush=True)
        done = subprocess.run([sys.executable, "-m", module, *sizes, *more], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
