"""Processes that work on tasks one by one, fed by this one: nobody holds more than one task.

A worker is made in its own process by a function that can be pickled; it does tasks, and at the end
says what became of them all. Fewer than two processes: the work is done here.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

from tomoni.catalogue.errors import StorageError

Task = TypeVar("Task")
TaskIn = TypeVar("TaskIn", contravariant=True)
Answer = TypeVar("Answer", covariant=True)
End = TypeVar("End", covariant=True)

_SECONDS_TO_END = 5.0
# Milliseconds after which Arrow's allocator gives memory back. At its default a process that reads
# pieces of five megabytes holds 345 MB; at none it gives back pages that it needs again at once.
_PURGE_DELAY = {"MIMALLOC_PURGE_DELAY": "3"}


class Worker(Protocol[TaskIn, Answer, End]):
    """What one process does."""

    def do(self, task: TaskIn) -> Answer:
        """Do one task."""

    def end(self) -> End:
        """End after the last task; what the whole work became."""


class Workers(Generic[Task, Answer, End]):
    """Some processes with a worker each; use it as a context manager.

    ``makers``: one function a process. They start with the first task: where there is none, they
    cost nothing. Leaving the block ends processes that are still at work.
    """

    def __init__(self, makers: Sequence[Callable[[], Worker[Task, Answer, End]]]) -> None:
        self._makers = makers
        self._here: Worker[Task, Answer, End] | None = None
        self._processes: list[multiprocessing.process.BaseProcess] = []
        self._ends: list[Connection] = []

    def __enter__(self) -> Workers[Task, Answer, End]:
        if len(self._makers) < 2:
            self._here = self._makers[0]()
        return self

    def _start(self) -> None:
        # A process that is forked inherits the ends of its siblings and would outlive this one.
        fresh = multiprocessing.get_context("spawn")
        for name, value in _PURGE_DELAY.items():
            os.environ.setdefault(name, value)
        for maker in self._makers:
            ours, theirs = fresh.Pipe()
            process = fresh.Process(target=_work, args=(theirs, maker), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._ends.append(ours)

    def answers(self, tasks: Iterable[Task]) -> Iterator[Answer]:
        """Yield what the tasks become, in the order in which they are done.

        The next task is fetched while others are worked on. Raises what a worker raised, and
        StorageError when one ended without a word.
        """
        if self._here is not None:
            yield from map(self._here.do, tasks)
            return
        idle, busy = list(self._ends), set[Connection]()
        for task in tasks:
            if not self._ends:
                self._start()
                idle = list(self._ends)
            while not idle:
                for end in self._ready(busy):
                    idle.append(end)
                    yield self._received(end)
            self._send(idle[-1], task)
            busy.add(idle.pop())
        while busy:
            for end in self._ready(busy):
                yield self._received(end)

    def ends(self) -> list[End]:
        """Let every worker that has started end and return what each says."""
        if self._here is not None:
            return [self._here.end()]
        for end in self._ends:
            self._send(end, None)
        return [self._received(end) for end in self._ends]

    def _ready(self, busy: set[Connection]) -> list[Connection]:
        ready = [end for end in wait(list(busy)) if isinstance(end, Connection)]
        busy.difference_update(ready)
        return ready

    def _send(self, end: Connection, task: Task | None) -> None:
        try:
            end.send(task)
        except (BrokenPipeError, ConnectionResetError):
            self._received(end)  # it may have said what was wrong before it ended
            raise self._ended(end) from None

    def _received(self, end: Connection) -> Any:
        try:
            is_answer, said = end.recv()
        except (EOFError, ConnectionResetError):
            raise self._ended(end) from None
        if is_answer:
            return said
        raise said

    def _ended(self, end: Connection) -> StorageError:
        process = self._processes[self._ends.index(end)]
        process.join(_SECONDS_TO_END)
        return StorageError(
            f"A process that worked on the files ended unexpectedly (exit code {process.exitcode})."
            " Nothing of this run was kept.",
            do="Run it again; with --jobs 1 if memory is short.",
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for end in self._ends:
            end.close()
        for process in self._processes:
            process.join(_SECONDS_TO_END if kind is None else 0)
            if process.is_alive():
                process.terminate()
                process.join()


class _Without(MetaPathFinder):
    """Lets a package look as if it were not installed."""

    def __init__(self, package: str) -> None:
        self._package = package

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Refuse the package; leave all others to whoever comes next."""
        if fullname == self._package:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def _work(end: Connection, maker: Callable[[], Worker[Task, Answer, End]]) -> None:
    """Do what comes until None comes, or until the one who sends is gone."""
    # An interrupt reaches all processes; the one that feeds the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Arrow imports pandas with its first array, where it is installed: 57 MB for nothing.
    sys.meta_path.insert(0, _Without("pandas"))
    try:
        worker = maker()
        while (task := end.recv()) is not None:
            end.send((True, worker.do(task)))
        end.send((True, worker.end()))
    except (EOFError, BrokenPipeError):
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the tasks are from
        end.send((False, error))
