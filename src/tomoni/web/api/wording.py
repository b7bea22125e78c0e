"""What an error says to programs: the same facts, with addresses in place of commands.

Figures and rules word their hints for the command line. Whoever asks over HTTP has neither commands
nor options, and can mend nothing on the server.
"""

from __future__ import annotations

import logging
import re
import shlex
from urllib.parse import urlencode

from tomoni.catalogue.errors import (
    BusyError,
    InputError,
    NotFoundError,
    RefusedError,
    TomoniError,
    TooLargeError,
)

_LOG = logging.getLogger(__name__)
# What the caller can mend. Every other error is the server's own.
_OF_THE_CALLER = (BusyError, InputError, NotFoundError, RefusedError, TooLargeError)
_PARAMETERS = {"--by": "by", "--where": "where", "--as-of": "as_of"}
_COMMAND = "tomoni figure run "
_LIST = "tomoni figure list"
_OPTION = re.compile(r"--(by|where|as-of|trace)\b(?: (?=\S+=|YYYY))?(\S*=\S*|YYYY-MM-DD)?")


def answer_of(error: TomoniError, root: str) -> dict[str, str | int | None]:
    """Return the JSON shape of an error for a program; ``root`` is the interface's address.

    Of the server's own errors, the particulars go to the log: they name its files and commands.
    """
    answer = error.as_dict()
    if not isinstance(error, _OF_THE_CALLER):
        _LOG.error("%s", error)
        return answer | {
            "what": "The server cannot answer from its snapshot.",
            "file": None,
            "line": None,
            "do": "Ask again later, or tell the publisher.",
        }
    return answer | {"do": for_programs(error.do, root) if error.do else None}


def for_programs(hint: str, root: str) -> str:
    """Return a hint with addresses for commands and parameters for options."""
    if _COMMAND in hint:
        before, _, command = hint.partition(_COMMAND)
        address, rest = _address(command, root)
        return for_programs(before, root) + address + for_programs(rest, root)
    hint = hint.replace(_LIST, f"GET {root}/figures")
    return _OPTION.sub(_parameter, hint)


def _parameter(found: re.Match[str]) -> str:
    name = found[1].replace("-", "_")
    return f"{name}={found[2]}" if found[2] else name


def _address(command: str, root: str) -> tuple[str, str]:
    """Return the address that asks what a command asks, and the text behind the command."""
    # A hint may end with a full stop, which is no part of the last word.
    end = "." if command.endswith(".") else ""
    words = shlex.split(command.removesuffix("."))
    figure, words = words[0], words[1:]
    query: list[tuple[str, str]] = []
    while len(words) > 1 and words[0] in _PARAMETERS:
        query.append((_PARAMETERS[words[0]], words[1]))
        words = words[2:]
    asked = f"?{urlencode(query)}" if query else ""
    return f"GET {root}/figures/{figure}/run{asked}", " ".join(["", *words]) + end
