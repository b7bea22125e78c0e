"""A figure converts by the official rates that the instance names, and by no file else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError
from tomoni.exchange.snapshot import memory_snapshot
from tomoni.figures.run import run_figure

TABLES = {
    "activities": [{"activity_id": "work"}],
    "entries": [
        {
            "entry_id": "e",
            "activity_id": "work",
            "measure_code": "amount_disbursed",
            "unit_code": "currency",
            "currency_code": "JPY",
            "quantity": 22100,
            "counting_level_code": "origin",
            "low_quantity": 22100,
            "high_quantity": 22100,
            "date_stated": "2018",
            "date_first": date(2018, 1, 1),
            "date_last": date(2018, 12, 31),
            "date_precision_code": "calendar_year",
            "calendar_year": 2018,
        }
    ],
}
ASKED = {"measure": "amount_disbursed", "rates": "oecd-dac", "target_currency": "USD"}


def test_the_named_file_gives_the_rates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("currency,year,rate,quotation\nJPY,2018,110.5,units_per_usd\n")
    with memory_snapshot(TABLES) as snapshot:
        with pytest.raises(InputError, match="no table of exchange rates 'oecd-dac'"):
            run_figure(snapshot, "amount_converted", where=ASKED)
        monkeypatch.setenv("TOMONI_DAC_RATES", str(file))
        (row,) = run_figure(snapshot, "amount_converted", where=ASKED).as_dict()["rows"]
    assert (row["value"], row["currency"]) == ("200.00", "USD")
