"""The pages behind the links in letters. Only their buttons change anything: programs follow links too."""

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.mail import links, moderators, recipients
from comments.models import LetterKind, Recipient
from comments.views.guard import FOREIGN, comes_from_our_page
from comments.views.private_pages import OWN_FORMS, private
from comments.views.redirects import SeeOther

# What mail programs send when somebody presses their own button (RFC 8058, 3.1).
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@private(referrer=OWN_FORMS)
@csrf_exempt  # no cookie here either; comments/views/guard.py refuses what comes from elsewhere
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    address_hash = links.read_confirm(token)
    recipient = _find(address_hash)
    if address_hash is None or recipient is None:
        return render(request, "comments/mail_gone.html", status=404)
    if request.method == "POST" and comes_from_our_page(request):
        recipients.confirm(address_hash)
        return SeeOther(reverse("mail_confirm", args=[token]))
    # One that refused letters is asked anew, though it was confirmed before.
    is_confirmed = bool(recipient.confirmed_at) and not (recipient.stopped_at or recipient.bounced_at)
    return _ask(request, "comments/mail_confirm.html", token=token, is_done=is_confirmed)


@private(referrer=OWN_FORMS)
@csrf_exempt  # no cookie here either; comments/views/guard.py refuses what comes from elsewhere
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Also takes the button of mail programs, and somebody who wants letters again."""
    address_hash = links.read_stop(token)
    if address_hash is None:
        return render(request, "comments/mail_gone.html", status=404)
    name, value = ONE_CLICK
    if request.POST.get(name) == value:
        recipients.stop(address_hash)
        return HttpResponse("You get no more letters.\n", content_type="text/plain; charset=utf-8")
    if request.method == "POST" and comes_from_our_page(request):
        change = recipients.confirm if "again" in request.POST else recipients.stop
        change(address_hash)
        return SeeOther(reverse("mail_stop", args=[token]))
    recipient = _find(address_hash)
    is_stopped = recipient is not None and recipient.stopped_at is not None
    return _ask(request, "comments/mail_stop.html", token=token, is_done=is_stopped)


@private(referrer=OWN_FORMS)
@csrf_exempt  # no cookie here either; comments/views/guard.py refuses what comes from elsewhere
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, token: str) -> HttpResponse:
    """Turns one kind of letters to a moderator off, and on again."""
    named = links.read_choice(token)
    user = User.objects.filter(pk=named[0]).first() if named else None
    if named is None or user is None:
        return render(request, "comments/mail_gone.html", status=404)
    kind = LetterKind(named[1])
    one_click, value = ONE_CLICK
    if request.POST.get(one_click) == value:
        moderators.choose(user, kind, wanted=False)
        return HttpResponse("You get no more of these letters.\n", content_type="text/plain; charset=utf-8")
    if request.method == "POST" and comes_from_our_page(request):
        moderators.choose(user, kind, wanted="again" in request.POST)
        return SeeOther(reverse("mail_choice", args=[token]))
    problem = FOREIGN if request.method == "POST" else ""
    is_wanted = dict(moderators.kinds_of(user))[kind]
    context = {"token": token, "name": kind.label, "is_wanted": is_wanted, "problem": problem}
    return render(request, "comments/mail_choice.html", context, status=403 if problem else 200)


def _find(address_hash: str | None) -> Recipient | None:
    return Recipient.objects.filter(address_hash=address_hash).first() if address_hash else None


def _ask(request: HttpRequest, template: str, *, token: str, is_done: bool) -> HttpResponse:
    problem = FOREIGN if request.method == "POST" else ""
    context = {"token": token, "is_done": is_done, "problem": problem}
    return render(request, template, context, status=403 if problem else 200)
