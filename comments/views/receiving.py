"""One reader's form, whatever it is for: checked for where it came from, carried out, or shown again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from articles.images.decoding import TooBusy, UnusableImage
from comments.limits import LimitReached
from comments.views.guard import FOREIGN, comes_from_our_page
from comments.views.redirects import SeeOther
from comments.writing.editing import TooLate
from comments.writing.one_rating import AlreadyRated

AnyForm = TypeVar("AnyForm", bound=Form)
# Where the next page is, once the cleaned data was stored.
Store = Callable[[dict[str, Any]], str]


@dataclass(frozen=True)
class Refusal:
    """Why it was not stored: at which field, and with which status."""

    field: str | None
    status: int = 422


REFUSALS: dict[type[Exception], Refusal] = {
    LimitReached: Refusal(None, 429),
    TooLate: Refusal(None, 409),
    AlreadyRated: Refusal("rating"),
    # Before its own base class: it is no fault of the photo.
    TooBusy: Refusal("photo", 503),
    UnusableImage: Refusal("photo"),
}


def receive(
    request: HttpRequest, form: AnyForm, *, store: Store, show: Callable[[AnyForm, int], HttpResponse]
) -> HttpResponse:
    """Leads on where `store` says, or shows the form again with what is wrong and all that was typed."""
    if not comes_from_our_page(request):
        form.add_error(None, FOREIGN)
        return show(form, 403)
    if not form.is_valid():
        return show(form, 422)
    try:
        return SeeOther(store(form.cleaned_data))
    except tuple(REFUSALS) as error:
        refusal = next(REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS)
        form.add_error(refusal.field if refusal.field in form.fields else None, str(error))
        answer = show(form, refusal.status)
        if isinstance(error, LimitReached):
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer
