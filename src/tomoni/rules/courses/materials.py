"""Who reads a material: its audience, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.catalogue.errors import NotPermittedError

from ..refusals import Refusal, raise_first

MOST_MATERIALS = 500


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody is to one edition; nobody in particular is none of it.

    ``is_staff``: of the institute; ``teaches``: gives a session; ``takes_part``: holds a seat;
    ``is_alumnus``: completed an edition, this or another.
    """

    is_staff: bool = False
    teaches: bool = False
    takes_part: bool = False
    is_alumnus: bool = False


def audiences_of(reader: Reader) -> frozenset[str]:
    """Return the audiences that a reader belongs to."""
    found = {"public"}
    if reader.is_staff:
        found |= {"staff", "participants", "alumni"}
    if reader.teaches or reader.takes_part:
        found |= {"participants", "alumni"}
    if reader.is_alumnus:
        found.add("alumni")
    return frozenset(found)


def why_not_read(audience: str, is_withdrawn: bool, reader: Reader) -> list[Refusal]:
    """Return why a reader does not get a material; a withdrawn one is for the institute alone."""
    if is_withdrawn and not reader.is_staff:
        return [Refusal("material_is_withdrawn")]
    if audience not in audiences_of(reader):
        return [Refusal("not_permitted", {"action": "view", "object_type": "material"})]
    return []


def can_read(audience: str, is_withdrawn: bool, reader: Reader) -> bool:
    """Whether a reader gets a material."""
    return not why_not_read(audience, is_withdrawn, reader)


def check_read(audience: str, is_withdrawn: bool, reader: Reader) -> None:
    """Errors: NotPermittedError when a reader does not get a material."""
    raise_first(why_not_read(audience, is_withdrawn, reader), NotPermittedError)


def why_not_add(count: int) -> list[Refusal]:
    """Return why an edition takes no further material."""
    if count < MOST_MATERIALS:
        return []
    return [Refusal("materials_are_many", {"most": str(MOST_MATERIALS)})]


def can_add(count: int) -> bool:
    """Whether an edition takes a further material."""
    return not why_not_add(count)


def check_add(count: int) -> None:
    """Errors: RefusedError when an edition takes no further material."""
    raise_first(why_not_add(count))
