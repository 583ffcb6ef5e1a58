"""A new password by a letter, for somebody who has forgotten theirs. Only where the site sends mail."""

import logging
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from comments import mail
from comments.limits import Limit, LimitReached, count_in
from comments.mail import courier
from comments.mail.letters import queue_for_moderator
from comments.mail.links import absolute
from comments.mail.recipients import hash_of, mailable
from comments.senders import sender_of
from kbsite.accounts import sessions, unlocking
from kbsite.accounts.lockout import remember_network

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
A_NETWORK, A_MAILBOX = 10, 3
REFUSAL = "Too many letters were asked for from here. Try again in an hour."


class InTheAdminsLook:
    """Gives a view of Django's what the admin's own templates need."""

    title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view beside it
        shared = admin.site.each_context(self.request)  # type: ignore[attr-defined]  # set by the view beside it
        return {**shared, "mail": mail.is_on(), **context}


class AskForLetterForm(PasswordResetForm):
    """Django finds the logins and makes the link; the letter goes through the site's queue."""

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        address = mailable(to_email)
        if not address:
            return
        link = reverse("accounts:reset_confirm", args=[context["uid"], context["token"]])
        queue_for_moderator(
            "password_reset",
            to=address,
            subject="A new password for Scratchpost",
            context={"name": context["user"].get_username(), "url": absolute(link)},
        )
        courier.call_on_commit()


class AskForLetterView(InTheAdminsLook, PasswordResetView):
    template_name = "accounts/reset.html"
    form_class = AskForLetterForm
    success_url = reverse_lazy("accounts:reset_sent")
    title = "Forgotten password"

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        """The same answer whether a login has this address or not."""
        if not mail.is_on():
            return self.form_invalid(form)
        try:
            with transaction.atomic():
                sender = sender_of(self.request).hash_for("password reset")
                count_in([Limit(sender, HOUR, A_NETWORK, REFUSAL)])
        except LimitReached as error:
            return self._refused(form, error)
        try:
            with transaction.atomic():
                mailbox = f"password-reset-{hash_of(form.cleaned_data['email'])}"
                count_in([Limit(mailbox, HOUR, A_MAILBOX, REFUSAL)])
                return super().form_valid(form)
        except LimitReached:
            # Only whoever owns the mailbox would see a difference, and they have three letters already.
            return redirect(self.get_success_url())

    def _refused(self, form: PasswordResetForm, error: LimitReached) -> HttpResponse:
        form.add_error(None, str(error))
        response = self.form_invalid(form)
        response.status_code = 429
        response.headers["Retry-After"] = str(error.retry_after)
        return response


class LetterSentView(InTheAdminsLook, PasswordResetDoneView):
    template_name = "accounts/reset_sent.html"
    title = "Look into your mailbox"


class NewPasswordView(InTheAdminsLook, PasswordResetConfirmView):
    template_name = "accounts/reset_confirm.html"
    success_url = reverse_lazy("accounts:reset_done")
    title = "Choose a new password"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        user: User = form.user
        unlocking.unlock(user, by="a new password")
        remember_network(self.request, user)
        sessions.end_all(user)
        logger.warning("The login %s has a new password, by a letter.", user.get_username())
        return response


class NewPasswordDoneView(InTheAdminsLook, PasswordResetCompleteView):
    template_name = "accounts/reset_done.html"
    title = "Your password is changed"
