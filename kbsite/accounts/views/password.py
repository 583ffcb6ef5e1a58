"""Changing one's own password."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse

from kbsite.accounts import sessions
from kbsite.accounts.proofs import knows_password


class OwnPasswordForm(AdminPasswordChangeForm):
    """Django's form compares the old password without counting how often it was wrong."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if not knows_password(self.request, self.user, old):
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return old


class OwnPasswordView(PasswordChangeView):
    form_class = OwnPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Django ends the other sessions by the new password; this one has a new key now."""
        response = super().form_valid(form)
        sessions.end_all(self.request.user, but=self.request.session.session_key)
        sessions.note(self.request, self.request.user)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}
