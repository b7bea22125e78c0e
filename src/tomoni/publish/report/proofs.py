"""The proof file of a report: every number with what stands behind it, as JSON.

Whoever has the snapshot can compute the file's numbers again (``verify``); whoever has not can
still read what each sentence stands on. It holds the report's plain text, so that every number is
found in its sentence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import rfc8785

import tomoni
from tomoni.catalogue.errors import InputError, Where

from .model import Proof, Report
from .plain import plain_report
from .settings import Allowed

FORMAT = "tomoni-report-proofs/1"
LARGEST = 100_000_000  # bytes
Json = dict[str, Any]


def proof_file(reports: Sequence[Report], allowed: Sequence[Allowed] = ()) -> Json:
    """Return the proof file of a report in all its languages."""
    first = reports[0]
    made: Json = {
        "format": FORMAT,
        "id": first.id,
        "title": {"en": first.title.en, "ja": first.title.ja},
        "edition": first.edition,
        "unofficial": first.unofficial,
        "snapshot": first.snapshot_id,
        "snapshot_made": first.snapshot_made,
        "tomoni": tomoni.__version__,
        "allowed": [
            {"text": each.text, "reason": each.reason, "where": each.where} for each in allowed
        ],
        "languages": {report.language: _language(report) for report in reports},
        "proofs": _proofs(reports),
    }
    return {**made, "digest": digest_of_file(made)}


def proof_as_dict(proof: Proof, language: str) -> Json:
    """Return a proof as plain values, with the language that it is said in."""
    made: Json = json.loads(json.dumps(asdict(proof)))
    return {"language": language, **made}


def digest_of_file(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 over the RFC 8785 text of all but the digest itself."""
    kept = {name: value for name, value in content.items() if name != "digest"}
    return hashlib.sha256(rfc8785.dumps(kept)).hexdigest()


def proof_file_text(content: Mapping[str, Any]) -> str:
    """Return the proof file as it is written."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_proof_file(path: Path) -> Json:
    """Read a proof file. Errors: InputError for what is none, or was changed after it was made."""
    where = Where(file=str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise InputError("The proof file is too large.", where=where)
        found = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(
            f"It cannot be read: {error.strerror}.", where=where, do="Check the path."
        ) from None
    except (ValueError, RecursionError):
        raise InputError("It is no JSON.", where=where, do="Give a *.proofs.json file.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise InputError(f"It is no {FORMAT}.", where=where, do="Give a *.proofs.json file.")
    if found.get("digest") != digest_of_file(found):
        raise InputError(
            "It was changed after it was made: its digest does not fit.",
            where=where,
            do="Get the file again from whoever published the report.",
        )
    return found


def _language(report: Report) -> Json:
    plain = plain_report(report)
    return {
        "text": plain.text,
        "statements": [
            {
                "start": each.start,
                "end": each.end,
                "proof": each.proof_id,
                "file": each.place.file,
                "line": each.place.line,
                "column": each.place.column,
            }
            for each in plain.statements
        ],
    }


def _proofs(reports: Sequence[Report]) -> list[Json]:
    return [proof_as_dict(proof, report.language) for report in reports for proof in report.proofs]
