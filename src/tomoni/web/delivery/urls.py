"""Addresses of the timetable, lecturers, materials and calendars."""

from __future__ import annotations

from django.urls import path

from .views import calendars, lecturers, materials, own, proposals, sessions, teaching, timetable

app_name = "delivery"
_ONE = "courses/<str:course_id>/timetable/"
_MATERIALS = "courses/<str:course_id>/materials/"
_OWN = "my/courses/<str:participation_id>/"

urlpatterns = [
    path(_ONE, timetable.timetable, name="timetable"),
    path(f"{_ONE}list/", timetable.session_list, name="session_list"),
    path(f"{_ONE}programme.<str:kind>", timetable.sheet, name="sheet"),
    path(f"{_ONE}import/", timetable.sheet_import, name="sheet_import"),
    path(f"{_ONE}new/", sessions.new, name="session_new"),
    path(f"{_ONE}zones/", proposals.zones, name="zones"),
    path(f"{_ONE}proposals/", proposals.ask, name="ask"),
    path(f"{_ONE}proposals/<str:run_id>/", proposals.proposal, name="proposal"),
    path(f"{_ONE}<str:session_id>/", sessions.session, name="session"),
    path(_MATERIALS, materials.materials, name="materials"),
    path(f"{_MATERIALS}<str:material_id>/", materials.change, name="material_change"),
    path("materials/<str:material_id>/", materials.read, name="material"),
    path("lecturers/", lecturers.lecturers, name="lecturers"),
    path("lecturers/new/", lecturers.new, name="lecturer_new"),
    path("lecturers/<str:lecturer_id>/", lecturers.lecturer, name="lecturer"),
    path("teaching/", teaching.teaching, name="teaching"),
    path("teaching/<str:course_id>/", teaching.course, name="teaching_course"),
    path(f"{_OWN}timetable/", own.timetable, name="own_timetable"),
    path(f"{_OWN}materials/", own.materials, name="own_materials"),
    path("my/calendar/", calendars.own, name="calendar"),
    path("calendar/<str:feed_id>/<str:secret>.ics", calendars.feed, name="feed"),
]
