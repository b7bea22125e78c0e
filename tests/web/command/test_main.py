"""What goes wrong becomes a message and an exit code, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import click
import pytest
from django.db import OperationalError

from tomoni.catalogue.errors import ERRORS, InputError, TomoniError, Where
from tomoni.web.command import __main__ as main
from tomoni.web.command.__main__ import run
from tomoni.web.command.root import COMMANDS, root


def fails_with(error: BaseException) -> click.Command:
    @click.command()
    @click.option("--json", "as_json", is_flag=True)
    def command(as_json: bool) -> None:
        raise error

    return command


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    return lambda error: monkeypatch.setattr(main, "root", fails_with(error))


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.code)
def test_each_error_has_its_exit_code(
    kind: type[TomoniError],
    failing: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing(kind("It broke.", where=Where("a.csv", 3, "value"), do="Mend it."))
    assert run([]) == kind.exit_code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "Error: a.csv:3, field value: It broke.\nMend it.\n"


def test_with_json_the_error_is_one_object(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(InputError("No.", where=Where(field="by"), do="Do."))
    assert run(["--json"]) == InputError.exit_code
    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "error": {
            "code": "input",
            "what": "No.",
            "file": None,
            "line": None,
            "field": "by",
            "do": "Do.",
        }
    }


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (KeyboardInterrupt(), 130, "Interrupted"),
        (click.Abort(), 130, "Interrupted"),
        (PermissionError(13, "Permission denied", "db"), 12, "Permission denied"),
        (OperationalError("no such table"), 12, "no such table"),
        (ZeroDivisionError("surprise"), 70, "TOMONI_LOG_LEVEL=DEBUG"),
    ],
)
def test_other_ends(
    error: BaseException,
    code: int,
    says: str,
    failing: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing(error)
    assert run([]) == code
    message = capsys.readouterr().err
    assert says in message
    assert "Traceback" not in message


def test_debug_shows_the_traceback(
    failing: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOMONI_LOG_LEVEL", "DEBUG")
    failing(ZeroDivisionError("surprise"))
    assert run([]) == 70
    assert "ZeroDivisionError: surprise" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["nonsense"], ["load", "--nonsense"], ["figure", "run"]])
def test_a_wrong_command_line_is_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert "Usage:" in capsys.readouterr().err


def test_a_wrong_command_line_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figure", "run", "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "usage"
    assert "NAME" in error["what"]


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in text] == []


def test_the_list_fits_the_commands() -> None:
    context = click.Context(root)
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        assert command is not None
        assert command.name == name


def test_help_imports_no_heavy_library() -> None:
    script = (
        "import sys\n"
        "from tomoni.web.command.__main__ import run\n"
        "run(['--help'])\n"
        "heavy = {'django', 'duckdb', 'ibis', 'pyarrow', 'pandas', 'babel'}\n"
        "sys.exit(', '.join(sorted(heavy & sys.modules.keys())) or 0)\n"
    )
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert process.returncode == 0, process.stderr.decode()


def test_a_reader_that_leaves_early_hears_no_complaint() -> None:
    script = (
        "import sys\n"
        "from tomoni.web.command import __main__ as main\n"
        "import click\n"
        "@click.command()\n"
        "def command():\n"
        "    for _ in range(100_000):\n"
        "        click.echo('line')\n"
        "main.root = command\n"
        "sys.argv = ['tomoni']\n"
        "main.main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait() == 1
    assert process.stderr.read() == b""
