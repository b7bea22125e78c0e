"""A file applied: records, lines of the ledger and their audit, in one transaction."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from exchange.iati.bring.drawn_activities import course, provider, receiver, spent
from records.import_samples import applied, codes, given, line_of, opened, outcomes, previewed
from records.samples import make_activity, make_entry, make_mandate, make_party
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.imports.apply import apply_file
from tomoni.records.actions.imports.files import How, begin_applying, choose, give_file, given_bytes
from tomoni.records.actions.imports.preview import preview_file
from tomoni.records.models import (
    Activity,
    AuditEvent,
    Entry,
    ImportedActivity,
    ImportedShare,
    ImportedTransaction,
    Party,
    Split,
)
from tomoni.rules.quantities import Quantity

pytestmark = pytest.mark.django_db

OWN = "XM-DAC-701-2"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path)
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_IATI_ORGANISATION_IDENTIFIER", OWN)


def standing() -> list[Entry]:
    """Lines that are neither reversed nor reversals."""
    return list(Entry.objects.filter(reversing_entries=None, reverses_entry=None).order_by("pk"))


def test_a_preview_writes_nothing_but_its_lines() -> None:
    file = previewed(course("XX-1", spent()), course("XX-2").replace("D02", "F01"))
    assert (file.state_code, file.version, file.activity_count) == ("previewed", "2.03", 2)
    assert file.counts == {"created": 1, "quarantined": 1}
    line = line_of(file, "XX-1")
    assert (line.outcome_code, line.entry_count, line.owner_code) == ("created", 1, "other")
    assert codes(line_of(file, "XX-2").reasons) == ["no_kind"]
    assert not Activity.objects.exists()
    assert not Party.objects.exists()
    assert not Entry.objects.exists()


def test_an_activity_of_others_is_created_with_its_publisher() -> None:
    file = applied(course("XX-1", spent("100.50")))
    assert (file.state_code, file.applied_by) == ("applied", "system")
    activity = Activity.objects.get()
    assert (activity.title, activity.kind_code) == ("Course", "technical_cooperation")
    assert activity.publisher is not None
    assert activity.publisher.identifiers.get().identifier == "XX"
    assert activity.release_code == "draft"
    assert sorted(activity.countries.values_list("country_code", "basis_code")) == [
        ("KE", "stated"), ("VN", "stated"),
    ]  # fmt: skip
    shares = activity.splits.order_by("axis_code", "code")
    assert [(one.code, one.numerator, one.denominator, one.method) for one in shares] == [
        ("KE", 3, 5, "iati:as_stated"),
        ("VN", 2, 5, "iati:as_stated"),
        ("15130", 1, 1, "iati:as_stated"),
    ]
    (entry,) = standing()
    assert Quantity(entry.quantity, entry.exponent) == Quantity(10050, -2)
    assert (entry.currency_code, entry.origin_code) == ("USD", "imported")
    assert (entry.date_first, entry.date_precision_code) == (date(2021, 3, 15), "day")
    assert (entry.calendar_year, entry.fiscal_year) == (2021, 2020)
    assert entry.counting_level_code == "origin"
    assert entry.provider_party == activity.publisher
    assert line_of(file, "XX-1").activity == activity


def test_the_audit_tells_all_of_it() -> None:
    file = applied(course("XX-1", spent()))
    told = list(AuditEvent.objects.order_by("sequence").values_list("verb", "object_type"))
    assert told == [
        ("create", "imported_file"),
        ("create", "party"), ("create", "party"),
        ("import", "activity"), ("import", "entry"),
        ("import", "imported_file"),
    ]  # fmt: skip
    assert AuditEvent.objects.latest("sequence").object_id == file.public_id
    verify_chain()


def test_the_same_file_again_changes_nothing() -> None:
    applied(course("XX-1", spent()), mode="overwrite")
    events = AuditEvent.objects.count()
    file = applied(course("XX-1", spent()), mode="overwrite")
    assert outcomes(file) == {"unchanged": 1}
    assert (Activity.objects.count(), len(standing()), Entry.objects.count()) == (1, 1, 1)
    # The file was given, and applied.
    assert AuditEvent.objects.count() == events + 2


def test_what_is_there_is_left_unless_it_is_to_be_overwritten() -> None:
    applied(course("XX-1", title="Old"))
    file = applied(course("XX-1", title="New"), mode="add")
    assert codes(line_of(file, "XX-1").reasons) == ["there_already"]
    assert Activity.objects.get().title == "Old"
    file = applied(course("XX-1", title="New"), mode="overwrite")
    assert outcomes(file) == {"changed": 1}
    assert Activity.objects.get().title == "New"
    assert ImportedActivity.objects.get().generation == 2


def test_changed_lines_are_reversed_and_entered_anew_and_the_others_stay() -> None:
    applied(course("XX-1", spent("1", ref="a"), spent("2", ref="b"), spent("3", ref="c")))
    kept, changed, gone = standing()
    after = course("XX-1", spent("1", ref="a"), spent("9", ref="b"))
    told = ["lines_change", {"entered": "1", "reversed": "2", "kept": "1"}]
    assert told in line_of(previewed(after, mode="overwrite"), "XX-1").notes
    assert len(standing()) == 3
    assert told in line_of(applied(after, mode="overwrite"), "XX-1").notes
    assert kept in standing()
    assert changed.reversing_entries.exists()
    assert gone.reversing_entries.exists()
    assert [one.quantity for one in standing()] == [1, 9]
    assert sum(one.quantity for one in Entry.objects.all()) == 10
    row = ImportedTransaction.objects.get(ref="c")
    assert (row.entry, row.reason) == (None, "gone")
    # It comes back under a further generation.
    applied(course("XX-1", spent("1", ref="a"), spent("9", ref="b"), spent("3", ref="c")),
            mode="overwrite")  # fmt: skip
    assert [one.quantity for one in standing()] == [1, 9, 3]
    row.refresh_from_db()
    assert (row.generation, row.reason) == (2, None)
    verify_chain()


def test_parts_of_a_changed_activity_are_made_anew() -> None:
    applied(course("XX-1", spent(more='<sector code="15113"/>')))
    assert Split.objects.exclude(entry=None).count() == 1
    changed = course("XX-1", spent(more='<sector code="15130"/>')).replace('"VN"', '"LA"')
    applied(changed, mode="overwrite")
    activity = Activity.objects.get()
    assert set(activity.countries.values_list("country_code", flat=True)) == {"KE", "LA"}
    assert set(activity.splits.values_list("code", flat=True)) == {"KE", "LA", "15130"}
    # The reversal carries the shares of the line that it cancels.
    cancelled = Entry.objects.exclude(reverses_entry=None).get()
    assert list(cancelled.splits.values_list("code", flat=True)) == ["15113"]


def test_a_remainder_is_kept_and_shown_and_gives_no_split() -> None:
    applied(course("XX-1").replace(' percentage="40"', ""))
    assert not Split.objects.filter(axis_code="place").exists()
    rows = ImportedShare.objects.filter(axis_code="place").order_by("pk")
    assert [(one.code, one.stated, one.numerator, one.denominator, one.basis_code)
            for one in rows] == [
        ("KE", "60", 3, 5, "stated"), (None, None, 2, 5, "remainder"),
    ]  # fmt: skip


def test_what_comes_from_our_own_identifier_is_ours() -> None:
    home = settings.TOMONI.text("TOMONI_HOME_PARTY")
    party = make_party(public_id=home)
    file = applied(course(f"{OWN}-seminar-7", spent(), ref=OWN))
    assert line_of(file, f"{OWN}-seminar-7").owner_code == "own"
    activity = Activity.objects.get()
    assert (activity.public_id, activity.publisher) == ("seminar-7", None)
    assert standing()[0].provider_party == party


def test_an_identifier_of_our_own_stays_what_was_published() -> None:
    applied(course(f"{OWN}-GB_1.7-b", spent(), ref=OWN))
    assert Activity.objects.get().public_id == "GB_1.7-b"


def test_what_is_recorded_here_is_never_changed_by_an_import() -> None:
    make_activity(public_id="seminar-7", title="Ours")
    file = applied(course(f"{OWN}-seminar-7", spent(), ref=OWN), mode="overwrite")
    assert codes(line_of(file, f"{OWN}-seminar-7").reasons) == ["own_record"]
    assert Activity.objects.get().title == "Ours"
    assert not Entry.objects.exists()


def test_money_that_comes_in_is_funded_by_the_payment_that_went_out() -> None:
    # The second file order: what is funded stands before what funds it.
    file = applied(
        course("B-1", spent(type_="1", more=provider("A-1", "XX")),
               spent("40", more=provider("A-1", "XX"), type_="4"), ref="BB"),
        course("A-1", spent(more=receiver("B-1", "BB")), spent("7"), ref="XX"),
    )  # fmt: skip
    paid, other = Entry.objects.filter(activity__imported__identifier="A-1").order_by("-quantity")
    came_in = Entry.objects.get(activity__imported__identifier="B-1", quantity=1005)
    went_out = Entry.objects.get(activity__imported__identifier="B-1", quantity=4)
    assert came_in.funded_from_entry == paid
    assert went_out.funded_from_entry == came_in
    levels = [one.counting_level_code for one in (paid, other, came_in, went_out)]
    assert levels == ["origin", "origin", "channel", "final"]
    assert ["chain_linked", {"count": "2"}] in line_of(file, "B-1").notes


def test_a_payment_recorded_here_funds_what_others_report_of_it() -> None:
    receiving = make_party(public_id="their-agency")
    receiving.identifiers.create(public_id="their-id", identifier="BB")
    ours = make_activity(public_id="grant-1", kind_code="grant")
    paid = make_entry(activity=ours, measure_code="amount_disbursed", unit_code="currency",
                      currency_code="USD", receiver_party=receiving)  # fmt: skip
    applied(course("B-1", spent(type_="1", more=provider(f"{OWN}-grant-1", OWN)), ref="BB"))
    came_in = Entry.objects.exclude(pk=paid.pk).get()
    assert came_in.funded_from_entry == paid
    assert came_in.counting_level_code == "channel"


def test_a_chain_that_is_not_certain_is_left_open_and_said() -> None:
    file = applied(
        course("A-1", spent("1", more=receiver("B-1")), spent("2", more=receiver("B-1"))),
        course("B-1", spent("9", type_="1", more=provider("A-1"))),
    )
    came_in = Entry.objects.get(activity__imported__identifier="B-1")
    assert came_in.funded_from_entry is None
    assert ["chain_open", {"count": "1"}] in line_of(file, "B-1").notes


def test_lines_are_linked_when_their_provider_comes_later_or_changes() -> None:
    applied(course("B-1", spent(type_="1", more=provider("A-1", "XX") + '<sector code="15113"/>')))
    (alone,) = standing()
    assert (alone.funded_from_entry, alone.counting_level_code) == (None, "origin")
    given_out = spent(ref="a", more=receiver("B-1", "BB"))
    applied(course("A-1", given_out, ref="XX"), mode="add")
    assert alone in standing()
    applied(course("A-1", given_out, title="Other", ref="XX"), mode="overwrite")
    paid, came_in = standing()
    assert came_in.funded_from_entry == paid
    assert came_in.counting_level_code == "channel"
    assert list(came_in.splits.values_list("code", flat=True)) == ["15113"]
    assert alone.reversing_entries.exists()
    # What funded it is replaced: it is funded by what stands for it now.
    changed = given_out.replace("100.50", "100.60")
    applied(course("A-1", changed, ref="XX"), mode="overwrite")
    paid, came_in = sorted(standing(), key=lambda one: one.funded_from_entry_id or 0)
    assert (paid.quantity, came_in.funded_from_entry) == (1006, paid)
    # It is taken back: nothing funds it any more.
    applied(course("A-1", ref="XX"), mode="overwrite")
    (came_in,) = standing()
    assert came_in.funded_from_entry is None
    verify_chain()


def test_the_wider_activity_is_linked_and_a_ring_is_not() -> None:
    applied(
        course("X-2", '<related-activity ref="X-1" type="1"/>'),
        course("X-1", '<related-activity ref="X-2" type="1"/>'),
    )
    of = {one.imported.identifier: one for one in Activity.objects.all()}
    assert of["X-2"].parent_activity == of["X-1"]
    assert not of["X-2"].is_top_level
    assert of["X-1"].parent_activity is None
    applied(course("X-2"), mode="overwrite")
    alone = Activity.objects.get(imported__identifier="X-2")
    assert (alone.parent_activity, alone.is_top_level) == (None, True)


def test_parties_are_told_by_their_identifier_and_never_by_a_name_beside_another() -> None:
    name = "<narrative>Ministry of Finance</narrative>"
    named = f'<participating-org ref="{{}}" role="4">{name}</participating-org>'
    named_alone = named.replace(' ref="{}"', "")
    applied(course("XX-1").replace(" <activity-status", named.format("KE-1") + named.format("UG-1")
                                   + " <activity-status"))  # fmt: skip
    assert Party.objects.filter(name="Ministry of Finance").count() == 2
    # Two bear the name: which of them is meant is not known.
    applied(course("XX-2").replace(" <activity-status", named_alone + " <activity-status"))
    assert Party.objects.filter(name="Ministry of Finance").count() == 3
    make_party(name="UNODC", public_id="unodc")
    alone = named_alone.replace("Ministry of Finance", "unodc")
    applied(course("XX-3").replace(" <activity-status", alone + " <activity-status"))
    assert Party.objects.filter(name__iexact="unodc").count() == 1


def test_a_failure_leaves_nothing_and_the_file_can_be_applied_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = previewed(course("XX-1", spent()), course("XX-2", spent()))

    def fail(*_: object) -> None:
        raise RuntimeError("the power fails")

    with monkeypatch.context() as patch:
        patch.setattr("tomoni.records.actions.imports.apply.link_parents", fail)
        with pytest.raises(RuntimeError):
            apply_file(file.public_id, opened(file), by="system")
    assert not Activity.objects.exists()
    assert not Party.objects.exists()
    file.refresh_from_db()
    assert file.state_code == "previewed"
    apply_file(file.public_id, opened(file), by="system")
    # Once more changes nothing: it is applied.
    apply_file(file.public_id, opened(file), by="system")
    assert (Activity.objects.count(), Entry.objects.count()) == (2, 2)


def test_an_import_costs_the_same_queries_whatever_its_size(
    django_assert_max_num_queries: object,
) -> None:
    few = previewed(*(course(f"A-{at}", spent()) for at in range(3)))
    many = previewed(*(course(f"B-{at}", spent()) for at in range(40)))
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        apply_file(few.public_id, opened(few), by="system")
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        apply_file(many.public_id, opened(many), by="system")
    assert Activity.objects.count() == 43


def test_choices_that_are_none_are_refused() -> None:
    data = given_bytes("a.xml", b"<a/>")
    for how in (How(mode="guess"), How(policy="guess"), How(default_kind="x"),
                How(default_theme="x")):  # fmt: skip
        with pytest.raises(InputError):
            give_file(data, how, by="system")
    with pytest.raises(InputError):
        given_bytes("a.xml", b"")


def test_who_may_import() -> None:
    desk = make_mandate(role_code="desk_officer").user
    editor = make_mandate(role_code="editor").user
    with pytest.raises(NotPermittedError):
        given(course(), by=editor)
    file = previewed(course(), by=desk)
    with pytest.raises(NotPermittedError):
        apply_file(file.public_id, opened(file), by=editor)
    assert apply_file(file.public_id, opened(file), by=desk).applied_by == desk.public_id


def test_a_preview_that_somebody_changed_is_looked_at_again() -> None:
    file = previewed(course().replace(' percentage="40"', ""))
    changed = choose(file.public_id, How(policy="complete"), by="system", seen_revision=1)
    assert (changed.state_code, changed.revision) == ("waiting", 2)
    preview_file(file.public_id, opened(file))
    with pytest.raises(TransitionError):
        begin_applying(file.public_id, by="system", seen_revision=1)
    begun = begin_applying(file.public_id, by="system", seen_revision=2)
    assert begun.state_code == "applying"
    done = apply_file(file.public_id, opened(file), by="system")
    assert Split.objects.filter(axis_code="place", method="iati:complete").count() == 2
    with pytest.raises(TransitionError):
        choose(done.public_id, How(), by="system", seen_revision=done.revision)
