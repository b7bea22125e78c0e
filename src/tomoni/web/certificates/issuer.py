"""Who issues: name, address and signatory of the institute, out of the settings."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from tomoni.catalogue.errors import SettingError
from tomoni.catalogue.settings import Settings
from tomoni.exchange.badges import Issuer, did_of_host
from tomoni.exchange.typesetting import FontBook, open_fonts


def site_address(chosen: Settings | None = None) -> str:
    """Return the public site's address without a slash at its end."""
    return _settings(chosen).text("TOMONI_PUBLIC_URL").rstrip("/")


def issuer_did(chosen: Settings | None = None) -> str:
    """Return the issuer's DID: the one of the settings, else did:web of the public site."""
    named = _settings(chosen).text("TOMONI_ISSUER_DID")
    return named or did_of_host(urlsplit(site_address(chosen)).netloc)


def issuer() -> Issuer:
    """Return the issuer as badges name it."""
    chosen = _settings(None)
    name = chosen.text("TOMONI_ISSUER_NAME") or chosen.text("TOMONI_TITLE")
    return Issuer(issuer_did(), name, site_address())


def signatory() -> dict[str, str | None]:
    """Return who signs, by the names of ``Signatory``. Errors: SettingError when nobody does."""
    chosen = _settings(None)
    name = chosen.text("TOMONI_ISSUER_SIGNATORY")
    if not name:
        raise SettingError(
            "TOMONI_ISSUER_SIGNATORY is empty: nobody signs the certificates.",
            do="Set it to the name of who signs, and TOMONI_ISSUER_SIGNATORY_TITLE to the office.",
        )
    return {
        "name": name,
        "title": chosen.text("TOMONI_ISSUER_SIGNATORY_TITLE"),
        "name_ja": chosen.text("TOMONI_ISSUER_SIGNATORY_JA") or None,
        "title_ja": chosen.text("TOMONI_ISSUER_SIGNATORY_TITLE_JA") or None,
    }


def fonts_directory() -> Path | None:
    """Return the instance's directory of fonts; None: those inside Typst alone."""
    value = _settings(None)["TOMONI_FONTS"]
    return value if isinstance(value, Path) else None


def fonts() -> FontBook:
    """Return the opened fonts. Errors: SettingError when the directory is missing or empty."""
    return open_fonts(fonts_directory())


def status_address(number: int, site: str | None = None) -> str:
    """Return the address of a status list."""
    return f"{site or site_address()}/credentials/status/{number}"


def _settings(chosen: Settings | None) -> Settings:
    found: Settings = chosen or settings.TOMONI
    return found
