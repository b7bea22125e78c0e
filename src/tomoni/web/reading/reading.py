"""Reads the open files of a batch; whoever is killed, the next one goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable

from tomoni.records.actions.common import find
from tomoni.records.actions.reading.batches import begin_file, end_batch, finish_file, open_files
from tomoni.records.actions.reading.texts import source_path
from tomoni.records.models import ReadingBatch

from .pool import Job, read_jobs

Progress = Callable[[int, int], object]
"""Called with the number of files that are done with, and of all."""


def read_batch(
    batch_id: str, *, processes: int | None = None, progress: Progress | None = None
) -> int:
    """Read the files of a batch that are still open, and return how many there were.

    Errors: NotFoundError.
    """
    batch = find(ReadingBatch, batch_id)
    files = {one.public_id: one for one in open_files(batch)}
    jobs = [Job(one.public_id, str(source_path(one.sha256)), one.name) for one in files.values()]
    done = batch.file_count - len(files)
    for job, result in read_jobs(
        jobs, processes=processes, begins=lambda job: begin_file(files[job.key])
    ):
        finish_file(job.key, result)
        done += 1
        if progress is not None:
            progress(done, batch.file_count)
    end_batch(batch)
    return len(files)
