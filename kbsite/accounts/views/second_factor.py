"""Setting an authenticator up, and taking it away again; new recovery codes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp import login as session_has_factor

from kbsite.accounts import factors
from kbsite.accounts.asking import asks_again
from kbsite.accounts.passkeys import place
from kbsite.accounts.views.enrolling import is_on, page, person
from kbsite.accounts.views.login import CodeForm, too_soon


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again(before_showing=True)
def set_up(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if user is None:
        return redirect("admin:login")
    if factors.authenticator_of(user):
        return redirect("accounts:your_login")
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            codes = factors.confirm(user, form.cleaned_data["code"])
        except factors.TooSoon as error:
            form.add_error("code", too_soon(error))
            status = 429
        else:
            device = factors.authenticator_of(user)
            if codes and device:
                return is_on(request, user, device, codes)
            form.add_error(
                "code", "That code does not fit. Wait for the next one in your app, and type that."
            )
    context = {
        "form": form,
        "secret": factors.typed_secret(factors.begun_authenticator(user)),
        "is_demanded": factors.is_demanded(user),
        "passkeys_here": place.here(request),
    }
    return page(request, "set_up", "Set up a second factor", status, **context)


@never_cache
@require_GET
def qr_code(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if user is None or factors.authenticator_of(user):
        return HttpResponse(status=404)
    return HttpResponse(factors.qr_code(factors.begun_authenticator(user)), content_type="image/svg+xml")


@never_cache
@require_POST
@sensitive_post_parameters("code")
def new_codes(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and factors.authenticator_of(request.user) is None:
        return _new_codes_for_passkeys(request)
    return _show_new_codes(request) if _has_code(request) else redirect("accounts:your_login")


@asks_again()
def _new_codes_for_passkeys(request: HttpRequest) -> HttpResponse:
    """Nobody can type a code of a passkey, so the password stands for it."""
    if factors.any_of(request.user) is None:
        return redirect("accounts:your_login")
    return _show_new_codes(request)


def _show_new_codes(request: HttpRequest) -> HttpResponse:
    codes = factors.new_recovery_codes(request.user)
    to = reverse("accounts:your_login")
    return page(request, "recovery_codes", "Keep these recovery codes", codes=codes, to=to)


@never_cache
@require_POST
@sensitive_post_parameters("code")
def remove(request: HttpRequest) -> HttpResponse:
    if _has_code(request):
        try:
            factors.remove_authenticator(request.user)
        except factors.StillNeeded as error:
            messages.error(request, str(error))
            return redirect("accounts:your_login")
        passkey = factors.passkeys_of(request.user).first()
        if passkey:
            session_has_factor(request, passkey)
            messages.success(request, "Your authenticator app is off. Your passkeys stay.")
        else:
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
