"""How fast certificates come out: 500 PDFs, each with its own signed badge inside.

    python -m benchmarks.certificates [CERTIFICATES …]

Signs a badge for each person, sets the certificate, reads the badge back out of the PDF and
verifies it, and prints the seconds of each step. The bar stands in the design: 500 in under a
minute. Names are Latin, so that the fonts inside Typst suffice; ``TOMONI_FONTS`` names a directory
with Japanese ones, and then every line is set in both languages.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from tomoni.exchange.badges import (
    CredentialValues,
    Identity,
    Issuer,
    KeySet,
    SigningKey,
    StatusEntry,
    StatusValues,
    issue_credential,
    issue_status_list,
    load_signing_key,
    new_private_key,
    public_key,
    verify_credential,
)
from tomoni.exchange.certificates import (
    CertificatePress,
    CertificateValues,
    Signatory,
    read_credential,
)
from tomoni.exchange.typesetting import open_fonts

BAR_SECONDS = 60
BAR_CERTIFICATES = 500
ISSUER = "did:web:courses.example.org"
SITE = "https://courses.example.org"
ISSUED = datetime(2026, 11, 14, 3, 0, tzinfo=UTC)


def badge(number: int, key: SigningKey) -> str:
    """Sign the badge of one made-up participant."""
    values = CredentialValues(
        id=f"{SITE}/badges/{number:05}",
        issuer=Issuer(ISSUER, "Institute for Training", SITE),
        achievement_id=f"{SITE}/courses/176",
        course="International Training Course",
        edition="176th",
        criteria="At least 90 per cent of the sessions, and a paper judged sufficient.",
        kind="completion",
        recipient=(Identity("name", f"Participant {number}", f"{number:016}"),),
        valid_from=ISSUED,
        starts=date(2026, 10, 10),
        ends=date(2026, 11, 14),
        status=StatusEntry(f"{SITE}/badges/status/1", number),
        assessed=True,
        hours=Decimal(120),
        attendance_percent=96,
    )
    return issue_credential(values, key)


def certificate(number: int, credential: str, *, japanese: bool) -> CertificateValues:
    """Return the certificate that carries a badge."""
    values = CertificateValues(
        kind="completion",
        number=f"ITC-176-{number:05}",
        name=f"Participant {number}",
        course="176th International Training Course",
        starts=date(2026, 10, 10),
        ends=date(2026, 11, 14),
        institute="Institute for Training",
        signatory=Signatory("Hanako Yamada", "Director"),
        issued_on=date(2026, 11, 14),
        verify_url=f"{SITE}/v/{number:05}",
        credential=credential,
        country="Viet Nam",
        place="Tokyo",
        hours=Decimal(120),
    )
    if not japanese:
        return values
    return replace(
        values,
        native_name=f"参加者 {number}",
        course_ja="第176回国際研修",
        institute_ja="研修所",
        signatory=Signatory("Hanako Yamada", "Director", "山田花子", "所長"),
    )


def measure(count: int, fonts: Path | None) -> float:
    """Issue and verify that many certificates; print each step; return the seconds of issuing."""
    key = load_signing_key(new_private_key(), f"{ISSUER}#2026")
    keys = KeySet(ISSUER, (public_key(key, datetime(2026, 4, 1, tzinfo=UTC)),))
    started = time.perf_counter()
    badges = [badge(number, key) for number in range(count)]
    signed = time.perf_counter()
    press = CertificatePress(open_fonts(fonts))
    every = [certificate(n, text, japanese=fonts is not None) for n, text in enumerate(badges)]
    pdfs = list(press.certificates(every))
    done = time.perf_counter()
    verify(pdfs, keys, key)
    checked = time.perf_counter()
    kilobytes = sum(map(len, pdfs)) / count / 1000
    print(
        f"{count:6} certificates: signed {signed - started:6.2f} s, set {done - signed:6.2f} s"
        f" ({1000 * (done - signed) / count:5.1f} ms, {kilobytes:5.1f} kB each),"
        f" read and verified {checked - done:6.2f} s"
    )
    return done - started


def verify(pdfs: list[bytes], keys: KeySet, key: SigningKey) -> None:
    """Read each badge out of its PDF and verify it; raise when one does not."""
    status = StatusValues(
        id=f"{SITE}/badges/status/1",
        issuer=Issuer(ISSUER, "Institute for Training"),
        revoked=frozenset(),
        valid_from=ISSUED,
        valid_until=datetime(2026, 12, 14, tzinfo=UTC),
    )
    status_list = issue_status_list(status, key)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    for pdf in pdfs:
        result = verify_credential(read_credential(pdf), keys, status_list, now)
        if not result.ok:
            raise SystemExit(f"A certificate does not verify: {result.reasons}")


def main(arguments: list[str]) -> int:
    """Measure each number of certificates; fail when the bar is missed."""
    directory = os.environ.get("TOMONI_FONTS")
    fonts = Path(directory) if directory else None
    for count in map(int, arguments or [str(BAR_CERTIFICATES)]):
        seconds = measure(count, fonts)
        if count <= BAR_CERTIFICATES and seconds > BAR_SECONDS:
            print(f"over the bar of {BAR_SECONDS} s")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
