"""Activities read into typed tables, each beside neighbours that are odd."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.exchange.iati.drawn import activity, cut, file_of

from tomoni.catalogue.iati.tables import tables_of
from tomoni.exchange.iati.arrow import schema_of
from tomoni.exchange.iati.read import PieceRead, read_piece

BUDGET = """
 <budget type="1" status="1">
  <period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31Z"/>
  <value currency="EUR" value-date="2020-06-30">{value}</value>
 </budget>"""


def read(*activities: str) -> PieceRead:
    _, [piece] = cut(file_of(*activities))
    return read_piece(piece)


def rows(done: PieceRead, table: str) -> list[dict[str, Any]]:
    return done.tables[table].to_pylist()


def test_every_table_of_the_kind_is_there_by_its_contract() -> None:
    done = read(activity())
    assert list(done.tables) == [table.name for table in tables_of("activities")]
    for name, table in done.tables.items():
        assert table.schema == schema_of(name)
    assert done.findings.num_rows == 0


def test_a_value_is_kept_as_written_beside_what_it_means() -> None:
    [budget] = rows(read(activity(more=BUDGET.format(value=" 1200.50 "))), "budgets")
    assert (budget["value"], budget["value_number"]) == (" 1200.50 ", Decimal("1200.5"))
    assert (budget["period_end"], budget["period_end_day"]) == (
        "2020-12-31Z",
        datetime.date(2020, 12, 31),
    )
    assert (budget["value_currency"], budget["value_date"]) == ("EUR", "2020-06-30")
    assert (budget["activity"], budget["row"], budget["line"]) == (0, 0, 11)


def test_one_odd_value_leaves_its_column_and_its_neighbours_as_they_are() -> None:
    done = read(
        activity("XX-1", more=BUDGET.format(value="5")),
        activity("XX-2", more=BUDGET.format(value="about 7")),
        activity("XX-3", more=BUDGET.format(value="9.25")),
    )
    numbers = [row["value_number"] for row in rows(done, "budgets")]
    assert numbers == [Decimal(5), None, Decimal("9.25")]
    assert rows(done, "budgets")[1]["value"] == "about 7"
    [finding] = done.findings.to_pylist()
    assert (finding["rule"], finding["activity"]) == ("0.3.1", 1)


def test_children_name_the_row_they_hang_below() -> None:
    result = """
 <result type="1"><title><narrative>R</narrative></title>
  <indicator measure="1"><title><narrative>I</narrative></title>
   <period><period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/>
    <target value="10"><dimension name="sex" value="female"/></target>
    <actual value="8"><dimension name="sex" value="male"/></actual>
   </period>
  </indicator></result>"""
    done = read(activity("XX-1"), activity("XX-2", more=result + result))
    assert [(row["row"], row["parent"]) for row in rows(done, "indicators")] == [(0, 0), (1, 1)]
    assert [(row["level"], row["parent"], row["value"]) for row in rows(done, "dimensions")] == [
        ("target", 0, "female"),
        ("actual", 0, "male"),
        ("target", 1, "female"),
        ("actual", 1, "male"),
    ]
    assert {row["activity"] for row in rows(done, "dimensions")} == {1}


def test_sectors_of_activity_and_transaction_share_a_table() -> None:
    more = """
 <sector code="11110" percentage="60"/>
 <transaction><transaction-type code="3"/><transaction-date iso-date="2020-01-01"/>
  <value value-date="2020-01-01">1</value><sector code="12220"/></transaction>"""
    sectors = rows(read(activity(more=more)), "sectors")
    assert [(row["level"], row["code"], row["parent"]) for row in sectors] == [
        ("activity", "11110", 0),
        ("transaction", "12220", 0),
    ]


def test_narratives_keep_language_and_owner() -> None:
    name = '<person-name><narrative xml:lang="fr">É</narrative></person-name>'
    more = f"<contact-info>{name}</contact-info>"
    told = rows(read(activity(more=more)), "narratives")[-1]
    assert (told["owner_table"], told["element"], told["parent"]) == ("contacts", "person-name", 0)
    assert (told["lang"], told["text"]) == ("fr", "É")


def test_what_is_not_iati_is_kept_beside_its_owner() -> None:
    more = '\n <x:note xmlns:x="urn:x" x:on="1">see <x:b/></x:note>'
    [kept] = rows(read(activity(more=more)), "foreign")
    assert (kept["namespace"], kept["name"], kept["owner_table"]) == ("urn:x", "note", "activities")
    assert kept["xml"].startswith("<x:note") and kept["xml"].endswith("see <x:b/></x:note>")


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (activity("XX-2", more="<x>"), 20),
        (activity("XX-2", title="\x01"), 15),
        (activity("XX-2", title="&nothing;"), 15),
        (activity("XX-2").replace("</iati-activity>", ""), 21),
        (activity("XX-2").replace('code="2"', 'code="2" code="3"'), 18),
    ],
)
def test_an_activity_that_is_not_well_formed_is_named_and_its_neighbours_are_read(
    broken: str, line: int
) -> None:
    done = read(activity("XX-1"), broken, activity("XX-3"))
    assert [row["iati_identifier"] for row in rows(done, "activities")] == ["XX-1", "XX-3"]
    assert [row["activity"] for row in rows(done, "activities")] == [0, 2]
    assert rows(done, "activities")[0]["line"] == 3
    [finding] = done.findings.to_pylist()
    assert (finding["rule"], finding["activity"], finding["line"]) == ("0.1.1", 1, line)


def test_the_schema_is_held_with_line_column_and_path() -> None:
    done = read(activity("XX-1"), activity("XX-2", more='\n <budget type="1"/>\n  <zz/>'))
    first, *_ = done.findings.to_pylist()
    assert (first["rule"], first["activity"]) == ("0.3.1", 1)
    assert (first["line"], first["column"], first["element"]) == (20, 2, "budget")


def test_comments_and_sections_say_nothing_and_text_is_whole() -> None:
    done = read(activity(title="a<!-- x -->b<![CDATA[ & ]]>c"))
    titles = [row["text"] for row in rows(done, "narratives") if row["element"] == "title"]
    assert titles == ["ab & c"]


def test_columns_are_right_where_activities_share_a_line() -> None:
    both = f"{activity('A')} {activity('B', more='<zz/>')}".replace("\n", "")
    [finding] = read(both).findings.to_pylist()
    assert (finding["activity"], finding["line"]) == (1, 3)
    assert finding["column"] == both.index("<zz/>") + 1
