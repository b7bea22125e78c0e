from __future__ import annotations

from dataclasses import replace

import pytest

from tomoni.catalogue.errors import TransitionError
from tomoni.rules.reports.publication import (
    BuildFacts,
    can_build,
    can_publish,
    can_withdraw,
    check_build,
    check_publish,
    check_withdraw,
    why_not_publish,
)

BUILT = BuildFacts("draft", "a" * 64, "a" * 64, "public")


def test_what_was_built_of_the_folder_as_it_stands_is_published() -> None:
    assert can_publish(BUILT)


@pytest.mark.parametrize("state", ["building", "failed", "published", "withdrawn"])
def test_only_a_build_that_succeeded_is_published(state: str) -> None:
    assert [one.code for one in why_not_publish(replace(BUILT, state=state))] == [
        "report_not_built"
    ]


def test_a_folder_that_changed_and_an_internal_snapshot_are_refused() -> None:
    with pytest.raises(TransitionError, match="changed after"):
        check_publish(replace(BUILT, source_now="b" * 64))
    with pytest.raises(TransitionError, match="internal snapshot"):
        check_publish(replace(BUILT, tier="internal"))


def test_one_build_at_a_time() -> None:
    assert can_build(None) and can_build("failed") and can_build("draft")
    with pytest.raises(TransitionError):
        check_build("building")


def test_only_what_is_published_is_withdrawn() -> None:
    assert can_withdraw("published")
    with pytest.raises(TransitionError):
        check_withdraw("withdrawn")
