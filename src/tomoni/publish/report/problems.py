"""What can be wrong with a report, by code. The reference lists the codes out of this table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tomoni.catalogue.errors import ReportError
from tomoni.catalogue.report_problem_words import REPORT_PROBLEM_WORDS

from .model import Place, Problem

# code: (whether it stops the build, what it means)
PROBLEMS: dict[str, tuple[bool, str]] = {
    "folder": (True, "A file of the report is missing, unreadable, too large or outside it."),
    "settings": (True, "report.toml cannot be read, or one of its keys is wrong."),
    "markdown": (True, "A chapter uses what a report cannot show, or headings are out of order."),
    "hidden": (True, "A character that is not seen, or that turns the order of others."),
    "link": (True, "A link leads somewhere else than to a page: only http, https and paths do."),
    "slot": (True, "A slot is not written as the language of slots asks."),
    "figure": (True, "The engine does not know or refuses what a slot asks."),
    "claim": (True, "The snapshot has no such claim, or the claim holds no number."),
    "rows": (True, "A slot of one number found none or several."),
    "unknown": (True, "The figure knows no value here; unknown is never printed as a number."),
    "untrue": (True, "What the slot says is not true of the figure: its hedge or its rounding."),
    "digit": (True, "A digit stands outside a slot and is not allowed with a reason."),
    "loose": (False, "What the slot says is true, but readers will take it more narrowly."),
    "fell": (False, "A number is lower than in the edition before."),
    "contradicts": (False, "An open finding, or the edition before, says otherwise than a number."),
    "stale": (False, "The snapshot is old, or a later one exists."),
    "unused": (False, "A permission for a digit is used nowhere."),
}  # fmt: skip


def problem(code: str, place: Place, key: str, /, **values: object) -> Problem:
    """Return a problem: ``key`` and ``values`` give its words, the table if it stops the build."""
    wording = REPORT_PROBLEM_WORDS[key]
    what, do = (label.en.format(**values) for label in (wording.what, wording.do))
    ja = (wording.what.ja.format(**values), wording.do.ja.format(**values))
    return Problem(place, code, what, do, PROBLEMS[code][0], ja)


def said(code: str, place: Place, en: tuple[str, str], ja: tuple[str, str] | None) -> Problem:
    """Return a problem in words that another part has said: what, and what to do."""
    what_ja, do_ja = ja or en
    return problem(code, place, "said", what=en[0], do=en[1], what_ja=what_ja, do_ja=do_ja)


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those that stop the build, in the order of the files."""
    return tuple(sorted((each for each in problems if each.is_error), key=_order))


def warnings_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those that do not stop the build, in the order of the files."""
    return tuple(sorted((each for each in problems if not each.is_error), key=_order))


def _order(one: Problem) -> tuple[Place, str]:
    return one.place, one.what


def refuse_if_wrong(report: str, problems: Sequence[Problem]) -> None:
    """Raise ReportError with every error at once, if there is any."""
    errors = errors_of(problems)
    if errors:
        many = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        listed = "\n".join(str(each) for each in errors)
        raise ReportError(
            f"The report {report} has {many}.\n{listed}",
            do="Mend them; `tomoni report check` lists them again.",
            problems=tuple(each.as_dict() for each in errors),
        )
