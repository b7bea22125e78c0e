"""A long import shows how far it is, without a script: the page grows while the work goes on.

The work runs in a thread with a database connection of its own, so that it is finished also where
the reader leaves. Each step adds a bar to the page, and the style sheet shows the last one alone.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError

Progress = Callable[[int, int], object]
_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Done:
    """How the work ended: with a result, or with an error of ours."""

    result: Any = None
    error: BaseException | None = None


def steps_of(work: Callable[[Progress], Any]) -> Iterator[tuple[int, int] | Done]:
    """Run the work in a thread; yield what is done and what there is in all, and at last its end.

    At most about fifty steps are yielded, whatever the size of the work.
    """
    told: queue.Queue[tuple[int, int] | Done] = queue.Queue()
    last = 0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if done - last >= max(1, total // _MOST_STEPS) or done == total:
            last = done
            told.put((done, total))

    def run() -> None:
        try:
            told.put(Done(work(progress)))
        except BaseException as error:  # noqa: BLE001 (raised where the end is awaited)
            told.put(Done(error=error))
        finally:
            connections.close_all()

    threading.Thread(target=run, daemon=True).start()
    while True:
        step = told.get()
        yield step
        if isinstance(step, Done):
            return


def grown_page(
    head: str, work: Callable[[Progress], Any], end: Callable[[Any], str], foot: str
) -> Iterator[str]:
    """Yield a page piece by piece: head, a bar for each step, what ``end`` says, foot.

    A refusal of ours takes the place of the end; any other error breaks the page off and is logged.
    """
    language = translation.get_language() or "en"
    yield head
    for step in steps_of(work):
        with translation.override(language):
            if not isinstance(step, Done):
                yield _bar(*step)
            elif isinstance(step.error, TomoniError):
                yield format_html('<p class="message error">{}</p>', str(step.error))
            elif step.error is not None:
                raise step.error
            else:
                yield end(step.result)
    yield foot


def _bar(done: int, total: int) -> str:
    words = _("%(done)s of %(total)s lines") % {"done": f"{done:,}", "total": f"{total:,}"}
    return format_html(
        '<p class="step"><progress value="{}" max="{}"></progress> {}</p>\n', done, total, words
    )
