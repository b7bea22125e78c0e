"""Claims on what one process computes at a time: whose is it, and is that process still there?"""

from __future__ import annotations

import os
import secrets
import socket


def new_claim() -> str:
    """Return a claim of this process that no other has."""
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_alive(claim: str) -> bool:
    """Whether the process of a claim may still be at work: one of another machine may be."""
    machine, _, rest = claim.partition(":")
    if machine != _machine():
        return True
    try:
        os.kill(int(rest.partition(":")[0]), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _machine() -> str:
    return socket.gethostname()[:48]
