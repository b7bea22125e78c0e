"""An answer filled on a snapshot: beside its wording, and as the papers that are signed."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.publish.options import SiteOptions
from tomoni.publish.report.answer_file import AnswerText, Signature
from tomoni.publish.report.answer_pack import (
    FACES,
    ComposedAnswer,
    answer_files,
    compose_answer,
)
from tomoni.publish.report.answers import ReportAnswers
from tomoni.publish.report.drawings import Drawings
from tomoni.publish.report.faces import open_press
from tomoni.publish.report.html import HtmlOptions, report_html
from tomoni.records.actions.reports.answers import keep_answer
from tomoni.records.actions.reports.editions import snapshot_path
from tomoni.records.actions.reports.store import MadeFile
from tomoni.records.models import AnswerPack, User

from .folders import cache_directory, press_directory
from .previewing import ShownPreview, drawn, safe, shown
from .snapshots import chosen

_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def text_of(
    pack: AnswerPack, content: str | None = None, question: str | None = None
) -> AnswerText:
    """Return an answer with its signatures; ``content`` and ``question`` as they are typed."""
    return AnswerText(
        id=pack.public_id,
        question=pack.question if question is None else question,
        wording=pack.content if content is None else content,
        language=pack.language_code,
        signatures=tuple(_signatures(pack)),
    )


def _signatures(pack: AnswerPack) -> Iterator[Signature]:
    rows = list(pack.signatures.order_by("signed_at", "pk"))
    names = dict(
        User.objects.filter(public_id__in={row.signed_by for row in rows}).values_list(
            "public_id", "username"
        )
    )
    for row in rows:
        yield Signature(
            step=row.step_code,
            name=names.get(row.signed_by, row.signed_by),
            on=row.signed_at.date().isoformat(),
            role=row.role_code.replace("_", " "),
            digest=row.sha256,
            note=row.note or "",
            is_void=row.voided_at is not None,
        )


def preview_answer(pack: AnswerPack, content: str, question: str) -> ShownPreview:
    """Return an answer as it would read; nothing is written."""
    try:
        snapshot = chosen(pack.snapshot_id or "")
    except NotFoundError:
        try:
            snapshot = chosen("")
        except NotFoundError as error:
            return ShownPreview(safe(""), (), missing=error)
    try:
        with _composed(text_of(pack, content, question), snapshot.path, quick=True) as made:
            options = HtmlOptions(
                language=pack.language_code, draw=drawn(Drawings(press_directory()))
            )
            html = report_html(made.report, options)
            return ShownPreview(safe(html), shown(made.problems, content), snapshot)
    except TomoniError as error:
        return ShownPreview(safe(""), (), snapshot, missing=error)


def build_answer(pack: AnswerPack, snapshot_id: str, by: User) -> AnswerPack:
    """Build an answer on a snapshot and keep it with its proofs.

    Errors: ReportError with every error of the wording; NotFoundError; RefusedError for characters
    without a font; as ``keep_answer``.
    """
    path = chosen(snapshot_id).path
    with _composed(text_of(pack), path) as made:
        files = _made(answer_files(made, _press(), FACES))
        return keep_answer(
            by=by, answer_id=pack.public_id, revision=pack.revision, snapshot_id=path.name,
            sha256=made.digest, files=files,
        )  # fmt: skip


def papers_of(pack: AnswerPack) -> dict[str, MadeFile]:
    """Return the papers of an answer with its signatures as they stand now. Errors: as above."""
    assert pack.snapshot_id is not None
    with _composed(text_of(pack), snapshot_path(pack.snapshot_id)) as made:
        return _made(answer_files(made, _press(), FACES))


@contextmanager
def _composed(text: AnswerText, snapshot: Path, *, quick: bool = False) -> Iterator[ComposedAnswer]:
    answers = ReportAnswers(snapshot, cache_directory() / "answers", with_proofs=not quick)
    try:
        yield compose_answer(text, answers)
    finally:
        answers.close()


def _press():  # type: ignore[no-untyped-def]
    site = SiteOptions.from_settings(settings.TOMONI).cited_url
    return open_press(settings.TOMONI["TOMONI_FONTS"], press_directory(), site)


def _made(files: dict[str, bytes]) -> dict[str, MadeFile]:
    return {name: MadeFile(_type(name), content) for name, content in files.items()}


def _type(name: str) -> str:
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return _OFFICE if name.endswith(".docx") else guessed
