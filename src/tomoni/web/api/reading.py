"""What every operation has in common: it reads, and it refuses parameters that it does not know."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, get_args, get_type_hints

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from tomoni.catalogue.errors import InputError, Where

Operation = Callable[..., Any]


class ReadingRouter(Router):
    """Registers operations that answer GET, and HEAD with the same head."""

    def get(self, path: str, **options: Any) -> Callable[[Operation], Operation]:
        """Register an operation for both methods; the options are those of ninja's ``get``."""
        return self.api_operation(["GET", "HEAD"], path, **options)


def refuse_unknown_parameters(operation: Operation) -> Operation:
    """Return the operation that raises InputError when an address names a parameter it lacks.

    Without this a mistyped filter would be read as "all rows".
    """
    known = _parameters(operation)

    @wraps(operation)
    def strict(request: HttpRequest, *args: Any, **values: Any) -> Any:
        unknown = sorted(set(request.GET) - known)
        if unknown:
            names = ", ".join(sorted(known)) or "none"
            raise InputError(
                f"There is no parameter {unknown[0]!r} here.",
                where=Where(field=unknown[0]),
                do=f"Parameters of this address: {names}.",
            )
        return operation(request, *args, **values)

    return strict


def _parameters(operation: Operation) -> set[str]:
    """Return the names in the query schemas of an operation: of its annotations that are models."""
    names: set[str] = set()
    for hint in get_type_hints(operation, include_extras=True).values():
        for part in get_args(hint)[:1]:
            if isinstance(part, type) and issubclass(part, BaseModel):
                names |= set(part.model_fields)
    return names
