"""What an instance decides about its public site."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from tomoni.catalogue.settings import Settings

from .iati.options import IatiOptions


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """Choices that change pages. Two sites of one snapshot and equal options are equal.

    ``highlights`` are left to the builder when empty. ``allow_internal`` permits a site out of a
    snapshot that is not for the public: for previews at the desk only.
    """

    title: str = "Tomoni"
    unofficial: bool = True
    naming_profile: str = "iso"
    public_url: str = "http://localhost:8000"
    home_party: str = "gov-jp"
    engine: str = "duckdb"
    allow_internal: bool = False
    iati: IatiOptions = field(default_factory=IatiOptions)

    @classmethod
    def from_settings(cls, settings: Settings) -> SiteOptions:
        """Return the options that an instance's settings give."""
        return cls(
            title=settings.text("TOMONI_TITLE"),
            unofficial=settings.flag("TOMONI_UNOFFICIAL"),
            naming_profile=settings.text("TOMONI_NAMING_PROFILE"),
            public_url=settings.text("TOMONI_PUBLIC_URL").rstrip("/"),
            home_party=settings.text("TOMONI_HOME_PARTY"),
            engine=settings.text("TOMONI_ENGINE"),
            iati=IatiOptions.from_settings(settings),
        )

    @property
    def cited_url(self) -> str:
        """The address that a citation may name: "" while the site has none but this machine's."""
        host = urlsplit(self.public_url).hostname or ""
        is_here = host == "localhost" or host.endswith(".localhost") or host in ("127.0.0.1", "::1")
        return "" if is_here else self.public_url

    def digest(self) -> str:
        """Return a digest of the options that change pages; the engine never does."""
        kept = {name: value for name, value in asdict(self).items() if name != "engine"}
        kept["iati"] = self.iati.stated() if self.iati.identifier else None
        text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
