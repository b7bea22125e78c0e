"""A stranger's file is checked in a bounded process, and the answer names no more than it may."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime

import pytest

from exchange.iati.check.drawn_checks import drawn_check
from exchange.iati.drawn import activity, file_of
from tomoni.catalogue.errors import InputError
from tomoni.exchange.iati.check import apart
from tomoni.exchange.iati.check.apart import Asked, answer_data, check_apart, page_data, parts_of

ASKED = Asked("sent.xml", "json", "en", 2**20)


def test_another_process_says_what_this_one_says() -> None:
    data = file_of(activity("XX-É"))
    here = "".join(parts_of(data, ASKED, datetime.now(UTC)))
    assert json.loads(check_apart(data, ASKED)) == json.loads(here)


def test_a_process_that_fails_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 0.01)
    with pytest.raises(InputError, match="too much time or memory"):
        check_apart(file_of(activity()), ASKED)
    monkeypatch.setattr(apart.sys, "executable", shutil.which("false"))
    with pytest.raises(InputError, match="too much time or memory"):
        check_apart(file_of(activity()), ASKED)


def test_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_FINDINGS", 2)
    monkeypatch.setattr(apart, "MOST_ON_A_PAGE", 1)
    answer = answer_data(drawn_check(), "en")
    assert (len(answer["findings"]), answer["left_out"]) == (2, 4)
    page = page_data(drawn_check(), "en")
    counted = {one["rule"]: (one["count"], len(one["findings"])) for one in page["rules"]}
    assert counted["T.1.1"] == (3, 1)
