"""What an auditor looks at is on record, like everything else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from tomoni.records.actions.audit import record_event
from tomoni.web.desk.access import roles_today

# The own account, and what shows no record.
_NOT_READING = (
    "/accounts/2fa/",
    "/accounts/password/",
    "/accounts/sessions/",
    "/i18n/",
    "/health/",
    # Addresses of calendars hold a secret.
    "/calendar/",
)
_OWN = frozenset({"/", "/accounts/", "/accounts/login/", "/accounts/logout/"})


class AuditorReadsMiddleware:
    """Write an event for each page that an auditor is shown: its address without the query.

    The query is left out, because one may have searched for a name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._is_reading(request, response):
            with transaction.atomic():
                record_event(
                    by=request.user,
                    verb="read",
                    object_type="page",
                    object_id=request.path,
                    payload={},
                )
        return response

    def _is_reading(self, request: HttpRequest, response: HttpResponse) -> bool:
        if request.method != "GET" or response.status_code != 200 or request.path in _OWN:
            return False
        if request.path.startswith((settings.STATIC_URL, *_NOT_READING)):
            return False
        return "auditor" in roles_today(request.user)
