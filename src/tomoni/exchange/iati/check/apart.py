"""Checks a stranger's file in a process of its own: ``python -m … < FILE`` prints what it found.

The file may come from anyone. The process that reads it has bounded time and memory and writes no
file: what breaks it breaks nothing else, and nothing of it stays.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from tomoni.catalogue.errors import InputError, Where

from ..source import sources_of
from .report import report_html
from .result import FileCheck, finding_json
from .run import check_sources
from .wording import rule_named

Form = Literal["json", "page", "report"]
# What a small archive may unpack to: the largest file that is taken, and half as much again.
_UNPACKED_TIMES = 1.5
_MEMORY = 4 * 2**30
_CPU_SECONDS = 120
_SECONDS = 150
_REFUSED = 4
# An answer names this many findings in all, a page this many of each rule; the rest is counted.
MOST_FINDINGS = 20_000
MOST_ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the process. ``largest``: bytes of the largest file that is taken."""

    name: str
    form: Form
    language: str
    largest: int


def check_apart(data: bytes, asked: Asked) -> bytes:
    """Return what a check found, in the form asked for: a JSON object, or the report's page.

    Errors: InputError when the archive holds several files, or the file takes too long to check.
    """
    head = json.dumps(asdict(asked)).encode("ascii") + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tomoni.exchange.iati.check.apart"],
            input=head + data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much(asked.name) from error
    if done.returncode == _REFUSED:
        said = json.loads(done.stdout)
        raise InputError(said["what"], where=Where(file=asked.name), do=said["do"])
    if done.returncode != 0:
        raise _too_much(asked.name)
    return done.stdout


def _too_much(name: str) -> InputError:
    return InputError(
        "The file takes too much time or memory to check here.",
        where=Where(file=name),
        do="Split it, or check it on a machine of your own: tomoni iati check FILE.",
    )


def parts_of(data: bytes, asked: Asked, now: datetime) -> Iterator[str]:
    """Yield what is asked of a file, in pieces. Raises InputError for an archive of several."""
    largest = int(asked.largest * _UNPACKED_TIMES)
    sources = sources_of(asked.name, data, largest=largest)
    if len(sources) > 1:
        raise InputError(
            f"The archive holds {len(sources)} files.",
            do="Send them one at a time, or check them together with the command line.",
        )
    [check] = check_sources(sources, today=now.date())
    if asked.form == "report":
        yield from report_html([check], now, asked.language)
    elif asked.form == "page":
        yield json.dumps(page_data(check, asked.language), ensure_ascii=False)
    else:
        yield json.dumps(answer_data(check, asked.language), ensure_ascii=False)


def answer_data(check: FileCheck, language: str) -> dict[str, Any]:
    """Return a check as an answer to a program. ``left_out``: findings beyond those named."""
    shown: list[dict[str, Any]] = []
    for finding in check.findings(language):
        if len(shown) == MOST_FINDINGS:
            break
        shown.append(finding_json(finding))
    verdict = check.verdict()
    return {
        "file": check.file,
        "version": check.version,
        "activities": check.activities,
        "accepted": verdict.accepted,
        "clean": verdict.clean,
        "findings": shown,
        "left_out": len(check.findings_table) - len(shown),
    }


def page_data(check: FileCheck, language: str) -> dict[str, Any]:
    """Return a check for a page: counts, and of each rule the first findings."""
    verdict = check.verdict()
    return {
        "file": check.file,
        "version": check.version,
        "kind": check.kind,
        "activities": check.activities,
        "accepted": verdict.accepted,
        "clean": verdict.clean,
        "readable": check.is_readable,
        "counts": check.severity_counts(),
        "rules": [
            {
                "rule": rule,
                "severity": rule_named(rule).severity,
                "count": count,
                "findings": [
                    finding_json(finding)
                    for finding in check.findings_of(rule, MOST_ON_A_PAGE, language)
                ],
            }
            for rule, count in check.rule_counts().items()
        ],
    }


def main() -> int:
    """Check the file on standard input, whose first line says what is asked; 4: refused."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    asked = Asked(**json.loads(sys.stdin.buffer.readline()))
    data = sys.stdin.buffer.read()
    try:
        for part in parts_of(data, asked, datetime.now(UTC)):
            sys.stdout.buffer.write(part.encode("utf-8"))
    except InputError as error:
        sys.stdout.buffer.write(json.dumps({"what": error.what, "do": error.do}).encode())
        return _REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
