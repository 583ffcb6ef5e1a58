"""What every page shares that gives a login a second factor."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_otp import login as session_has_factor
from django_otp.models import Device

from kbsite.accounts import factors, sessions, waiting


def page(request: HttpRequest, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    shared = admin.site.each_context(request)
    return render(request, f"accounts/{name}.html", {**shared, "title": title, **context}, status=status)


def person(request: HttpRequest) -> User | None:
    """Whoever is in; or waits at the door, because a group of theirs demands a second factor they lack."""
    if request.user.is_authenticated:
        return request.user
    user = waiting.who(request)
    return user if user and factors.is_demanded(user) and factors.any_of(user) is None else None


def is_on(request: HttpRequest, user: User, device: Device, codes: list[str]) -> HttpResponse:
    """Shows the codes in the answer itself: they are kept nowhere from which they could be shown again."""
    to = waiting.end(request) or reverse("accounts:your_login")
    if request.user.is_authenticated:
        session_has_factor(request, device)
    else:
        user.otp_device = device  # type: ignore[attr-defined]  # django-otp writes it into the session
        login(request, user)
    # The others were opened by the password alone.
    sessions.end_all(user, but=request.session.session_key)
    return page(request, "recovery_codes", "Keep these recovery codes", codes=codes, to=to)
