"""Every setting: of the instance, and of accounts, messages and the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import setting_values as read


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``default`` is the text read when neither environment nor file names it."""

    name: str
    default: str
    help: str
    read: Callable[[str], object]
    expects: str


INSTANCE_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "TOMONI_HOME",
        "var",
        "Directory that holds the instance: database, snapshots, attached documents, keys, logs. "
        "A relative path is taken from the working directory.",
        read.directory,
        "a directory path",
    ),
    Setting(
        "DATABASE_URL",
        "",
        "The ledger's database. Empty means SQLite in TOMONI_HOME; production uses PostgreSQL.",
        read.database_url,
        "empty, sqlite:///PATH or postgresql://USER@HOST:PORT/NAME",
    ),
    Setting(
        "TOMONI_MODE",
        "development",
        "`production` refuses default secrets and demonstration data, and sends secure cookies.",
        read.one_of("development", "production"),
        "development or production",
    ),
    Setting(
        "TOMONI_SECRET_KEY",
        "",
        "Secret that signs sessions. Empty in development: one is made and kept in TOMONI_HOME.",
        read.as_text,
        "a long random text",
    ),
    Setting(
        "TOMONI_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Host names this instance answers to, separated by commas.",
        read.words,
        "host names separated by commas",
    ),
    Setting(
        "TOMONI_HOME_PARTY",
        "gov-jp",
        "Public id of the organisation whose system of record this is.",
        read.as_text,
        "a party id",
    ),
    Setting(
        "TOMONI_TITLE",
        "Tomoni",
        "Name of the instance, shown in the header and in feeds.",
        read.as_text,
        "a short text",
    ),
    Setting(
        "TOMONI_UNOFFICIAL",
        "true",
        "Whether pages say that the site is not an official publication of the home party.",
        read.flag,
        "true or false",
    ),
    Setting(
        "TOMONI_NAMING_PROFILE",
        "iso",
        "Naming profile of places: ISO 3166, OECD DAC, or the host ministry's.",
        read.one_of("iso", "dac", "host"),
        "iso, dac or host",
    ),
    Setting(
        "TOMONI_FISCAL_YEAR_START_MONTH",
        "4",
        "First month of the home party's fiscal year, which is named by its starting year.",
        read.month,
        "a month from 1 to 12",
    ),
    Setting(
        "TOMONI_RATE_TABLE",
        "federal-reserve-g5a",
        "Exchange-rate table used when a figure is asked to convert.",
        read.rate_table,
        " or ".join((*read.rate_table_names(), "oecd-dac, with TOMONI_DAC_RATES")),
    ),
    Setting(
        "TOMONI_DAC_RATES",
        "",
        "CSV file of the OECD DAC's official yearly rates, for the rate table `oecd-dac`: "
        "currency, year, rate, quotation. Empty: none.",
        read.optional_file,
        "empty or the path of a CSV file",
    ),
    Setting(
        "TOMONI_DEFLATORS",
        "",
        "CSV file of deflators of one edition: donor, year, deflator, base_year, edition. "
        "Empty: none.",
        read.optional_file,
        "empty or the path of a CSV file",
    ),
    Setting(
        "TOMONI_INCOME_GROUPS",
        "",
        "CSV file of the DAC's income groups of recipients by year: place_code, year, "
        "income_group, source. Empty: none.",
        read.optional_file,
        "empty or the path of a CSV file",
    ),
    Setting(
        "TOMONI_DAC_PROFILE",
        "",
        "TOML file of codes that only the instance knows for its report to the OECD DAC: reporter, "
        "agencies, channels, currencies, identification numbers. Empty: none.",
        read.optional_file,
        "empty or the path of a TOML file",
    ),
    Setting(
        "TOMONI_SMALL_CELL_THRESHOLD",
        "5",
        "Counts of people below this are suppressed in public snapshots, with complementary cells.",
        read.whole_number,
        "a whole number, 0 for none",
    ),
    Setting(
        "TOMONI_ENGINE",
        "duckdb",
        "Engine that computes figures.",
        read.engine,
        "duckdb or sc://HOST:PORT",
    ),
    Setting(
        "TOMONI_PUBLIC_URL",
        "http://localhost:8000",
        "Address of the public site, used in the feed, the sitemap and citations.",
        read.address,
        "an address that begins with http:// or https://",
    ),
    Setting(
        "TOMONI_IATI_CHECK_MEGABYTES",
        "60",
        "Largest IATI file that the public site checks for a visitor, in MiB. 0: it checks none.",
        read.whole_number,
        "a whole number, 0 for none",
    ),
    Setting(
        "TOMONI_IATI_CHECKS_PER_MINUTE",
        "10",
        "Files that one address may have checked in a minute, by each process of the public site.",
        read.whole_number,
        "a whole number",
    ),
    Setting(
        "TOMONI_FONTS",
        "",
        "Directory of fonts for certificates, letters and reports, such as Noto Serif CJK JP. "
        "Empty: Latin, Greek and Cyrillic alone, and no lines in Japanese. A name that no font can "
        "show is refused.",
        read.optional_file,
        "empty or a directory path",
    ),
    Setting(
        "TOMONI_ISSUER_DID",
        "",
        "Who issues certificates, as a DID. Empty: did:web of the host of TOMONI_PUBLIC_URL. It "
        "never changes once certificates are issued.",
        read.optional_did,
        "empty or a text that begins with did:",
    ),
    Setting(
        "TOMONI_ISSUER_NAME",
        "",
        "Name of the institute on its certificates. Empty: TOMONI_TITLE.",
        read.as_text,
        "a short text",
    ),
    Setting(
        "TOMONI_ISSUER_NAME_JA",
        "",
        "Its name in Japanese. Empty: not printed.",
        read.as_text,
        "empty or a short text",
    ),
    Setting(
        "TOMONI_ISSUER_SIGNATORY",
        "",
        "Who signs certificates, by name. Nothing is issued while it is empty.",
        read.as_text,
        "a name",
    ),
    Setting(
        "TOMONI_ISSUER_SIGNATORY_JA",
        "",
        "The same name in Japanese. Empty: not printed.",
        read.as_text,
        "empty or a name",
    ),
    Setting(
        "TOMONI_ISSUER_SIGNATORY_TITLE",
        "Director",
        "Office of who signs.",
        read.as_text,
        "a short text",
    ),
    Setting(
        "TOMONI_ISSUER_SIGNATORY_TITLE_JA",
        "",
        "The same office in Japanese. Empty: not printed.",
        read.as_text,
        "empty or a short text",
    ),
    Setting(
        "TOMONI_ISSUER_ADDRESS",
        "",
        "The institute's postal address on its letters, lines parted by |. Empty: not printed.",
        read.as_text,
        "empty, or lines parted by |",
    ),
    Setting(
        "TOMONI_ISSUER_ADDRESS_JA",
        "",
        "The same address in Japanese. Empty: as in English.",
        read.as_text,
        "empty, or lines parted by |",
    ),
    Setting(
        "TOMONI_ISSUER_CONTACT",
        "",
        "Office, e-mail address or telephone number that answers questions about courses, printed "
        "on letters and published with calls. Empty: not printed.",
        read.as_text,
        "a short text",
    ),
    Setting(
        "TOMONI_CREDENTIALS",
        "",
        "Directory of what the public site says of certificates: keys, status lists and digests. "
        "The desk writes it, the public process reads it. Empty: `credentials` in TOMONI_HOME.",
        read.as_text,
        "empty or a directory path",
    ),
    Setting(
        "TOMONI_STATUS_DAYS",
        "30",
        "How many days a published status list is believed. Publish it anew well before.",
        read.days,
        "a whole number of days from 1 to 366",
    ),
    Setting(
        "TOMONI_PUBLISHED",
        "",
        "Directory of the published site to serve. Empty: the latest one of TOMONI_HOME.",
        read.as_text,
        "empty or a directory path",
    ),
    Setting(
        "TOMONI_LOG_LEVEL",
        "WARNING",
        "How much is written to the log on standard error.",
        read.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "DEBUG, INFO, WARNING or ERROR",
    ),
)

DESK_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "TOMONI_REQUIRE_MFA",
        "true",
        "Whether staff, committee members and focal points must set up a second factor before they "
        "see anything else. `false` is for a demonstration and refused in production.",
        read.flag,
        "true or false",
    ),
    Setting(
        "TOMONI_DESK_URL",
        "http://localhost:8001",
        "Address of the desk, used in the links of messages.",
        read.address,
        "an address that begins with http:// or https://",
    ),
    Setting(
        "TOMONI_MAIL_URL",
        "file:",
        "How messages leave. `file:` writes each into the directory `mail` of TOMONI_HOME (or the "
        "directory named after the colon), `console:` prints them, and an SMTP server sends them: "
        "`smtp://` with STARTTLS, `smtps://` with TLS from the start, `smtp+plain://` without.",
        read.mail_url,
        "file:, file:DIRECTORY, console: or smtp://USER:PASSWORD@HOST:PORT",
    ),
    Setting(
        "TOMONI_MAIL_FROM",
        "tomoni@localhost",
        "Address that messages come from.",
        read.mail_address,
        "an e-mail address",
    ),
    Setting(
        "TOMONI_VAULT",
        "",
        "Directory of what is sealed: passport, medical and vigilance data, files of dossiers. "
        "Empty: `vault` in TOMONI_HOME.",
        read.as_text,
        "empty or a directory path",
    ),
    Setting(
        "TOMONI_VAULT_KEYS",
        "",
        "Directory of the vault's keys, which belongs on another disk than the vault, and in no "
        "backup of it. Empty: `vault-keys` in TOMONI_HOME.",
        read.as_text,
        "empty or a directory path",
    ),
    Setting(
        "TOMONI_KEEP_PASSPORT_DAYS",
        "90",
        "How many days after a person's return passport data are destroyed.",
        read.whole_number,
        "a whole number of days",
    ),
    Setting(
        "TOMONI_KEEP_MEDICAL_DAYS",
        "30",
        "How many days after a person's return medical data are destroyed.",
        read.whole_number,
        "a whole number of days",
    ),
    Setting(
        "TOMONI_KEEP_VIGILANCE_DAYS",
        "90",
        "How many days after a person's return vigilance data are destroyed.",
        read.whole_number,
        "a whole number of days",
    ),
)
