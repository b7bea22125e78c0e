"""Synthetic nominees: drawn from a fixed seed, alike on every machine, named so that all can see.

Nobody here exists. Family names are SYNTHETIC and a number; addresses end in example.org.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tomoni.catalogue.places import PLACES_BY_CODE, member_codes

SEED = 20260401
NOMINATIONS = 240
COUNTRIES = 60
PARTICIPANTS = 28
PARTICIPANT_COUNTRIES = 14
HOST = "JP"

_PROFESSIONS = ("judge", "prosecutor", "police", "investigator", "corrections", "probation")
_DUTIES = {
    "judge": "I preside over criminal trials and train junior judges in weighing evidence.",
    "prosecutor": "I prosecute corruption in public procurement and supervise four officers.",
    "police": "I head a district unit against organised crime.",
    "investigator": "I lead a unit that traces the proceeds of crime and works with banks.",
    "corrections": "I am responsible for the treatment of prisoners in one region.",
    "probation": "I prepare pre-sentence reports and supervise persons on probation.",
}
_AGENCY = {
    "judge": "Supreme Court",
    "prosecutor": "Office of the Public Prosecutor",
    "police": "National Police",
    "investigator": "Anti-Corruption Commission",
    "corrections": "Prison Service",
    "probation": "Ministry of Justice",
}
_PROBLEMS = (
    "Cases take more than four years because evidence from abroad arrives late.",
    "Prisons hold twice as many people as they were built for; most await trial.",
    "Witnesses withdraw, since there is no programme that protects them.",
    "Assets are frozen too late: requests pass through three ministries.",
)
_USES = (
    "I will draft guidelines for my office and teach them at our training centre.",
    "I will propose a pilot in two districts and report on it after a year.",
    "I will set up a network of contact points with neighbouring countries.",
)


@dataclass(frozen=True, slots=True)
class SyntheticNominee:
    """One invented nominee, with what the nomination says."""

    number: int
    country_code: str
    rank: int
    sex_code: str
    birth_year: int
    profession_code: str
    organisation: str
    post: str
    answers: dict[str, Any]
    quality: int

    @property
    def family_name(self) -> str:
        """A name that nobody bears."""
        return f"SYNTHETIC-{self.number:04d}"


def countries() -> list[str]:
    """Return the countries that nominate: receivers of development assistance, spread evenly."""
    receiving = sorted(member_codes("dac_recipients") - {HOST})
    known = [code for code in receiving if PLACES_BY_CODE[code].kind == "country"]
    return [known[at * len(known) // COUNTRIES] for at in range(COUNTRIES)]


def nominees() -> Iterator[SyntheticNominee]:
    """Yield the nominees of the demonstration's call, in the order of their numbers."""
    draw = random.Random(SEED)
    codes = countries()
    ranks = dict.fromkeys(codes, 0)
    for at in range(NOMINATIONS):
        code = codes[at % COUNTRIES] if at < COUNTRIES * 2 else draw.choice(codes)
        ranks[code] += 1
        yield _nominee(draw, at + 1, code, ranks[code])


def _nominee(draw: random.Random, number: int, code: str, rank: int) -> SyntheticNominee:
    # Five in a hundred have less experience than the rules ask for.
    profession = draw.choice(_PROFESSIONS)
    years = draw.choices((draw.randrange(6, 22), draw.randrange(1, 4)), (95, 5))[0]
    return SyntheticNominee(
        number=number,
        country_code=code,
        rank=rank,
        sex_code=draw.choices(("female", "male"), (42, 58))[0],
        birth_year=draw.randrange(1970, 1996),
        profession_code=profession,
        organisation=_AGENCY[profession],
        post="Senior officer",
        answers={
            "current_duties": _DUTIES[profession],
            "experience_years": years,
            "degree": draw.choice(("bachelor", "master")),
            "language_level": draw.choice(("B2", "C1", "C2")),
            "country_problem": draw.choice(_PROBLEMS),
            "use_of_results": draw.choice(_USES),
            "medical_clearance": True,
        },
        quality=draw.randrange(0, 100),
    )


def points(nominee: SyntheticNominee, member: int, criterion: int, most: int) -> int:
    """Return what an invented member gives: strict or mild, wide or narrow, around the quality."""
    draw = random.Random(f"{SEED}-{nominee.number}-{member}-{criterion}")
    middle = most * (30 + nominee.quality // 2 + (member - 1) * 8) // 100
    return max(0, min(most, middle + draw.randrange(-1, 2)))
