"""The record of a selection: enough to compute it again, canonical, with its own digest.

A record is JSON in the canonical form of RFC 8785. It holds the inputs, their digest, the policy's
version, the software, the commitment to the seed, and the outcome. Signing it is done elsewhere.
It holds merits and countries of nominations: it is for the institute, never for publication.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

import rfc8785

from tomoni.catalogue.errors import InputError

from .selection import PolicyConflict, SelectionResult, select
from .selection_decode import inputs_from
from .selection_encode import inputs_as_dict
from .selection_values import SelectionInputs

FORMAT = "tomoni-selection-record/1"
LEAST_SEED = 32
_SOFTWARE = ("tomoni", "scipy", "numpy")


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """Whether computing a record again gave the same; else where it differs, and which software."""

    is_same: bool
    differences: tuple[str, ...]
    software: Mapping[str, str]


def new_seed() -> str:
    """Return a fresh seed that nobody can guess: 64 hexadecimal digits."""
    return secrets.token_hex(32)


def seed_commitment(seed: str) -> str:
    """Return the SHA-256 of a seed, to be published before scoring closes.

    Errors: InputError for a seed under 32 characters, which could be guessed from its commitment.
    """
    if len(seed) < LEAST_SEED:
        raise InputError(
            f"The seed has {len(seed)} characters; under {LEAST_SEED} it can be guessed.",
            do="Let the system draw the seed.",
        )
    return hashlib.sha256(seed.encode()).hexdigest()


def inputs_digest(inputs: SelectionInputs) -> str:
    """Return the SHA-256 of the inputs in canonical form, without regard to their order."""
    return _digest(inputs_as_dict(inputs))


def record_of(
    inputs: SelectionInputs, outcome: SelectionResult | PolicyConflict
) -> dict[str, object]:
    """Return the record of a selection as plain JSON values."""
    content: dict[str, object] = {
        "format": FORMAT,
        "inputs": inputs_as_dict(inputs),
        "inputs_sha256": inputs_digest(inputs),
        "policy_version": inputs.policy.version,
        "seed_commitment": seed_commitment(inputs.seed),
        "software": software(),
        "outcome": outcome_as_dict(outcome),
    }
    return content | {"record_sha256": _digest(content)}


def record_bytes(record: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of a record (RFC 8785): what is signed and kept."""
    return bytes(rfc8785.dumps(dict(record)))


def outcome_as_dict(outcome: SelectionResult | PolicyConflict) -> dict[str, object]:
    """Return the outcome as plain JSON values: "conflict" alone, or the selection."""
    if isinstance(outcome, PolicyConflict):
        return {"conflict": [asdict(rule) for rule in outcome.rules]}
    content = asdict(outcome)
    return {name: list(one) if isinstance(one, tuple) else one for name, one in content.items()}


def software() -> dict[str, str]:
    """Return the versions that compute a selection, HiGHS as scipy carries it."""
    return {name: version(name) for name in _SOFTWARE} | {"highs": highs_version()}


def highs_version() -> str:
    """Return the version of the HiGHS that scipy carries.

    scipy says it in a module of its own interior only: where a later one does not, its own version
    stands for it.
    """
    try:
        from scipy.optimize._highspy import _core

        return (
            f"{_core.HIGHS_VERSION_MAJOR}.{_core.HIGHS_VERSION_MINOR}.{_core.HIGHS_VERSION_PATCH}"
        )
    except (ImportError, AttributeError):
        return f"carried by scipy {version('scipy')}"


def read_record(content: bytes) -> dict[str, Any]:
    """Return a record that agrees with itself.

    Errors: InputError when it is no record, or was changed after it was made.
    """
    try:
        record = json.loads(content)
    except ValueError as error:
        raise _refused("This is not JSON.") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise _refused("This is not a selection record of a format that is known here.")
    rest = {name: value for name, value in record.items() if name != "record_sha256"}
    try:
        if record.get("record_sha256") != _digest(rest):
            raise _refused("The record was changed after it was made: its digest does not fit.")
        inputs = inputs_from(record["inputs"])
        fits = (
            record["inputs_sha256"] == inputs_digest(inputs)
            and record["seed_commitment"] == seed_commitment(inputs.seed)
            and record["policy_version"] == inputs.policy.version
            and isinstance(record["software"], dict)
            and isinstance(record["outcome"], dict)
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _refused("The record lacks a part, or a part cannot be read.") from error
    if not fits:
        raise _refused("The record does not agree with itself.")
    return record


def replay(content: bytes) -> ReplayResult:
    """Compute a record's selection again, and compare.

    Errors: InputError for a record that was changed; PlanningError as ``select``.
    """
    record = read_record(content)
    try:
        outcome = select(inputs_from(record["inputs"]))
        kept = _comparable(record["outcome"])
    except (TypeError, AttributeError, ValueError, LookupError) as error:
        raise _refused("The record holds a value of a wrong kind.") from error
    found = _comparable(json.loads(rfc8785.dumps(outcome_as_dict(outcome))))
    names = sorted(found.keys() | kept.keys())
    different = tuple(name for name in names if found.get(name) != kept.get(name))
    return ReplayResult(not different, different, record["software"])


def _comparable(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out how a stage was proven, which another version of the solver may do otherwise."""
    content = dict(outcome)
    for stage in content.get("stages", []):
        stage.pop("proof", None)
    return content


def _digest(content: Mapping[str, object]) -> str:
    return hashlib.sha256(rfc8785.dumps(dict(content))).hexdigest()


def _refused(what: str) -> InputError:
    return InputError(what, do="Use the record as it was kept.")
