"""A passkey at the login: after the password, or in place of it."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.contrib.auth.views import RedirectURLMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from comments.limits import Limit, LimitReached, count_in, share_of
from comments.senders import NetworkLevel, Sender, sender_of
from kbsite.accounts import factors, waiting
from kbsite.accounts.models import Passkey
from kbsite.accounts.passkeys import keeping, place
from kbsite.accounts.views.login import let_in, second_step_page
from kbsite.accounts.views.reset import HOUR

# More than any device says; what is longer is not looked at.
MAX_ANSWER = 20_000
# Each question to a stranger is a row in the table of sessions, so they are counted: how many a household may
# ask for in an hour, and everybody. Whoever rents a machine has many a /64, so wider networks count too.
A_NETWORK, OF_ALL, EVERYBODY = 60, 600, "passkey login of everybody"
TIMES = {
    NetworkLevel.HOME: 1,
    NetworkLevel.SITE: 1,
    NetworkLevel.ALLOCATION: 2,
    NetworkLevel.ADDRESS: 1,
    NetworkLevel.BLOCK: 2,
}
REFUSAL = "Very many passkeys were asked for just now. Type your name and password instead."


@never_cache
@require_POST
def second_step_options(request: HttpRequest) -> HttpResponse:
    user = waiting.who(request)
    if user is None:
        return JsonResponse({"fault": "That took too long. Type your password again."}, status=403)
    try:
        return JsonResponse({"publicKey": keeping.ask_after_password(request, place.place_of(request), user)})
    except place.Nowhere as error:
        return JsonResponse({"fault": str(error)}, status=409)


@never_cache
@require_POST
def second_step(request: HttpRequest) -> HttpResponse:
    user = waiting.who(request)
    if user is None or factors.any_of(user) is None:
        return redirect("admin:login")
    try:
        passkey = _proved(request, after_password=user)
    except (keeping.PasskeyRefused, place.Nowhere) as error:
        if getattr(error, "counts", False) and not waiting.count_wrong_code(request):
            waiting.end(request)
            messages.error(request, f"{error} Type your password again.")
            return redirect("admin:login")
        return second_step_page(request, user, fault=str(error))
    return let_in(request, user, passkey)


@never_cache
@require_POST
def login_options(request: HttpRequest) -> HttpResponse:
    try:
        with transaction.atomic():
            count_in(_limits_of(sender_of(request)))
        return JsonResponse({"publicKey": keeping.ask_for_login(request, place.place_of(request))})
    except LimitReached as error:
        answer = JsonResponse({"fault": str(error)}, status=429)
        answer["Retry-After"] = str(error.retry_after)
        return answer
    except place.Nowhere as error:
        return JsonResponse({"fault": str(error)}, status=409)


def _limits_of(sender: Sender) -> Iterator[Limit]:
    """From the narrowest network to everybody; no network gets more than its share of all."""
    for level, hashed in sender.hashes_for("passkey login").items():
        yield Limit(hashed, HOUR, min(A_NETWORK * TIMES[level], share_of(OF_ALL)), REFUSAL)
    yield Limit(EVERYBODY, HOUR, OF_ALL, REFUSAL)


@method_decorator([never_cache, require_POST], name="dispatch")
class PasskeyLoginView(RedirectURLMixin, View):
    """The whole login: the device has verified who holds it, so nothing else is asked."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            passkey = _proved(request, after_password=None)
        except (keeping.PasskeyRefused, place.Nowhere) as error:
            messages.error(request, str(error))
            to = urlencode({self.redirect_field_name: self.get_success_url()})
            return HttpResponseRedirect(f"{reverse('admin:login')}?{to}")
        waiting.end(request)
        return let_in(request, passkey.user, passkey, to=self.get_success_url())

    def get_default_redirect_url(self) -> str:
        return reverse("admin:index")


def _proved(request: HttpRequest, *, after_password: User | None) -> Passkey:
    """The passkey that the form's answer proves; its owner may log in. Raises PasskeyRefused, or Nowhere.

    A lock holds here too, and a refusal counts as a wrong password does.
    """
    answer = request.POST.get("answer", "")[:MAX_ANSWER]
    named = keeping.owner_named_in(answer)
    owner = after_password or (named and named.user)
    try:
        passkey = keeping.check(
            request, place.place_of(request), answer, passkey=named, after_password=after_password
        )
    except keeping.PasskeyRefused as error:
        if error.counts:
            authenticate(request, username=owner and owner.get_username(), passkey=None)
        raise
    if authenticate(request, username=passkey.user.get_username(), passkey=passkey) is None:
        raise keeping.PasskeyRefused("This login is not open. Ask whoever runs the site.")
    return passkey
