"""A process in which Django has started once, and which forks a child for each script.

To start Django takes a second of the processor; to fork takes a hundredth.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

from records.servers import AT_END

_SERVE = "from records.warm import serve; serve()"
_TESTS = str(Path(__file__).parents[1])


def run_warm(script: str, environment: dict[str, str], *arguments: str) -> str:
    """Run a script over models and samples; return what it printed. It must succeed.

    The script runs in a process of its own, on the database that the environment names.
    """
    process = _process()
    asked = {"script": script, "environment": environment, "arguments": arguments}
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    assert answer["code"] == 0, answer["errors"]
    printed: str = answer["out"]
    return printed


@cache
def _process() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        env={**os.environ, "PYTHONPATH": _TESTS},
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


def serve() -> None:
    """Answer what ``run_warm`` asks for on standard input, line by line, until its end."""
    import django

    django.setup()
    import records.samples  # noqa: F401 - the scripts need it
    import tomoni.records.models  # noqa: F401

    for line in sys.stdin:
        sys.stdout.write(json.dumps(_ran(**json.loads(line))) + "\n")
        sys.stdout.flush()


def _ran(script: str, environment: dict[str, str], arguments: list[str]) -> dict[str, Any]:
    with TemporaryFile("w+") as out, TemporaryFile("w+") as errors:
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(errors.fileno(), 2)
            _become(script, environment, arguments)
        _, status = os.waitpid(child, 0)
        for printed in (out, errors):
            printed.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return {"code": code, "out": out.read(), "errors": errors.read()}


def _become(script: str, environment: dict[str, str], arguments: list[str]) -> NoReturn:
    from django.db import connections

    code = 1
    try:
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["-c", *arguments]
        _use_instance(environment["DATABASE_URL"])
        exec(compile(script, "script", "exec"), {"__name__": "__main__"})
        connections.close_all()
        code = 0
    except BaseException:  # noqa: BLE001 - the asking process shows it
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    # The end of the warm process is not the child's to make.
    os._exit(code)


def _use_instance(url: str) -> None:
    from django.conf import settings
    from django.db import connections

    from tomoni.catalogue.settings import Settings
    from tomoni.records.database import django_database

    settings.TOMONI = Settings()
    settings.DATABASES = {"default": django_database(url)}
    connections.settings = connections.configure_settings(settings.DATABASES)
    for alias in connections:
        if hasattr(connections._connections, alias):
            del connections[alias]
