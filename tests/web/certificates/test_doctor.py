"""`tomoni doctor` tells in time that the status lists must be published anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from records.actions.courses.certifying import held_course, participant
from tomoni.records.actions.audit import SYSTEM
from tomoni.web.certificates.issuing import issue_for
from tomoni.web.certificates.publishing import publish_credentials
from tomoni.web.command.checks import Check, status_lists

pytestmark = pytest.mark.django_db


def looked_at(settings: Any, days: float = 0) -> list[Check]:
    return list(status_lists(settings.TOMONI, datetime.now(UTC) + timedelta(days=days)))


@pytest.fixture
def certified() -> None:
    course = held_course()
    participant(course)
    issue_for(course, by=SYSTEM)


def test_where_no_certificate_is_issued_nothing_is_said(settings: Any) -> None:
    assert looked_at(settings) == []


@pytest.mark.parametrize(
    ("days", "status"), [(0, "ok"), (14, "ok"), (16, "note"), (29, "note"), (31, "problem")]
)
def test_half_of_the_thirty_days_is_warned_of(
    certified: None, settings: Any, days: int, status: str
) -> None:
    (found,) = looked_at(settings, days)
    assert found.status == status
    assert status == "ok" or "tomoni badge publish" in str(found.do)


def test_publishing_anew_mends_it(certified: None, settings: Any, home: Path) -> None:
    (damaged,) = (home / "credentials" / "status").glob("*.jwt")
    damaged.write_text("no list", encoding="ascii")
    assert [one.status for one in looked_at(settings)] == ["problem"]
    damaged.unlink()
    assert [one.status for one in looked_at(settings)] == ["problem"]
    publish_credentials()
    assert [one.status for one in looked_at(settings)] == ["ok"]
