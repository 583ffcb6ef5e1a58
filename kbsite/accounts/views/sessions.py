"""Ending sessions of one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kbsite.accounts import sessions


@require_POST
@login_required
def end(request: HttpRequest, row_id: int) -> HttpResponse:
    if sessions.end(request.user, row_id):
        messages.success(request, "That session is ended.")
    else:
        messages.warning(request, "That session was over already.")
    return redirect("accounts:your_login")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    ended = sessions.end_all(request.user, but=request.session.session_key)
    messages.success(request, f"You are logged out everywhere else. Sessions ended: {ended}.")
    return redirect("accounts:your_login")
