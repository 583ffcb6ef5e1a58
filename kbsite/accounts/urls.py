"""Addresses below admin/ that Django's admin does not have."""

from django.urls import path

from kbsite.accounts.views import locked

app_name = "accounts"

urlpatterns = [
    path("unlock/<str:token>/", locked.unlock, name="unlock"),
]
