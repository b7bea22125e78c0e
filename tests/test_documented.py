"""Whatever a user can meet has its heading in docs/reference, and the pages fit the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tomoni.catalogue.errors import ERRORS
from tomoni.catalogue.kinds import KINDS
from tomoni.catalogue.measures import MEASURES
from tomoni.catalogue.settings import SETTINGS
from tomoni.catalogue.tables import TABLES
from tomoni.figures import library  # noqa: F401  (importing it registers the figures)
from tomoni.figures.registry import FIGURES_BY_NAME
from tomoni.web import reference
from tomoni.web.command.root import root

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


def headings(page: str) -> set[str]:
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return set(re.findall(r"^##+ `([^`]+)`", text, re.M))


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


COMMANDS = dict(commands(root, "tomoni"))


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("settings.md", [setting.name for setting in SETTINGS]),
        ("commands.md", list(COMMANDS)),
        ("exit-codes.md", [error.code for error in ERRORS]),
        ("figures.md", list(FIGURES_BY_NAME)),
        ("kinds.md", [kind.code for kind in KINDS]),
        ("measures.md", [measure.code for measure in MEASURES]),
        ("tables.md", [table.name for table in TABLES]),
    ],
)
def test_everything_has_its_heading(page: str, names: list[str]) -> None:
    assert names
    assert set(names) - headings(page) == set()


def test_the_reference_fits_the_code() -> None:
    assert reference.stale(REFERENCE) == []


def test_a_stale_page_is_named(tmp_path: Path) -> None:
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []
    (tmp_path / "settings.md").write_text("old", encoding="utf-8")
    (tmp_path / "removed.md").write_text("old", encoding="utf-8")
    (tmp_path / "kinds.md").unlink()
    assert reference.stale(tmp_path) == ["kinds.md", "removed.md", "settings.md"]
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []


def test_exit_codes_are_told_apart() -> None:
    codes = [error.exit_code for error in ERRORS]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & {0, 1, 2, 70, 130}


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_every_command_explains_itself_and_its_options(path: str) -> None:
    command = COMMANDS[path]
    assert command.help
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [option.name for option in options if not option.help] == []
    if not isinstance(command, click.Group):
        assert "as_json" in {option.name for option in options}


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


LINK = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = (match[1] for match in LINK.finditer(path.read_text(encoding="utf-8")))
    local = [
        target for target in targets if "://" not in target and not target.startswith("mailto:")
    ]
    assert [target for target in local if not (path.parent / target).exists()] == []


COMMAND_LINE = re.compile(r"^(?: {4}|\$ )(tomoni [a-z].*)$", re.M)


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_in_documents_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unknown = []
    for line in COMMAND_LINE.findall(text):
        words = line.split()
        longest = " ".join(words[:3]) if " ".join(words[:3]) in COMMANDS else " ".join(words[:2])
        if longest not in COMMANDS:
            unknown.append(line)
            continue
        known = {flag for one in COMMANDS[longest].params for flag in one.opts}
        unknown += [line for word in words if word.startswith("--") and word not in known]
    assert unknown == []
