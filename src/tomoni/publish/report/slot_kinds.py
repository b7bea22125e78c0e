"""The language of slots: ``{{ name "subject" key="value" key=12 }}``, and nothing more.

A slot names what is to be put in its place. It computes nothing, nests nothing and runs nothing.
``SLOTS`` is the whole language; the reference page is written from it.
"""

from __future__ import annotations

from dataclasses import dataclass

SAY = ("exactly", "about", "around", "more than", "at least", "less than", "up to")
FORMATS = ("full", "capital")
CHART_KINDS = ("bar", "line", "map")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a slot. ``choices`` are all it may say; empty: any text."""

    name: str
    help: str
    is_required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotKind:
    """One kind of slot.

    ``is_block``: it stands alone in its paragraph. ``takes_keys``: every other argument narrows the
    figure by the key of that name.
    """

    name: str
    help: str
    subject: str
    arguments: tuple[Argument, ...]
    example: str
    is_block: bool = False
    takes_keys: bool = False


_SAY = Argument("say", "Hedge in words; the build fails when it is not true.", choices=SAY)
_ROUND = Argument("round", "Step to round to, in whole units of the number; of a share, percent.")
_FORMAT = Argument(
    "format",
    "How it is written, several parted by commas: full (all digits of money, no m or bn), capital "
    "(a sentence begins with it).",
)
_AS_OF = Argument("as_of", "Date as of which a total to date is asked: 2021-03-31, 2021, FY2020.")
_CAPTION = Argument("caption", "What is shown, in one line.", is_required=True)
_TOP = Argument("top", "How many rows at most, the largest first.")
_BY = "What the figure is divided by; several keys parted by commas."

SLOTS: dict[str, SlotKind] = {
    kind.name: kind
    for kind in (
        SlotKind(
            "figure",
            "The one number that a figure gives on the report's snapshot.",
            "name of the figure",
            (
                _SAY, _ROUND, _FORMAT, _AS_OF,
                Argument("by", f"{_BY} Then row says which row is meant."),
                Argument("row", "The row that is meant: key=value, several parted by commas."),
            ),
            '{{ figure "graduates_count" series="unafei" say="more than" round=100 }}',
            takes_keys=True,
        ),
        SlotKind(
            "claim",
            "The number or date that one claim of a document states.",
            "id of the claim",
            (_SAY, _ROUND, _FORMAT),
            '{{ claim "c-0001" }}',
        ),
        SlotKind(
            "table",
            "All rows of a figure as a table.",
            "name of the figure",
            (
                Argument("by", _BY), _CAPTION, _TOP, _SAY, _ROUND, _FORMAT, _AS_OF,
                Argument("order", "Largest value first (value), or by the keys (key).",
                         choices=("value", "key")),
            ),
            '{{ table "activities_count" by="country" top=10 caption="Activities by country" }}',
            is_block=True,
            takes_keys=True,
        ),
        SlotKind(
            "chart",
            "The rows of a figure as a chart, with the table behind it.",
            "name of the figure",
            (
                Argument("by", "The one key that the chart is divided by.", is_required=True),
                Argument("kind", "Bars, a line over time, or a tile map of countries.",
                         is_required=True, choices=CHART_KINDS),
                _CAPTION, _TOP, _AS_OF,
                Argument("alt", "What is to be seen, in words; written from the rows without it."),
            ),
            '{{ chart "activities_count" by="theme" kind="bar" caption="Activities by theme" }}',
            is_block=True,
            takes_keys=True,
        ),
        SlotKind(
            "claims",
            "What documents state, claim by claim, as a table.",
            "",
            (
                Argument("metric", "What the source counts or dates."),
                Argument("measure", "What is counted, by its code."),
                Argument("document", "Id of the document."),
                Argument("activity", "Id of the activity."),
                Argument("as", "How it is shown.", choices=("table",)),
                Argument("caption", "What is shown, in one line; what is counted without it."),
                _TOP,
            ),
            '{{ claims metric="graduates" as="table" caption="Graduates, edition by edition" }}',
            is_block=True,
        ),
        SlotKind(
            "photograph",
            "A picture out of the report's folder.",
            "file in the folder: .jpg, .jpeg or .png",
            (
                Argument("credit", "Who made it and may be named.", is_required=True),
                Argument("alt", "What is to be seen, for who cannot see it.", is_required=True),
                Argument("caption", "A line below it."),
            ),
            '{{ photograph "opening.jpg" credit="The institute" alt="Judges at a round table" }}',
            is_block=True,
        ),
    )
}  # fmt: skip
