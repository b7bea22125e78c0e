"""Reads the badge out of a PDF in a process of its own: ``python -m … < PDF`` prints the badge.

A PDF may come from anyone. The process that reads it has little time and memory and writes no file:
what breaks it breaks nothing else.
"""

from __future__ import annotations

import resource
import subprocess
import sys

from tomoni.catalogue.errors import InputError

MOST_BYTES = 2 * 2**20
_MEMORY = 2**30
_CPU_SECONDS = 5
_SECONDS = 20
_UNREADABLE = 4


def read_credential_apart(pdf: bytes) -> str:
    """Return the signed badge inside a certificate, read by a bounded process.

    Errors: InputError when the bytes are no PDF, hold no badge, or are too much to read.
    """
    if len(pdf) > MOST_BYTES:
        raise InputError(f"The file is larger than {MOST_BYTES // 2**20} MB.")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tomoni.exchange.certificates.apart"],
            input=pdf,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError("The file takes too long to read.") from error
    if done.returncode != 0:
        raise InputError("The file is no PDF that holds a badge.", do="Give the PDF as issued.")
    return done.stdout.decode("ascii")


def main() -> int:
    """Print the badge in the PDF on standard input; 4: there is none."""
    from . import read_credential

    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        token = read_credential(sys.stdin.buffer.read(MOST_BYTES + 1))
    except InputError:
        return _UNREADABLE
    sys.stdout.write(token)
    return 0


if __name__ == "__main__":
    sys.exit(main())
