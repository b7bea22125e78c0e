"""The entry of the command line: runs a command and turns what goes wrong into a message."""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Sequence

import click

from tomoni.catalogue.errors import StorageError, TomoniError

from .root import root

USAGE = 2
UNEXPECTED = 70
INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing that a user does wrong raises."""
    as_json = "--json" in arguments
    try:
        result = root.main(args=list(arguments), prog_name="tomoni", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        if as_json:
            click.echo(_json_text(TomoniError(error.format_message()), code="usage"))
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nInterrupted.", err=True)
        return INTERRUPTED
    except TomoniError as error:
        return _report(error, as_json)
    except Exception as error:  # noqa: BLE001 - the last door: no traceback for a user
        return _report_unexpected(error, as_json)
    return result if isinstance(result, int) else 0


def _json_text(error: TomoniError, **more: str) -> str:
    return json.dumps({"error": {**error.as_dict(), **more}}, ensure_ascii=False)


def _report(error: TomoniError, as_json: bool) -> int:
    if as_json:
        click.echo(_json_text(error))
    click.echo(f"Error: {error}", err=True)
    if _wants_traceback():
        traceback.print_exception(error, file=sys.stderr)
    return error.exit_code


def _report_unexpected(error: Exception, as_json: bool) -> int:
    foreseen = _storage_trouble(error)
    if foreseen is not None:
        return _report(foreseen, as_json)
    logging.getLogger("tomoni").debug("unexpected error", exc_info=error)
    unknown = TomoniError(
        f"Something unexpected went wrong: {type(error).__name__}: {error}",
        do="Run it again with TOMONI_LOG_LEVEL=DEBUG to see where, and report it.",
    )
    unknown.__cause__ = error
    _report(unknown, as_json)
    return UNEXPECTED


def _storage_trouble(error: Exception) -> StorageError | None:
    """Recognise trouble of disk, permission or database; None for anything else."""
    module = sys.modules.get("django.db")
    if module is not None and isinstance(error, module.OperationalError | module.InterfaceError):
        trouble = StorageError(
            f"The database answers: {str(error).strip()}",
            do="`tomoni doctor` checks the database; `tomoni init` makes or migrates it.",
        )
    elif isinstance(error, OSError):
        trouble = StorageError(
            f"The system answers: {error}", do="Check the path, its permissions and the free space."
        )
    else:
        return None
    trouble.__cause__ = error
    return trouble


def _wants_traceback() -> bool:
    return os.environ.get("TOMONI_LOG_LEVEL") == "DEBUG"


if __name__ == "__main__":
    main()
