"""What a public snapshot holds, and what stays behind."""

from __future__ import annotations

import json

import pytest

from records.instances import Instance
from records.ledgers import fill, freeze_in, frozen
from tomoni.catalogue.errors import SnapshotError
from tomoni.exchange.snapshot import latest_id, open_snapshot, withdraw_snapshot

_STATES = """
states = {"draft": {}, "cleared": decided(), "never": decided("never"),
          "over": decided("embargoed", embargo_until=date(2001, 1, 1)),
          "later": decided("embargoed", embargo_until=date(2999, 1, 1))}
"""


def test_only_cleared_records_are_held_also_after_an_embargo_has_run_out(
    instance: Instance,
) -> None:
    fill(
        instance,
        _STATES
        + """
shown = make_activity(public_id="shown", **decided())
for state, columns in states.items():
    make_activity(public_id=state, **columns)
    make_document(public_id=state, **columns)
    make_entry(public_id=state, activity=shown, **columns)
    make_pledge(public_id=state, activity=shown, **columns)
""",
    )
    found = frozen(instance, "public")
    assert found.ids("activities") == ["cleared", "shown"]
    for table in ("documents", "entries", "pledges"):
        assert found.ids(table) == ["cleared"]


def test_the_latest_decision_about_an_entry_stands(instance: Instance) -> None:
    fill(
        instance,
        """
shown = make_activity(public_id="shown", **decided())
first = make_entry(public_id="cleared-later", activity=shown)
make_entry_release(entry=first, **decided("cleared"))
second = make_entry(public_id="withdrawn-later", activity=shown, **decided())
make_entry_release(entry=second, **decided("never"))
""",
    )
    assert frozen(instance, "public").ids("entries") == ["cleared-later"]


def test_what_depends_on_a_withheld_record_is_withheld(instance: Instance) -> None:
    fill(
        instance,
        """
shown, hidden = make_activity(public_id="shown", **decided()), make_activity(public_id="hidden")
report, draft = make_document(public_id="report", **decided()), make_document(public_id="draft")
claims = {
    "good": make_claim(public_id="good", activity=shown, document=report, **decided()),
    "of-draft": make_claim(public_id="of-draft", activity=shown, document=draft, **decided()),
    "of-hidden": make_claim(public_id="of-hidden", activity=hidden, document=report, **decided()),
    "unclear": make_claim(public_id="unclear", activity=shown, document=report),
}
for name, claim in claims.items():
    make_observation(public_id=name, claim=claim, **decided())
    make_entry(public_id=name, activity=shown, claim=claim, **decided())
    finding = make_finding(public_id=name)
    FindingClaim.objects.create(public_id=f"{name}-1", finding=finding, position=1, claim=claim)
    FindingClaim.objects.create(public_id=f"{name}-2", finding=finding, position=2,
                                claim=claims["good"] if name != "good" else make_claim(
                                    public_id="twin", activity=shown, document=report, **decided()))
make_finding(public_id="without-claims")
def alone(name, **columns):
    FindingClaim.objects.create(public_id=name, position=1, claim=claims["good"],
                                finding=make_finding(public_id=name, **columns))
alone("against-a-figure", basis_code="figure")
alone("silence", basis_code="silence", later_document=report)
alone("silence-of-draft", basis_code="silence", later_document=draft)
make_entry(public_id="elsewhere", activity=hidden, **decided())
make_series(public_id="shown", activity=shown)
make_series(public_id="hidden", activity=hidden)
for document in (report, draft):
    Mention.objects.create(public_id=document.public_id, activity=shown, document=document,
                           start=0, end=5)
    Exclusion.objects.create(public_id=document.public_id, document=document, start=0, end=5,
                             form_code="digits", reason="a date")
    Naming.objects.create(public_id=document.public_id, document=document, start=0, end=5,
                          role_code="recipient", place_code="LA")
for activity in (shown, hidden):
    ActivityCountry.objects.create(public_id=activity.public_id, activity=activity,
                                   country_code="LA", basis_code="stated")
""",
    )
    found = frozen(instance, "public")
    assert found.ids("claims") == ["good", "twin"]
    for table in ("observations", "entries"):
        assert found.ids(table) == ["good"]
    assert found.ids("findings") == ["good", "silence"]
    assert found.ids("finding_claims") == ["good-1", "good-2", "silence"]
    for table in ("mentions", "exclusions", "namings"):
        assert found.ids(table) == ["report"]
    for table in ("series", "activity_countries"):
        assert found.ids(table) == ["shown"]


def test_references_to_withheld_records_are_empty(instance: Instance) -> None:
    fill(
        instance,
        """
programme, draft = make_activity(public_id="programme"), make_document(public_id="draft")
report = make_document(public_id="report", **decided())
course = make_activity(public_id="course", parent_activity=programme,
                       last_reported_document=draft, last_reported_year=2021, **decided())
make_activity(public_id="seminar", parent_activity=course,
              last_reported_document=report, last_reported_year=2020, **decided())
grant = make_entry(public_id="grant", activity=course)
make_entry(public_id="paid", activity=course, funded_from_entry=grant, **decided())
make_claim(public_id="told", activity=course, document=report, outcome_code="entry",
           outcome_id="grant", **decided())
make_claim(public_id="shown", activity=course, document=report, outcome_code="entry",
           outcome_id="paid", **decided())
seen = make_claim(public_id="seen", activity=course, document=report, outcome_code="observation",
                  outcome_id="total", **decided())
make_observation(public_id="total", claim=seen)
""",
    )
    found = frozen(instance, "public")
    activities = found.rows("activities")
    assert activities["course"]["parent_activity_id"] is None
    assert activities["course"]["is_top_level"] is True
    assert activities["course"]["last_reported_document_id"] is None
    assert activities["course"]["last_reported_year"] is None
    assert activities["seminar"]["parent_activity_id"] == "course"
    assert activities["seminar"]["is_top_level"] is False
    assert activities["seminar"]["last_reported_year"] == 2020
    assert found.rows("entries")["paid"]["funded_from_entry_id"] is None
    outcomes = {id: row["outcome_id"] for id, row in found.rows("claims").items()}
    assert outcomes == {"told": None, "shown": "paid", "seen": None}


def test_a_reversal_and_its_entry_go_together(instance: Instance) -> None:
    fill(
        instance,
        """
course = make_activity(public_id="course", **decided())
def chain(name, *columns):
    before = None
    for number, column in enumerate(columns):
        before = make_entry(public_id=f"{name}-{number}", activity=course, reverses_entry=before,
                            quantity=100 * (-1) ** number, **column)
chain("both", decided(), decided())
chain("reversal-is-draft", decided(), {})
chain("entry-is-draft", {}, decided())
chain("last-is-draft", decided(), decided(), {})
""",
    )
    found = frozen(instance, "public")
    assert found.ids("entries") == ["both-0", "both-1"]
    assert found.rows("entries")["both-0"]["is_reversed"] is True


def test_a_party_that_only_withheld_records_name_is_withheld(instance: Instance) -> None:
    fill(
        instance,
        """
shown, hidden = make_activity(public_id="shown", **decided()), make_activity(public_id="hidden")
names = ("partner-of-shown", "partner-of-hidden", "partner-of-both", "context", "giver",
         "secret-giver", "unnamed", "home", "speaker", "secret-speaker")
p = {name: make_party(public_id=name, is_context_only=name == "context") for name in names}
def link(party, activity):
    ActivityParty.objects.create(public_id=f"{party}-{activity.public_id}", party=p[party],
                                 activity=activity, role_code="partner")
link("partner-of-shown", shown)
link("partner-of-hidden", hidden)
link("partner-of-both", shown)
link("partner-of-both", hidden)
link("context", hidden)
link("home", hidden)
make_entry(public_id="shown", activity=shown, provider_party=p["giver"], **decided())
make_entry(public_id="hidden", activity=shown, receiver_party=p["secret-giver"])
report = make_document(public_id="report", **decided())
make_claim(public_id="c", activity=shown, document=report, party=p["speaker"], **decided())
make_claim(public_id="d", activity=shown, document=report, party=p["secret-speaker"])
make_party(public_id="branch", parent_party=p["partner-of-hidden"])
""",
    )
    found = frozen(instance, "public", home_party="home")
    assert found.ids("parties") == [
        "branch", "context", "giver", "home", "partner-of-both", "partner-of-shown", "speaker",
        "unnamed",
    ]  # fmt: skip
    assert found.rows("parties")["branch"]["parent_party_id"] is None
    assert found.ids("activity_parties") == ["partner-of-both-shown", "partner-of-shown-shown"]


def test_splits_of_withheld_entries_are_withheld(instance: Instance) -> None:
    fill(
        instance,
        """
course, hidden = make_activity(public_id="course", **decided()), make_activity(public_id="hidden")
for name, columns in {"shown": decided(), "hidden": {}}.items():
    entry = make_entry(public_id=name, activity=course, **columns)
    make_split(public_id=f"entry-{name}", entry=entry, activity=None, numerator=1, denominator=1)
make_split(public_id="course", activity=course, axis_code="theme", code="a", numerator=1,
           denominator=1)
make_split(public_id="hidden", activity=hidden, numerator=1, denominator=1)
""",
    )
    found = frozen(instance, "public")
    assert found.ids("splits") == ["course", "entry-shown"]
    assert found.ids("entry_splits") == ["shown--place--VN", "shown--theme--a"]


def test_no_personal_field_leaves_the_house(instance: Instance) -> None:
    fill(instance, "make_party(public_id='home', notes='private', abbreviation='H')")
    script = """
import json, sys
from dataclasses import replace
import tomoni.catalogue.fields as fields
fields.FIELDS["parties"] = tuple(
    replace(field, personal=field.name in ("notes", "parent_party_id"))
    for field in fields.FIELDS["parties"])
from tomoni.records.freezing.options import FreezeJob
from tomoni.records.freezing.run import run_freeze
import pyarrow.parquet as pq
for tier in ("internal", "public"):
    info = run_freeze(FreezeJob.from_dict({"database_url": sys.argv[1], "tier": tier,
        "snapshots_dir": sys.argv[2], "options": {}}), lambda *_: None)
    table = pq.read_table(info.path / "tables" / "parties.parquet")
    print(json.dumps(table.select(["abbreviation", "notes"]).to_pylist()))
"""
    told = instance.run_alone("-c", script, instance.database_url, str(instance.home / "snapshots"))
    internal, public = (json.loads(line) for line in told.splitlines())
    assert internal == [{"abbreviation": "H", "notes": "private"}]
    assert public == [{"abbreviation": "H", "notes": None}]


def test_withheld_records_do_not_change_the_public_id(instance: Instance) -> None:
    fill(instance, "make_entry(activity=make_activity(public_id='a', **decided()), **decided())")
    public, internal = frozen(instance, "public"), frozen(instance)
    fill(instance, "make_entry(activity=make_activity(public_id='b')); make_claim()")
    again = frozen(instance, "public")
    assert again.info.id == public.info.id
    assert not again.info.is_new
    assert frozen(instance).info.id != internal.info.id
    fill(instance, "make_activity(public_id='c', **decided())")
    third = frozen(instance, "public")
    assert third.info.id != public.info.id
    assert third.manifest["previous_public"] == public.info.id
    assert public.manifest["previous_public"] is None
    assert latest_id(instance.home / "snapshots", "public") == third.info.id


def test_withdrawn_content_is_not_published_again(instance: Instance) -> None:
    fill(instance, "make_activity(public_id='a', title='A name', **decided())")
    info = freeze_in(instance, "public")
    withdraw_snapshot(info.path, "It held a name.")
    with pytest.raises(SnapshotError, match="was withdrawn"):
        freeze_in(instance, "public")
    fill(instance, "Activity.objects.update(title='A course')")
    mended = freeze_in(instance, "public")
    assert mended.is_new
    open_snapshot(mended.path).close()
