"""Addresses of accounts: allauth's pages that we offer, and our own."""

from __future__ import annotations

from allauth.account import views as allauth_views
from django.urls import URLPattern, URLResolver, include, path, re_path

from .views.address import address, confirm_address
from .views.invitations import accept, invitations, withdraw
from .views.mandates import end, mandates
from .views.notices import notices, resend
from .views.own import by_invitation_only, overview
from .views.sign_in import sign_in

_own: list[URLPattern | URLResolver] = [
    path("", overview, name="overview"),
    path("invitations/", invitations, name="invitations"),
    path("invitations/<str:public_id>/withdraw/", withdraw, name="withdraw_invitation"),
    path("join/<str:token>/", accept, name="accept"),
    path("mandates/", mandates, name="mandates"),
    path("mandates/<int:mandate_id>/", end, name="mandate"),
    path("address/", address, name="address"),
    path("address/<str:token>/", confirm_address, name="confirm_address"),
    path("messages/", notices, name="notices"),
    path("messages/<str:public_id>/resend/", resend, name="resend_notice"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_own, "accounts"))),
    path("login/", sign_in, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("signup/", by_invitation_only, name="account_signup"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
