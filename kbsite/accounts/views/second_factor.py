"""Setting a second factor up, and taking it away again."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp import login as session_has_factor

from kbsite.accounts import factors, sessions, waiting
from kbsite.accounts.asking import asks_again
from kbsite.accounts.views.login import CodeForm, too_soon


def _page(request: HttpRequest, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    shared = admin.site.each_context(request)
    return render(request, f"accounts/{name}.html", {**shared, "title": title, **context}, status=status)


def _person(request: HttpRequest) -> User | None:
    """Whoever is in; or waits at the door, because a group of theirs demands a second factor."""
    if request.user.is_authenticated:
        return request.user
    user = waiting.who(request)
    return user if user and factors.is_demanded(user) else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again(before_showing=True)
def set_up(request: HttpRequest) -> HttpResponse:
    user = _person(request)
    if user is None:
        return redirect("admin:login")
    if factors.authenticator_of(user):
        return redirect("accounts:your_login" if request.user.is_authenticated else "accounts:second_step")
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            codes = factors.confirm(user, form.cleaned_data["code"])
        except factors.TooSoon as error:
            form.add_error("code", too_soon(error))
            status = 429
        else:
            if codes:
                return _is_on(request, user, codes)
            form.add_error(
                "code", "That code does not fit. Wait for the next one in your app, and type that."
            )
    secret = factors.typed_secret(factors.begun_authenticator(user))
    context = {"form": form, "secret": secret, "is_demanded": factors.is_demanded(user)}
    return _page(request, "set_up", "Set up a second factor", status, **context)


def _is_on(request: HttpRequest, user: User, codes: list[str]) -> HttpResponse:
    """Shows the codes in the answer itself: they are kept nowhere from which they could be shown again."""
    device = factors.authenticator_of(user)
    to = waiting.end(request) or reverse("accounts:your_login")
    if request.user.is_authenticated:
        session_has_factor(request, device)
    else:
        user.otp_device = device  # type: ignore[attr-defined]  # django-otp writes it into the session
        login(request, user)
    # The others were opened by the password alone.
    sessions.end_all(user, but=request.session.session_key)
    return _page(request, "recovery_codes", "Keep these recovery codes", codes=codes, to=to)


@never_cache
@require_GET
def qr_code(request: HttpRequest) -> HttpResponse:
    user = _person(request)
    if user is None or factors.authenticator_of(user):
        return HttpResponse(status=404)
    return HttpResponse(factors.qr_code(factors.begun_authenticator(user)), content_type="image/svg+xml")


@never_cache
@require_POST
@sensitive_post_parameters("code")
def new_codes(request: HttpRequest) -> HttpResponse:
    if not _has_code(request):
        return redirect("accounts:your_login")
    codes = factors.new_recovery_codes(request.user)
    to = reverse("accounts:your_login")
    return _page(request, "recovery_codes", "Keep these recovery codes", codes=codes, to=to)


@never_cache
@require_POST
@sensitive_post_parameters("code")
def remove(request: HttpRequest) -> HttpResponse:
    if _has_code(request):
        if factors.is_demanded(request.user):
            messages.error(request, "A group of yours needs a second factor, so it stays on.")
        else:
            factors.remove(request.user)
            messages.success(request, "Your second factor is off. Your password alone lets you in.")
    return redirect("accounts:your_login")


def _has_code(request: HttpRequest) -> bool:
    """Whether a right code came with the form; otherwise the person is told why not."""
    form = CodeForm(request.POST)
    if not request.user.is_authenticated or not form.is_valid():
        messages.error(request, "Type a code of your app, or a recovery code.")
        return False
    try:
        accepted = factors.verify(request.user, form.cleaned_data["code"])
    except factors.TooSoon as error:
        messages.error(request, too_soon(error))
        return False
    if not accepted:
        messages.error(request, "That code is wrong or was used before. Nothing was changed.")
    return accepted is not None
