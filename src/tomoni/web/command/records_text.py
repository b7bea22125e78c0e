"""How the command line words a row of a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, NotFoundError
from tomoni.rules.quantities import Quantity, format_major

_NO_QUANTITY = {"year": "", "ordinal": "no. "}


def word(list_name: str, code: object) -> str:
    """Return the wording of a code; a code outside its list stands for itself, None is a dash."""
    if code is None:
        return "–"
    try:
        return codelist(list_name).name_of(str(code)) or str(code)
    except NotFoundError:
        return str(code)


def listed(list_name: str, code: str) -> str:
    """Return a code of a list. Raises InputError, which names the codes, for any other."""
    codes = codelist(list_name).codes
    if code not in codes:
        name = list_name.replace("_", " ")
        raise InputError(f"{code!r} is no {name}.", do=f"Use one of: {', '.join(codes)}.")
    return code


def exact_value(row: Mapping[str, Any]) -> str:
    """Return the quantity of a row in major units: "6100", "15530000.00"."""
    quantity = Quantity(row["quantity"], row["exponent"])
    return format_major(quantity, row["currency_code"])


def value_text(row: Mapping[str, Any]) -> str:
    """Return a row's amount for people: "more than 6,100 persons", "about 5,000,000 USD".

    A year and an ordinal are no quantities: "2021", "no. 23".
    """
    exact = Quantity(row["quantity"], row["exponent"]).to_decimal()
    if row["measure_code"] is None and row["unit_code"] in _NO_QUANTITY:
        return f"{_NO_QUANTITY[row['unit_code']]}{exact:f}"
    amount = format(exact, ",f")
    code = row["qualifier_code"]
    hedge = "" if code == "exact" else f"{word('qualifier', code)} "
    return f"{hedge}{amount} {row['currency_code'] or word('unit', row['unit_code'])}"


def grouped(value: str | None) -> str | None:
    """Return a decimal text with commas between thousands; None stays None."""
    if value is None:
        return None
    whole, point, decimals = value.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.removeprefix('-') or '0'):,}{point}{decimals}"
