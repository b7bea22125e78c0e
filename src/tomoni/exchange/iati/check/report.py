"""The report on checked files: one page that stands alone, to be filtered without a script.

All text passes through ``escape``: nothing of a file can become markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import takewhile
from pathlib import Path

from tomoni import __version__
from tomoni.catalogue.iati.prefixes import identifier_prefixes
from tomoni.catalogue.labels import Label

from ..findings import SEVERITIES, Finding
from . import words
from .result import FileCheck
from .style import style
from .wording import rule_named

MOST_ROWS = 20_000
MOST_OF_A_RULE = 200
MOST_ACTIVITIES = 400
_FEWEST_OF_A_RULE = 5


def report_html(checks: Sequence[FileCheck], now: datetime, language: str = "en") -> Iterator[str]:
    """Yield the page in pieces. Of each rule the first findings are shown, and how many there are.

    ``now``: when the files were checked. ``language``: "en" or "ja".
    """
    return _Page(checks, language).parts(now)


class _Page:
    """One report: what can be chosen is numbered once, for lists, rows and style alike."""

    def __init__(self, checks: Sequence[FileCheck], language: str) -> None:
        self.checks, self.language = checks, language
        self.names = _short_names([check.file for check in checks])
        counts: Counter[str] = Counter()
        for check in checks:
            counts.update(check.rule_counts())
        ranked = sorted(counts, key=lambda rule: SEVERITIES.index(rule_named(rule).severity))
        self.rules = {rule: number for number, rule in enumerate(ranked)}
        self.counts = counts
        groups = sum(len(check.rule_counts()) for check in checks) or 1
        self.most = min(MOST_OF_A_RULE, max(_FEWEST_OF_A_RULE, MOST_ROWS // groups))
        self.activities = _activities(checks)

    def say(self, label: Label, **values: object) -> str:
        """Return a wording in the report's language, its values filled in and escaped."""
        return escape(label.in_language(self.language).format(**values))

    def parts(self, now: datetime) -> Iterator[str]:
        title = self.say(words.TITLE)
        made = self.say(
            words.MADE,
            date=now.strftime("%Y-%m-%d %H:%M UTC"),
            version=__version__,
            lists=identifier_prefixes().edition,
        )
        styled = style(len(self.checks), len(self.rules), len(self.activities))
        yield (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{title}</title><style>{styled}</style></head><body><main>"
            f'<h1>{title}</h1><p class="soft">{made}</p>'
        )
        if len(self.checks) > 1:
            yield from self.overview()
        if self.rules:
            yield from self.filters()
        for number, check in enumerate(self.checks):
            yield from self.file(number, check)
        yield "</main></body></html>"

    def overview(self) -> Iterator[str]:
        heads = "".join(
            f'<th scope="col" class="n">{self.say(words.SEVERITIES[one])}</th>'
            for one in SEVERITIES
        )
        yield (
            f'<h2>{self.say(words.FILES)}</h2><div class="scroll" tabindex="0" role="group" '
            f'aria-label="{self.say(words.FILES)}"><table><thead><tr>'
            f'<th scope="col">{self.say(words.FILE)}</th>'
            f'<th scope="col">{self.say(words.VERDICT)}</th>{heads}</tr></thead><tbody>'
        )
        for number, check in enumerate(self.checks):
            counts = "".join(f'<td class="n">{n}</td>' for n in check.severity_counts().values())
            verdict = check.verdict()
            said = words.CLEAN if verdict.clean else words.NOT_CLEAN
            said = said if verdict.accepted else words.NOT_ACCEPTED
            yield (
                f'<tr><td><a href="#file-{number}">{escape(self.names[number])}</a></td>'
                f"<td>{self.say(said)}</td>{counts}</tr>"
            )
        yield "</tbody></table></div>"

    def filters(self) -> Iterator[str]:
        # `autocomplete`: a reloaded page would keep a choice that nobody sees.
        yield f'<form autocomplete="off"><fieldset><legend>{self.say(words.SHOW)}</legend>'
        for severity in SEVERITIES:
            yield (
                f'<label><input type="checkbox" id="s-{severity}" checked> '
                f"{self.say(words.SEVERITIES[severity])}</label>"
            )
        yield "</fieldset>"
        rules = [(f"{rule} ({self.counts[rule]})", n) for rule, n in self.rules.items()]
        yield self.choice("rule", words.RULE, words.ALL_RULES, "r", rules)
        activities = [(name, number) for name, number in self.activities.items()]
        yield self.choice("activity", words.ACTIVITY, words.ALL_ACTIVITIES, "a", activities)
        if len(self.checks) > 1:
            files = [(name, number) for number, name in enumerate(self.names)]
            yield self.choice("file", words.FILE, words.ALL_FILES, "d", files)
        yield "</form>"
        if len(self.activities) == MOST_ACTIVITIES:
            yield f'<p class="soft">{self.say(words.MOST_ACTIVITIES, count=MOST_ACTIVITIES)}</p>'

    def choice(
        self, name: str, label: Label, every: Label, sign: str, listed: Sequence[tuple[str, int]]
    ) -> str:
        options = "".join(
            f'<option value="{sign}{number}">{escape(text)}</option>' for text, number in listed
        )
        return (
            f'<div><label class="over" for="{name}">{self.say(label)}</label>'
            f'<select id="{name}"><option value="">{self.say(every)}</option>{options}</select>'
            "</div>"
        )

    def file(self, number: int, check: FileCheck) -> Iterator[str]:
        name = escape(self.names[number])
        yield f'<article class="file d{number}" id="file-{number}"><h2>{name}</h2>'
        if check.is_readable:
            facts = words.FACTS_ORGANISATIONS if check.kind == "organisations" else words.FACTS
            version = check.version or words.NO_VERSION.in_language(self.language)
            said = self.say(facts, version=version, count=f"{check.activities:,}")
            yield f'<p class="soft">{said}</p>'
        else:
            yield f"<p>{self.say(words.UNREADABLE)}</p>"
        yield self.verdict(check)
        counts = check.rule_counts()
        if not counts:
            yield f"<p>{self.say(words.NOTHING)}</p>"
        for rule, count in counts.items():
            yield from self.rule(check, rule, count)
        yield "</article>"

    def verdict(self, check: FileCheck) -> str:
        counts = check.severity_counts()
        verdict = check.verdict()
        critical, errors = counts["critical"], counts["critical"] + counts["error"]
        first = (words.ACCEPTED, words.WHY_ACCEPTED) if verdict.accepted else (
            words.NOT_ACCEPTED, words.WHY_NOT_ACCEPTED,
        )  # fmt: skip
        second = (words.CLEAN, words.WHY_CLEAN) if verdict.clean else (
            words.NOT_CLEAN, words.WHY_NOT_CLEAN,
        )  # fmt: skip
        said = "".join(
            f'<li class="{"good" if good else "bad"}"><strong>{self.say(label)}</strong>'
            f"<span>{self.say(why, count=f'{count:,}')}</span></li>"
            for good, (label, why), count in (
                (verdict.accepted, first, critical),
                (verdict.clean, second, errors),
            )
        )
        return f'<ul class="verdict">{said}</ul>'

    def rule(self, check: FileCheck, rule: str, count: int) -> Iterator[str]:
        severity = rule_named(rule).severity
        yield (
            f'<section class="rule {severity} r{self.rules[rule]}"><h3>'
            f'<span class="tag {severity}">{self.say(words.SEVERITIES[severity])}</span>'
            f"<code>{escape(rule)}</code>"
            f'<span class="soft">{self.say(words.COUNTED, count=f"{count:,}")}</span></h3>'
        )
        if count > self.most:
            said = self.say(words.FIRST_SHOWN, shown=self.most, count=f"{count:,}")
            yield f'<p class="soft">{said}</p>'
        yield '<ul class="list">'
        for finding in check.findings_of(rule, self.most, self.language):
            yield self.finding(finding)
        yield "</ul></section>"

    def finding(self, finding: Finding) -> str:
        number = self.activities.get(finding.activity or "")
        chosen = "" if number is None else f' class="a{number}"'
        activity = "" if finding.activity is None else f" · <code>{escape(finding.activity)}</code>"
        at = f'<p class="at">{self.place(finding)}{activity}</p>'
        return f"<li{chosen}>{at}<p>{escape(finding.message)}</p></li>"

    def place(self, finding: Finding) -> str:
        if finding.line is None:
            return self.say(words.WHOLE_FILE)
        line = f"{finding.line}:{finding.column}" if finding.column else str(finding.line)
        return self.say(words.LINE, line=line)


def _short_names(names: Sequence[str]) -> list[str]:
    """Return the names without the folder that they have in common."""
    folders = [Path(name).parent.parts for name in names]
    alike = takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))
    shared = sum(1 for _ in alike)
    return [str(Path(*Path(name).parts[shared:])) for name in names]


def _activities(checks: Sequence[FileCheck]) -> dict[str, int]:
    """Return the number of each activity that can be chosen: those with the most findings."""
    counts: Counter[str] = Counter()
    for check in checks:
        counts.update(check.activity_counts(MOST_ACTIVITIES))
    named = [name for name, _ in counts.most_common(MOST_ACTIVITIES)]
    return {name: number for number, name in enumerate(sorted(named))}
