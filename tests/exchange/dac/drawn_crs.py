"""Small files of the CRS that the tests draw."""

from __future__ import annotations

from pathlib import Path

BULK = (
    "Year|DonorCode|DonorName|CRSid|RecipientCode|PurposeCode|ChannelCode|Gender|usd_commitment|LongDescription|Extra\n"
    "2020|701|Japan|2020000001|769|15130|11001|0|1.250000|Law reform|x\n"
    '2020|701|Japan|2020000002|998|15130|41128.0||2.5|"Two\n'
    'lines"|\n'
    '2021|4|France|2021000003|769|15220||2.|.5|"He said ""no"""|y\n'
)


def bulk_file(directory: Path, text: str = BULK, name: str = "crs.txt") -> Path:
    """Write a bulk file in UTF-8."""
    path = directory / name
    path.write_text(text, encoding="utf-8", newline="")
    return path
