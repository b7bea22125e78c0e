"""A measurement at several sizes, each in a process of its own, so that none finds what another
left in memory; and what one answer of Django costs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

Result = dict[str, Any]


def cost(client: Any, address: str) -> float:
    """Ask a page and return the milliseconds of the processor that it took."""
    begun = time.process_time()
    client.get(address)
    return (time.process_time() - begun) * 1000


def each_size(
    module: str,
    measure: Callable[[int], Result],
    report: Callable[[list[Result]], None],
    usual: Sequence[int],
) -> None:
    """Measure the sizes of the command line, else the usual ones, and report on all of them.

    ``python -m MODULE --one SIZE`` is the process of one size: its last line is the result.
    """
    arguments = sys.argv[1:]
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(int(arguments[1]))))
        return
    results = []
    for size in [int(text) for text in arguments] or usual:
        done = subprocess.run(
            [sys.executable, "-m", module, "--one", str(size)], check=True, stdout=subprocess.PIPE
        )
        results.append(json.loads(done.stdout.splitlines()[-1]))
    report(results)
