"""A site whose snapshot was withdrawn says so on every address, from that moment on."""

from __future__ import annotations

import json
from pathlib import Path

from django.test import Client, override_settings

from tomoni.catalogue.settings import Settings


def test_every_address_says_withdrawn_with_the_reason(
    public: Client, site_directory: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "published"
    gone.mkdir()
    for name in ("site.sqlite3", "snapshot"):
        (gone / name).symlink_to(site_directory / name)
    with override_settings(TOMONI=Settings({"TOMONI_PUBLISHED": str(gone)})):
        assert public.get("/").status_code == 200
        said = {"snapshot": "ab12", "reason": "A <name>.", "withdrawn_at": "2026-01-02T03:04:05Z"}
        (gone / "withdrawn.json").write_text(json.dumps(said), encoding="utf-8")
        for address in ("/", "/ja/", "/activities/", "/api/v1/snapshot", "/api/v1/openapi.json"):
            answer = public.get(address)
            assert answer.status_code == 410, address
            assert "A &lt;name&gt;." in answer.text
            assert "ab12" in answer.text
    assert public.get("/").status_code == 200
