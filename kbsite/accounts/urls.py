"""Addresses below admin/ that Django's admin does not have."""

from django.urls import path

from kbsite.accounts.views import locked, reset

app_name = "accounts"

urlpatterns = [
    path("unlock/<str:token>/", locked.unlock, name="unlock"),
    path("password_reset/sent/", reset.LetterSentView.as_view(), name="reset_sent"),
    path("password_reset/done/", reset.NewPasswordDoneView.as_view(), name="reset_done"),
    path("password_reset/<str:uidb64>/<str:token>/", reset.NewPasswordView.as_view(), name="reset_confirm"),
]
