"""The house keeps its shape: imports run downward, modules stay short, no machine leaks in.

The table below is the one of docs/adr/0001-the-house.md. A change here is a change of the design.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "tomoni"

# A room may import itself and these rooms; "exchange.snapshot" is that one module of exchange.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "catalogue": frozenset(),
    "data": frozenset(),  # no room: the shipped portfolio, rows without code
    "rules": frozenset({"catalogue"}),
    "planning": frozenset({"rules", "catalogue"}),
    "reading": frozenset({"rules", "catalogue"}),
    "exchange": frozenset({"rules", "catalogue"}),
    "records": frozenset({"planning", "reading", "rules", "exchange.snapshot", "catalogue"}),
    "figures": frozenset({"rules", "exchange.snapshot", "catalogue"}),
    "publish": frozenset({"figures", "exchange", "rules", "catalogue"}),
    "web": frozenset(
        {
            "catalogue",
            "rules",
            "planning",
            "reading",
            "exchange",
            "records",
            "figures",
            "publish",
        }
    ),
}
MAY_IMPORT_DJANGO = frozenset({"records", "web"})

# Modules that must work where Django is not configured, with the reason.
WITHOUT_DJANGO: dict[str, str] = {
    "records/__init__.py": "the freeze is imported through it",
    "records/freeze.py": "it runs in a process of its own, which must not open the ledger twice",
}

MOST_LINES = 400
LONG_MODULES: dict[str, str] = {
    "catalogue/fields.py": "one list: every column of every table of a snapshot",
}


def modules() -> Iterator[Path]:
    """Every Python module of ours, without migrations: those are written by a tool."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    """Dotted names of all that a module imports, also inside functions; relative ones resolved."""
    package = ["tomoni", *path.relative_to(SOURCE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def room_of(path: Path) -> str | None:
    """The room of a module; None for the package's own ``__init__``."""
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else None


def is_allowed(room: str, imported: str) -> bool:
    """Whether a module of ``room`` may import the dotted name ``imported`` of ours."""
    inside = imported.split(".")[1:]
    if not inside or inside[0] not in MAY_IMPORT or inside[0] == room:
        return True
    return inside[0] in MAY_IMPORT[room] or ".".join(inside[:2]) in MAY_IMPORT[room]


def test_every_room_stands_in_the_table() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert rooms <= MAY_IMPORT.keys()


def test_imports_run_downward() -> None:
    upward = [
        f"{name_of(path)} imports {imported}"
        for path in modules()
        for imported in imports_of(path)
        if (room := room_of(path)) and imported.split(".")[0] == "tomoni"
        if not is_allowed(room, imported)
    ]
    assert upward == []


@pytest.mark.parametrize(
    ("room", "imported", "allowed"),
    [
        ("rules", "tomoni.catalogue.errors", True),
        ("catalogue", "tomoni.rules.money", False),
        ("figures", "tomoni.exchange.snapshot.open_snapshot", True),
        ("figures", "tomoni.exchange.iati", False),
        ("figures", "tomoni.records.models", False),
        ("records", "tomoni.figures.run", False),
        ("web", "tomoni.publish.site", True),
    ],
)
def test_the_table_says_yes_and_no(room: str, imported: str, allowed: bool) -> None:
    assert is_allowed(room, imported) is allowed


def test_only_records_and_web_import_django() -> None:
    guests = [
        f"{name_of(path)} imports {imported}"
        for path in modules()
        if room_of(path) not in MAY_IMPORT_DJANGO
        for imported in imports_of(path)
        if imported.split(".")[0] in {"django", "ninja", "unfold", "axes", "csp"}
    ]
    assert guests == []


@pytest.mark.parametrize("name", sorted(WITHOUT_DJANGO))
def test_modules_that_work_without_django(name: str) -> None:
    path = SOURCE / name
    heavy = [
        imported
        for imported in imports_of(path)
        if imported.split(".")[0] == "django"
        or imported.startswith(("tomoni.records.models", "tomoni.records.actions"))
    ]
    assert heavy == []


def test_there_are_no_import_circles() -> None:
    known = {dotted(path) for path in modules()}
    graph = {dotted(path): set(known_imports(path, known)) for path in modules()}
    assert circle(graph) is None


def dotted(path: Path) -> str:
    parts = ["tomoni", *path.relative_to(SOURCE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def known_imports(path: Path, known: set[str]) -> Iterator[str]:
    """Those of the ``known`` modules that a module imports at its top: not inside functions."""
    for imported in top_level_imports(path):
        if imported in known:
            yield imported
        elif imported.rpartition(".")[0] in known:
            yield imported.rpartition(".")[0]


def top_level_imports(path: Path) -> Iterator[str]:
    package = ["tomoni", *path.relative_to(SOURCE).parent.parts]
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def circle(graph: dict[str, set[str]]) -> list[str] | None:
    """One circle in a graph of imports, as the names along it; None when there is none."""
    done: set[str] = set()

    def walk(name: str, trail: list[str]) -> list[str] | None:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return None
        for target in sorted(graph.get(name, set()) - {name}):
            found = walk(target, [*trail, name])
            if found:
                return found
        done.add(name)
        return None

    return next((found for name in graph if (found := walk(name, []))), None)


def test_a_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


def test_modules_stay_short() -> None:
    long = {
        name_of(path): count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
        if name_of(path) not in LONG_MODULES
    }
    assert long == {}


def test_the_exceptions_are_still_needed() -> None:
    short = [
        name
        for name in LONG_MODULES
        if len((SOURCE / name).read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    ]
    assert short == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in modules()
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_nothing_prints() -> None:
    printing = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "breakpoint"}
    ]
    assert printing == []


SKIPPED_DIRECTORIES = frozenset(
    {".git", ".venv", "var", "dist", "__pycache__", "node_modules"}
    | {".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
)
# Written in parts, so that this file does not find itself.
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:root|Users|" + "wo" + r"rk)/[\w.]",
            "/ho" + r"me/[a-z]\w+/",
            "/tm" + r"p/\w",
            r"\.\./sha" + "red",
            r"[A-Z]:\\\\?Us" + "ers",
        )
    )
)
REGISTRY = re.compile(
    "--(?:extra-)?index-" + "url|files.python" + "hosted|pypi" + r"\.org/simple|registry\.np" + "m"
)
TEXT_SUFFIXES = frozenset(
    {".py", ".md", ".toml", ".lock", ".txt", ".html", ".css", ".js", ".json", ".jsonl"}
    | {".yml", ".yaml", ".cfg", ".csv", ".svg", ".po", ""}
)


def files_of_the_project() -> Iterator[Path]:
    """Every text file that is kept, wherever the project is checked out."""
    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if path.is_dir():
                if path.name not in SKIPPED_DIRECTORIES:
                    waiting.append(path)
            elif path.suffix in TEXT_SUFFIXES:
                yield path


def test_no_path_of_a_machine_and_no_registry_is_kept() -> None:
    leaks = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files_of_the_project()
        for number, line in enumerate(_lines(path), start=1)
        if MACHINE.search(line) or REGISTRY.search(line)
    ]
    assert leaks == []


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def test_the_search_finds_a_leak() -> None:
    assert MACHINE.search("open('" + "/ho" + "me/sato/file.csv')")
    assert MACHINE.search("see ../sha" + "red/data")
    assert REGISTRY.search("--index-" + "url https://example.org")
    assert not MACHINE.search("TOMONI_HOME=/srv/tomoni")
