"""Accounts of the demonstration, one for each role: no password, entered by a link alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from tomoni.records.actions.users import create_user, grant_mandate
from tomoni.records.models import User

from .people import HOST


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account. ``is_bound``: the mandate names the demonstration's call, or its country."""

    username: str
    role_code: str
    words: str
    of_course: bool = False
    of_country: bool = False


MEMBERS: tuple[DemoAccount, ...] = tuple(
    DemoAccount(f"demo-member-{number}", "committee_member", "committee member", of_course=True)
    for number in (1, 2, 3)
)
OTHERS: tuple[DemoAccount, ...] = (
    DemoAccount("demo-officer", "programme_officer", "programme officer"),
    DemoAccount("demo-focal-point", "focal_point", "focal point", of_country=True),
    DemoAccount("demo-embassy", "embassy", "embassy", of_country=True),
    DemoAccount("demo-nominee", "nominee", "nominee", of_course=True),
    DemoAccount("demo-participant", "participant", "participant"),
    DemoAccount("demo-alumnus", "alumnus", "alumnus"),
    DemoAccount("demo-lecturer", "lecturer", "lecturer", of_course=True),
    DemoAccount("demo-evaluator", "evaluator", "evaluator"),
    DemoAccount("demo-logistics", "logistics", "logistics officer"),
    DemoAccount("demo-medical", "medical_officer", "medical officer"),
    DemoAccount("demo-auditor", "auditor", "auditor"),
)
ACCOUNTS: tuple[DemoAccount, ...] = (*OTHERS[:1], *MEMBERS, *OTHERS[1:])
MEMBERS_FROM = (HOST, "KE", "VN")


def make_accounts(course_id: str, country_code: str) -> dict[str, User]:
    """Return the accounts by their names, made where they are not there."""
    found = {}
    for one in ACCOUNTS:
        user = User.objects.filter(username=one.username).first()
        if user is None:
            user = create_user(
                username=one.username, password=secrets.token_urlsafe(32), by="system",
                email=f"{one.username}@example.org",
            )  # fmt: skip
            grant_mandate(
                by="system", user=user, role_code=one.role_code,
                scope_id=course_id if one.of_course else None,
                country_code=country_code if one.of_country else None,
            )  # fmt: skip
        found[one.username] = user
    return found
