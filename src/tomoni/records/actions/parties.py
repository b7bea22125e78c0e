"""Organisations and frameworks that activities refer to."""

from __future__ import annotations

from django.db import transaction

from tomoni.records.models import Framework, Party, User

from .common import create_record


@transaction.atomic
def create_party(
    *, by: User | str, party_id: str, name: str, kind_code: str, **values: object
) -> Party:
    """Enter an organisation and return it.

    ``values``: further fields of ``parties`` under their contract names. Writes the party and its
    audit event. Errors: NotPermittedError; InputError for a taken id, an unknown field or code;
    NotFoundError for a parent that does not exist.
    """
    given = {"party_id": party_id, "name": name, "kind_code": kind_code, **values}
    return create_record(Party, "parties", "party", given, by=by)


@transaction.atomic
def create_framework(
    *, by: User | str, framework_id: str, name: str, kind_code: str, **values: object
) -> Framework:
    """Enter a convention, standard, plan or charter and return it.

    ``values``: further fields of ``frameworks``. Writes the framework and its audit event. Errors:
    as ``create_party``.
    """
    given = {"framework_id": framework_id, "name": name, "kind_code": kind_code, **values}
    return create_record(Framework, "frameworks", "framework", given, by=by)
