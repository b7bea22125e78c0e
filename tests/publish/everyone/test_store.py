"""What the drawn site keeps of everyone's activities: filters, versions, changes, sources."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from publish.drawn_lake import OURS
from tomoni.catalogue.errors import NotFoundError
from tomoni.exchange.iati.lake import open_lake
from tomoni.publish.everyone.kept import FILE, keep
from tomoni.publish.everyone.search import FILE as SEARCH_FILE
from tomoni.publish.everyone.store import EveryoneStore
from tomoni.publish.everyone.within import Within, themes_of


@pytest.fixture(scope="module")
def kept(site_directory: Path) -> EveryoneStore:
    return EveryoneStore(site_directory)


_OWN = frozenset({OURS})


@pytest.mark.parametrize(
    ("query", "within", "identifiers"),
    [
        ("coast guard", Within(), {f"{OURS}-A", "XX-2-A"}),
        ("coast guard", Within(place="LA"), {"XX-2-A"}),
        ("coast guard", Within(whose="own", own=_OWN), {f"{OURS}-A"}),
        ("coast guard", Within(whose="others", own=_OWN), {"XX-2-A"}),
        ("coast guard", Within(whose="own"), set()),
        ("coast guard", Within(whose="others"), {f"{OURS}-A", "XX-2-A"}),
        ("", Within(theme="criminal_justice"), {f"{OURS}-A", "XX-2-A"}),
        ("", Within(publisher="XX-2", place="KH"), {"XX-2-A", "XX-2-B"}),
        ("", Within(publisher="XX-3"), set()),
        ("", Within(whose="others", own=_OWN), {"XX-2-A", "XX-2-B", "XX-2-C/1"}),
        ("", Within(place='" OR *'), set()),
        ("海上保安", Within(place="LA"), {"XX-2-C/1"}),
        ("", Within(), set()),
        ('"', Within(place="KH"), set()),
    ],
)
def test_words_and_filters(
    kept: EveryoneStore, query: str, within: Within, identifiers: set[str]
) -> None:
    hits = kept.search(query, within, 10)
    assert {one.identifier for one in kept.activities(hits.records)} == identifiers
    assert not hits.is_more


def test_a_list_shows_funders_and_money_as_stated(kept: EveryoneStore) -> None:
    [one] = kept.activities(kept.search("radios", Within(), 5).records)
    assert one.facts["title"] == "Boats <script>alert(1)</script> and radios"
    assert one.facts["funders"] == [["XX-FUND", "The Fund"]]
    [(currency, amount)] = one.facts["spent"]
    assert (currency, amount.rstrip("0")) == ("XDR", "3.")


def test_the_counted_record_of_an_identifier_comes_first(kept: EveryoneStore) -> None:
    publishers = [one.facts["publisher"] for one in kept.named("XX-2-A")]
    assert publishers == ["XX-2", "XX-3"]
    with pytest.raises(NotFoundError, match="capitals count"):
        kept.named("xx-2-a")


def test_versions_say_what_changed_within_one_publisher(kept: EveryoneStore) -> None:
    latest, first, other = kept.versions("XX-2-A")
    assert [one.publisher for one in (latest, first, other)] == ["XX-2", "XX-2", "XX-3"]
    assert (first.runs, latest.runs) == ((1,), (2,))
    assert (first.since, other.since) == (None, None)
    assert latest.since == first.record
    changes = {change.path: (change.old, change.new) for change in latest.changes}
    assert changes["transaction/value"] == ("80", "90")
    assert "title/narrative" in changes
    assert latest.files == ("others.xml",), "no folder of the machine is published"


def test_the_source_is_the_bytes_of_the_digest(kept: EveryoneStore) -> None:
    latest = kept.versions("XX-2-A")[0]
    source, namespaces = kept.source(latest.record)
    assert source == kept.source_by_digest(latest.digest)
    assert (len(source), namespaces) == (latest.bytes, {})
    assert source.startswith(b"<iati-activity ")
    with pytest.raises(NotFoundError):
        kept.source_by_digest(hashlib.sha256(b"").hexdigest()[:32])


def test_two_sites_of_one_lake_share_what_they_keep(
    site_directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lake_path = site_directory.parents[1] / "everyone" / "lake"
    sites = tmp_path_factory.mktemp("sites")
    with open_lake(lake_path) as lake:
        prepared = lake_path / "prepared" / f"{lake.run.run:06}"
        directories = []
        for name in ("one", "two"):
            (sites / name).mkdir()
            directories.append(keep(lake, prepared, sites / name))
    for file in (FILE, SEARCH_FILE):
        one, two = (directory / file for directory in directories)
        assert one.samefile(two)


def test_a_site_that_keeps_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no activities of other publishers"):
        EveryoneStore(tmp_path)


def test_themes_of_a_sector() -> None:
    assert "criminal_justice" in themes_of("15130")
    assert themes_of("99999") == ()
