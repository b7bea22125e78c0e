"""Claims without a number: which countries and bodies a passage names, and in which role.

One proposal for each run of names in the same role: its span reaches from the first name to the
last, so that two editions can be compared by who is named and who no longer is.
"""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from .gazetteer import Mention
from .layout import Layout
from .named import Names

Role = Literal["donor", "recipient", "venue", "participant", "partner", "pivot", "named"]
_LIST_GAP = re.compile(
    r"[\s,;、・]*(?:(?:and|or|as\swell\sas|及び|並びに|や|と)\s?)?(?:the\s|both\s|other\s\w+\s(?:such\sas|including)\s)?[\s(]*$"
)
_GIVES = re.compile(
    r"(?:'s)?(?:\s(?:has|have|had|will|would|also|then|is|was)){0,3}\s(?:contribut|provid|disburs|pledg|donat|announc|fund|financ"
    r"|grant|support|dispatch|assist)\w*|は.{0,60}(?:供与|拠出|支援|実施|派遣)"
)
_LEADS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("pivot", re.compile(r"\b(?:triangular|South-South)\b[^.]{0,80}\b(?:with|through|by|via)\s(?:the\s)?$|三角協力")),
    ("venue", re.compile(
        r"\b(?:held|conducted|took\splace|hosted|organi[sz]ed|convened|opened|met|visited|headquartered|located)\b[^.;]{0,60}"
        r"\b(?:in|at)\s(?:the\s)?(?:[A-Z][\w'-]+,\s)?$", re.IGNORECASE)),
    ("participant", re.compile(
        r"\b(?:participants?|officials?|officers?|trainees?|practitioners?|experts?|representatives?|students?|judges?|prosecutors?|lawyers?|delegates?|graduates?|people|personnel|invit\w+|namely"
        r"|participat\w+)\b[^.;]{0,60}\b(?:from|of)\s(?:[^.;]{0,40}(?:including|such\sas)\s)?(?:the\s)?$", re.IGNORECASE)),
    ("partner", re.compile(
        r"\b(?:with|alongside|together\swith|in\s(?:collaboration|cooperation|partnership)\swith|through|via|by)\s(?:the\s)?$", re.IGNORECASE)),
    ("recipient", re.compile(
        r"\b(?:to|in|for|of|supports?|supported|assists?|assisted|countries\ssuch\sas|including|such\sas)\s(?:the\s)?"
        r"(?:governments?\sof\s)?$", re.IGNORECASE)),
)  # fmt: skip
_AID = re.compile(
    r"\b(?:provid|contribut|disburs|support|assist|dispatch|deliver|grant|donat|fund|train|aid|help|implement|cooperat)"
    r"|支援|供与|拠出|派遣|協力",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:such\sas|including|etc|among\sothers|and\sother)\b|など|等")


class Run:
    """Names of one role that stand in one list."""

    def __init__(self, role: Role, mention: Mention) -> None:
        """Begin a run with its first name."""
        self.role = role
        self.mentions = [mention]

    @property
    def span(self) -> tuple[int, int]:
        """From the first name to the last."""
        return self.mentions[0].start, self.mentions[-1].end

    def codes(self, kind: str) -> tuple[str, ...]:
        """The places, parties or frameworks named, in order, each once."""
        return tuple(dict.fromkeys(m.code for m in self.mentions if m.kind == kind))


def find_roles(text: str, layout: Layout, names: Names) -> Iterator[Run]:
    """Yield the runs of named countries and bodies, in order. ``text``: in one line."""
    named = [m for m in names.mentions if m.kind in {"place", "party"}]
    for sentence in _by_sentence(named, layout):
        yield from _runs(text, layout.sentence_at(sentence[0].start), sentence, names.home)


def list_kind(text: str, run: Run, sentence: tuple[int, int]) -> Literal["open", "closed"] | None:
    """Return whether a run of several names is an open list; None for a single name."""
    if len(run.mentions) < 2:
        return None
    start, end = run.span
    around = text[max(sentence[0], start - 30) : min(sentence[1], end + 14)]
    return "open" if _OPEN.search(around) else "closed"


def _by_sentence(named: Sequence[Mention], layout: Layout) -> Iterator[list[Mention]]:
    gathered: list[Mention] = []
    last = -1
    for mention in named:
        start, _ = layout.sentence_at(mention.start)
        if gathered and start != last:
            yield gathered
            gathered = []
        gathered.append(mention)
        last = start
    if gathered:
        yield gathered


def _runs(
    text: str, sentence: tuple[int, int], mentions: Sequence[Mention], home: str | None
) -> Iterator[Run]:
    run: Run | None = None
    for mention in mentions:
        if (
            run is not None
            and mention.kind == run.mentions[-1].kind
            and _LIST_GAP.fullmatch(text[run.mentions[-1].end : mention.start])
        ):
            run.mentions.append(mention)
            continue
        if run is not None:
            yield run
        run = Run(_role(text, sentence, mention, home), mention)
    if run is not None:
        yield run


def _role(text: str, sentence: tuple[int, int], mention: Mention, home: str | None) -> Role:
    if _GIVES.match(text, mention.end) or mention.code == home:
        return "donor"
    before = text[max(sentence[0], mention.start - 120) : mention.start]
    for role, pattern in _LEADS:
        if pattern.search(before) and (role != "recipient" or _AID.search(text, *sentence)):
            return role
    return "named"
