"""Search over activities of a lake: by words, by place, in Japanese too."""

from __future__ import annotations

from pathlib import Path

import pytest

from exchange.iati.prepared.drawn_field import activity, country, prepared
from tomoni.catalogue.errors import NotFoundError
from tomoni.publish.everyone.search import build_search, search_activities

ACTIVITIES = [
    activity("XX-1-A", country("KE"), title="Training for the coast guard"),
    activity("XX-1-B", country("SO"), title="Coast guards at sea"),
    activity("XX-2-A", country("KE"), title="Roads along the coast"),
    activity("XX-2-B", country("VN"), title="海上保安庁の研修"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = prepared(tmp_path_factory.mktemp("search"), {"a.xml": ACTIVITIES})
    build_search(made)
    return made


@pytest.mark.parametrize(
    ("query", "place", "records"),
    [
        ("coast guard", None, {1, 2}),
        ("coast guard", "KE", {1}),
        ("coast", "ke", {1, 3}),
        ("海上保安", None, {4}),
        ("coas", None, {1, 2, 3}),
        ("co", None, set()),
        ("submarine", None, set()),
        ('" OR *', None, set()),
        ("", None, set()),
    ],
)
def test_what_is_found(folder: Path, query: str, place: str | None, records: set[int]) -> None:
    found = search_activities(folder, query, place=place)
    assert set(found.records) == records
    assert not found.is_more


def test_titles_come_first_and_more_is_said(tmp_path: Path) -> None:
    body = "<description><narrative>With the coast guard</narrative></description>"
    made = prepared(
        tmp_path,
        {"a.xml": [*ACTIVITIES, activity("XX-3-A", body, title="Boats"), ACTIVITIES[0] + "\n"]},
    )
    build_search(made)
    assert search_activities(made, "coast guard").records == (2, 1, 5)
    found = search_activities(made, "coast guard", limit=1)
    assert (found.records, found.is_more) == ((2,), True)


def test_an_index_is_built_once_and_must_be_there(tmp_path: Path) -> None:
    made = prepared(tmp_path, {"a.xml": ACTIVITIES[:1]})
    with pytest.raises(NotFoundError, match="no search index"):
        search_activities(made, "coast")
    file = build_search(made)
    written = file.stat().st_mtime_ns
    assert build_search(made).stat().st_mtime_ns == written
    assert [one.name for one in made.iterdir() if one.name.startswith(".")] == []
