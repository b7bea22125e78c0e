"""Currencies as texts print them, before or after a number: signs, codes, words, in en and ja."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections import Counter
from functools import cache

from tomoni.catalogue.codelists import codelist

_SIGNS = {
    "US$": "USD", "U.S.$": "USD", "U.S. $": "USD", "USD$": "USD", "US $": "USD", "$US": "USD",
    "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD",
    "CAN$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "$": "USD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "JP¥": "JPY", "CN¥": "CNY", "₩": "KRW", "₹": "INR",
    "₱": "PHP", "฿": "THB", "₫": "VND", "₦": "NGN", "₴": "UAH", "₽": "RUB", "₺": "TRY", "₪": "ILS",
    "Rs.": "INR", "Rs": "INR", "KSh": "KES", "Kshs": "KES", "TSh": "TZS", "USh": "UGX",
    "RMB": "CNY", "SKr": "SEK", "NKr": "NOK", "DKr": "DKK", "Tk": "BDT", "SDR": "XDR", "SDRs": "XDR",
}  # fmt: skip
_WORDS = {
    r"(?:US|U\.S\.|United\sStates|American)\s(?:dollars?|\$)": "USD", r"Australian\sdollars?": "AUD",
    r"Canadian\sdollars?": "CAD", r"New\sZealand\sdollars?": "NZD", r"Singapore\sdollars?": "SGD",
    r"Hong\sKong\sdollars?": "HKD", r"dollars?": "USD", r"euros?": "EUR", r"Euros?": "EUR",
    r"(?:pounds?\ssterling|British\spounds?|pounds?|sterling)": "GBP", r"(?:Japanese\s)?[Yy]en": "JPY",
    r"(?:yuan|renminbi|RMB)(?:\s\(RMB\))?": "CNY", r"(?:Korean\s|South\sKorean\s)?won": "KRW",
    r"Swedish\s(?:kronor|kronor|crowns?|krona)": "SEK", r"(?:kronor|krona)": "SEK",
    r"Norwegian\s(?:kroner|krone|crowns?)": "NOK", r"Danish\s(?:kroner|krone|crowns?)": "DKK",
    r"kroner": "NOK", r"Swiss\sfrancs?": "CHF", r"CFA\sfrancs?": "XOF", r"(?:Indian\s)?rupees?": "INR",
    r"Nepal(?:ese|i)?\srupees?": "NPR", r"Pakistan(?:i)?\srupees?": "PKR", r"(?:Thai\s)?baht": "THB",
    r"(?:Vietnamese\s)?dong": "VND", r"(?:Indonesian\s)?rupiah": "IDR", r"(?:Philippine\s)?pesos?": "PHP",
    r"(?:South\sAfrican\s)?rand": "ZAR", r"(?:Kenyan\s)?shillings?": "KES", r"naira": "NGN",
    r"taka": "BDT", r"kip": "LAK", r"riels?": "KHR", r"hryvnias?": "UAH", r"roubles?|rubles?": "RUB",
    r"(?:Turkish\s)?lira": "TRY", r"(?:Brazilian\s)?reais": "BRL", r"ringgit": "MYR",
    r"special\sdrawing\srights": "XDR", r"US\s?\$": "USD", r"€": "EUR", r"£": "GBP", r"\$": "USD",
}  # fmt: skip
_JAPANESE = (
    ("米ドル", "USD"), ("米国ドル", "USD"), ("USドル", "USD"), ("豪ドル", "AUD"), ("カナダドル", "CAD"),
    ("加ドル", "CAD"), ("NZドル", "NZD"), ("シンガポールドル", "SGD"), ("香港ドル", "HKD"), ("ドル", "USD"),
    ("ユーロ", "EUR"), ("英ポンド", "GBP"), ("ポンド", "GBP"), ("スイスフラン", "CHF"), ("人民元", "CNY"),
    ("元", "CNY"), ("ウォン", "KRW"), ("バーツ", "THB"), ("ルピー", "INR"), ("スウェーデンクローナ", "SEK"),
    ("ノルウェークローネ", "NOK"), ("円", "JPY"),
)  # fmt: skip
JAPANESE_CURRENCIES = dict(_JAPANESE)
JAPANESE_CURRENCY = "|".join(word for word, _ in _JAPANESE)


# Codes that are also words, or abbreviations of this field: SDG, ALL, TOP …
_NOT_IN_TEXTS = frozenset(
    [
        "ALL",
        "ANG",
        "BAM",
        "BOB",
        "CHE",
        "CHW",
        "COU",
        "CUP",
        "GEL",
        "GIP",
        "MAD",
        "MDL",
        "MOP",
        "PEN",
        "SCR",
        "SDG",
        "SLL",
        "SOS",
        "STD",
        "TOP",
        "XTS",
        "XXX",
    ]
)


@cache
def _codes() -> frozenset[str]:
    return frozenset(codelist("Currency").codes) - _NOT_IN_TEXTS


_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:"
    + "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
    + r"|(?P<code>[A-Z]{3})(?:\s?[€$£¥])?)[\s\xa0]{0,2}$"
)
_AFTER = re.compile(
    r"[\s\xa0-]{0,2}(?:(?:of|in)\s(?=US\sdoll))?(?:(?P<code>[A-Z]{3})(?![A-Za-z])|"
    + "|".join(f"(?P<w{number}>{word})" for number, word in enumerate(_WORDS))
    + r")(?![A-Za-z])"
)
_WORD_CODES = tuple(_WORDS.values())


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the currency printed just before ``start``, and where it begins; None without one."""
    match = _BEFORE.search(text, max(0, start - 9), start)
    if match is None:
        return None
    code = match["code"]
    if code is None:
        return _SIGNS[match.group().strip("\xa0 \n")], match.start()
    return (code, match.start()) if code in _codes() else None


def currency_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the currency printed just after ``end``, and where it ends; None without one."""
    match = _AFTER.match(text, end)
    if match is None:
        return None
    if match["code"] is not None:
        return (match["code"], match.end()) if match["code"] in _codes() else None
    number = int((match.lastgroup or "w0")[1:])
    return _WORD_CODES[number], match.end()


_STATED = re.compile(
    r"\b(?:are|is|refers?\sto|denotes?|means?|expressed\sin|in)\s(?:in\s)?(?:all\s)?(?P<name>Australian|Canadian|New\sZealand|US|United\sStates|Singapore)\s?"
    r"(?:dollars?|\$)[^.\n]{0,40}?(?:unless|throughout|\.\s|\.?$)",
    re.MULTILINE,
)
_NAMED = re.compile(
    r"(?:Australian|Canadian|New\sZealand|\bUS|United\sStates|Singapore)\s?(?:dollars?|\$)"
)
_DOLLARS = {"australian": "AUD", "canadian": "CAD", "new zealand": "NZD", "singapore": "SGD"}


def dollar_of(text: str, otherwise: str = "USD") -> str:
    """Return what a bare dollar sign means in the text: what it says, else ``otherwise``."""
    votes: Counter[str] = Counter()
    if "$" not in text and "dollars" not in text:
        return otherwise
    for named in _NAMED.finditer(text):
        match = _STATED.search(text, max(0, named.start() - 24), named.end() + 48)
        if match is None:
            continue
        votes[_DOLLARS.get(re.sub(r"\s+", " ", match["name"]).lower(), "USD")] += 1
    return min(votes, key=lambda code: (-votes[code], code)) if votes else otherwise
