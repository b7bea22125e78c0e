"""A page for the machine that watches the process: is the database there, and is it migrated?"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the ledger's database answers and knows migrations, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        is_ready = MigrationRecorder(connection).has_table()
    except DatabaseError:
        is_ready = False
    status = 200 if is_ready else 503
    response = JsonResponse({"status": "ok" if is_ready else "no database"}, status=status)
    response["Cache-Control"] = "no-store"
    return response
