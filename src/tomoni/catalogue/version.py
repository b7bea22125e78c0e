"""Which catalogue this is: a number for people, a digest for machines.

Raise the number when a word changes its meaning; the digest changes with every word by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from .fields import FIELDS
from .measures import MEASURES
from .packaged import packaged_file
from .places import NAMING_PROFILES, PLACES, place_kind, place_name
from .tables import SCHEMA_VERSION
from .terms import TERMS

CATALOGUE_VERSION = "1"


def _words() -> dict[str, Any]:
    """Every word that is not in a packaged file, and the names that Babel supplies."""
    return {
        "schema": SCHEMA_VERSION,
        "fields": {name: [asdict(field) for field in fields] for name, fields in FIELDS.items()},
        "measures": [asdict(measure) for measure in MEASURES],
        "terms": {
            name: {code: asdict(label) for code, label in labels.items()}
            for name, labels in TERMS.items()
        },
        "places": [
            [place.code, profile, place_kind(place.code, profile)]
            + [place_name(place.code, language, profile) for language in ("en", "ja")]
            for place in PLACES
            for profile in NAMING_PROFILES
        ],
    }


def _files(folder: Traversable, path: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{path}{entry.name}/")
        else:
            yield path + entry.name, entry.read_bytes()


@cache
def catalogue_digest() -> str:
    """Return the SHA-256, in hexadecimal, over all words and all packaged data."""
    digest = hashlib.sha256(json.dumps(_words(), sort_keys=True, ensure_ascii=False).encode())
    for path, content in _files(packaged_file()):
        digest.update(f"\n{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()
