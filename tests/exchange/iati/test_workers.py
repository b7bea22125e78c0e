"""Work in processes: every task is done once, what a worker raises is raised here."""

from __future__ import annotations

import os
import signal
from functools import partial

import pytest

from tomoni.catalogue.errors import InputError, StorageError
from tomoni.exchange.iati.workers import Workers


class Squares:
    """Squares numbers; odd things happen at some."""

    def __init__(self, first: int) -> None:
        self.done = [first]

    def do(self, task: int) -> int:
        if task == -1:
            raise InputError("minus one", do="Leave it out.")
        if task == -2:
            os.kill(os.getpid(), signal.SIGKILL)
        self.done.append(task)
        return task * task

    def end(self) -> list[int]:
        return self.done


@pytest.mark.parametrize("processes", [1, 2])
def test_every_task_is_done_once(processes: int) -> None:
    with Workers([partial(Squares, -number) for number in range(processes)]) as workers:
        answers = list(workers.answers(iter(range(1, 20))))
        ends = workers.ends()
    assert sorted(answers) == [number * number for number in range(1, 20)]
    done = [task for end in ends for task in end]
    assert sorted(done) == sorted([*range(1, 20), *(-number for number in range(processes))])


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_worker_raises_is_raised_here(processes: int) -> None:
    with (
        pytest.raises(InputError, match="minus one") as raised,
        Workers([partial(Squares, 0)] * processes) as workers,
    ):
        list(workers.answers(iter([1, 2, -1, 3, 4, 5])))
    assert raised.value.do == "Leave it out."


def test_without_a_task_no_process_starts() -> None:
    with Workers([partial(Squares, 0)] * 2) as workers:
        assert (list(workers.answers(iter([]))), workers.ends()) == ([], [])


def test_a_worker_that_is_killed_is_noticed() -> None:
    with (
        pytest.raises(StorageError, match="exit code -9"),
        Workers([partial(Squares, 0)] * 2) as workers,
    ):
        list(workers.answers(iter([1, 2, -2, 3, 4, 5])))
