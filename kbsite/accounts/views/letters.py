"""Which letters about comments somebody with a login gets."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from comments import mail
from comments.mail import bounces, moderators
from comments.mail.recipients import mailable


def letters_of(user: User) -> dict[str, Any]:
    """What the page shows of them; nothing for whoever gets none anyway."""
    if not mail.is_on() or not moderators.moderators().filter(pk=user.pk).exists():
        return {}
    return {
        "letters": list(moderators.kinds_of(user)),
        "letters_are_off": not settings.MODERATOR_LETTERS,
        "refused_at": bounces.refused_at(mailable(user.email)),
    }


@require_POST
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    user, wanted = cast("User", request.user), set(request.POST.getlist("kind"))
    for kind in moderators.KINDS:
        moderators.choose(user, kind, wanted=kind in wanted)
    bounces.try_again(mailable(user.email))
    messages.success(request, "Your choice is saved.")
    return redirect("accounts:your_login")
