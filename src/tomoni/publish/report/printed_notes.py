"""Footnotes of numbers and sources of tables, as the printed faces set them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tomoni.exchange.reports import model as print_model
from tomoni.exchange.typesetting import Language

from .model import Proof
from .printed_words import say

Inlines = print_model.Inlines
# A table may have a hundred proofs; more addresses than these are a page, not a source.
_MOST_ADDRESSES = 3
_SHORTEST_WORK = 8


def proof_address(proof: Proof, site: str) -> str | None:
    """Return the address of a proof on the public site; None while the site has none."""
    return site + proof.address if site and proof.address else None


def note_of(proof: Proof, site: str, language: Language) -> Inlines:
    """Return the footnote of a number: what it is, where it is said, where its proof stands."""
    return (print_model.Text(what_of(proof, language)), *proof_link(proof, site))


def what_of(proof: Proof, language: Language) -> str:
    """Return what a number is: its measure, what is counted, and the work that states it."""
    gap, stop = ("：", "。") if language == "ja" else (": ", ". ")
    said = gap.join(one.rstrip(" .。") for one in (proof.title, proof.definition) if one) + stop
    return said + _work(proof.claim.document) + stop if proof.claim is not None else said


def _work(document: str) -> str:
    """The name of a work without that of its section; the proof's page gives both."""
    work = re.split(": |：", document, maxsplit=1)[0]
    # "Japan: capacity building profile" has no section.
    return (work if len(work) > _SHORTEST_WORK else document).rstrip(" .。")


def table_note(note: str, proofs: Sequence[Proof], site: str, language: Language) -> Inlines:
    """Return what stands under a table: its own note, and where the proofs of its numbers are."""
    made: list[print_model.Inline] = [print_model.Text(note + " ")] if note else []
    addresses = list(dict.fromkeys(one.address for one in proofs if one.address))
    if not addresses:
        return tuple(made)
    if len(addresses) > _MOST_ADDRESSES:
        return (*made, print_model.Text(say("each_opens", language)))
    made.append(print_model.Text(say("proof_at", language)))
    for place, address in enumerate(addresses):
        if place:
            made.append(print_model.Text(", "))
        made += _linked(address, site)
    return tuple(made)


def proof_link(proof: Proof, site: str) -> Inlines:
    """Return the address of a proof to read and to follow; nothing where it has none."""
    return _linked(proof.address, site) if proof.address else ()


def _linked(address: str, site: str) -> Inlines:
    """An address to read and to follow, without its scheme; its path while the site has none."""
    if not site:
        return (print_model.Text(address),)
    words = (site + address).removeprefix("https://").removeprefix("http://")
    return (print_model.Link((print_model.Text(words),), site + address),)
