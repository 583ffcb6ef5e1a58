"""The page behind the link in letters that turns a kind of them off, and on again."""

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.views.guard import FOREIGN, comes_from_our_page
from comments.views.mail import ONE_CLICK
from comments.views.private_pages import OWN_FORMS, private
from comments.views.redirects import SeeOther
from kbsite.notices.choosing import choose, read_stop, wants_all


@private(referrer=OWN_FORMS)
@csrf_exempt  # no cookie here; comments/views/guard.py refuses what comes from elsewhere
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, token: str) -> HttpResponse:
    """Only the button changes anything, or that of a mail program: programs follow links too."""
    named = read_stop(token)
    person = User.objects.filter(pk=named[0]).first() if named else None
    if named is None or person is None:
        return render(request, "comments/mail_gone.html", status=404)
    kinds, (one_click, value) = named[1], ONE_CLICK
    is_one_click = request.POST.get(one_click) == value
    if is_one_click or (request.method == "POST" and comes_from_our_page(request)):
        for kind in kinds:
            choose(person, kind, wanted="again" in request.POST and not is_one_click)
        if is_one_click:
            return HttpResponse(
                "You get no more of these letters.\n", content_type="text/plain; charset=utf-8"
            )
        return SeeOther(reverse("text_letters", args=[token]))
    problem = FOREIGN if request.method == "POST" else ""
    context = {
        "token": token,
        "names": [kind.label for kind in kinds],
        "is_wanted": wants_all(person, kinds),
        "problem": problem,
    }
    return render(request, "notices/choice.html", context, status=403 if problem else 200)
