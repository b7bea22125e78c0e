"""Addresses of the pages about people."""

from __future__ import annotations

from django.urls import path

from .views import duplicates, persons, posts, rosters, statistics

app_name = "people"
urlpatterns = [
    path("", persons.persons, name="list"),
    path("add/", persons.add, name="add"),
    path("duplicates/", duplicates.queue, name="duplicates"),
    path("duplicates/look/", duplicates.look, name="look"),
    path("duplicates/<str:pair_id>/", duplicates.pair, name="pair"),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/template/<str:kind>/", rosters.template, name="roster_template"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("<str:person_id>/", persons.person, name="person"),
    path("<str:person_id>/change/", persons.change, name="change"),
    path("<str:person_id>/erase/", persons.erase, name="erase"),
    path("<str:person_id>/posts/", posts.add, name="add_post"),
    path("<str:person_id>/posts/<str:post_id>/", posts.change, name="change_post"),
    path("<str:person_id>/consents/", posts.consents, name="consents"),
]
