"""Organisations and frameworks are entered under the catalogue's words."""

from __future__ import annotations

import pytest

from records.samples import make_user
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.parties import create_framework, create_party
from tomoni.records.models import AuditEvent, Framework, Party

pytestmark = pytest.mark.django_db


def test_a_party_is_entered_under_its_parent() -> None:
    create_party(by=SYSTEM, party_id="gov-jp", name="Government of Japan", kind_code="government",
                 country_code="JP")  # fmt: skip
    party = create_party(by=SYSTEM, party_id="moj", name="Ministry of Justice",
                         kind_code="government", parent_party_id="gov-jp")  # fmt: skip
    assert party.parent_party.public_id == "gov-jp"
    assert Party.objects.get(public_id="gov-jp").country_code == "JP"
    assert verify_chain().length == 2


def test_a_framework_is_entered() -> None:
    framework = create_framework(by=SYSTEM, framework_id="uncac", name="Convention",
                                 kind_code="treaty", abbreviation="UNCAC", year=2003)  # fmt: skip
    framework.refresh_from_db()
    assert (framework.abbreviation, framework.year) == ("UNCAC", 2003)
    assert AuditEvent.objects.get().object_type == "framework"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind_code": "club"}, "kind_code"),
        ({"country_code": "ZZ"}, "country_code"),
        ({"name": " "}, "name"),
        ({"name": None}, "name"),
        ({"notes": ""}, "notes"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_the_catalogue_refuses(values: dict[str, object], field: str) -> None:
    given: dict[str, object] = {"party_id": "moj", "name": "Ministry", "kind_code": "government"}
    with pytest.raises(InputError) as caught:
        create_party(by=SYSTEM, **given | values)
    assert caught.value.where is not None and caught.value.where.field == field
    assert not Party.objects.exists() and not AuditEvent.objects.exists()


def test_a_taken_id_and_an_unknown_parent_are_refused() -> None:
    create_party(by=SYSTEM, party_id="moj", name="Ministry", kind_code="government")
    with pytest.raises(InputError, match="moj"):
        create_party(by=SYSTEM, party_id="moj", name="Other", kind_code="government")
    with pytest.raises(NotFoundError, match="nowhere"):
        create_party(
            by=SYSTEM, party_id="b", name="B", kind_code="government", parent_party_id="nowhere"
        )
    assert Party.objects.count() == 1


def test_who_has_no_role_may_not() -> None:
    with pytest.raises(NotPermittedError):
        create_party(by=make_user(), party_id="moj", name="Ministry", kind_code="government")
    with pytest.raises(NotPermittedError):
        create_framework(by=make_user(), framework_id="x", name="X", kind_code="treaty")
    assert not Party.objects.exists() and not Framework.objects.exists()
