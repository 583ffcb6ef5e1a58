"""Which letters about comments and about texts somebody with a login gets."""

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
from kbsite.notices import choosing
from kbsite.notices.kinds import kinds_for


def letters_of(user: User) -> dict[str, Any]:
    """What the page shows of them; nothing for whoever gets none anyway."""
    if not mail.is_on():
        return {}
    is_moderator = moderators.moderators().filter(pk=user.pk).exists()
    groups = [
        {
            "title": "Letters about comments",
            "kinds": list(moderators.kinds_of(user)) if is_moderator else [],
            "are_off": not settings.MODERATOR_LETTERS,
        },
        {
            "title": "Letters about texts",
            "kinds": list(choosing.choices_of(user)),
            "are_off": not settings.TEXT_LETTERS,
        },
    ]
    return {
        "letters": [group for group in groups if group["kinds"]],
        "refused_at": bounces.refused_at(mailable(user.email)),
    }


@require_POST
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    user, wanted = cast("User", request.user), set(request.POST.getlist("kind"))
    # Only what the form offered: what is off for everybody, and a right that comes later, change no choice.
    if settings.MODERATOR_LETTERS:
        for kind in moderators.KINDS:
            moderators.choose(user, kind, wanted=kind in wanted)
    if settings.TEXT_LETTERS:
        for notice_kind in kinds_for(user):
            choosing.choose(user, notice_kind, wanted=notice_kind in wanted)
    bounces.try_again(mailable(user.email))
    messages.success(request, "Your choice is saved.")
    return redirect("accounts:your_login")
