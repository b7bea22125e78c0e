"""The typed tables hold the whole standard, each value in one place."""

from __future__ import annotations

from tomoni.catalogue.codelists import codelist_names
from tomoni.catalogue.iati.tables import KEYS, ROW_ELEMENTS, TABLES, tables_of, words_of


def test_no_table_has_two_columns_of_one_name_and_none_hides_a_key() -> None:
    for table in TABLES.values():
        names = [*KEYS]
        for column in table.columns:
            names += [column.name] if column.meaning is None else [column.name, column.meaning]
        assert len(set(names)) == len(names), table.name


def test_no_element_makes_rows_twice_and_every_parent_is_the_element_above() -> None:
    by_path = {(one.kind, one.path): one for one in ROW_ELEMENTS}
    assert len(by_path) == len(ROW_ELEMENTS)
    for one in ROW_ELEMENTS:
        if one.path == "":
            assert one.parent is None
            assert one.level is None
            continue
        above = [
            other
            for other in ROW_ELEMENTS
            if other.kind == one.kind
            and (other.path == "" or one.path.startswith(other.path + "/"))
        ]
        nearest = max(above, key=lambda other: len(other.path))
        assert nearest.table == one.parent


def test_a_table_of_several_parents_says_which_by_its_level() -> None:
    for table in TABLES.values():
        parents = {one.parent for one in ROW_ELEMENTS if one.table == table.name}
        kinds = {one.kind for one in ROW_ELEMENTS if one.table == table.name}
        needs_level = len(parents) > len(kinds)
        assert needs_level == any(column.type == "word" for column in table.columns) or (
            table.name in {"narratives", "foreign"}
        )
    assert words_of("sectors", "level") == ("activity", "transaction")


def test_code_lists_of_columns_exist() -> None:
    named = {column.codelist for table in TABLES.values() for column in table.columns}
    assert named - {None} <= set(codelist_names())


def test_a_file_of_organisations_fills_its_own_tables() -> None:
    names = [table.name for table in tables_of("organisations")]
    assert names[0] == "organisations"
    assert "transactions" not in names
    assert {"budget_lines", "document_links", "narratives"} <= set(names)


def test_narratives_know_every_element_that_holds_them() -> None:
    assert {"", "title", "provider-org", "comment"} <= set(words_of("narratives", "element"))
    assert "transactions" in words_of("narratives", "owner_table")
