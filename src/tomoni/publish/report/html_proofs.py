"""The list of proofs at the end of a report's page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from tomoni.catalogue.labels import Label

from ..figure_runs import command_line
from . import words
from .inlines import is_allowed_address
from .model import ClaimSource, Proof

_GAP = {"en": ": ", "ja": "："}
_SOURCES: dict[str, Label] = {
    "activities": Label("activities", "案件"),
    "claims": Label("claims", "主張"),
    "documents": Label("documents", "文書"),
    "editions": Label("editions", "開催回"),
    "entries": Label("entries", "記入"),
    "findings": Label("findings", "所見"),
    "mentions": Label("mentions", "言及"),
    "observations": Label("observations", "累計観測"),
    "pledges": Label("pledges", "表明"),
    "pledge_targets": Label("targets", "目標"),
    "pledge_results": Label("results", "実績"),
}


def proof_anchor(proof_id: str) -> str:
    """Return the anchor of a proof in the list."""
    return f"p-{proof_id}"


def proofs_html(
    proofs: Sequence[Proof], language: str, site_url: str | None, used: Collection[str] = ()
) -> str:
    """Return the proofs as a section. ``used``: proofs to whose first use a link leads back."""
    title = words.PROOFS.in_language(language)
    listed = "\n".join(_proof(proof, language, site_url, proof.id in used) for proof in proofs)
    return (
        f'<section class="proofs" id="proofs"><h2>{escape(title)}</h2>\n<ol>{listed}</ol></section>'
    )


def proof_lines(proof: Proof, language: str) -> list[tuple[str, str]]:
    """Return what a proof says, as pairs of a heading and its words; not escaped."""
    lines: list[tuple[Label, str]] = []
    if proof.request is not None:
        lines.append((words.DEFINITION, proof.definition))
    if proof.claim is not None:
        lines += [(words.DOCUMENT, _place(proof.claim, language))]
        lines += [(words.CLAIM, proof.claim.claim_id)]
    if proof.low != proof.high:
        lines.append((words.BOUNDS, f"{proof.low or '…'} – {proof.high or '…'}"))
    if proof.lineage:
        gap = "、" if language == "ja" else ", "
        said = gap.join(f"{line.count} {_source(line.source, language)}" for line in proof.lineage)
        lines.append((words.STANDS_ON, said))
    if proof.request is not None:
        lines.append((words.SAME_AGAIN, command_of(proof)))
    return [(label.in_language(language), said) for label, said in lines]


def _place(claim: ClaimSource, language: str) -> str:
    places = ", ".join(f"{start}–{end}" for start, end in claim.spans)
    where = words.CHARACTERS.in_language(language).format(places=places)
    if language == "ja":
        return f"{claim.document}（{claim.edition}）、{where}"
    return f"{claim.document} ({claim.edition}), {where}"


def _source(table: str, language: str) -> str:
    return _SOURCES.get(table, Label(table, table)).in_language(language)


def command_of(proof: Proof) -> str:
    """Return the command that gives the figure of a proof again."""
    assert proof.request is not None
    request = proof.request
    where = {key: list(values) for key, values in sorted(request.where.items())}
    return command_line(
        request.figure, {"by": list(request.by), "where": where, "as_of": request.as_of}
    )


def _proof(proof: Proof, language: str, site_url: str | None, is_used: bool) -> str:
    rows = "".join(
        f"<dt>{_said(head)}</dt><dd>{_said(text)}</dd>"
        for head, text in proof_lines(proof, language)
    )
    links = []
    page = proof.claim.public_page if proof.claim else ""
    if page and is_allowed_address(page):
        said = words.AT_PUBLISHER.in_language(language)
        links.append(f'<a href="{escape(page)}">{said}</a>')
    if site_url is not None:
        address = escape(f"{site_url}{proof.address}")
        links.append(f'<a href="{address}">{words.FULL_PROOF.in_language(language)}</a>')
    if is_used:
        back = words.BACK.in_language(language)
        links.append(f'<a href="#n-{escape(proof.id)}">{back}</a>')
    return (
        f'<li id="{escape(proof_anchor(proof.id))}"><p><strong>{_said(proof.text)}</strong>'
        f"{_GAP[language]}{_said(proof.title)}</p><dl>{rows}</dl><p>{' · '.join(links)}</p></li>"
    )


def _said(text: str) -> str:
    return escape(text).replace("{", "&#123;")
