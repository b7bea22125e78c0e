"""Reference pages of the program: settings, commands, exit codes and figures."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tomoni.catalogue.errors import ERRORS, TomoniError
from tomoni.catalogue.settings import OTHER_VARIABLES, PREFIX, SETTINGS, Setting
from tomoni.figures import library  # noqa: F401  (importing it registers the figures)
from tomoni.figures.keys import KEYS
from tomoni.figures.registry import FIGURES_BY_NAME, Figure
from tomoni.web.command.__main__ import INTERRUPTED, UNEXPECTED, USAGE
from tomoni.web.command.doctor import PROBLEM_EXIT
from tomoni.web.command.root import root

from .markdown import code, codes, page, table


def settings_page() -> str:
    """Every setting: what it does, what it expects, its default."""
    return page(
        "Settings",
        "A setting comes from the environment, or from a TOML file, or has its default; in this "
        "order. The file is the one that `TOMONI_CONFIG` names, else `tomoni.toml` in "
        "`TOMONI_HOME`. Its keys are the names below in lower case without `TOMONI_`. "
        "`tomoni doctor` shows every value and where it came from. A value that cannot be read, or "
        f"an environment variable `{PREFIX}…` that is not on this page, ends every command that "
        "reads settings.",
        *(_setting(setting) for setting in SETTINGS),
        _other_variables(),
    )


def _other_variables() -> list[str]:
    rows = ((code(name), meaning) for name, meaning in OTHER_VARIABLES.items())
    return [
        "## Other variables",
        "",
        "These come from the environment alone and are no settings.",
        "",
        *table(("Variable", "What it is"), rows),
    ]


def _setting(setting: Setting) -> list[str]:
    return [
        f"## `{setting.name}`",
        "",
        setting.help,
        "",
        f"- Expects: {setting.expects}",
        f"- Default: {code(setting.default) or 'empty'}",
    ]


def commands_page() -> str:
    """Every command with its arguments and options."""
    return page(
        "Commands",
        "Results go to standard output, progress and messages to standard error. With `--json` the "
        'result is one JSON object; when a command fails, it is `{"error": {…}}`. '
        "See also the [exit codes](exit-codes.md).",
        *(_command(path, command) for path, command in _walk(root, "tomoni")),
    )


def _walk(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group, info_name=path)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from _walk(command, f"{path} {name}")


def _command(path: str, command: click.Command) -> list[str]:
    context = click.Context(command, info_name=path)
    pieces = " ".join(command.collect_usage_pieces(context))
    level = "##" if path.count(" ") == 1 else "###"
    lines = [f"{level} `{path}`", "", *_paragraphs(command.help or "")]
    lines += ["", f"    {path} {pieces}"]
    records = [
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts
        if (record := parameter.get_help_record(context)) is not None
    ]
    if records:
        lines += ["", *table(("Option", "Meaning"), ((code(flag), text) for flag, text in records))]
    return lines


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        lines += [" ".join(paragraph.split()), ""]
    return lines[:-1]


def exit_codes_page() -> str:
    """Every exit code, with the error it stands for and its HTTP status."""
    return page(
        "Exit codes and errors",
        "A command ends with one of these codes. The same errors come out of the API as JSON with "
        "`code`, `what`, `file`, `line`, `field` and `do`, under the HTTP status given here.",
        _fixed_codes(),
        *(_error(error) for error in ERRORS),
    )


def _fixed_codes() -> list[str]:
    rows = (
        (0, "Done. Also when `serve` or `demo` is stopped with Ctrl-C."),
        (PROBLEM_EXIT, "`tomoni doctor` found a problem; or the reader of the output left early."),
        (USAGE, "The command line itself is wrong: an unknown command or option."),
        (UNEXPECTED, "Something unexpected. `TOMONI_LOG_LEVEL=DEBUG` shows where."),
        (INTERRUPTED, "Interrupted with Ctrl-C. Nothing is half-written."),
    )
    return table(("Code", "Meaning"), rows)


def _error(error: type[TomoniError]) -> list[str]:
    return [
        f"## `{error.code}`",
        "",
        " ".join((error.__doc__ or "").split()),
        "",
        f"- Exit code: {error.exit_code}",
        f"- HTTP status: {error.http_status}",
    ]


def figures_page() -> str:
    """Every figure: its definition, basis, and what it may be asked by."""
    figures = sorted(FIGURES_BY_NAME.values(), key=lambda figure: figure.name)
    return page(
        "Figures",
        "Run one with `tomoni figure run NAME`. Every answer carries bounds, its basis, the "
        "snapshot, and with `--trace` the ids of all records behind it.",
        *(_figure(figure) for figure in figures),
        _keys(),
    )


def _figure(figure: Figure) -> list[str]:
    definition = figure.definition
    lines = [f"## `{figure.name}`", "", f"**{figure.label.en}** ({figure.label.ja})", ""]
    lines += [definition.sentence, ""]
    lines.append(f"- Version: {figure.version}")
    lines.append(f"- Rows: {definition.rows}")
    lines.append(f"- Unit: {definition.unit}")
    lines.append(f"- Missing: {definition.missing}")
    lines.append(f"- Source: {definition.source}")
    for name, phrase in figure.basis.as_dict().items():
        lines.append(f"- Basis, {name.replace('_', ' ')}: {phrase}")
    lines.append(f"- By: {codes((*figure.always, *figure.dimensions)) or 'nothing'}")
    lines.append(f"- Where: {codes(figure.where) or 'nothing'}")
    if figure.required:
        lines.append(f"- Needs: {codes(figure.required)}")
    lines.append(f"- As-of date: {figure.as_of}")
    lines.append(f"- [Worked examples](figures/{figure.name}.md)")
    return lines


def _keys() -> list[str]:
    rows = ((code(key.name), key.help) for key in KEYS.values())
    return ["## Keys", "", *table(("Key", "Meaning"), rows)]
