"""Named figures: what there is, what each means, and its answer on this snapshot."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from tomoni.catalogue.errors import InputError, Where
from tomoni.figures.registry import FIGURES_BY_NAME, Figure
from tomoni.figures.run import figure_named, run_figure

from .opened import opened_snapshot
from .reading import ReadingRouter
from .schemas import ErrorBody, FigureSummary, PlainText

router = ReadingRouter(tags=["figures"])
Answer = dict[str, Any]
_KEPT_ANSWERS = 256


class FigureQuery(Schema):
    """How a figure is asked: ``by`` dimensions, ``where`` KEY=VALUE, ``as_of``, ``trace``."""

    by: Annotated[list[PlainText], Field([], max_length=8, description="Dimensions.")]
    where: Annotated[list[PlainText], Field([], max_length=16, description="KEY=VALUE.")]
    as_of: PlainText | None = Field(None, description="Count as of this date.")
    trace: bool = Field(False, description="Name every entry, observation and claim.")


def _summary(figure: Figure) -> Answer:
    return {
        "name": figure.name,
        "version": figure.version,
        "title": figure.label.en,
        "title_ja": figure.label.ja,
        "unit": figure.unit,
        "definition": figure.definition.sentence,
        "dimensions": [*figure.always, *figure.dimensions],
        "where": list(figure.where),
        "basis": figure.basis.as_dict(),
    }


@router.get(
    "/figures",
    response={200: list[FigureSummary], 422: ErrorBody},
    summary="All figures",
)
def list_figures(request: HttpRequest) -> list[Answer]:
    """Return every named figure with its definition."""
    return [_summary(figure) for _, figure in sorted(FIGURES_BY_NAME.items())]


@router.get(
    "/figures/{name}",
    response={200: FigureSummary, 404: ErrorBody, 422: ErrorBody},
    summary="One figure's definition",
)
def read_figure(request: HttpRequest, name: Path[PlainText]) -> Answer:
    """Return what the figure counts and how it may be asked."""
    return _summary(figure_named(name))


@router.get(
    "/figures/{name}/run",
    response={200: Answer, 404: ErrorBody, 409: ErrorBody, 422: ErrorBody},
    summary="Ask a figure",
)
def ask_figure(request: HttpRequest, name: Path[PlainText], query: Query[FigureQuery]) -> Answer:
    """Return the figure's rows, as `tomoni figure run NAME --json` prints them."""
    where = tuple(sorted(_pairs(query.where).items()))
    return _answer(name, tuple(query.by), where, query.as_of, query.trace)


def _pairs(texts: list[str]) -> dict[str, tuple[str, ...]]:
    """Return KEY=VALUE texts by key; a key named twice takes both values."""
    pairs: dict[str, tuple[str, ...]] = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not (key and sign and value):
            raise InputError(
                f"{text!r} is not KEY=VALUE.",
                where=Where(field="where"),
                do="Write where=KEY=VALUE.",
            )
        pairs[key] = (*pairs.get(key, ()), value)
    return pairs


@lru_cache(maxsize=_KEPT_ANSWERS)
def _answer(
    name: str,
    by: tuple[str, ...],
    where: tuple[tuple[str, tuple[str, ...]], ...],
    as_of: str | None,
    trace: bool,
) -> Answer:
    """Return one answer; the snapshot never changes, so neither does the answer."""
    with opened_snapshot() as opened:
        return run_figure(
            opened, name, by=by, where=dict(where), as_of=as_of, trace=trace
        ).as_dict()
