"""An edition is public with its document and claims, or it is not; what it says enters nothing."""

from __future__ import annotations

import json

import pytest

from records.actions.reports.building import SAID_AT, TEXT, built, draft, named_snapshot, proof
from records.actions.reports.folder import FILES, user_as
from records.samples import make_activity, make_claim, make_document, make_series, persons
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    StorageError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.documents import text_path
from tomoni.records.actions.reports.editions import (
    ask_build,
    fail_build,
    keep_build,
    publish_edition,
    withdraw_edition,
)
from tomoni.records.actions.reports.folders import import_folder
from tomoni.records.actions.reports.store import stored_path
from tomoni.records.actions.reports.writing import save_chapter, source_digest
from tomoni.records.models import (
    AuditEvent,
    Claim,
    Document,
    Entry,
    Finding,
    Observation,
    Report,
    ReportEdition,
    ReportStatement,
)

pytestmark = pytest.mark.django_db
BY = "system"


def publish(edition: ReportEdition) -> ReportEdition:
    return publish_edition(by=BY, edition_id=edition.public_id, why="approved by the director")


def test_a_published_report_is_a_document_whose_numbers_are_claims() -> None:
    activity = make_activity(public_id="act-1")
    row = publish(draft())
    document = row.document
    assert (row.state_code, row.published_by) == ("published", "system")
    assert (document.title, document.edition_year) == ("Annual report 2026", 2026)
    assert (document.edition_basis_code, document.may_show) == ("stated", True)
    assert (document.release_code, document.length_characters) == ("cleared", len(TEXT))
    assert text_path(document.sha256).read_text(encoding="utf-8") == TEXT
    section = document.sections.get()
    assert (section.section_code, section.start, section.end) == (
        "annual-report--about", 0, len(TEXT),
    )  # fmt: skip
    claim = Claim.objects.get()
    assert (claim.activity, claim.metric_code, claim.population_code) == (
        activity, "graduates", "graduates",
    )  # fmt: skip
    assert (claim.quantity * 10**claim.exponent, claim.qualifier_code) == (6100, "more_than")
    assert (claim.as_of_stated, claim.as_of_basis_code) == ("2021-03-31", "stated")
    assert (claim.start, claim.end) == SAID_AT
    assert TEXT[claim.start : claim.end] == "more than 6,100"
    assert claim.spans.get().is_primary
    statement = ReportStatement.objects.get()
    assert (statement.claim, statement.figure) == (claim, "graduates_count")
    assert statement.request["as_of"] == "2021-03-31"
    verify_chain()


def test_what_a_report_says_enters_nothing_again() -> None:
    make_activity(public_id="act-1")
    publish(draft())
    assert Claim.objects.get().outcome_reason_code == "said_by_own_report"
    assert not Entry.objects.exists() and not Observation.objects.exists()


def test_what_a_report_says_is_set_against_what_was_said_before() -> None:
    source = make_claim(public_id="c-1", document=make_document(edition_year=2021), **persons(6000))
    row = publish(
        draft(proof(kind="claim", request=None, claim={"claim_id": "c-1"}, say="", rounding=""))
    )
    claim = Claim.objects.get(document=row.document)
    finding = Finding.objects.get()
    assert (finding.class_code, finding.state_code) == ("update", "open")
    held = finding.claims.order_by("position").values_list("claim__public_id", flat=True)
    assert list(held) == [source.public_id, claim.public_id]
    created = AuditEvent.objects.get(object_type="finding")
    assert (created.verb, created.object_id) == ("create", finding.public_id)
    verify_chain()


def test_a_repeated_claim_and_a_series_and_what_has_no_subject() -> None:
    source = make_claim(public_id="c-1")
    series = make_series(public_id="s-1", activity=make_activity())
    request = proof()["request"]
    of_series = request | {"row": {}, "where": {"series": ["s-1"]}, "as_of": None}
    publish(
        draft(
            proof(id="p1", kind="claim", request=None, claim={"claim_id": "c-1"}, say="",
                  rounding="", run_hash=""),
            proof(id="p2", request=of_series),
            proof(id="p3", request=request | {"row": {"activity": "unheard"}}),
            proof(id="p4", request=request | {"figure": "activities_count"}),
            proof(id="p5", kind="claim", request=None, claim={"claim_id": "gone"}),
        )
    )  # fmt: skip
    said = {one.proof_id: one for one in ReportStatement.objects.all()}
    repeated = said["p1"].claim
    assert (repeated.metric_code, repeated.activity) == (source.metric_code, source.activity)
    assert said["p1"].source_claim == source
    assert said["p2"].claim.activity == series.activity
    assert said["p2"].claim.as_of_basis_code == "inferred"
    reasons = {key: said[key].reason_code for key in ("p3", "p4", "p5")}
    assert reasons == {"p3": "source_gone", "p4": "no_metric", "p5": "source_gone"}


def test_only_what_was_built_of_the_folder_as_it_stands_is_published() -> None:
    edition = draft()
    save_chapter(by=BY, report_id="annual-2026", file="about.md", content="# Later\n")
    with pytest.raises(TransitionError, match="changed after"):
        publish(edition)
    with pytest.raises(TransitionError, match="internal"):
        publish(_again("i", tier="internal"))
    with pytest.raises(InputError):
        publish_edition(by=BY, edition_id=edition.public_id, why=" ")
    assert not Document.objects.exists()


def _again(letter: str, tier: str = "public") -> ReportEdition:
    snapshot_id = named_snapshot(letter, tier)
    row = ask_build(by=BY, report_id="annual-2026", snapshot_id=snapshot_id)
    report = Report.objects.get()
    text = f"{TEXT}{letter}"
    return keep_build(row.public_id, built(source_digest(report), text=text), by=BY)


def test_a_file_that_is_gone_or_changed_stops_the_publication() -> None:
    edition = draft()
    stored_path(edition.files["en/report.html"]["sha256"]).write_bytes(b"other")
    with pytest.raises(StorageError):
        publish(edition)
    assert ReportEdition.objects.get().state_code == "draft"
    assert not Document.objects.exists()


def test_one_build_at_a_time_and_one_number_for_each_publication() -> None:
    make_activity(public_id="act-1")
    first = publish(draft())
    second = _again("b")
    assert (first.number, second.number) == (1, 2)
    row = ask_build(by=BY, report_id="annual-2026", snapshot_id="a" * 64)
    assert (row.number, row.state_code, row.files) == (2, "building", {})
    with pytest.raises(TransitionError):
        ask_build(by=BY, report_id="annual-2026", snapshot_id="a" * 64)
    note = {"file": "about.md", "line": 3, "column": 8, "what": "A digit.", "is_error": True}
    failed = fail_build(row.public_id, [note], by=BY)
    assert (failed.state_code, failed.notes) == ("failed", [note])
    # A worker that was thought dead hands in late: nothing changes.
    late = keep_build(row.public_id, built("x" * 64), by=BY)
    assert (late.state_code, late.files) == ("failed", {})
    with pytest.raises(NotFoundError):
        ask_build(by=BY, report_id="annual-2026", snapshot_id="../../etc")


def test_a_withdrawn_edition_takes_its_claims_with_it() -> None:
    make_activity(public_id="act-1")
    row = publish(draft())
    with pytest.raises(InputError):
        withdraw_edition(by=BY, edition_id=row.public_id, why="")
    row = withdraw_edition(by=BY, edition_id=row.public_id, why="a wrong table")
    assert (row.state_code, row.withdrawn_why) == ("withdrawn", "a wrong table")
    assert Document.objects.get().release_code == Claim.objects.get().release_code == "never"
    with pytest.raises(TransitionError):
        withdraw_edition(by=BY, edition_id=row.public_id, why="again")
    verbs = AuditEvent.objects.filter(object_type="report_edition").values_list("verb", flat=True)
    assert list(verbs) == ["create", "change", "publish", "withdraw"]
    published = AuditEvent.objects.get(object_type="report_edition", verb="publish")
    assert json.loads(published.payload)["why"] == "approved by the director"


def test_who_only_reads_builds_and_publishes_nothing() -> None:
    edition = draft()
    reader = user_as("desk_officer")
    for act in (
        lambda: ask_build(by=reader, report_id="annual-2026", snapshot_id="a" * 64),
        lambda: publish_edition(by=reader, edition_id=edition.public_id, why="x"),
        lambda: withdraw_edition(by=reader, edition_id=edition.public_id, why="x"),
    ):
        with pytest.raises(NotPermittedError):
            act()
    import_folder(by=user_as("editor"), files=FILES)
