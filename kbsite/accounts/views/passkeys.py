"""The passkeys of one's own login: adding, naming and removing them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as session_has_factor

from kbsite.accounts import factors
from kbsite.accounts.asking import asks_again
from kbsite.accounts.models import Passkey
from kbsite.accounts.passkeys import keeping, place
from kbsite.accounts.views.enrolling import is_on, page, person
from kbsite.accounts.views.passkey_login import MAX_ANSWER

MAX_NAME = 60
NAME_HELP = "Such as “My phone”. Left empty, it is named after this browser."


class PasskeyNameForm(forms.ModelForm):
    class Meta:
        model = Passkey
        fields = ("name",)

    name = forms.CharField(label="Its name", max_length=MAX_NAME)


class NewPasskeyForm(forms.Form):
    """The answer is put in by a script, out of what the device says."""

    name = forms.CharField(label="A name for it", max_length=MAX_NAME, required=False, help_text=NAME_HELP)
    answer = forms.CharField(max_length=MAX_ANSWER, widget=forms.HiddenInput)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again(before_showing=True)
def add(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if user is None:
        return redirect("admin:login")
    form, fault = NewPasskeyForm(request.POST or None), ""
    if request.method == "POST":
        try:
            return _added(request, user, form)
        except (keeping.PasskeyRefused, place.Nowhere) as error:
            fault = str(error)
    context: dict[str, Any] = {
        "form": form,
        "fault": fault,
        "why_not": place.why_not(request),
        "is_first": factors.any_of(user) is None,
        "is_demanded": factors.is_demanded(user),
    }
    return page(request, "add_passkey", "Add a passkey", **context)


def _added(request: HttpRequest, user: User, form: NewPasskeyForm) -> HttpResponse:
    """Raises what its caller shows."""
    if not form.is_valid():
        raise keeping.PasskeyRefused(
            f"Nothing was added. Press the button again; a name has at most {MAX_NAME} letters."
        )
    passkey, codes = keeping.add(
        request,
        place.place_of(request),
        user,
        answer=form.cleaned_data["answer"],
        name=form.cleaned_data["name"],
    )
    if codes:
        return is_on(request, user, passkey, codes)
    messages.success(request, "The passkey is added.")
    return redirect("accounts:your_login")


@never_cache
@require_POST
def add_options(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if user is None:
        return JsonResponse({"fault": "You are no longer logged in. Load this page again."}, status=403)
    try:
        return JsonResponse({"publicKey": keeping.ask_to_add(request, place.place_of(request), user)})
    except (keeping.PasskeyRefused, place.Nowhere) as error:
        return JsonResponse({"fault": str(error)}, status=409)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, row_id: int) -> HttpResponse:
    passkey = _own(request, row_id)
    form = PasskeyNameForm(request.POST or None, instance=passkey)
    if request.method == "POST" and form.is_valid():
        # Only the name: meanwhile it may have been removed, or used, which counts it on.
        if not factors.passkeys_of(request.user).filter(pk=row_id).update(name=form.cleaned_data["name"]):
            raise Http404
        messages.success(request, "The passkey has another name now.")
        return redirect("accounts:your_login")
    stays = keeping.is_last_needed(request.user)
    return page(request, "passkey", "One of your passkeys", form=form, passkey=passkey, stays=stays)


@never_cache
@require_POST
@login_required
@asks_again()
def remove(request: HttpRequest, row_id: int) -> HttpResponse:
    try:
        keeping.remove(_own(request, row_id), but=request.session.session_key)
    except factors.StillNeeded as error:
        messages.error(request, str(error))
        return redirect("accounts:your_login")
    other = factors.any_of(request.user)
    if other:
        # This session may be one that the removed passkey opened. The password was right just now.
        session_has_factor(request, other)
        messages.success(request, "The passkey is removed here. Delete it on your device too.")
    else:
        messages.success(
            request, "The passkey is removed, and your second factor is off. Your password alone lets you in."
        )
    return redirect("accounts:your_login")


def _own(request: HttpRequest, row_id: int) -> Passkey:
    found = factors.passkeys_of(request.user).filter(pk=row_id).first()
    if found is None:
        raise Http404
    return found
