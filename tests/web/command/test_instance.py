"""Commands that make and change an instance, each in a process of its own."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest

from records.made import PASSWORD
from records.warm import run_python
from tomoni.web.command.serve import free_port

from .conftest import copied, environment_of, tomoni, tomoni_alone

pytestmark = pytest.mark.database


def test_init_makes_everything_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = tomoni_alone(home, "init", "--json")
    assert first.code == 0, first.err
    assert first.json["created_administrator"] is True
    assert len(first.json["password"]) >= 16
    assert first.json["migrations_applied"] > 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    again = tomoni_alone(home, "init", "--json")
    assert again.json["created_administrator"] is False
    assert again.json["password"] is None
    assert again.json["migrations_applied"] == 0


def test_a_password_from_a_file_is_never_printed(new_home: Path, tmp_path: Path) -> None:
    given = "a-quite-long-password"
    file = tmp_path / "password"
    file.write_text(f"{given}\n", encoding="utf-8")
    outcome = tomoni(new_home, "init", "--password-file", str(file))
    assert outcome.code == 0, outcome.err
    assert given not in outcome.out + outcome.err


def test_a_password_of_the_environment_is_never_printed(new_home: Path) -> None:
    given = "a-quite-long-password"
    outcome = tomoni(new_home, "init", "--json", TOMONI_ADMIN_PASSWORD=given)
    assert outcome.code == 0, outcome.err
    assert given not in outcome.out + outcome.err
    assert outcome.json["password"] is None


@pytest.mark.parametrize(
    ("password", "says"), [("short", "too short"), ("", "first line is empty")]
)
def test_a_weak_password_is_refused(
    new_home: Path, tmp_path: Path, password: str, says: str
) -> None:
    file = tmp_path / "password"
    file.write_text(password, encoding="utf-8")
    outcome = tomoni(new_home, "init", "--password-file", str(file))
    assert outcome.code == 4
    assert says in outcome.err


@pytest.mark.parametrize("arguments", [("load",), ("freeze",), ("audit", "verify"), ("serve",)])
def test_before_init_the_hint_says_init(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    port = ("--port", str(free_port("127.0.0.1", 20_000))) if arguments == ("serve",) else ()
    outcome = tomoni(tmp_path / "nothing", *arguments, *port)
    assert outcome.code == 6
    assert "tomoni init" in outcome.err
    assert not (tmp_path / "nothing").exists()


def test_load_freeze_and_audit(new_home: Path, tmp_path: Path) -> None:
    home = new_home
    tomoni_alone(home, "init", "--json")
    loaded = tomoni_alone(home, "load", "--json").json
    assert loaded["changed"] is True
    assert loaded["files"]["activities"]["new"] == 239
    again = tomoni_alone(home, "load")
    assert "Nothing has changed" in again.out
    first = tomoni_alone(home, "freeze", "--json").json
    assert first["is_new"] is True
    assert Path(first["path"]).is_dir()
    assert tomoni_alone(home, "freeze", "--json").json["snapshot"] == first["snapshot"]
    elsewhere = tomoni_alone(home, "freeze", "--out", str(tmp_path / "out"), "--json").json
    assert elsewhere["snapshot"] == first["snapshot"]
    assert Path(elsewhere["path"]).parent == tmp_path / "out"
    verified = tomoni_alone(home, "audit", "verify", "--json")
    assert verified.code == 0
    assert verified.json["events"] > 239


def tamper(home: Path, sql: str) -> None:
    """Change the ledger behind the back of its guards, as who owns the database can."""
    script = (
        "import sys, django; django.setup()\n"
        "from django.db import connection\n"
        "from tomoni.records.guards import remove_guards\n"
        "remove_guards(connection)\n"
        "connection.cursor().execute(sys.argv[1])"
    )
    ended = run_python(environment_of(home), "-c", script, sql)
    assert ended.code == 0, ended.err


def test_a_forged_event_breaks_the_chain(tmp_path: Path, made_home: Path) -> None:
    home = copied(made_home, tmp_path / "home")
    shutil.rmtree(home / "snapshots")
    tamper(home, "UPDATE records_audit_event SET verb = 'praise' WHERE sequence = 7")
    outcome = tomoni(home, "audit", "verify")
    assert outcome.code == 11
    assert "7" in outcome.err
    checks = {check["name"]: check for check in tomoni(home, "doctor", "--json").json["checks"]}
    assert checks["guards"]["status"] == "problem"
    assert "tomoni init" in checks["guards"]["do"]


def cut_last_event(home: Path) -> None:
    last = "(SELECT max(sequence) FROM records_audit_event)"
    tamper(home, f"DELETE FROM records_audit_event WHERE sequence = {last}")


def test_a_chain_cut_at_its_end_is_given_away_by_a_snapshot(
    tmp_path: Path, made_home: Path
) -> None:
    home = copied(made_home, tmp_path / "home")
    whole = tomoni(home, "audit", "verify", "--json")
    assert (whole.code, whole.json["snapshots"]) == (0, 1)
    (snapshot,) = (path.name for path in (home / "snapshots").iterdir() if path.is_dir())
    for _ in range(2):  # first the event of the freeze, then the last one that its manifest states
        cut_last_event(home)
        outcome = tomoni(home, "audit", "verify")
        assert outcome.code == 11
        assert snapshot[:12] in outcome.err
    checks = {check["name"]: check for check in tomoni(home, "doctor", "--json").json["checks"]}
    assert checks["audit"]["status"] == "problem"
    assert "knows audit event" in checks["audit"]["found"]


def test_a_freeze_that_was_killed_before_its_event_is_noted_by_the_next(
    tmp_path: Path, made_home: Path
) -> None:
    home = copied(made_home, tmp_path / "home")
    first = next(home.glob("snapshots/*/manifest.json"))
    cut_last_event(home)
    refused = tomoni(home, "audit", "verify")
    assert refused.code == 11
    assert "freeze that tier again" in refused.err
    tomoni(home, "init", "--json")  # puts back the guards that the cut removed
    again = tomoni(home, "freeze", "--json").json
    assert (again["snapshot"], again["is_new"]) == (first.parent.name, False)
    assert again["created_at"] == json.loads(first.read_text(encoding="utf-8"))["created_at"]
    assert tomoni(home, "audit", "verify").code == 0
    said = tomoni(home, "freeze").out
    assert f"frozen before, at {again['created_at']}" in said


def test_a_withdrawn_public_snapshot_is_gone_and_says_why(published_home: Path) -> None:
    home = published_home
    snapshot = (home / "snapshots" / "latest-public").read_text(encoding="ascii").strip()
    site = home / "published" / snapshot
    assert (site / "site.sqlite3").is_file()
    no_reason = tomoni(home, "snapshot", "withdraw", snapshot, "--reason", "  ")
    assert no_reason.code == 4
    outcome = tomoni(home, "snapshot", "withdraw", snapshot[:9], "--reason", "A name.", "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json == {
        "snapshot": snapshot, "tier": "public", "withdrawn_reason": "A name.", "latest": None,
    }  # fmt: skip
    directory = home / "snapshots" / snapshot
    assert [path.name for path in directory.iterdir()] == ["withdrawn.json"]
    assert [path.name for path in site.iterdir()] == ["withdrawn.json"]
    assert not (home / "snapshots" / "latest-public").exists()
    port = str(free_port("127.0.0.1", 20_000))
    for refused in (
        ("snapshot", "verify", str(directory)),
        ("publish", "--snapshot", snapshot),
        ("serve", "--public", "--snapshot", snapshot[:9], "--port", port),
        ("figure", "run", "activities_count", "--snapshot", snapshot),
        ("freeze", "--public"),
    ):
        said = tomoni(home, *refused)
        assert said.code == 10, (refused, said.err)
        assert "withdrawn" in said.err
    listed = {
        s["snapshot"]: s for s in tomoni(home, "snapshot", "list", "--json").json["snapshots"]
    }
    assert listed[snapshot]["withdrawn_reason"] == "A name."
    assert tomoni(home, "audit", "verify").code == 0
    assert tomoni(home, "snapshot", "withdraw", "abcdef", "--reason", "No.").code == 6


def test_the_doctor_finds_secrets_that_others_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tomoni(home, "init", "--json")
    # The file of the ledger holds the hashes of passwords; a server keeps its own.
    secrets = [path for path in (home / "db.sqlite3", home / "secret.key") if path.exists()]
    assert secrets
    for path in secrets:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
    assert tomoni(home, "doctor").code == 0  # nobody else gets into the home
    home.chmod(0o755)
    outcome = tomoni(home, "doctor", "--json")
    assert outcome.code == 1
    found = {check["do"] for check in outcome.json["checks"] if check["name"] == "secrets"}
    for path in secrets:
        assert f"Run `chmod 600 {path}`." in found


def test_the_doctor_warns_of_a_home_party_that_the_ledger_lacks(made_home: Path) -> None:
    outcome = tomoni(made_home, "doctor", "--json", TOMONI_HOME_PARTY="gov-nowhere")
    assert outcome.code == 0
    checks = {check["name"]: check for check in outcome.json["checks"]}
    assert checks["home party"]["status"] == "note"
    assert "gov-nowhere" in checks["home party"]["found"]


@pytest.mark.parametrize("arguments", [("figure", "list"), ("doctor",), ("load",), ("freeze",)])
def test_a_mistyped_variable_is_refused_at_the_start(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    outcome = tomoni(tmp_path, *arguments, TOMONI_NAMING_PROFIL="dac")
    assert outcome.code == 3
    assert "Did you mean TOMONI_NAMING_PROFILE?" in outcome.err


def test_an_unknown_text_is_not_attached(made_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.txt"
    file.write_text("Another text.", encoding="utf-8")
    outcome = tomoni(made_home, "documents", "attach", str(file), "--json")
    assert outcome.code == 4
    assert "wp2021-s2-1-2" in outcome.json["error"]["do"]


def test_the_doctor_finds_a_healthy_instance(made_home: Path) -> None:
    outcome = tomoni(made_home, "doctor", "--json")
    assert outcome.code == 0, outcome.out
    settings = {setting["name"]: setting for setting in outcome.json["settings"]}
    assert settings["TOMONI_HOME"]["value"] == str(made_home)
    assert settings["TOMONI_HOME"]["origin"] == "environment"
    assert settings["TOMONI_MODE"]["origin"] == "default"
    problems = [check for check in outcome.json["checks"] if check["status"] == "problem"]
    assert problems == []


def test_the_doctor_hides_secrets_and_passwords(made_home: Path) -> None:
    url = "postgresql://desk:open-sesame@127.0.0.1:1/ledger"
    mail = "smtps://desk:open-sesame@mail.example.org"
    secrets = {"TOMONI_SECRET_KEY": "very-secret-key", "TOMONI_MAIL_URL": mail}
    outcome = tomoni(made_home, "doctor", DATABASE_URL=url, **secrets)
    assert outcome.code == 1
    assert "very-secret-key" not in outcome.out
    assert "open-sesame" not in outcome.out
    assert "PROBLEM  database" in outcome.out


def test_the_doctor_without_an_instance(tmp_path: Path) -> None:
    outcome = tomoni(tmp_path / "nothing", "doctor")
    assert outcome.code == 1
    assert "Run `tomoni init`." in outcome.out


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    outcome = tomoni(tmp_path, "doctor", TOMONI_FISCAL_YEAR_START_MONTH="13")
    assert outcome.code == 3
    assert "TOMONI_FISCAL_YEAR_START_MONTH" in outcome.err


def test_production_refuses_the_demo(tmp_path: Path) -> None:
    outcome = tomoni(tmp_path, "demo", "--no-serve", TOMONI_MODE="production")
    assert outcome.code == 7
    assert "production" in outcome.err


def test_an_account_is_helped_back_in(new_home: Path) -> None:
    """Who lost the second factor gets in again, by somebody at the machine; it is on record."""
    tomoni(new_home, "init", TOMONI_ADMIN_PASSWORD=PASSWORD)
    assert tomoni(new_home, "account", "reset", "nobody").code == 6
    outcome = tomoni(new_home, "account", "reset", "admin", "--second-factor", "--json")
    assert outcome.code == 0, outcome.err
    assert (outcome.json["sessions"], outcome.json["factors"]) == (0, 0)
    assert tomoni(new_home, "audit", "verify").code == 0


def test_the_vaults_keys_turn(new_home: Path) -> None:
    tomoni(new_home, "init", TOMONI_ADMIN_PASSWORD=PASSWORD)
    first = tomoni(new_home, "vault", "rotate", "--json").json
    second = tomoni(new_home, "vault", "rotate", "--json").json
    assert second["key"] > first["key"]
    assert [path.stem for path in (new_home / "vault-keys").glob("*.key")] == [second["key"]]
    outcome = tomoni(new_home, "vault", "purge", "--dry-run")
    assert outcome.out == "Would destroy: 0 items past their time, 0 stray files.\n"


def test_production_needs_the_second_factor(tmp_path: Path) -> None:
    production = {"TOMONI_MODE": "production", "TOMONI_SECRET_KEY": "x" * 60}
    outcome = tomoni(tmp_path, "init", TOMONI_REQUIRE_MFA="false", **production)
    assert outcome.code == 3
    assert "TOMONI_REQUIRE_MFA is false in production." in outcome.err
