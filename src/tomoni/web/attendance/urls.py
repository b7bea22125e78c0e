"""Addresses of workshop groups and attendance."""

from __future__ import annotations

from django.urls import path

from .views import group_lists, groups, logs, own, roll, table

app_name = "attendance"
_ONE = "courses/<str:course_id>/"

urlpatterns = [
    path(f"{_ONE}groups/", groups.groups, name="groups"),
    path(f"{_ONE}groups/lists/", group_lists.lists, name="group_lists"),
    path(f"{_ONE}groups/lists.<str:kind>", group_lists.file, name="group_file"),
    path(f"{_ONE}groups/<str:participation_id>/", groups.place, name="place"),
    path(f"{_ONE}attendance/", table.table, name="table"),
    path(f"{_ONE}attendance/table.<str:kind>", table.file, name="file"),
    path(f"{_ONE}attendance/logs/", logs.logs, name="logs"),
    path(f"{_ONE}attendance/logs/<str:log_id>/", logs.log, name="log"),
    path(f"{_ONE}attendance/of/<str:participation_id>/", table.sheet, name="sheet"),
    path("sessions/<str:session_id>/roll/", roll.roll, name="roll"),
    path("my/courses/<str:participation_id>/group/", own.group, name="own_group"),
    path("my/courses/<str:participation_id>/attendance/", own.attendance, name="own_attendance"),
]
