"""What the desk refuses about nominations: entering, changing, ranking, checking."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tomoni.catalogue.errors import RefusedError, TransitionError

from ..refusals import Refusal, raise_first
from .outcomes import told_state

# A nominee may still be entered after the deadline, so that nothing typed is lost; only forwarding
# is refused.
_TAKES_DRAFTS = frozenset({"open", "extended", "closed"})
_COUNTRY_EDITS = frozenset({"draft", "submitted", "endorsed", "incomplete"})
_DOSSIER_OPEN = frozenset({"draft", "incomplete"})
_CHECKED_IN = frozenset({"received", "eligible", "ineligible"})
LEFT = frozenset({"withdrawn", "duplicate"})


def why_not_enter(
    call_state: str, opens: str, is_allotted: bool, country: str, is_there: bool
) -> list[Refusal]:
    """Return why a nominee may not be entered.

    ``is_there``: the person is nominated to the call already.
    """
    if not is_allotted:
        return [Refusal("country_has_no_seats", {"country": country})]
    if call_state not in _TAKES_DRAFTS:
        return [Refusal("opening_has_come", {"opens": opens})]
    return [Refusal("nominated_already", {}, "family_name")] if is_there else []


def check_enter(
    call_state: str, opens: str, is_allotted: bool, country: str, is_there: bool
) -> None:
    """Errors: RefusedError when a nominee may not be entered."""
    raise_first(why_not_enter(call_state, opens, is_allotted, country, is_there), RefusedError)


def can_edit(state: str, is_officer: bool) -> bool:
    """Whether what a nomination says of the nominee may be changed in a state."""
    return state in _COUNTRY_EDITS or (is_officer and state not in LEFT)


def check_edit_nomination(state: str, is_officer: bool) -> None:
    """Errors: TransitionError when a nomination may not be changed."""
    if not can_edit(state, is_officer):
        raise_first([_sent(state)], TransitionError)


def can_fill(state: str) -> bool:
    """Whether the dossier is open: before it is submitted, and while it is incomplete."""
    return state in _DOSSIER_OPEN


def check_fill(state: str) -> None:
    """Errors: TransitionError when the dossier is closed."""
    if not can_fill(state):
        raise_first([_sent(state)], TransitionError)


def _sent(state: str) -> Refusal:
    """The refusal tells a country no more than its pages do."""
    return Refusal("dossier_is_sent", {"state": told_state(state, "").replace("_", " ")})


def why_not_rank(stored: Collection[str], wanted: Sequence[str]) -> list[Refusal]:
    """Return why an order is not one of the nominations that there are: each must be in it once."""
    if len(wanted) == len(set(wanted)) and set(wanted) == set(stored):
        return []
    return [Refusal("order_is_not_whole")]


def check_rank(stored: Collection[str], wanted: Sequence[str]) -> None:
    """Errors: TransitionError when an order is not one of the nominations that there are."""
    raise_first(why_not_rank(stored, wanted), TransitionError)


def why_not_take_nominations(takes: bool, closes: str) -> list[Refusal]:
    """Return why a country may no longer change what it sends: the deadline has passed."""
    return [] if takes else [Refusal("call_takes_nominations", {"closes": closes})]


def check_take_nominations(takes: bool, closes: str) -> None:
    """Errors: TransitionError when the deadline has passed."""
    raise_first(why_not_take_nominations(takes, closes), TransitionError)


def why_not_screen(state: str) -> list[Refusal]:
    """Return why rules are not asked of a nomination in a state."""
    if state in _CHECKED_IN:
        return []
    return [Refusal("not_for_screening", {"state": state.replace("_", " ")})]


def can_screen(state: str) -> bool:
    """Whether rules may be asked of a nomination in a state."""
    return not why_not_screen(state)


def check_screen(state: str) -> None:
    """Errors: TransitionError when rules are not asked of a nomination in a state."""
    raise_first(why_not_screen(state), TransitionError)


def why_not_override(computed: str) -> list[Refusal]:
    """Return why an officer may not decide a rule: it is clear by itself."""
    return [] if computed == "unclear" else [Refusal("rule_is_clear")]


def check_override(computed: str) -> None:
    """Errors: RefusedError when a rule is clear by itself."""
    raise_first(why_not_override(computed), RefusedError)


def why_not_find(target: str, results: Sequence[tuple[str, str]]) -> list[Refusal]:
    """Return why somebody may not be found eligible, or not, on (severity, result) of all rules."""
    required = [result for severity, result in results if severity == "required"]
    unclear = required.count("unclear")
    unmet = required.count("not_met")
    if target == "eligible" and unmet:
        return [Refusal("required_rule_unmet", {"count": str(unmet)})]
    if target == "eligible" and unclear:
        return [Refusal("rules_are_checked", {"count": str(unclear)})]
    if target == "ineligible" and not unmet:
        return [Refusal("no_required_rule_unmet")]
    return []


def check_find(target: str, results: Sequence[tuple[str, str]]) -> None:
    """Errors: TransitionError when the rules say otherwise."""
    raise_first(why_not_find(target, results), TransitionError)


def why_not_add_file(count: int, size: int, most: int, largest: int) -> list[Refusal]:
    """Return why a dossier takes no further file: it has as many, or as much, as it may."""
    if count >= most:
        return [Refusal("dossier_has_most_files", {"count": str(most)}, "file")]
    if size > largest:
        return [Refusal("dossier_is_large", {"megabytes": str(largest // 2**20)}, "file")]
    return []


def check_add_file(count: int, size: int, most: int, largest: int) -> None:
    """Errors: RefusedError when a dossier takes no further file."""
    raise_first(why_not_add_file(count, size, most, largest), RefusedError)
