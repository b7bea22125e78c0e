"""Files read over all cores; one whose reading kills its process takes no other with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from tomoni.records.actions.reading.values import FileRefused, TextRead

from .reader import MOST_SECONDS, begin_process, read_source

Result = TextRead | FileRefused


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be read. ``key``: by which its result is known."""

    key: str
    path: str
    name: str


Read = Callable[[str, str, int], Result]


def read_jobs(
    jobs: Sequence[Job],
    *,
    processes: int | None = None,
    begins: Callable[[Job], object] = lambda _: None,
    read: Read = read_source,
    seconds: int = MOST_SECONDS,
) -> Iterator[tuple[Job, Result]]:
    """Yield each file with what came of it, in the order in which they are done.

    ``begins`` is called when a file is taken up. No more files are under way than there are
    processes: what is read waits for nobody, and memory stays that of a few files.
    """
    count = min(processes or os.cpu_count() or 1, max(1, len(jobs)))
    waiting = list(reversed(jobs))
    while waiting:
        suspects: list[Job] = []
        with _pool(count) as pool:
            under_way: dict[Future[Result], Job] = {}
            while not suspects and (waiting or under_way):
                while waiting and len(under_way) < count and not suspects:
                    job = waiting.pop()
                    begins(job)
                    try:
                        under_way[pool.submit(read, job.path, job.name, seconds)] = job
                    except BrokenProcessPool:
                        suspects.append(job)
                done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for one in done:
                    job = under_way.pop(one)
                    if isinstance(one.exception(), BrokenProcessPool):
                        suspects.append(job)
                    else:
                        yield job, one.result()
            # A broken pool gives back nothing of what was under way.
            suspects += under_way.values() if suspects else ()
        for job in suspects:
            yield job, _alone(job, read, seconds)


def _alone(job: Job, read: Read, seconds: int) -> Result:
    """Read a file that was under way when a process died; if it dies again, it was this one."""
    with _pool(1) as pool:
        try:
            return pool.submit(read, job.path, job.name, seconds).result()
        except BrokenProcessPool:
            return FileRefused("reading_stopped", {"seconds": str(seconds)})


def _pool(processes: int) -> ProcessPoolExecutor:
    # A fresh process: a fork would copy locks that other threads hold, and the ledger's connection.
    return ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=begin_process, initargs=(os.getpid(),)
    )
