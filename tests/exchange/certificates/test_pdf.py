"""A certificate is a readable, archival page that carries its own proof."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from exchange.badges.drawn_badges import NOW, STATUS, key_set, new_key
from exchange.certificates.drawn_certificates import JAPANESE, LATIN, latin
from exchange.drawn_fonts import draw_font
from exchange.drawn_pages import count_pages, is_tagged_and_archival, share_of_ink, text_of
from tomoni.catalogue.errors import InputError, RefusedError
from tomoni.exchange.badges import is_recipient, issue_status_list, verify_credential
from tomoni.exchange.certificates import (
    CertificatePress,
    credential_digest,
    read_credential,
    verification_link,
)
from tomoni.exchange.certificates.values import printed
from tomoni.exchange.typesetting import open_fonts


@pytest.fixture(scope="module")
def press() -> CertificatePress:
    return CertificatePress(open_fonts())


def test_it_prints_what_it_says_on_one_page(press: CertificatePress) -> None:
    pdf = press.certificate(LATIN)
    text = text_of(pdf)
    assert count_pages(pdf) == 1
    for line in (
        "Certificate of Completion",
        "Nguyễn Thị Đào",
        "has successfully completed the",
        "26th UNCAC Training Programme",
        "held in Tokyo, 10 October – 14 November 2024, 120.5 hours of instruction",
        "passed its assessment",
        "UNCAC-26-014",
        "courses.example.org/v/7G4K-2M9P",
        credential_digest(LATIN.credential)[:4],
    ):
        assert line in text


def test_participation_claims_no_completion(press: CertificatePress) -> None:
    text = text_of(press.certificate(latin(kind="participation", hours=None)))
    assert "Certificate of Participation" in text
    assert "complet" not in text
    assert "assessment" not in text
    assert "hours" not in text


def test_it_is_tagged_and_archival(press: CertificatePress) -> None:
    assert is_tagged_and_archival(press.certificate(LATIN))


def test_the_page_is_neither_blank_nor_black(press: CertificatePress) -> None:
    assert 0.005 < share_of_ink(press.certificate(LATIN)) < 0.2


def test_the_credential_comes_back_and_verifies(press: CertificatePress) -> None:
    credential = read_credential(press.certificate(LATIN))
    assert credential == LATIN.credential
    status_list = issue_status_list(STATUS, new_key())
    result = verify_credential(credential, key_set(), status_list, NOW)
    assert result.ok
    assert result.credential is not None
    assert is_recipient(result.credential, "name", "Sophal Chea")


def test_issued_again_it_is_the_same(press: CertificatePress) -> None:
    assert press.certificate(LATIN) == CertificatePress(open_fonts()).certificate(LATIN)


def test_others_between_do_not_change_it(press: CertificatePress) -> None:
    first, _, again = press.certificates([LATIN, latin(name="Ana Souza"), LATIN])
    assert first == again


def test_threads_share_a_press(press: CertificatePress) -> None:
    every = [latin(number=f"N-{number}", name=f"Person {number}") for number in range(12)]
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(press.certificate, every))
    for values, pdf in zip(every, made, strict=True):
        assert values.number in text_of(pdf)


def test_threads_read_credentials_at_once(press: CertificatePress) -> None:
    pdf = press.certificate(LATIN)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(read_credential, [pdf] * 60)) == {LATIN.credential}


def test_a_name_in_another_script_that_the_fonts_have(press: CertificatePress) -> None:
    pdf = press.certificate(latin(name="Olga Kuznetsova", native_name="Ольга Кузнецова"))
    assert "Ольга Кузнецова" in text_of(pdf)


def test_japanese_lines_need_a_font_and_the_refusal_names_the_sign(
    press: CertificatePress,
) -> None:
    with pytest.raises(RefusedError) as refusal:
        press.certificate(replace(LATIN, native_name="山"))
    assert "山 (U+5C71 CJK UNIFIED IDEOGRAPH-5C71)" in refusal.value.what
    assert "certificate UNCAC-26-014" in str(refusal.value)


def test_with_a_font_every_japanese_line_is_set(tmp_path: Path) -> None:
    lines = printed(JAPANESE)
    japanese = "".join(
        sign for line in lines.values() if isinstance(line, str) for sign in line if sign > "\u2fff"
    )
    draw_font(tmp_path / "small.ttf", "Small Serif JP", "".join(set(japanese)))
    pdf = CertificatePress(open_fonts(tmp_path)).certificate(JAPANESE)
    text = text_of(pdf)
    assert count_pages(pdf) == 1
    assert "修了証書" in text.replace(" ", "")
    assert "山田太郎" in text
    assert "研修所" in text
    assert "考査に合格したことを証する。" in text.replace(" ", "")


@pytest.mark.parametrize("name", ["Wolfeschlegelsteinhausenbergerdorff " * 3, "A"])
def test_a_long_name_keeps_to_the_page(press: CertificatePress, name: str) -> None:
    assert count_pages(press.certificate(latin(name=name))) == 1


def test_a_name_without_end_is_refused(press: CertificatePress) -> None:
    with pytest.raises(RefusedError, match="does not fit one page"):
        press.certificate(latin(name="Name " * 800))


def test_markup_in_a_name_is_only_text(press: CertificatePress) -> None:
    name = '#panic("x") *bold* <b> $x$ \\ "q"'
    assert name in text_of(press.certificate(latin(name=name)))


@pytest.mark.parametrize(
    "changes",
    [{"name": " "}, {"number": ""}, {"credential": ""}, {"ends": LATIN.starts.replace(day=1)}],
)
def test_impossible_values_are_refused(press: CertificatePress, changes: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        press.certificate(latin(**changes))


def test_a_pdf_without_a_credential_is_told_apart() -> None:
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(100, 100)
    out = BytesIO()
    blank.save(out)
    with pytest.raises(InputError, match="holds no credential"):
        read_credential(out.getvalue())
    for noise in (b"", b"no PDF", b"%PDF-1.7 damaged"):
        with pytest.raises(InputError, match="no PDF"):
            read_credential(noise)


def test_the_link_carries_a_digest_of_the_credential() -> None:
    link = verification_link("https://courses.example.org/v/1", LATIN.credential)
    assert re.fullmatch(r"https://courses\.example\.org/v/1\?d=[0-9a-f]{16}", link)
    assert link != verification_link("https://courses.example.org/v/1", LATIN.credential + "x")
    assert "&d=" in verification_link("https://courses.example.org/v?id=1", LATIN.credential)
