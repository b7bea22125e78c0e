"""Addresses of the directory, the own page, messages and associations."""

from __future__ import annotations

from django.urls import path

from .views import associations, directory, members, messages, own

app_name = "alumni"
_ONE = "associations/<str:association_id>/"

urlpatterns = [
    path("", directory.directory, name="directory"),
    path("people/<str:key>/", directory.entry, name="entry"),
    path("messages/", messages.inbox, name="messages"),
    path("messages/<str:message_id>/", messages.message, name="message"),
    path("own/", own.own, name="own"),
    path("own/consent/", own.consent, name="consent"),
    path("own/posts/", own.add_post, name="add_post"),
    path("own/posts/<str:post_id>/", own.change_post, name="change_post"),
    path("associations/", associations.associations, name="associations"),
    path("associations/add/", associations.add, name="add_association"),
    path(_ONE, associations.association, name="association"),
    path(f"{_ONE}change/", associations.change, name="change_association"),
    path(f"{_ONE}activities/", associations.activity, name="add_activity"),
    path(f"{_ONE}members/", members.add, name="add_member"),
    path(f"{_ONE}join/", members.join, name="join"),
    path(f"{_ONE}leave/<str:membership_id>/", members.leave, name="leave"),
    path(f"{_ONE}offices/", members.office, name="add_office"),
]
