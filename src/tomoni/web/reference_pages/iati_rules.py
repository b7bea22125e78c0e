"""Reference page of the rules that IATI files are asked: words, code lists, drawn examples."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template

from tomoni.catalogue.iati.advice import ADVICE
from tomoni.catalogue.iati.code_list_checks import CODE_LIST_CHECKS
from tomoni.catalogue.iati.rules import RULES, RULESET_CASES, cases_of

from .markdown import code, page, table

SPECIFICATIONS = Path(__file__).parents[4] / "tests" / "spec" / "iati_rules"
RULE_HEADINGS = ("Rule", "Severity", "Category", "Since", "Says")
CHECK_HEADINGS = ("Rule", "Category", "Attribute", "Code list", "Of the vocabulary")


def rules_page() -> str:
    """Every rule with its words, every check of a code list, and every drawn example."""
    text = files(__package__).joinpath("iati_rules.md").read_text(encoding="utf-8")
    counts = {"cases": len(RULESET_CASES), "shared": len(cases_of("2.02"))}
    lines = [page("Rules for IATI files", Template(text).substitute(counts).rstrip())]
    lines += ["", "## Rules", "", *table(RULE_HEADINGS, rule_rows())]
    lines += ["", "## Code lists", "", "All are errors.", ""]
    lines += table(CHECK_HEADINGS, check_rows())
    for name in ("activities.md", "organisations.md"):
        drawn = (SPECIFICATIONS / name).read_text(encoding="utf-8")
        lines += ["", *(_one_deeper(line) for line in drawn.rstrip().splitlines())]
    return "\n".join(lines)


def rule_rows() -> list[tuple[str, ...]]:
    """Return id, severity, category, first version and words of every rule but code lists'."""
    since = {case.rule: case.since for case in RULESET_CASES}
    return [
        (
            code(rule.rule),
            rule.severity,
            rule.category,
            since.get(rule.rule, ""),
            rule.message.replace("{", "*").replace("}", "*"),
        )
        for rule in (*RULES.values(), *ADVICE.values())
        if rule.source != "code lists"
    ]


def check_rows() -> list[tuple[str, ...]]:
    """Return id, category, path, list and vocabulary of every check of a code list."""
    return [
        (
            code(check.rule),
            check.category,
            code(check.path),
            check.list_name,
            f"{check.vocabulary}, the default" if check.is_default else check.vocabulary or "",
        )
        for check in CODE_LIST_CHECKS
    ]


def _one_deeper(line: str) -> str:
    return f"#{line}" if line.startswith("#") else line
