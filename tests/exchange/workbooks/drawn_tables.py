"""A small table with a column of every kind, and rows that are hard to carry."""

from __future__ import annotations

from tomoni.exchange.workbooks import Column, Item, Table, Value, Words

KINDS = Words(
    {
        "course": ("Training course", "研修"),
        "grant": ("Grant", "無償"),
        # Two codes with one word, and one whose word is another's code.
        "loan_a": ("Loan", "借款"),
        "loan_b": ("Loan", "借款"),
        "aid": ("grant", "援助"),
    }
)
BASES = Words({"stated": ("stated", "記載"), "venue": ("Venue", "会場")})
PLACES = Words({"KH": ("Cambodia", "カンボジア"), "KR": ("Korea (Republic of)", "韓国")})
COUNTRIES = Item(
    "country", PLACES, "basis", BASES, default="stated", flag="is_open",
    flag_words=("open list", "未確定"),
)  # fmt: skip
TABLE = Table(
    "things",
    "Things",
    "もの",
    (
        Column("thing_id", "Thing", "もの番号", "id", required=True),
        Column("title", "Title", "題名", "text", help=("Its title.", "題名です。")),
        Column("kind", "Kind", "種類", "code", words=KINDS),
        Column("since", "Since", "開始", "date"),
        Column("value", "Value", "値", "quantity"),
        Column("number", "Number", "番号", "integer"),
        Column("is_known", "Known", "既知", "boolean"),
        Column("party", "Party", "機関", "reference", offered=("jica", "un")),
        Column("countries", "Countries", "国", "list", item=COUNTRIES),
        Column("regions", "Regions", "地域", "list", item=Item("region")),
    ),
)
ROWS: list[dict[str, Value]] = [
    {
        "thing_id": "one",
        "title": "=cmd|' /C calc'!A0",
        "kind": "course",
        "since": "2018-05",
        "value": "12345678901234567.8900",
        "number": -3,
        "is_known": True,
        "party": "jica",
        "countries": [
            {"country": "KH", "basis": "stated", "is_open": True},
            {"country": "KR", "basis": "venue"},
        ],
        "regions": ["asia", "africa"],
    },
    {"thing_id": "0012", "title": "+1\nsecond line", "kind": "loan_a", "since": "FY2018"},
    {"thing_id": "3", "title": "'quoted", "kind": "aid", "value": "0", "is_known": False},
    {"thing_id": "4", "title": "@SUM(A1)", "kind": "grant", "since": "2018-05-19"},
    {"thing_id": "5", "title": "#N/A", "kind": "loan_b", "value": "-0.5", "since": "2018"},
]


def whole(row: dict[str, Value]) -> dict[str, Value]:
    """A row with every column, None where it says nothing."""
    return {column.name: row.get(column.name) for column in TABLE.columns}
