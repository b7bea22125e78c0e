"""The editor's judgements that turn the hand-made inventory into a portfolio.

Each table below states something the inventory does not say in a field of its own. Every entry was
read from the documents; the reason stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# An enduring effort becomes a series when its recurrence is stated, an edition of it is numbered or
# dated, or its graduates are counted since its start. The two yearly halves of the UNAFEI training
# course are no series of their own: their editions carry the numbers of the course.
SERIES: dict[str, tuple[str, str]] = {
    "unafei": ("unafei-programme", "UNAFEI international training and seminars"),
    "unafei-itc": ("unafei-itc", "UNAFEI international training courses"),
    "unafei-senior-seminar": ("unafei-senior-seminar", "UNAFEI senior seminar"),
    "uncac-training-course": ("uncac-training-course", "UNCAC training programme"),
    "gg-seminar": ("gg-seminar", "Regional Seminar on Good Governance (GG Seminar)"),
    "tip-annual-reports": ("tip-annual-reports", "Annual reports on trafficking in persons"),
    "recaap-training": ("recaap-training", "Executive programme against piracy (ReCAAP)"),
    "jcg-maritime-crime-training": (
        "jcg-maritime-crime-training",
        "Maritime law enforcement courses",
    ),
    "iho-chart-training": ("iho-chart-training", "IHO training of nautical chart experts"),
    "gebco-unh-training": ("gebco-unh-training", "Seafloor mapping training (GEBCO)"),
    "kibocube": ("kibocube", "KiboCUBE application rounds"),
}
NOT_A_SERIES = {"unafei-itc-spring", "unafei-itc-autumn"}
# The programme runs each year, but as several courses and seminars: no number of editions a year.
NO_EDITIONS_PER_YEAR = {"unafei"}

# Dated editions that the sources do not number, with the series they belong to.
DATED_EDITIONS: dict[str, str] = {
    "uncac-training-2018": "uncac-training-course",
    "gg-seminar-2018": "gg-seminar",
    "recaap-training-2023": "recaap-training",
    "jcg-maritime-crime-training-2023": "jcg-maritime-crime-training",
}

# Activities whose list of countries is open in the source, with the wording class that opens it.
OPEN_LISTS: dict[str, str] = {
    "rol-assistance": "such as",
    "rol-legal-judicial-reform": "such as",
    "rol-local-administration": "such as",
    "rol-officials-capacity": "such as",
    "rol-internal-audit": "such as",
    "rol-civil-codes": "such as",
    "rol-competition-law": "such as",
    "rol-ip-law": "such as",
    "rol-tax-systems": "such as",
    "rol-public-investment": "such as",
    "moj-legal-professionals-training": "including",
    "unafei-tailored-assistance": "include",
    "cmac-south-south": "such as",
    "jpf-palestine-2018": "and more",
    "jpf-south-sudan-2018": "and more",
    "jpf-afghanistan-2018": "and more",
    "jpf-myanmar-displaced-2018": "and more",
    "relief-goods-djibouti-2018": "etc.",
    "relief-goods-guatemala-2018": "etc.",
    "relief-goods-dr-congo-2018": "etc.",
    "relief-goods-indonesia-2018": "etc.",
    "npa-expert-dispatch": "such as",
    "npa-trainee-acceptance": "such as",
    "af-drug-regulation": "neighbours not listed",
    "unodc-terrorist-finance": "region not listed",
    "recaap-training-2": "parties not listed",
    "recaap-training-2023": "including",
    "maritime-training-experts": "including",
    "vessels-viet-nam-philippines": "other countries",
    "pacific-patrol-vessels": "such as",
    "djibouti-code-trust-fund": "neighbours not listed",
    "piracy-prosecution-trust-fund": "neighbours not listed",
}


@dataclass(frozen=True)
class Section:
    """One section of one document: code, first character, end, and how its heading begins.

    Sections are the smallest headed parts, and never overlap, so that silence of a later edition is
    looked for in the same part only. A part that an edition moved elsewhere is not listed for it.
    """

    document_id: str
    section_code: str
    start: int
    end: int
    heading: str


SECTIONS: tuple[Section, ...] = (
    Section("wp2018-s2", "introduction", 0, 597, "# 2 "),
    Section("wp2018-s2", "legal-and-judicial", 664, 4784, "## (1)"),
    Section("wp2018-s2", "governance", 4784, 7299, "# (2)"),
    Section("wp2018-s2", "democratization", 7299, 8824, "## (3)"),
    Section("wp2018-s2", "peacebuilding-overview", 8886, 13032, "# (1)"),
    Section("wp2018-s2", "peacebuilding-refugees", 13032, 19107, "## Support"),
    Section("wp2018-s2", "peacebuilding-vulnerable-groups", 19107, 20353, "# • Protection"),
    Section("wp2018-s2", "peacebuilding-reconstruction", 20353, 21445, "#### Recon"),
    Section("wp2018-s2", "peacebuilding-mine-action", 21445, 26426, "## Counter"),
    Section("wp2018-s2", "peacebuilding-human-resources", 26426, 28236, "## • Human"),
    Section("wp2018-s2", "disaster-relief", 28236, 31326, "## (2)"),
    Section("wp2018-s2", "security-overview", 31326, 32967, "#### (3)"),
    Section("wp2018-s2", "security-authorities", 32967, 34101, "#### A."),
    Section("wp2018-s2", "security-counter-terrorism", 34101, 36713, "## **B.**"),
    Section("wp2018-s2", "security-transnational-crime", 36713, 37652, "## C."),
    Section("wp2018-s2", "security-drugs", 37652, 38601, "## Measures"),
    Section("wp2018-s2", "security-trafficking-in-persons", 38601, 40190, "#### Measures"),
    Section("wp2018-s2", "security-money-laundering", 40190, 40875, "#### Measures"),
    Section("wp2018-s2", "security-seas", 40948, 47146, "#### • The"),
    Section("wp2018-s2", "security-outer-space", 47146, 48678, "## Outer"),
    Section("wp2018-s2", "security-cyberspace", 48678, 50780, "#### Cyber"),
    Section("wp2018-s2", "security-notes", 50780, 51215, "#### \\*Traff"),
    Section("wp2020-s2-1-1", "introduction", 0, 581, "2. "),
    Section("wp2020-s2-1-1", "legal-and-judicial", 645, 5261, "(1)"),
    Section("wp2021-s2-1-2", "governance", 79, 3681, "(2)"),
    Section("wp2023-s2-2", "security-overview", 0, 1867, "(2)"),
    Section("wp2023-s2-2", "security-authorities", 1867, 2556, "■ Enhancing"),
    Section("wp2023-s2-2", "security-counter-terrorism", 2556, 3670, "■ Counter-"),
    Section("wp2023-s2-2", "security-drugs", 3670, 4735, "■ Counter"),
    Section("wp2023-s2-2", "security-trafficking-in-persons", 4735, 6198, "■ Measures"),
    Section("wp2023-s2-2", "security-money-laundering", 6198, 7590, "■ Inter"),
    Section("wp2023-s2-2", "security-seas", 7590, 12254, "■ The Seas"),
    Section("wp2023-s2-2", "security-outer-space", 12254, 14921, "■ Outer"),
    Section("wp2023-s2-2", "security-notes", 14921, 16162, "- Note"),
)
# The one section of a file that holds a single headed section (apart from an introduction).
SINGLE_SECTION: dict[str, str] = {
    "wp2020-s2-1-1": "legal-and-judicial",
    "wp2021-s2-1-2": "governance",
}


@dataclass(frozen=True)
class PledgeJudgement:
    """What the sources say of one pledge beyond its figures. None: they do not say."""

    pledge_id: str
    title: str
    framework_id: str | None
    announced: str | None
    window_start: str | None
    window_end: str | None
    window_years: int | None
    scope: str | None
    targets: tuple[str, ...]
    restates: tuple[tuple[str, str], ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    result_years: int | None = None


_W = "--wp2018-s2"
PLEDGES: tuple[PledgeJudgement, ...] = (
    PledgeJudgement(
        "pbf-pledge-2016",
        "Money for the UN Peacebuilding Fund",
        "pbf-pledging-conference",
        "2016",
        None,
        None,
        None,
        "Contributions to the Peacebuilding Fund in years that the source does not name.",
        (f"pbf-pledge-2016--amount_pledged{_W}",),
    ),
    PledgeJudgement(
        "middle-east-stability-pledge",
        "Money and training against violent extremism in the Middle East",
        None,
        None,
        "2016",
        "2018",
        3,
        "Help of any kind toward a stable and tolerant Middle East, people trained included.",
        (
            f"middle-east-stability-pledge--amount_pledged{_W}",
            f"middle-east-stability-pledge--persons_to_be_trained{_W}",
        ),
    ),
    PledgeJudgement(
        "africa-ct-pledge",
        "Money and training against terrorism in Africa",
        None,
        "2016",
        "2016",
        "2018",
        None,
        "Counter-terrorism in Africa, people trained included.",
        (
            f"africa-ct-pledge--amount_pledged{_W}",
            f"africa-ct-pledge--amount_pledged{_W}-2",
            f"africa-ct-pledge--persons_to_be_trained{_W}",
        ),
        restates=(
            (f"africa-ct-pledge--amount_pledged{_W}-2", f"africa-ct-pledge--amount_pledged{_W}"),
        ),
    ),
    PledgeJudgement(
        "asean-ct-pledge",
        "Money and training against terrorism in ASEAN countries",
        "japan-asean-summit-2016",
        "2016",
        "2016",
        None,
        3,
        "Counter-terrorism skills, causes of extremism, and development for a moderate society.",
        (
            f"asean-ct-pledge--amount_pledged{_W}",
            f"asean-ct-training--persons_to_be_trained{_W}",
        ),
        results=(
            (f"asean-ct-pledge--amount_delivered{_W}", f"asean-ct-pledge--amount_pledged{_W}"),
            (
                f"asean-ct-training--persons_trained{_W}",
                f"asean-ct-training--persons_to_be_trained{_W}",
            ),
        ),
        result_years=2,
    ),
)

# Who is counted. Countries are counted from the people of the claim printed beside them, so they
# have no entry here; every other metric has none.
POPULATIONS: dict[str, str] = {
    "graduates": "graduates",
    "participants": "participants",
    "persons_to_be_trained": "trainees",
    "persons_trained": "trainees",
    "personnel_posts": "officials",
    "displaced_persons": "persons_in_need",
}

_LEVELS = {
    "countries_covered",
    "member_countries",
    "personnel_posts",
    "warehouses",
    "team_types",
    "focus_areas",
    "displaced_persons",
}
_QUANTITIES = {
    "amount_contributed",
    "amount_disbursed",
    "countries_represented",
    "graduates",
    "participants",
}
_TOTAL = re.compile(r"\b(total|to date|up to|since)\b", re.IGNORECASE)


def accumulation(
    metric: str, as_of: str | None, period_start: str | None, scope: str | None
) -> str:
    """Say how a claim's figure accumulates: flow, cumulative, level or none.

    Rules, in order: levels of a state hold at a time; reported results of a pledge count from its
    start; graduates are always counted since the start; another quantity is cumulative when the
    text gives the start of a period or calls it a total, and the flow of one period when it is
    dated without a start; dates, ordinals, frequencies, durations and targets are no quantity of
    work.
    Raises ValueError for a quantity that no rule covers.
    """
    if metric in _LEVELS:
        return "level"
    if metric in {"graduates", "amount_delivered", "persons_trained"}:
        return "cumulative"
    if metric not in _QUANTITIES:
        return "none"
    if period_start or _TOTAL.search(scope or ""):
        return "cumulative"
    if as_of:
        return "flow"
    raise ValueError(f"no rule says how {metric!r} accumulates")
