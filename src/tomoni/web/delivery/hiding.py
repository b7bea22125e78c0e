"""The secrets of calendar addresses stay out of the log."""

from __future__ import annotations

import logging
import re
from typing import Any

_SECRET = re.compile(r"(/calendar/[^/\s]+/)[^/\s]+")


def hidden(text: str) -> str:
    """Return a text with the secret of every calendar address in it left out."""
    return _SECRET.sub(r"\g<1>…", text)


class HideSecrets(logging.Filter):
    """Takes the secrets of calendar addresses out of what is logged; it lets every line pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mend the line."""
        record.msg = hidden(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(_mended(one) for one in record.args)
        return True


def _mended(value: Any) -> Any:
    return hidden(value) if isinstance(value, str) else value
