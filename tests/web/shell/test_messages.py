"""Every word of the working pages has its Japanese; the compiled files hold what was written."""

from __future__ import annotations

import re

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from tomoni.web.public.messages import po_file, untranslated, updated_catalog
from tomoni.web.shell import messages
from tomoni.web.shell.messages import WEB, applications, main

PLACEHOLDER = re.compile(r"%\(\w+\)s")


def test_the_frame_and_the_account_pages_are_among_them() -> None:
    assert applications()[:2] == ["shell", "accounts"]


@pytest.mark.parametrize("name", applications())
def test_every_wording_in_use_is_translated(name: str) -> None:
    catalog = updated_catalog(WEB / name)
    assert untranslated(catalog) == []
    with po_file(WEB / name).open("rb") as file:
        written = {str(message.id) for message in read_po(file)}
    assert written == {str(message.id) for message in catalog}


@pytest.mark.parametrize("name", applications())
def test_the_compiled_file_is_up_to_date(name: str) -> None:
    path = po_file(WEB / name)
    with path.open("rb") as po, path.with_suffix(".mo").open("rb") as mo:
        written, compiled = read_po(po), read_mo(mo)
    for message in written:
        if message.id:
            # Babel reads a context back as bytes.
            context = message.context.encode() if message.context else None
            found = compiled.get(message.id, context)
            assert found is not None
            assert list(found.string) == list(message.string)


@pytest.mark.parametrize("name", applications())
def test_placeholders_survive_translation(name: str) -> None:
    with po_file(WEB / name).open("rb") as file:
        written = read_po(file)
    for message in written:
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts if first else ():
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(first)), first


def test_the_command_names_what_lacks_a_translation(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = tmp_path / "shell"  # type: ignore[operator]
    (application / "templates").mkdir(parents=True)
    page = application / "templates" / "page.html"
    page.write_text('{% load i18n %}{% translate "A word without one" %}', encoding="utf-8")
    monkeypatch.setattr(messages, "WEB", tmp_path)
    result = CliRunner().invoke(main, ["shell"])
    assert result.output == "shell: 1 wordings, 1 without a translation\n  A word without one\n"
    assert po_file(application).with_suffix(".mo").exists()


def test_one_wording_has_one_translation_on_all_pages() -> None:
    """Django merges the applications' words: the first one of a text wins everywhere."""
    found: dict[tuple[str, str | None], dict[str, str]] = {}
    for name in applications():
        with po_file(WEB / name).open("rb") as file:
            for message in read_po(file):
                if message.id and message.string:
                    key = (str(message.id), message.context)
                    found.setdefault(key, {})[name] = str(message.string)
    differing = {key: by for key, by in found.items() if len(set(by.values())) > 1}
    assert differing == {}, "give the wording a context, or the same translation"
