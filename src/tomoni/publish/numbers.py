"""How a published number reads: exact digits, compact where nothing is lost, in two languages.

Values arrive as decimal text in major units ("15530000.00", "6100"). Nothing is rounded here except
shares, which show one percent as the smallest step and then read "about".
"""

from __future__ import annotations

from decimal import Decimal

_SYMBOLS: dict[str, dict[str, str]] = {
    "en": {"USD": "US$", "JPY": "¥", "EUR": "€", "GBP": "£"},
    "ja": {"USD": "ドル", "JPY": "円", "EUR": "ユーロ", "GBP": "ポンド"},
}
_ENGLISH_SCALES: tuple[tuple[int, str], ...] = ((9, "bn"), (6, "m"))
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PLAIN_UNITS = frozenset({"year"})
_WORD_UNITS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "year": ("year", "years"),
        "per_year": ("a year", "a year"),
        "square_metre": ("m²", "m²"),
        "person_day": ("person-day", "person-days"),
    },
    "ja": {"year": ("年", "年"), "square_metre": ("m²", "m²")},
}


def group_digits(value: Decimal) -> str:
    """Return digits in groups of three, without a trailing fraction of zeros."""
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole else f"{value.normalize():,f}"


def _scaled(value: Decimal, power: int) -> Decimal | None:
    """Return value / 10^power when at most two decimals say it exactly, else None."""
    scaled = value.scaleb(-power)
    return scaled if scaled == scaled.quantize(Decimal("0.01")) else None


def _english_money(value: Decimal, currency: str, is_full: bool) -> str:
    symbol = _SYMBOLS["en"].get(currency, f"{currency} ")
    sign, size = ("−" if value < 0 else ""), abs(value)
    for power, word in () if is_full else _ENGLISH_SCALES:
        if size >= Decimal(10) ** power:
            scaled = _scaled(size, power)
            if scaled is not None:
                return f"{sign}{symbol}{group_digits(scaled)} {word}"
    return f"{sign}{symbol}{group_digits(size)}"


def _japanese_money(value: Decimal, currency: str) -> str:
    word = _SYMBOLS["ja"].get(currency, f" {currency}")
    sign, size = ("−" if value < 0 else ""), abs(value)
    if size != size.to_integral_value() or int(size) % 10_000:
        return f"{sign}{group_digits(size)}{word}"
    parts, rest = [], int(size)
    for power, name in ((12, "兆"), (8, "億"), (4, "万")):
        count, rest = divmod(rest, 10**power)
        if count:
            parts.append(f"{count:,}{name}")
    return f"{sign}{''.join(parts) or '0'}{word}"


def format_money(value: str, currency: str, language: str, *, is_full: bool = False) -> str:
    """Return an amount of money: "US$15.53 m", "1,553万ドル". Digits are never dropped.

    ``is_full``: English writes every digit too, "US$15,530,000".
    """
    number = Decimal(value)
    if language == "ja":
        return _japanese_money(number, currency)
    return _english_money(number, currency, is_full)


def format_ordinal(value: str, language: str) -> str:
    """Return an ordinal: "23rd", "第23回"."""
    number = int(Decimal(value))
    if language == "ja":
        return f"第{number}回"
    suffix = "th"
    if number % 100 not in (11, 12, 13):
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def format_share(value: str, language: str) -> str:
    """Return a share as whole percent: "133 %", "133%". ``is_rounded_share`` says when to hedge."""
    percent = (Decimal(value) * 100).quantize(Decimal(1))
    return f"{percent}%" if language == "ja" else f"{percent} %"


def is_rounded_share(value: str, exact: str | None = None) -> bool:
    """Say whether whole percent loses something of the share."""
    if exact and "/" in exact:
        numerator, denominator = exact.split("/")
        return (int(numerator) * 100) % int(denominator) != 0
    percent = Decimal(value) * 100
    return percent != percent.to_integral_value()


def format_date(stated: str, language: str) -> str:
    """Return a stated date as words: "May 2018", "19 May 2018", "FY2018", "2018年5月"."""
    if stated.startswith("FY"):
        return f"{stated[2:]}年度" if language == "ja" else stated
    year, *rest = stated.split("-")
    if not rest:
        return f"{year}年" if language == "ja" else year
    month = int(rest[0])
    day = int(rest[1]) if len(rest) > 1 else None
    if language == "ja":
        return f"{year}年{month}月" + (f"{day}日" if day else "")
    return (f"{day} " if day else "") + f"{_MONTHS[month - 1]} {year}"


def format_number(
    value: str, unit: str | None, currency: str | None, language: str, *, is_full: bool = False
) -> str:
    """Return the digits of one number in its unit; the hedge stands apart (``qualifier``)."""
    if currency:
        return format_money(value, currency, language, is_full=is_full)
    if unit == "share":
        return format_share(value, language)
    if unit == "ordinal":
        return format_ordinal(value, language)
    if unit == "per_year" and language == "ja":
        return f"年{group_digits(Decimal(value))}回"
    if unit in _PLAIN_UNITS:
        return f"{Decimal(value).normalize():f}"
    return group_digits(Decimal(value))


def unit_word(unit: str | None, value: str, language: str) -> str:
    """Return the word that follows the digits, for units that need one; else nothing."""
    words = _WORD_UNITS[language].get(unit or "")
    if not words:
        return ""
    return words[0] if Decimal(value) == 1 else words[1]
