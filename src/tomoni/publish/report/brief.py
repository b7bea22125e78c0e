"""A country brief: a report of one chapter, written from the records of one country.

It is an ordinary folder of a report, in English and Japanese, so that it is checked, built and
proven like any other, and may be edited before it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tomoni.catalogue.labels import LANGUAGES, Label
from tomoni.exchange.snapshot import Snapshot

from ..evidence import edition_label
from ..source import Row, Source, label_of
from . import brief_words as words
from .brief_facts import CountryFacts, country_facts
from .digits import digit_runs
from .settings import SETTINGS_FILE

CHAPTER = "brief.md"
MOST_ACTIVITIES = 20
"""With more than these the brief would pass two pages; the site's page of the country has all."""
MOST_LINES = 8
_MONEY, _PERSON = "currency", "person"
_MARKS = frozenset("\\`*_{}[]<>()#+-.!|~:")


def write_brief(snapshot: Snapshot, country: str, folder: Path) -> CountryFacts:
    """Write the folder of a country's brief and return the facts that it was written from.

    ``country``: two-letter code. Errors: NotFoundError for an unknown one.
    """
    source = Source(snapshot)
    facts = country_facts(source, country)
    texts = {language: BriefWriter(source, facts, language) for language in LANGUAGES}
    chapters = {language: writer.chapter() for language, writer in texts.items()}
    folder.mkdir(parents=True, exist_ok=True)
    home, *others = LANGUAGES
    (folder / CHAPTER).write_text(chapters[home], encoding="utf-8")
    for language in others:
        (folder / language).mkdir(exist_ok=True)
        (folder / language / CHAPTER).write_text(chapters[language], encoding="utf-8")
    names = {name for writer in texts.values() for name in writer.names}
    (folder / SETTINGS_FILE).write_text(_settings(facts, names), encoding="utf-8")
    return facts


def _settings(facts: CountryFacts, names: Iterable[str]) -> str:
    title = Label(
        words.TITLE.en.format(name=facts.name.en), words.TITLE.ja.format(name=facts.name.ja)
    )
    lines = [
        f"id = {_quoted(f'brief-{facts.code.lower()}')}",
        f"title_en = {_quoted(title.en)}",
        f"title_ja = {_quoted(title.ja)}",
        'language = "en"',
        f"languages = {json.dumps(list(LANGUAGES))}",
        "unofficial = true",
        f"chapters = [{_quoted(CHAPTER)}]",
    ]
    for name in sorted(name for name in names if any(digit_runs(name))):
        lines += ["", "[[allowed]]", f"text = {_quoted(name)}"]
        lines += [f"reason = {_quoted(words.RECORD_NAME.en)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a text as TOML and slots write it; what JSON escapes both read alike."""
    return json.dumps(text, ensure_ascii=False)


def plain(text: str) -> str:
    """Return a record's words so that Markdown shows them letter by letter, in one line."""
    return "".join(f"\\{each}" if each in _MARKS else each for each in " ".join(text.split()))


class BriefWriter:
    """Writes one chapter in one language. ``names``: words of records that it shows as they are."""

    def __init__(self, source: Source, facts: CountryFacts, language: str) -> None:
        self._source = source
        self._facts = facts
        self._language = language
        self.names: set[str] = set()

    def chapter(self) -> str:
        """Return the Markdown of the brief, its numbers as slots."""
        heading = f"# {self._say(words.HEADING)}"
        blocks = [heading, *self._lead(), *self._activities(), *self._numbers()]
        blocks += [*self._other(), *self._open(), *self._unsaid(), *self._sources()]
        return "\n\n".join(blocks) + "\n"

    @property
    def _name(self) -> str:
        return plain(self._facts.name.in_language(self._language))

    def _say(self, label: Label, **values: str) -> str:
        return label.in_language(self._language).format(name=self._name, **values)

    def _shown(self, text: str) -> str:
        self.names.add(" ".join(text.split()))
        return plain(text)

    def _parted(self, items: Iterable[str]) -> str:
        return self._say(words.PARTED).join(items)

    def _figure(self, name: str, **keys: str) -> str:
        asked = {"country": self._facts.code, **keys}
        return f'{{{{ figure "{name}" {_keys(asked)} }}}}'

    def _lead(self) -> Iterator[str]:
        if self._facts.recipient:
            yield self._say(
                words.SUMMARY,
                all=self._figure("activities_count", level="all"),
                top=self._figure("activities_count"),
                passages=self._figure("mentions_count", level="all"),
            )
        elif self._facts.is_silent:
            yield self._say(words.SILENT, documents='{{ figure "documents_count" }}')
        else:
            yield self._say(words.OTHERWISE)

    def _activities(self) -> Iterator[str]:
        rows = self._facts.recipient
        if not rows:
            return
        yield f"## {self._say(words.ACTIVITIES)}"
        asked = {
            "country": self._facts.code,
            "by": "theme,activity",
            "level": "all",
            "caption": self._say(words.ACTIVITIES_CAPTION),
        }
        # The largest first where not all are shown, so that the most told ones are.
        is_long = len(rows) > MOST_ACTIVITIES
        asked |= {"top": str(MOST_ACTIVITIES)} if is_long else {"order": "key"}
        yield f'{{{{ table "mentions_count" {_keys(asked)} }}}}'
        if self._language == "ja":
            yield f"*{self._say(words.NAMES_IN_ENGLISH)}*"

    def _numbers(self) -> Iterator[str]:
        facts = self._facts
        if not facts.recipient:
            return
        yield f"## {self._say(words.NUMBERS)}"
        if not facts.alone and not facts.shared:
            yield self._say(words.NO_NUMBERS)
        elif not facts.alone:
            yield self._say(words.NONE_ALONE)
        for title, claims in ((words.ALONE, facts.alone), (words.SHARED, facts.shared)):
            if claims:
                yield self._say(title)
                yield "\n".join(self._told(claims)[:MOST_LINES])
        if facts.began:
            yield f"## {self._say(words.BEGAN)}"
            yield "\n".join(self._told(tuple(_once(facts.began))))

    def _told(self, claims: Sequence[Row]) -> list[str]:
        """Return a line for each activity and document, with all that it states of it."""
        groups: dict[tuple[str, str], list[Row]] = {}
        for claim in claims:
            groups.setdefault((claim["activity_id"], claim["document_id"]), []).append(claim)
        return [self._line(*key, stated) for key, stated in groups.items()]

    def _line(self, activity_id: str, document_id: str, claims: Sequence[Row]) -> str:
        title = self._shown(self._source.by_key("activities")[activity_id]["title"])
        edition = edition_label(self._source.by_key("documents")[document_id])
        metrics = [claim["metric_code"] for claim in claims]
        said = self._parted(
            self._claim(claim, is_one_of_several=metrics.count(claim["metric_code"]) > 1)
            for claim in claims
        )
        return f"- {title} \\({self._shown(edition.in_language(self._language))}\\): {said}"

    def _claim(self, claim: Row, *, is_one_of_several: bool) -> str:
        metric = label_of("metric", claim["metric_code"]).in_language(self._language)
        said = f'{metric[:1].lower()}{metric[1:]} {{{{ claim "{claim["claim_id"]}" }}}}'
        if is_one_of_several and claim["scope"]:
            said += f" \\({self._shown(claim['scope'].rstrip('.'))}\\)"
        return said

    def _other(self) -> Iterator[str]:
        if not self._facts.other:
            return
        yield f"## {self._say(words.OTHER)}"
        lines = []
        for basis, rows in self._facts.other.items():
            title = label_of("country_basis", basis)
            listed = rows
            if basis == "inherited":
                title, listed = words.INHERITED_ONLY, _parents(self._source, rows)
            joined = self._parted(self._shown(row["title"]) for row in listed)
            said = title.in_language(self._language)
            lines.append(f"- {said[:1].upper()}{said[1:]}: {joined}")
        yield "\n".join(lines)

    def _open(self) -> Iterator[str]:
        if not self._facts.findings:
            return
        yield f"## {self._say(words.OPEN)}"
        yield self._say(words.OPEN_WHY)
        lines = []
        for row in self._facts.findings:
            kind = label_of("finding_class", row["class_code"]).in_language(self._language)
            lines.append(f"- {self._shown(row['topic'])} \\({plain(kind)}\\)")
        yield "\n".join(lines)

    def _unsaid(self) -> Iterator[str]:
        if not self._facts.recipient:
            return
        yield f"## {self._say(words.UNSAID)}"
        silent = [
            label
            for unit, label in ((_MONEY, words.NO_MONEY), (_PERSON, words.NO_PEOPLE))
            if unit not in self._facts.measures
        ]
        silent += [words.NO_RESULT, words.NO_END]
        yield "\n".join(f"- {self._say(label)}" for label in silent)

    def _sources(self) -> Iterator[str]:
        rows = self._facts.documents or tuple(self._source.rows("documents"))
        yield f"## {self._say(words.SOURCES)}"
        yield "\n".join(self._source_line(row) for row in rows)

    def _source_line(self, row: Row) -> str:
        title, page = self._shown(row["title"]), row["public_page"]
        linked = f"[{title}](<{page}>)" if page else title
        inferred = f" \\({self._say(words.INFERRED)}\\)" if _is_inferred(row) else ""
        return f"- {linked}\\. {self._shown(row['publisher'])}{inferred}"


def _keys(arguments: dict[str, str]) -> str:
    return " ".join(f"{key}={_quoted(value)}" for key, value in arguments.items())


def _once(claims: Iterable[Row]) -> Iterator[Row]:
    """Yield of claims that say the same of an activity the last, which is of the latest edition."""
    last = {(row["activity_id"], row["date_stated"]): row for row in claims}
    yield from last.values()


def _parents(source: Source, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the wider efforts of parts, each once; a part without one stands for itself."""
    found: dict[str, Row] = {}
    for row in rows:
        wider = next(iter(source.ancestors(row)), row)
        found[wider["activity_id"]] = wider
    return tuple(found.values())


def _is_inferred(document: Row) -> bool:
    return document["edition_basis_code"] == "inferred" and document["edition_year"] is not None
