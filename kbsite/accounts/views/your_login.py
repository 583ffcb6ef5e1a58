"""One page for what belongs to one's own login."""

from typing import cast

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kbsite.accounts import factors, sessions
from kbsite.accounts.passkeys import place
from kbsite.accounts.views.letters import letters_of


@never_cache
@require_safe
@login_required
def your_login(request: HttpRequest) -> HttpResponse:
    here = place.here(request)
    context = {
        **letters_of(cast("User", request.user)),
        "title": "Your login",
        "authenticator": factors.authenticator_of(request.user),
        "passkeys": factors.passkeys_of(request.user),
        "passkeys_of": here and here.rp_id,
        "why_not": place.why_not(request),
        "codes_left": factors.recovery_codes_left(request.user),
        "sessions": sessions.of(request, cast("User", request.user)),
        "is_demanded": factors.is_demanded(request.user),
    }
    return render(request, "accounts/your_login.html", {**admin.site.each_context(request), **context})
