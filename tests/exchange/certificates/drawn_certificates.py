"""One certificate for the tests, in Latin letters only, and how it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from exchange.badges.drawn_badges import VALUES, new_key
from tomoni.exchange.badges import issue_credential
from tomoni.exchange.certificates import CertificateValues, Signatory

LATIN = CertificateValues(
    kind="completion",
    number="UNCAC-26-014",
    name="Nguyễn Thị Đào",
    course="26th UNCAC Training Programme",
    starts=date(2024, 10, 10),
    ends=date(2024, 11, 14),
    institute="Institute for Training",
    signatory=Signatory("Hanako Yamada", "Director"),
    issued_on=date(2024, 11, 15),
    verify_url="https://courses.example.org/v/7G4K-2M9P",
    credential=issue_credential(VALUES, new_key()),
    country="Viet Nam",
    theme="Preventing corruption in procurement",
    place="Tokyo",
    hours=Decimal("120.5"),
)
JAPANESE = replace(
    LATIN,
    native_name="山田太郎",
    signatory=Signatory("Hanako Yamada", "Director", "山田花子", "所長"),
    course_ja="第26回国連腐敗防止条約研修",
    theme_ja="調達における汚職の防止",
    institute_ja="研修所",
    country_ja="ベトナム",
)


def latin(**changes: object) -> CertificateValues:
    return replace(LATIN, **changes)  # type: ignore[arg-type]
