"""Processes that have started once, and fork a child for each script or command.

To start Python with all that a command loads takes a second of the processor, to fork a hundredth.
There are two. ``run_warm`` runs a script where Django has started, on another database. What
``run_python`` runs finds the libraries loaded and nothing else: it reads its own environment and
starts Django itself, as in a process of its own.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import runpy
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

from records.servers import AT_END

_TESTS = str(Path(__file__).parents[1])

# What commands load that reads no setting: Django without its applications, engines, the rooms
# below the ledger.
_LIBRARIES = (
    "django.core.management",
    "django.contrib.postgres.fields",
    "django.template.defaulttags",
    "django.views.generic",
    "adbc_driver_manager.dbapi",
    "duckdb",
    "ibis.backends.duckdb",
    "psycopg",
    "tomoni.exchange.snapshot",
    "tomoni.figures",
    "tomoni.web.command.__main__",
)


@dataclass(frozen=True)
class Ended:
    """How a process ended, and what it printed."""

    code: int
    out: str
    err: str


def run_warm(script: str, environment: dict[str, str], *arguments: str) -> str:
    """Run a script over models and samples; return what it printed. It must succeed.

    The script runs in a process of its own, on the database that the environment names.
    """
    ended = _asked("with_django", environment, ["-c", script, *arguments])
    assert ended.code == 0, ended.err
    return ended.out


def run_python(environment: dict[str, str], *arguments: str) -> Ended:
    """Run ``python -m MODULE …`` or ``python -c SCRIPT …`` in an environment, to its end."""
    return _asked("with_libraries", environment, list(arguments))


def _asked(kind: str, environment: dict[str, str], arguments: list[str]) -> Ended:
    process = _process(kind)
    assert process.stdin is not None
    assert process.stdout is not None
    asked = {"environment": environment, "arguments": arguments, "directory": str(Path.cwd())}
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    return Ended(**json.loads(process.stdout.readline()))


@cache
def _process(kind: str) -> subprocess.Popen[str]:
    path = os.pathsep.join(filter(None, [_TESTS, os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        [sys.executable, "-c", f"from records.warm import {kind}; {kind}()"],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    AT_END.append(lambda: _end(process))
    return process


def _end(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait()


def with_django() -> None:
    """Start Django, and run scripts on the databases that their environments name."""
    import django

    django.setup()
    import records.samples  # noqa: F401 - the scripts need it
    import tomoni.records.models  # noqa: F401

    def run(arguments: list[str]) -> None:
        from django.db import connections

        _use_instance()
        _run(arguments)
        connections.close_all()

    _serve(run)


def with_libraries() -> None:
    """Load the libraries, and run what starts Django itself."""
    for name in _LIBRARIES:
        importlib.import_module(name)
    _serve(_run)


def _run(arguments: list[str]) -> None:
    option, what, *more = arguments
    sys.argv = [option, *more]
    if option == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        assert option == "-c"
        exec(compile(what, "script", "exec"), {"__name__": "__main__"})


def _serve(run: Callable[[list[str]], None]) -> None:
    """Answer what is asked on standard input, line by line, until its end."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_ended(run, **json.loads(line))) + "\n")
        sys.stdout.flush()


def _ended(
    run: Callable[[list[str]], None],
    environment: dict[str, str],
    arguments: list[str],
    directory: str,
) -> dict[str, Any]:
    with TemporaryFile("w+") as out, TemporaryFile("w+") as errors:
        child = os.fork()
        if not child:
            with Path(os.devnull).open() as nothing:
                os.dup2(nothing.fileno(), 0)
            os.dup2(out.fileno(), 1)
            os.dup2(errors.fileno(), 2)
            os.chdir(directory)
            os.environ.clear()
            os.environ.update(environment)
            _become(run, arguments)
        _, status = os.waitpid(child, 0)
        for printed in (out, errors):
            printed.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return {"code": code, "out": out.read(), "err": errors.read()}


def _become(run: Callable[[list[str]], None], arguments: list[str]) -> NoReturn:
    code = 0
    try:
        run(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - the asking process shows it
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    # The end of the warm process is not the child's to make.
    os._exit(code)


def _use_instance() -> None:
    from django.conf import settings
    from django.db import connections

    from tomoni.catalogue.settings import Settings
    from tomoni.records.database import database_url, django_database

    settings.TOMONI = Settings()
    settings.DATABASES = {"default": django_database(database_url(settings.TOMONI))}
    connections.settings = connections.configure_settings(settings.DATABASES)
    for alias in connections:
        if hasattr(connections._connections, alias):
            del connections[alias]
