"""Reference pages say what the registry says, and show the specification as it is drawn."""

from __future__ import annotations

from pathlib import Path

from tomoni.figures import FIGURES_BY_NAME
from tomoni.figures.reference import reference_pages

SPECIFICATIONS = Path(__file__).parents[1] / "spec" / "figures"
PAGES = reference_pages(SPECIFICATIONS)


def test_every_figure_has_its_page_with_worked_examples() -> None:
    assert PAGES.keys() == {f"figures/{name}.md" for name in FIGURES_BY_NAME}
    assert [path for path, page in PAGES.items() if "## Worked examples" not in page] == []


def test_a_page_holds_definition_basis_and_keys() -> None:
    page = PAGES["figures/country_profile.md"]
    figure = FIGURES_BY_NAME["country_profile"]
    assert figure.definition.sentence in page
    assert figure.label.ja in page
    assert f"| time | {figure.basis.time} |" in page
    assert "| `country` |  | needed | Recipient country that the source states. |" in page
    assert "| `year` | yes |  |" in page
    assert "| `measure` | always |  |" in page


def test_the_examples_are_the_specification() -> None:
    drawn = (SPECIFICATIONS / "person_days_count.md").read_text(encoding="utf-8")
    _, case = drawn.split("## Summed over courses")
    assert f"### Summed over courses{case.rstrip()}" in PAGES["figures/person_days_count.md"]


def test_a_figure_without_a_specification_has_a_page(tmp_path: Path) -> None:
    pages = reference_pages(tmp_path)
    assert "## Worked examples" not in pages["figures/residual.md"]
    assert "# `residual`" in pages["figures/residual.md"]
