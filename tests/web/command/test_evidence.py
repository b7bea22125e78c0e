"""The evidence desk by command: preview, accept, undo; a preview writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from records.instances import Instance
from records.warm import run_python

TESTS = Path(__file__).parents[2]
COMMAND = ("-m", "tomoni.web.command", "evidence")
MAKE = f"""
import os, sys
from pathlib import Path
sys.path.insert(0, {str(TESTS)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from records.evidence_samples import held_text
held_text(Path(os.environ["TOMONI_HOME"]))
"""


@pytest.mark.any_database
def test_many_are_accepted_as_previewed_and_taken_back(instance: Instance) -> None:
    instance.run("-c", MAKE)
    accept = (*COMMAND, "accept", "text-1", "--from-confidence", "0")
    preview = json.loads(instance.run(*accept, "--json"))
    assert (preview["ready"], preview["left"]) == (2, {"proposal_activity_missing": 1})
    assert "which activity the passage is about" in instance.run(*accept)
    assert "Nothing is written without --yes." in instance.run(*accept)
    done = json.loads(instance.run(*accept, "--yes", "--json"))
    assert (done["accepted"], done["merged"]) == (2, 0)
    again = json.loads(instance.run(*accept, "--yes", "--json"))
    assert (again["accepted"], again["batch"]) == (0, None)
    (text,) = json.loads(instance.run(*COMMAND, "status", "--json"))["texts"]
    assert text["states"] == {"accepted": 2, "proposed": 1}
    undo = (*COMMAND, "undo", done["batch"], "--why", "the wrong edition")
    assert "2 taken back." in instance.run(*undo)
    ended = run_python(instance.environment, *COMMAND, "undo", "gone", "--why", "no")
    assert (ended.code, "Traceback" in ended.err) == (6, False)
