"""The interface is asked at random, in every way its contract allows and forbids."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from journeys.sites import Site
from tomoni.catalogue.tables import TABLES

# Snapshot, search, proof; the figures, one figure, its answer; the check of a file.
OTHERS = 7
# Every table has the same two operations: the documents’ stand for all where each case is tried.
TRIALS = """
[generation]
deterministic = true
max-examples = 3

[phases.examples]
enabled = false

[[operations]]
include-path-regex = "^/api/v1/(?!figures|search|proofs|snapshot|documents)"
phases.coverage.enabled = false
generation.max-examples = 1

# Which dimensions, filters and dates a figure takes is the figure's own matter.
[[operations]]
include-path = "/api/v1/figures/{name}/run"
checks.positive_data_acceptance.expected-statuses = [200, 404, 409, 422]
"""


def test_every_operation_keeps_its_contract(public_site: Site, tmp_path: Path) -> None:
    """No answer breaks the published contract: status, shape, headers, refusals, other methods.

    Schemathesis runs as a command, for its plugin does not follow the newest pytest.
    """
    trials = tmp_path / "trials.toml"
    trials.write_text(TRIALS, encoding="utf-8")
    contract = f"{public_site.address}/api/v1/openapi.json"
    line = ["-m", "schemathesis.cli", "--config-file", str(trials), "run", contract, "--no-color"]
    tried = subprocess.run(
        [sys.executable, *line], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert f"Tested: {2 * len(TABLES) + OTHERS}" in tried.stdout, tried.stdout
