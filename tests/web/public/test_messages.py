"""Every word of the interface has its Japanese, and the compiled file holds what was written."""

from __future__ import annotations

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.test import Client

from tomoni.web.public.messages import MO_FILE, PO_FILE, untranslated, updated_catalog


def test_every_wording_in_use_is_translated(public: Client) -> None:
    catalog = updated_catalog()
    assert len(catalog) > 200
    assert untranslated(catalog) == []


def test_nothing_unused_is_kept(public: Client) -> None:
    with PO_FILE.open("rb") as file:
        written = read_po(file)
    used = {str(message.id) for message in updated_catalog()}
    assert {str(message.id) for message in written} <= used


def test_the_compiled_file_is_up_to_date() -> None:
    with PO_FILE.open("rb") as po, MO_FILE.open("rb") as mo:
        written, compiled = read_po(po), read_mo(mo)
    for message in written:
        if message.id:
            assert list(compiled[message.id].string) == list(message.string)


def test_placeholders_survive_translation() -> None:
    import re

    with PO_FILE.open("rb") as file:
        written = read_po(file)
    for message in written:
        if not message.id:
            continue
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts:
            assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", first)), (
                first
            )
