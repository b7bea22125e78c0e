"""Reference page of reports: slots, report.toml, problems, and the drawn examples."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from tomoni.publish.report.answer_file import KEYS as ANSWER_KEYS
from tomoni.publish.report.answer_file import SIGN_OFF_KEYS
from tomoni.publish.report.problems import PROBLEMS
from tomoni.publish.report.questions import ALIASES
from tomoni.publish.report.settings import ALLOWED_KEYS, KEYS
from tomoni.publish.report.slot_kinds import SLOTS, Argument, SlotKind

from .markdown import code, codes, table

_SPECIFICATIONS = Path(__file__).parents[4] / "tests" / "spec"
_DRAWN = ("rules/statements.md", "report/slots.md", "report/numbers.md")


def reports_page() -> str:
    """Return how a report is written: chapters, slots, settings, problems, and what is drawn."""
    text = files(__package__).joinpath("report_format.md").read_text(encoding="utf-8")
    lines = ["# Reports", "", text.rstrip(), "", *_slots(), "", *_settings(), "", *_answers()]
    lines += ["", *_problems()]
    for name in _DRAWN:
        page = (_SPECIFICATIONS / name).read_text(encoding="utf-8")
        lines += ["", *_deeper(page)]
    return "\n".join(lines)


def _slots() -> Iterator[str]:
    yield "## Slots"
    yield ""
    yield 'A slot is `{{ name "subject" key="value" key=12 }}`. Texts stand between straight'
    yield "quotes, numbers may stand without. Nothing is computed and nothing nests."
    for kind in SLOTS.values():
        yield ""
        yield from _slot(kind)


def _slot(kind: SlotKind) -> Iterator[str]:
    yield f"### {kind.name}"
    yield ""
    yield kind.help + (" It stands alone." if kind.is_block else "")
    yield ""
    yield f"    {kind.example}"
    yield ""
    rows = [["", f"The {kind.subject}.", "required"]] if kind.subject else []
    rows += [_argument(argument) for argument in kind.arguments]
    yield from table(("Argument", "What it says", ""), rows)
    if kind.takes_keys:
        alias, name = next(iter(ALIASES.items()))
        yield ""
        yield "Every other argument narrows the figure by the key of that name, as `--where` does"
        yield "on the command line. Several values are parted by commas."
        yield f"The key `{name}` is written `{alias}`."


def _argument(argument: Argument) -> list[str]:
    choices = f" One of {codes(argument.choices)}." if argument.choices else ""
    needed = "required" if argument.is_required else ""
    return [code(argument.name), f"{argument.help}{choices}", needed]


def _settings() -> Iterator[str]:
    yield "## report.toml"
    yield ""
    yield from table(("Key", "What it says"), ((code(key), text) for key, text in KEYS.items()))
    yield ""
    yield "Each entry of `[[allowed]]`:"
    yield ""
    yield from table(
        ("Key", "What it says"), ((code(key), text) for key, text in ALLOWED_KEYS.items())
    )


def _answers() -> Iterator[str]:
    yield "## Answers"
    yield ""
    yield "The head of an answer's file (`tomoni answer`), between two lines of `+++`:"
    yield ""
    yield from table(
        ("Key", "What it says"), ((code(key), text) for key, text in ANSWER_KEYS.items())
    )
    yield ""
    yield "Each entry of `[[sign_off]]`:"
    yield ""
    yield from table(
        ("Key", "What it says"), ((code(key), text) for key, text in SIGN_OFF_KEYS.items())
    )


def _problems() -> Iterator[str]:
    yield "## Problems"
    yield ""
    rows = (
        (code(name), "error" if is_error else "warning", text)
        for name, (is_error, text) in PROBLEMS.items()
    )
    yield from table(("Code", "", "What it means"), rows)


def _deeper(text: str) -> Iterator[str]:
    """The lines of a page, its headings one level deeper."""
    for line in text.rstrip().splitlines():
        yield f"#{line}" if line.startswith("#") else line
