"""Addresses of action plans and follow-up."""

from __future__ import annotations

from django.urls import path

from .views import country, employer, files, officer, plan, report

app_name = "followup"
_OWN = "my/courses/<str:participation_id>/plan/"
_ONE = "courses/<str:course_id>/follow-up/"

urlpatterns = [
    path(_OWN, plan.plan, name="plan"),
    path(f"{_OWN}employer/", plan.employer, name="employer"),
    path(f"{_OWN}contact/", plan.contact, name="contact"),
    path(f"{_OWN}report/<int:months>/", report.report, name="report"),
    path(f"{_OWN}report/<int:months>/files/", files.add, name="file_add"),
    path(f"{_OWN}files/<str:file_id>/remove/", files.remove, name="file_remove"),
    path("follow-up/files/<str:file_id>/", files.read, name="file_read"),
    path("follow-up/country/", country.plans, name="country"),
    path("follow-up/country/<str:plan_id>/", country.plan, name="country_plan"),
    path(_ONE, officer.plans, name="list"),
    path(f"{_ONE}alumni/", officer.join, name="join"),
    path(f"{_ONE}<str:plan_id>/", officer.plan, name="officer_plan"),
    path("endorse/<str:token>/", employer.endorse, name="endorse"),
]
