"""Reference pages of the words: kinds, measures, metrics, themes, tables and terms."""

from __future__ import annotations

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.fields import Field
from tomoni.catalogue.kinds import KINDS, ActivityKind
from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES, Measure
from tomoni.catalogue.metrics import METRICS_BY_CODE, Metric
from tomoni.catalogue.tables import SCHEMA_VERSION, TABLES, Table
from tomoni.catalogue.terms import TERMS
from tomoni.catalogue.themes import THEMES, Theme

from .markdown import code, codes, page, table


def _heading(key: str, label: Label) -> list[str]:
    return [f"## `{key}`", "", f"**{label.en}** ({label.ja})"]


def kinds_page() -> str:
    """Every kind of activity: what it is, what it can count, how it is coded for aid statistics."""
    return page(
        "Kinds of activity",
        "A kind says which measures an activity may have and which attributes it must have.",
        *(_kind(kind) for kind in KINDS),
    )


def _kind(kind: ActivityKind) -> list[str]:
    lines = [*_heading(kind.code, kind.label), "", kind.definition, ""]
    lines.append(f"- Measures: {codes(kind.measures) or 'none'}")
    if kind.required:
        lines.append(f"- Required: {codes(kind.required)}")
    aid_type = code(kind.aid_type_code) or "none"
    lines.append(f"- Type of aid: {aid_type}. {kind.aid_type_reason}".rstrip())
    if kind.finance_type_code:
        lines.append(f"- Type of finance: {code(kind.finance_type_code)}")
    return lines


def measures_page() -> str:
    """Every measure: what is counted, in which unit, and how it adds up."""
    return page(
        "Measures",
        "A *flow* adds up. A *stock* is a level. A *distinct set* is the size of a set of members.",
        *(_measure(measure) for measure in MEASURES),
    )


def _measure(measure: Measure) -> list[str]:
    lines = [*_heading(measure.code, measure.label), "", measure.definition, ""]
    lines.append(f"- Dimension and unit: {measure.dimension}, {code(measure.unit)}")
    lines.append(f"- Nature: {measure.nature}")
    lines.append(f"- Adding: {measure.adds}")
    if measure.population:
        lines.append(f"- Population: {code(measure.population)}")
    if measure.disaggregations:
        lines.append(f"- May be broken down by: {codes(measure.disaggregations)}")
    observed = "may" if measure.may_observe else "may not"
    lines.append(f"- A cumulative total {observed} be kept as an observation")
    if measure.is_need:
        lines.append("- Describes need. Never counted as output")
    return lines


def metrics_page() -> str:
    """Every metric: what a source can count or date, and the measure that it means."""
    return page(
        "Metrics",
        "A metric is what a source counts or dates. Its role says what a claim of it may become.",
        *(_metric(metric) for metric in METRICS_BY_CODE.values()),
    )


def _metric(metric: Metric) -> list[str]:
    lines = [*_heading(metric.code, metric.label), "", metric.definition, ""]
    lines.append(f"- Role: {code(metric.role)}")
    lines.append(f"- Unit: {code(metric.unit) or 'none'}")
    if metric.measure_code:
        lines.append(f"- Measure: [{code(metric.measure_code)}](measures.md)")
    if metric.population:
        lines.append(f"- Population: {code(metric.population)}")
    return lines


def themes_page() -> str:
    """Every theme, with the purpose codes that it goes with."""
    return page("Themes", "The main subject of an activity.", *(_theme(theme) for theme in THEMES))


def _theme(theme: Theme) -> list[str]:
    purposes = codes(theme.purpose_codes) or "none"
    return [
        *_heading(theme.code, theme.label),
        "",
        theme.definition,
        "",
        f"- Purpose codes: {purposes}. {theme.purpose_reason}".rstrip(),
    ]


def tables_page() -> str:
    """Every table of a snapshot with every column: the contract."""
    return page(
        "Tables of a snapshot",
        f"Schema {SCHEMA_VERSION}. Rows are ordered by the first column, the public id. "
        "An empty value means *not stated*, which is not zero. "
        "A column marked *personal* never enters a public snapshot.",
        *(_table(contract) for contract in TABLES),
    )


def _table(contract: Table) -> list[str]:
    return [
        f"## `{contract.name}`",
        "",
        contract.rows,
        "",
        *table(
            ("Column", "Type", "Required", "Values", "Meaning"),
            (
                (code(f.name), f.type, "yes" if f.required else "", _values(f), _meaning(f))
                for f in contract.fields
            ),
        ),
    ]


def _values(field: Field) -> str:
    if field.references:
        return f"key of {code(field.references)}"
    return f"list {code(field.codelist)}" if field.codelist else ""


def _meaning(field: Field) -> str:
    personal = " *Personal.*" if field.personal else ""
    iati = f" IATI: {code(field.iati_path)}." if field.iati_path else ""
    return f"{field.help}{iati}{personal}"


def terms_page() -> str:
    """Every small list of our own, and where the published lists are."""
    return page(
        "Terms",
        "Small closed lists of our own. Published lists (DAC, IATI, ISO) come with the catalogue.",
        *(_terms(name) for name in sorted(TERMS)),
    )


def _terms(name: str) -> list[str]:
    words = TERMS[name]
    assert words.keys() <= codelist(name).codes.keys()
    return [
        f"## `{name}`",
        "",
        *table(
            ("Code", "English", "Japanese"),
            ((code(key), label.en, label.ja) for key, label in words.items()),
        ),
    ]
