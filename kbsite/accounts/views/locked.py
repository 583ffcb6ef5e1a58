"""What somebody sees whose login is locked, and the page that unlocks it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from comments import mail
from kbsite.accounts import unlocking
from kbsite.accounts.lockout import locked_until, remember_network


def locked(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The answer in place of any page that asked for a password; the same whether the name exists or not."""
    now = timezone.now()
    until = locked_until(request, credentials) or now
    page = render(
        request,
        "accounts/locked.html",
        {
            **admin.site.each_context(request),
            "title": "Locked for a while",
            "until": until,
            "mail": mail.is_on(),
        },
        status=429,
    )
    page["Retry-After"] = str(max(1, int((until - now).total_seconds()) + 1))
    page["Cache-Control"] = "no-store"
    return page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def unlock(request: HttpRequest, token: str) -> HttpResponse:
    """Only the button unlocks, for mail programs and virus scanners follow links too."""
    owner = unlocking.owner_of(token)
    is_done = bool(owner and request.method == "POST")
    if owner and is_done:
        unlocking.unlock(owner, by="the link in a letter")
        remember_network(request, owner)
    context = {"title": "Unlock a login", "works": owner is not None, "is_done": is_done}
    status = 200 if owner else 410
    return render(
        request, "accounts/unlock.html", {**admin.site.each_context(request), **context}, status=status
    )
