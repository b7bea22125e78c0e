"""Every command of docs/how-to/answers.md is answered by the shipped portfolio, or refused."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tomoni.exchange.snapshot import Snapshot
from tomoni.figures import run_figure

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "answers.md"
COMMANDS = re.findall(r"^    tomoni figure run (.+)$", PAGE.read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_is_answered(portfolio: Snapshot, command: str) -> None:
    name, *words = shlex.split(command)
    by: list[str] = []
    where: dict[str, str] = {}
    as_of = None
    options = iter(word for word in words if word not in ("--trace", "--json"))
    for option in options:
        value = next(options)
        if option == "--by":
            by.append(value)
        elif option == "--as-of":
            as_of = value
        else:
            assert option == "--where"
            key, _, chosen = value.partition("=")
            where[key] = chosen
    run_figure(portfolio, name, by=by, where=where, as_of=as_of)


def test_every_question_is_there() -> None:
    numbers = re.findall(r"^\*\*(\d+)\. ", PAGE.read_text(encoding="utf-8"), re.M)
    assert [int(number) for number in numbers] == list(range(1, 26))
