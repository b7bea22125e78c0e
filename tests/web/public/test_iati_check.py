"""The public page that checks a visitor's IATI file: what it says, refuses, and never keeps."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from exchange.iati.drawn import activity, file_of
from tomoni.catalogue.errors import BusyError
from tomoni.exchange.iati.check.apart import Asked, parts_of
from tomoni.web.public import sent_files
from tomoni.web.public.sent_files import Turns, forget_turns

PAGE, API = "/iati/check/", "/api/v1/iati/check"
BAD = file_of(activity("XX-<b>A</b>".replace("<", "&lt;"), more="\n <zz/>"))
GOOD = file_of(activity("XX-A", more='<recipient-country code="KE"/><sector code="11110"/>'))


def checked_here(data: bytes, asked: Asked) -> bytes:
    """Check in this process: starting another for each test would cost a second."""
    return "".join(parts_of(data, asked, datetime.now(UTC))).encode()


@pytest.fixture(autouse=True)
def _first_turn(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sent_files, "check_apart", checked_here)
    forget_turns()
    yield
    forget_turns()


def sent(public: Client, content: bytes, address: str = PAGE, name: str = "mine.xml") -> Any:
    file = io.BytesIO(content)
    file.name = name
    return public.post(address, {"file": file})


def asked(public: Client, content: bytes, query: str = "") -> Any:
    return public.post(f"{API}{query}", content, content_type="application/xml")


def limited(monkeypatch: pytest.MonkeyPatch, name: str, value: int) -> None:
    monkeypatch.setitem(settings.TOMONI._values, f"TOMONI_IATI_{name}", value)


@pytest.mark.parametrize("path", [PAGE, f"/ja{PAGE}"])
def test_the_form_needs_no_script_and_is_kept_like_a_page(public: Client, path: str) -> None:
    answer = public.get(path)
    assert answer.status_code == 200
    assert 'type="file" name="file"' in answer.text and 'method="post"' in answer.text
    assert answer["ETag"] and "max-age" in answer["Cache-Control"]
    assert len(answer.content) < 20_000


def test_findings_are_shown_with_line_activity_rule_and_words(public: Client) -> None:
    answer = sent(public, BAD, name="a<i>.xml")
    assert answer.status_code == 200
    assert "Not accepted by the registry’s rules" in answer.text
    assert "0.3.1" in answer.text and "line 11" in answer.text
    assert "XX-&lt;b&gt;A" in answer.text and "<b>A" not in answer.text and "<i>" not in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_a_good_file_has_both_verdicts_in_japanese_too(public: Client) -> None:
    answer = sent(public, gzip.compress(GOOD), f"/ja{PAGE}", "mine.xml.gz")
    assert "レジストリの規則により受理されます" in answer.text
    assert "誤りなし" in answer.text


def test_the_report_is_one_page_to_keep(public: Client) -> None:
    answer = sent(public, BAD, f"{PAGE}?as=report")
    assert answer["Content-Disposition"].startswith('attachment; filename="iati-check-')
    assert answer.text.startswith("<!doctype html>") and "0.3.1" in answer.text


def test_the_interface_answers_as_the_command_line(public: Client) -> None:
    said = asked(public, BAD, "?name=mine.xml").json()
    assert said["file"] == "mine.xml" and said["version"] == "2.03" and said["activities"] == 1
    assert (said["accepted"], said["clean"], said["left_out"]) == (False, False, 0)
    [critical] = [one for one in said["findings"] if one["severity"] == "critical"]
    assert (critical["rule"], critical["line"]) == ("0.3.1", 11)
    assert set(critical) == {
        "line", "column", "activity", "element", "rule", "severity", "category", "message",
    }  # fmt: skip
    words = asked(public, BAD, "?language=ja").json()["findings"]
    assert any("スキーマに合いません" in one["message"] for one in words)
    file = io.BytesIO(BAD)
    assert public.post(API, {"file": file}).json()["findings"] == said["findings"]


def test_other_methods_are_refused_in_the_one_shape(public: Client) -> None:
    for answer, allowed in ((public.get(API), "POST"), (public.delete(PAGE), "GET, HEAD, POST")):
        assert answer.status_code == 405
        assert answer["Allow"] == allowed
        assert answer.json()["code"] == "refused"


def test_a_file_too_large_is_refused_before_it_is_read(
    public: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, "CHECK_MEGABYTES", 1)
    monkeypatch.setattr(sent_files, "check_apart", None)
    large = b" " * (2**20 + 5000)
    assert sent(public, large).status_code == 413
    answer = asked(public, large)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "1 MiB" in answer.json()["what"]
    limited(monkeypatch, "CHECK_MEGABYTES", 0)
    assert public.get(f"{PAGE}?asked=anew").status_code == 404
    assert asked(public, GOOD).status_code == 404


def test_no_file_and_an_archive_of_several(public: Client) -> None:
    import zipfile

    assert public.post(PAGE).status_code == 422
    assert asked(public, b"").json()["code"] == "input"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", GOOD)
        archive.writestr("b.xml", GOOD)
    answer = asked(public, packed.getvalue())
    assert answer.status_code == 422
    assert "one at a time" in answer.json()["do"]


def test_who_asks_too_often_waits(public: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, "CHECKS_PER_MINUTE", 2)
    said = json.dumps({"findings": []}).encode()
    monkeypatch.setattr(sent_files, "check_apart", lambda data, what: said)
    assert [asked(public, GOOD).status_code for _ in range(3)] == [200, 200, 429]
    assert "within a minute" in asked(public, GOOD).json()["what"]
    answer = sent(public, GOOD)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_turns_come_back_after_a_minute_and_are_each_addresss_own() -> None:
    turns = Turns()
    turns.take("a", 1, 0.0)
    turns.take("b", 1, 1.0)
    with pytest.raises(BusyError):
        turns.take("a", 1, 59.9)
    turns.take("a", 1, 60.0)
