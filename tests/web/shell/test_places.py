"""The navigation marks one place: the innermost that the page lies in."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from tomoni.web.shell.places import open_places


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/my/", "/my/"),
        ("/my/certificates/", "/my/certificates/"),
        ("/my/certificates/more/", "/my/certificates/"),
        ("/mystery/", None),
        ("/", None),
    ],
)
def test_of_two_places_the_inner_one_is_marked(path: str, here: str | None) -> None:
    places = open_places(RequestFactory().get(path), frozenset({"participant"}))
    assert {"/my/", "/my/certificates/"} <= {place["path"] for place in places}
    marked = [place["path"] for place in places if place["is_here"]]
    assert marked == ([here] if here else [])
