"""The two steps of logging in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp.models import Device

from kbsite.accounts import factors, lockout, waiting
from kbsite.accounts.models import Passkey
from kbsite.accounts.passkeys import place

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


class LoginForm(AdminAuthenticationForm):
    """Asks for the login name, for an address may belong to several logins, and a page that takes it would
    tell strangers to which name it belongs: wrong passwords are counted for each name."""

    username = UsernameField(
        label="Login name", widget=forms.TextInput(attrs={"autofocus": True, "spellcheck": "false"})
    )


class FirstStepView(LoginView):
    """The password; whoever has a second factor, or must have one, is not in yet."""

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        has_factor = factors.any_of(user) is not None
        if not has_factor and not factors.is_demanded(user):
            return super().form_valid(form)
        waiting.begin(self.request, user, to=self.get_success_url())
        return HttpResponseRedirect(
            reverse("accounts:second_step" if has_factor else "accounts:second_factor_set_up")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {**super().get_context_data(**kwargs), "passkeys_here": place.here(self.request)}
        form = context["form"]
        if form.is_bound and form.non_field_errors():
            context["tries_left"] = lockout.tries_left(self.request, form.cleaned_data.get("username", ""))
        return context


class CodeForm(forms.Form):
    """One field for both kinds of codes, so that nobody has to know beforehand which one they hold."""

    code = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )


def too_soon(error: factors.TooSoon) -> str:
    seconds = int((error.until - timezone.now()).total_seconds()) + 1
    wait = f"{seconds} seconds" if seconds < 120 else timeuntil(error.until)
    return f"Too many wrong codes. Wait for {wait}, then type the newest code."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    user = waiting.who(request)
    if user is None or factors.any_of(user) is None:
        return redirect("admin:login")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            device = factors.verify(user, form.cleaned_data["code"])
        except factors.TooSoon as error:
            form.add_error("code", too_soon(error))
            status = 429
        else:
            if device:
                return let_in(request, user, device)
            if not waiting.count_wrong_code(request):
                waiting.end(request)
                messages.error(request, "Too many wrong codes. Type your password again.")
                return redirect("admin:login")
            form.add_error("code", "That code is wrong or was used before. Type the newest one of your app.")
    return second_step_page(request, user, form=form, status=status)


def second_step_page(
    request: HttpRequest, user: User, *, form: CodeForm | None = None, fault: str = "", status: int = 200
) -> HttpResponse:
    """`fault` is what was wrong with a passkey."""
    passkeys = factors.passkeys_of(user)
    context = {
        **admin.site.each_context(request),
        "title": "Your second factor",
        "form": form or CodeForm(),
        "fault": fault,
        "has_app": factors.authenticator_of(user) is not None,
        "has_passkey": bool(passkeys),
        "why_not": _why_no_passkey(request, passkeys),
    }
    return render(request, "accounts/second_step.html", context, status=status)


def _why_no_passkey(request: HttpRequest, passkeys: Iterable[Passkey]) -> str:
    """Why none of these works at this address; empty where one does."""
    here = place.here(request)
    if here is None:
        return place.why_not(request)
    if any(passkey.rp_id == here.rp_id for passkey in passkeys):
        return ""
    return "Your passkeys are of an earlier address of this site, and work no longer."


def let_in(request: HttpRequest, user: User, device: Device, *, to: str = "") -> HttpResponse:
    """`to` is the page that was asked for, where nobody has waited."""
    to = waiting.end(request) or to
    # django-otp's receiver of user_logged_in writes it into the session.
    user.otp_device = device  # type: ignore[attr-defined]
    login(request, user, backend=MODEL_BACKEND)
    left = factors.recovery_codes_left(user)
    if left <= 2:
        messages.warning(request, f"You have {left} recovery codes left. Make new ones under “Your login”.")
    return HttpResponseRedirect(to or reverse("admin:index"))
