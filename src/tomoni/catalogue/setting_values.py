"""How the text of a setting is read. A reader raises ValueError or KeyError for a wrong text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from .packaged import packaged_toml


def rate_table_names() -> tuple[str, ...]:
    """Return the names of the packaged tables of exchange rates."""
    return tuple(packaged_toml("rates", "rates.toml"))


def as_text(value: str) -> str:
    """Return the text as it is."""
    return value


def flag(value: str) -> bool:
    """Read true or false, yes or no, 1 or 0."""
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    return known[value.strip().lower()]


def whole_number(value: str) -> int:
    """Read a whole number that is not negative."""
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return number


def directory(value: str) -> Path:
    """Read a path, relative to the working directory, and return it absolute."""
    if not value.strip():
        raise ValueError(value)
    return Path(value).expanduser().absolute()


def optional_file(value: str) -> Path | None:
    """Read the path of a file, relative to the working directory; empty is none."""
    return Path(value).expanduser().absolute() if value.strip() else None


def words(value: str) -> tuple[str, ...]:
    """Read words separated by commas."""
    return tuple(word.strip() for word in value.split(",") if word.strip())


def optional_did(value: str) -> str:
    """Read a decentralised identifier; empty is none."""
    if value and not value.startswith("did:"):
        raise ValueError(value)
    return value


def days(value: str) -> int:
    """Read a number of days within a year."""
    number = int(value)
    if not 1 <= number <= 366:
        raise ValueError(value)
    return number


def one_of(*allowed: str) -> Callable[[str], str]:
    """Return a reader of one of these words."""

    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(value)
        return value

    return read


def month(value: str) -> int:
    """Read the number of a month."""
    number = int(value)
    if not 1 <= number <= 12:
        raise ValueError(value)
    return number


def engine(value: str) -> str:
    """Read the address of an engine."""
    if value != "duckdb" and not value.startswith("sc://"):
        raise ValueError(value)
    return value


def address(value: str) -> str:
    """Read the address of a web site."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(value)
    return value


def rate_table(value: str) -> str:
    """Read the name of a table of exchange rates: a packaged one, or the instance's own."""
    if value not in (*rate_table_names(), "oecd-dac"):
        raise ValueError(value)
    return value


def database_url(value: str) -> str:
    """Read the address of a database; empty is the default one."""
    if value and not value.startswith(("postgresql://", "postgres://", "sqlite:///")):
        raise ValueError(value)
    return value


_MAIL_SCHEMES = ("file", "console", "smtp", "smtps", "smtp+plain")


def mail_url(value: str) -> str:
    """Read how messages leave: a directory, the console, or an SMTP server."""
    parts = urlsplit(value)
    if parts.scheme not in _MAIL_SCHEMES:
        raise ValueError(value)
    if parts.scheme.startswith("smtp") and not parts.hostname:
        raise ValueError(value)
    _ = parts.port
    return value


def mail_address(value: str) -> str:
    """Read one e-mail address."""
    name, at, host = value.strip().rpartition("@")
    if not at or not name or not host or any(character.isspace() for character in value.strip()):
        raise ValueError(value)
    return value.strip()


def organisation_identifier(value: str) -> str:
    """Read an identifier of an organisation, PREFIX-REGISTRATION; empty is none."""
    name = value.strip()
    if name and (name.count("-") < 2 or any(c.isspace() or c in "/&|?" for c in name)):
        raise ValueError(value)
    return name


def organisation_type(value: str) -> str:
    """Read a code of the list OrganisationType; empty is none."""
    from .codelists import codelist  # it reads many lists, which settings do not need

    if value and not codelist("OrganisationType").is_active(value):
        raise ValueError(value)
    return value
