"""What an activity of a file becomes, and why it is put aside."""

from __future__ import annotations

from fractions import Fraction

import pytest

from exchange.iati.bring.drawn_activities import brought, course, spent
from exchange.iati.drawn import activity
from tomoni.rules.imports.brought import Brought, splits_of


def only(*activities: str, **choices: str) -> Brought:
    (found,) = brought(*activities, **choices)
    return found


def codes(found: Brought) -> list[str]:
    return [note.code for note in (*found.reasons, *found.notes)]


def test_an_activity_becomes_a_record_with_its_codes_crossed() -> None:
    found = only(course())
    assert found.reasons == ()
    assert (found.identifier, found.is_own, found.line) == ("XX-1", False, 3)
    assert found.values == {
        "title": "Course",
        "summary": "Wells for villages",
        "target_group": None,
        "granularity_code": "specific",
        "status_code": "under_way",
        "oda_decision_code": "oda",
        "start": "2020-01-01",
        "end": None,
        "purpose_code": "15130",
        "purpose_confidence_code": "high",
        "theme_code": "rule_of_law",
        "kind_code": "technical_cooperation",
    }
    assert found.countries == ("KE", "VN")
    assert [(party.ref, role) for party, role in found.parties] == [("YY", "funder")]
    assert codes(found) == ["theme_by_purpose"]


def test_shares_are_those_of_the_file() -> None:
    splits = splits_of(only(course()).shares)
    assert [(one.code, one.share) for one in splits["place"]] == [
        ("KE", Fraction(3, 5)),
        ("VN", Fraction(2, 5)),
    ]
    # The only sector has all.
    assert [(one.code, one.share, one.basis) for one in splits["sector"]] == [
        ("15130", Fraction(1), "assumed")
    ]


def test_what_leaves_a_remainder_is_no_split_and_the_remainder_is_shown() -> None:
    drawn = course().replace(' percentage="40"', "")
    found = only(drawn)
    assert "place" not in splits_of(found.shares)
    remainder = next(one for one in found.shares if one.basis == "remainder")
    assert (remainder.axis_code, remainder.code, remainder.share) == ("place", None, Fraction(2, 5))
    assert ("shares_remain", {"axis": "place", "percent": "40"}) in [
        (one.code, one.parameters) for one in found.notes
    ]
    assert "place" in splits_of(only(drawn, policy="equal_remainder").shares)


@pytest.mark.parametrize(
    ("was", "becomes", "note"),
    [
        ('percentage="40"', 'percentage="50"', "shares_exceed"),
        ('percentage="40"', 'percentage="-1"', "shares_negative"),
        ('code="VN"', 'code="KE"', "shares_twice"),
        ('code="VN"', 'code="ZZ"', "shares_unknown_code"),
    ],
)
def test_shares_that_cannot_be_taken_are_left_out_and_said(
    was: str, becomes: str, note: str
) -> None:
    found = only(course().replace(was, becomes))
    assert note in codes(found)
    assert not any(one.axis_code == "place" for one in found.shares)
    assert found.reasons == ()


def test_regions_share_with_countries() -> None:
    region = '<recipient-region vocabulary="1" code="298" percentage="40"/>'
    drawn = course().replace('<recipient-country code="VN" percentage="40"/>', region)
    found = only(drawn)
    assert (found.countries, found.regions) == (("KE",), ("africa",))
    assert [one.code for one in splits_of(found.shares)["place"]] == ["KE", "africa"]
    unknown = drawn.replace('code="298"', 'code="789"')
    assert "shares_unknown_code" in codes(only(unknown))


def test_a_purpose_that_is_not_stated_is_told_as_such() -> None:
    found = only(course().replace('vocabulary="1" code="15130"', 'vocabulary="99" code="x"'),
                 default_theme="maritime")  # fmt: skip
    assert (found.values["purpose_code"], found.values["theme_code"]) == ("99810", "maritime")
    assert {"purpose_not_stated", "sectors_of_other_lists", "theme_by_default"} <= set(codes(found))


def test_the_purpose_of_most_transactions_stands_in() -> None:
    sector = '<sector code="{}"/>'
    found = only(course("XX-1", spent("1", sector.format(15113)), spent("2", sector.format(15113)),
                        spent("3", sector.format(15130)))
                 .replace(' <sector vocabulary="1" code="15130"/>\n', ""))  # fmt: skip
    assert found.values["purpose_code"] == "15113"
    assert found.values["theme_code"] == "anti_corruption"
    assert "purpose_of_transactions" in codes(found)


def test_codes_that_tell_neither_kind_nor_theme_put_the_activity_aside_or_take_the_default() -> (
    None
):
    drawn = activity()
    found = only(drawn)
    assert codes(found) == ["no_theme", "no_kind"]
    assert (found.values, found.transactions) == ({}, ())
    found = only(drawn, default_kind="grant", default_theme="maritime")
    assert found.reasons == ()
    assert (found.values["kind_code"], found.values["theme_code"]) == ("grant", "maritime")


def test_a_kind_that_needs_what_is_not_stated_gives_way_to_the_next() -> None:
    drawn = course().replace('default-aid-type code="D02"', 'default-aid-type code="E01"')
    assert only(drawn).values["kind_code"] == "technical_cooperation"
    for_whom = '<description type="3"><narrative>Judges</narrative></description>'
    told = drawn.replace(" <participating-org", f" {for_whom}<participating-org")
    found = only(told)
    assert (found.values["kind_code"], found.values["target_group"]) == ("fellowship", "Judges")


def test_what_is_ours_is_told_by_the_reporting_organisation() -> None:
    assert only(course(), own="XX").is_own
    assert not only(course(), own="YY").is_own
    second = course().replace('type="10">', 'type="10" secondary-reporter="1">')
    assert not only(second, own="XX").is_own


def test_an_activity_without_title_or_publisher_is_put_aside() -> None:
    drawn = course(title=" ").replace('reporting-org ref="XX"', 'reporting-org ref=""')
    assert codes(only(drawn)) == ["no_reporting_org", "no_title"]


def test_texts_are_taken_in_english_where_there_is_one() -> None:
    told = '<narrative xml:lang="fr">Cours</narrative><narrative>Course</narrative>'
    drawn = course().replace("<title><narrative>Course</narrative>", f"<title>{told}")
    assert only(drawn).title == "Course"
    french = drawn.replace("<narrative>Course</narrative>", "").replace(
        '<iati-activity xml:lang="en"', '<iati-activity xml:lang="fr"'
    )
    assert only(french).title == "Cours"


def test_a_date_that_no_ledger_takes_is_left_out() -> None:
    found = only(course().replace("2020-01-01", "0001-01-01"))
    assert found.values["start"] is None
    assert "date_left_out" in codes(found)


def test_what_an_import_leaves_in_the_file_is_counted() -> None:
    one = '<condition type="1"><narrative>Accounts are open.</narrative></condition>'
    found = only(course("XX-1", f'<conditions attached="1">{one}{one}</conditions>'))
    assert ("not_taken", {"elements": "condition (2)"}) in [
        (note.code, dict(note.parameters)) for note in found.notes
    ]


def test_hierarchy_and_parent() -> None:
    child = course("XX-2", '<related-activity ref="XX-1" type="1"/>')
    found = only(child)
    assert (found.parent_identifier, found.values["granularity_code"]) == ("XX-1", "component")
    parent = only(course("XX-1", '<related-activity ref="XX-2" type="2"/>'))
    assert parent.values["granularity_code"] == "programme"


def test_the_digest_follows_source_and_choices() -> None:
    digests = {
        only(course()).digest,
        only(course(title="Other")).digest,
        only(course(), policy="complete").digest,
        only(course(), default_theme="maritime").digest,
        only(course(), own="XX").digest,
    }
    assert len(digests) == 5
    assert only(course()).digest == only(course()).digest
