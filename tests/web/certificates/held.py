"""An edition that was held, made in an instance by a program of its own."""

from __future__ import annotations

MAKE = """
import sys
sys.path.insert(0, sys.argv[1])
import django
django.setup()
from records.actions.courses.certifying import held_course, participant
from records.course_samples import make_person
course = held_course(public_id="itc-183")
for number in range(int(sys.argv[2])):
    person = make_person(public_id=f"person-{number}", family_name=f"Family{number}",
                         country_code="KE")
    participant(course, public_id=f"participation-{number}", person=person)
"""
SIGNED = {
    "TOMONI_ISSUER_SIGNATORY": "Hanako Yamada",
    "TOMONI_PUBLIC_URL": "https://courses.example.org",
}
